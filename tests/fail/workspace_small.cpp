// EXPECT: gradient(f).in(memory)(x...) requires a workspace of the type of the numbers x and of workspace_bytes<types of x...>(gradient(f)) bytes at least
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto const& x) { return sum(x) * sum(x * x); };
constexpr auto df = tapeless::gradient(f);
using vector = tapeless::tensor<double, 64>;
constexpr int enough = tapeless::workspace_bytes<vector>(df) / 8;
#ifdef SHOULD_FAIL
constexpr int numbers = enough - 1;
#else
constexpr int numbers = enough;
#endif

auto call(vector const& x, tapeless::workspace<double, numbers>& memory) { return df.in(memory)(x); }

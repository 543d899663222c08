// EXPECT: gradient(f)(x...) and its relatives require a workspace of at most 1 MiB to be on the stack: hand over a larger one
// MAX_LINES: 30
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto const& x) { return sum(sum(x * x, tapeless::axes<0>) * (x * x)); };
using matrix = tapeless::tensor<double, 400, 400>;
constexpr auto function = tapeless::value(f);

#ifdef SHOULD_FAIL
auto call(matrix const& x) { return function(x); }
#else
tapeless::workspace<double, tapeless::workspace_bytes<matrix>(function) / 8> memory;
auto call(matrix const& x) { return function.in(memory)(x); }
#endif

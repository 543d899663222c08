// EXPECT: f * t of a formula f and a tensor t is not there
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/formula.hpp>
#include <tapeless/tensor.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr tapeless::tensor<double, 2> t{1, 2};

#ifdef SHOULD_FAIL
constexpr auto product = sin(x) * t;
#else
constexpr auto product = sin(x) * t[0];
#endif

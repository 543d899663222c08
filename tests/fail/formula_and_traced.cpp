// EXPECT: x * t requires both to be formulas or both to be traced: in a traced function a formula gets its values first, as in f(x = t)
// MAX_LINES: 40
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;

#ifdef SHOULD_FAIL
constexpr auto g = [](auto t) { return x * t; };
#else
constexpr auto g = [](auto t) { return x(x = t) * t; };
#endif

double result() { return tapeless::derivative(g)(1.0); }

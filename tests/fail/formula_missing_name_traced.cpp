// EXPECT: a verb of f, and f(x = t, ...) with traced values, require a value for every variable of f
// EXPECT ALSO: {"length"}
// MAX_LINES: 40
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto length = tapeless::variable<"length">;
constexpr auto f = x * length;

#ifdef SHOULD_FAIL
constexpr auto g = [](auto t) { return f(x = t); };
#else
constexpr auto g = [](auto t) { return f(x = t, length = 2.0); };
#endif

double result() { return tapeless::derivative(g)(1.0); }

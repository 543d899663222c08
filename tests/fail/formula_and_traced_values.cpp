// EXPECT: f(x = t, y = g) requires values that are all traced or numbers, or all formulas or numbers
// MAX_LINES: 32
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto f = sin(x) * y + x * x;

#ifdef SHOULD_FAIL
constexpr auto g = [](auto t) { return f(x = t, y = x * x); };
#else
constexpr auto g = [](auto t) { return f(x = t, y = (x * x)(x = t)); };
#endif

double result() { return tapeless::derivative(g)(1.0); }

// EXPECT: f(x = 1.0, ...) requires every argument by name, x = value, or every one by position
// MAX_LINES: 28
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto f = sin(x) * y + x * x;

double result() {
#ifdef SHOULD_FAIL
    double const value = f(x = 1.0, 2.0);
    double const slope = gradient(f)(1.0, y = 2.0)[x];
#else
    double const value = f(x = 1.0, y = 2.0);
    double const slope = gradient(f)(1.0, 2.0)[0];
#endif
    return value + slope;
}

// EXPECT: derivative(f, x...) requires x... to be variables
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto f = sin(x) * y + x * x;

double result() {
#ifdef SHOULD_FAIL
    return derivative(f, x * y)(x = 1.0, y = 2.0) + derivative(f, x, 1)(x = 1.0, y = 2.0);
#else
    return derivative(f, x, y)(x = 1.0, y = 2.0);
#endif
}

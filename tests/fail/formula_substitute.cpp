// EXPECT: substitute(f, x = g, ...) requires formulas or numbers by name
// MAX_LINES: 12
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto f = sin(x) * y + x * x;

double result() {
#ifdef SHOULD_FAIL
    return substitute(f, y * y)(x = 1.0, y = 2.0);
#else
    return substitute(f, x = y * y)(y = 2.0);
#endif
}

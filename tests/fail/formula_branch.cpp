// EXPECT: a formula cannot steer if, while or ?: because its variables have no values: use tapeless::select(x < y, a, b)
// MAX_LINES: 12
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;

double result() {
#ifdef SHOULD_FAIL
    if (x < y) return 1;
    return 0;
#else
    return select(x < y, tapeless::constant<1>, tapeless::constant<0>)(x = 1.0, y = 2.0);
#endif
}

// EXPECT: select(c, a, b) requires c to be a condition such as x < y
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;

double result() {
#ifdef SHOULD_FAIL
    return select(x, x, y)(x = 1.0, y = 2.0) + select(1 < 2, x, y)(x = 1.0, y = 2.0);
#else
    return select(x < y, x, y)(x = 1.0, y = 2.0);
#endif
}

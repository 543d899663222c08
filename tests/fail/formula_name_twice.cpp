// EXPECT: f(x = 1.0, ...) requires one value for each variable: the one named here gets several
// EXPECT ALSO: {"length"}
// MAX_LINES: 15
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto length = tapeless::variable<"length">;
constexpr auto f = x * length;

double result() {
#ifdef SHOULD_FAIL
    return f(length = 1.0, x = 2.0, length = 3.0);
#else
    return f(length = 1.0, x = 2.0);
#endif
}

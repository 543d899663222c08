// EXPECT: a formula becomes a number when every variable has a value: write f(x = 1.0, ...)
// EXPECT ALSO: {"y"}
// MAX_LINES: 12
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto f = sin(x) * y + x * x;

double result() {
#ifdef SHOULD_FAIL
    return f(x = 1.0);
#else
    return f(x = 1.0, y = 2.0);
#endif
}

// EXPECT: f = value requires f to be a variable: only variables get values by name
// MAX_LINES: 12
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto f = sin(x) * y + x * x;

double result() {
#ifdef SHOULD_FAIL
    return f(sin(x) = 1.0, y = 2.0);
#else
    return f(x = 1.0, y = 2.0);
#endif
}

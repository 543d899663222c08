// EXPECT: f(x = 1.0, ...) requires variables of f: f has none of the name given here
// EXPECT ALSO: {"length"}
// MAX_LINES: 15
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto length = tapeless::variable<"length">;
constexpr auto f = sin(x) * y + x * x;

double result() {
#ifdef SHOULD_FAIL
    return f(x = 1.0, y = 2.0, length = 3.0);
#else
    return f(x = 1.0, y = 2.0);
#endif
}

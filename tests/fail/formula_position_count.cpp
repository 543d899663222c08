// EXPECT: f(1.0, ...) by position requires one value for each variable of f, in alphabetical order
// EXPECT ALSO: {"x,y"}
// MAX_LINES: 15
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto f = sin(x) * y + x * x;

double result() {
#ifdef SHOULD_FAIL
    return f(1.0);
#else
    return f(1.0, 2.0);
#endif
}

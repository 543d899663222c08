// EXPECT: a formula cannot be assigned to, as its type is the formula
// MAX_LINES: 12
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;

double result() {
#ifdef SHOULD_FAIL
    auto f = sin(x);
    f = f * y;
    return f(x = 1.0);
#else
    auto f = sin(x);
    auto g = f * y;
    return g(x = 1.0, y = 2.0);
#endif
}

// EXPECT: a verb of f, and f(x = t, ...) with traced values, require a value for every variable of f
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
    return gradient(f)(x = 1.0)[x];
#else
    return gradient(f)(x = 1.0, length = 2.0)[x];
#endif
}

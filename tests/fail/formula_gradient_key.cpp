// EXPECT: requires the 'key' to be present in the 'map'
// EXPECT ALSO: {"y"}
// MAX_LINES: 70
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;
constexpr auto f = x * x;

double result() {
#ifdef SHOULD_FAIL
    return gradient(f)(x = 1.0)[y];
#else
    return gradient(f)(x = 1.0)[x];
#endif
}

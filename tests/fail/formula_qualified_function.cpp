// EXPECT: call functions that tapeless knows unqualified (sin(x), not std::sin(x))
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

#include <cmath>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;

double result() {
#ifdef SHOULD_FAIL
    auto f = std::sin(x);
    return f;
#else
    auto f = sin(x);
    return f(x = 1.0);
#endif
}

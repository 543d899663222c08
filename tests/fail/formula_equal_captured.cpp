// EXPECT: f == g requires formulas whose numbers are known in the type
// MAX_LINES: 12
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

constexpr auto x = tapeless::variable<"x">;
constexpr auto y = tapeless::variable<"y">;

#ifdef SHOULD_FAIL
static_assert(x + x == 2.0 * x);
#else
static_assert(x + x == tapeless::constant<2> * x);
#endif

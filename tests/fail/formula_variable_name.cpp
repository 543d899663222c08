// EXPECT: variable<name> requires a name of letters, digits and _, which does not begin with a digit
// MAX_LINES: 15
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

#ifdef SHOULD_FAIL
constexpr auto x = tapeless::variable<"1x">;
#else
constexpr auto x = tapeless::variable<"x1">;
#endif

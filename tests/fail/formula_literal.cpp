// EXPECT: 2_c requires a decimal number within the range of double, such as 2_c, 0.5_c or 1e-3_c
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/formula.hpp>

using namespace tapeless::literals;

#ifdef SHOULD_FAIL
constexpr auto f = tapeless::variable<"x"> * 0x10_c;
#else
constexpr auto f = tapeless::variable<"x"> * 16_c;
#endif

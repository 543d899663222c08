// EXPECT: names<...> requires one name for each argument of the function, or one for each number in them
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/text.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };

#ifdef SHOULD_FAIL
constexpr auto text = tapeless::to_string(f, tapeless::names<"x", "y", "z">);
#else
constexpr auto text = tapeless::to_string(f, tapeless::names<"x", "y">);
#endif

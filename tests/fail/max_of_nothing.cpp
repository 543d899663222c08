// EXPECT: max(x) requires an array x with at least one entry
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
auto f(std::array<double, 0> const& x) { return tapeless::max(x); }
#else
auto f(std::array<double, 1> const& x) { return tapeless::max(x); }
#endif

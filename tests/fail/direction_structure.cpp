// EXPECT: hvp(f)(x..., v...) requires for each argument x a direction v of the same structure
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto const& x) { return x[0] * x[1]; };

#ifdef SHOULD_FAIL
auto product(std::array<double, 2> const& x) { return tapeless::hvp(f)(x, 1.0); }
#else
auto product(std::array<double, 2> const& x) { return tapeless::hvp(f)(x, x); }
#endif

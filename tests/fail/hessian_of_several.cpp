// EXPECT: gradient(f)(x...) requires f to return one number: for several results use jacobian(f)
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x, auto y) { return std::array{x * y, x + y}; };

#ifdef SHOULD_FAIL
auto second(double x) { return tapeless::hessian(f)(x, x); }
#else
auto second(double x) { return tapeless::jacobian(tapeless::jacobian(f))(x, x); }
#endif

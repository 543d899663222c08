// EXPECT: gradient(f)(x...) requires f to return one number: for several results use jacobian(f)
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x, auto y) { return std::array{x * y, x + y}; };

double slope(double x) {
#ifdef SHOULD_FAIL
    return tapeless::gradient(f)(x, x)[0];
#else
    return tapeless::jacobian(f)(x, x)[0][0];
#endif
}

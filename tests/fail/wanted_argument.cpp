// EXPECT: require each i to number one of the arguments
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };

double slope(double x) {
#ifdef SHOULD_FAIL
    return tapeless::gradient<2>(f)(x, x);
#else
    return tapeless::gradient<1>(f)(x, x);
#endif
}

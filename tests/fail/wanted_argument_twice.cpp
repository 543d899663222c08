// EXPECT: require each i to number one of the arguments x..., from 0, and none twice
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };

double slope(double x) {
#ifdef SHOULD_FAIL
    return tapeless::gradient<0, 0>(f)(x, x)[0];
#else
    return tapeless::gradient<0, 1>(f)(x, x)[0];
#endif
}

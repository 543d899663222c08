// EXPECT: require f to accept exactly the arguments x...: their number or kind does not match
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };

double slope(double x) {
#ifdef SHOULD_FAIL
    return tapeless::gradient(f)(x, x, x)[0];
#else
    return tapeless::gradient(f)(x, x)[0];
#endif
}

// EXPECT: requires f to be a lambda without captures or a function object without members
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

double slope(double x, double k) {
#ifdef SHOULD_FAIL
    return tapeless::derivative([k](auto y) { return k * y; })(x);
#else
    return tapeless::gradient<1>([](auto l, auto y) { return l * y; })(k, x);
#endif
}

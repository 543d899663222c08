// EXPECT: a traced condition cannot steer if, while or ?:
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x) {
#ifdef SHOULD_FAIL
    if (x > 0) return x * x;
    return x;
#else
    return select(x > 0, x * x, x);
#endif
};

double slope(double x) { return tapeless::derivative(f)(x); }

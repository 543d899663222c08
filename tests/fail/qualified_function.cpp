// EXPECT: call them unqualified (exp(x), not std::exp(x))
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

#include <cmath>

constexpr auto f = [](auto x) {
#ifdef SHOULD_FAIL
    return std::exp(x);
#else
    return exp(x);
#endif
};

double slope(double x) { return tapeless::derivative(f)(x); }

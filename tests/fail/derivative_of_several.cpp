// EXPECT: derivative(f)(x) and taylor<N>(f)(x) require one argument, a number: for several use gradient(f) or jacobian(f)
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x, auto y) { return x * y; };

double slope(double x) {
#ifdef SHOULD_FAIL
    return tapeless::derivative(f)(x, x);
#else
    return tapeless::gradient(f)(x, x)[0];
#endif
}

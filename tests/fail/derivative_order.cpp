// EXPECT: derivative<N>(f) requires an order N of at least 0
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x) { return x * x; };

#ifdef SHOULD_FAIL
double slope(double x) { return tapeless::derivative<-1>(f)(x); }
#else
double slope(double x) { return tapeless::derivative<0>(f)(x); }
#endif

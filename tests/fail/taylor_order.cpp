// EXPECT: taylor<N>(f) requires an order N of at least 0
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x) { return x * x; };

#ifdef SHOULD_FAIL
auto series(double x) { return tapeless::taylor<-1>(f)(x); }
#else
auto series(double x) { return tapeless::taylor<0>(f)(x); }
#endif

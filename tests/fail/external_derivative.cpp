// EXPECT: require a derivative for every external function that f calls, of as high an order as is asked for
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

double table(double x);
double slope_of_table(double x);

constexpr auto outside = tapeless::external<table, slope_of_table>;
constexpr auto f = [](auto x) { return outside(x * x); };

#ifdef SHOULD_FAIL
double second(double x) { return tapeless::derivative<2>(f)(x); }
#else
double first(double x) { return tapeless::derivative(f)(x); }
#endif

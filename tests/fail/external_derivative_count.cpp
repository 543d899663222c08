// EXPECT: external<f, df...>(x...) requires one derivative for each argument x, or none at all
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

double table(double x, double y);
double by_x(double x, double y);
double by_y(double x, double y);

#ifdef SHOULD_FAIL
constexpr auto outside = tapeless::external<table, by_x>;
#else
constexpr auto outside = tapeless::external<table, by_x, by_y>;
#endif
constexpr auto f = [](auto x, auto y) { return outside(x, y); };

double slope(double x) { return tapeless::gradient<0>(f)(x, x); }

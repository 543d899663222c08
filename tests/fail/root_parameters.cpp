// EXPECT: find_root(g)(x0, p...) and its relatives require at least one parameter p
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto g = [](auto x, auto... p) { return ((x * x) - ... - p); };

#ifdef SHOULD_FAIL
constexpr auto f = [](auto x) { return tapeless::find_root(g)(x); };
#else
constexpr auto f = [](auto x) { return tapeless::find_root(g)(1.0, x); };
#endif

double slope(double x) { return tapeless::derivative(f)(x); }

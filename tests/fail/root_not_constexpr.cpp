// EXPECT: find_root(g)(x0, p...) and its relatives require g and every function that it calls to be constexpr
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
double offset() { return 2; }
#else
constexpr double offset() { return 2; }
#endif

constexpr auto g = [](auto x, auto p) { return x * x - p * offset(); };
constexpr auto root = [](auto p) { return tapeless::find_root(g)(1.0, p); };

double slope(double p) { return tapeless::derivative(root)(p); }

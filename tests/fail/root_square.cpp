// EXPECT: find_root(g)(x0, p...) and its relatives require g to return as many numbers as x has
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
constexpr auto g = [](auto x, auto p) { return std::array{x * x - p, x}; };
#else
constexpr auto g = [](auto x, auto p) { return std::array{x * x - p}; };
#endif
constexpr auto f = [](auto x) { return tapeless::find_root(g)(1.0, x); };

double slope(double x) { return tapeless::derivative(f)(x); }

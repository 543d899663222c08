// EXPECT: require f and every function that it calls to be constexpr
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
constexpr std::size_t last = 2;
#else
constexpr std::size_t last = 1;
#endif

constexpr auto f = [](auto x) {
    decltype(x) const powers[] = {x, x * x};
    std::size_t i = last;
    return powers[i];
};

double slope(double x) { return tapeless::derivative(f)(x); }

// EXPECT: require f and every function that it calls to be constexpr
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
#define HELPER
#else
#define HELPER constexpr
#endif

template <class T>
HELPER T helper(T x) {
    return x * x;
}

constexpr auto f = [](auto x) { return helper(x) + 1; };

double slope(double x) { return tapeless::derivative(f)(x); }

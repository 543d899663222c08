// EXPECT: cond(c, then, otherwise, x...) requires then and otherwise to return the same structure of numbers
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
#define OTHER                                                                                                          \
    std::array { a, a }
#else
#define OTHER a
#endif

constexpr auto f = [](auto x) {
    return tapeless::cond(
        x > 0, [](auto a) { return a * a; }, [](auto a) { return OTHER; }, x);
};

double slope(double x) { return tapeless::derivative(f)(x); }

// EXPECT: require f to return a number, a tensor, or a std::array, tuple, Hana map or struct known to Hana of these
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x) {
#ifdef SHOULD_FAIL
    return x > 0;
#else
    return select(x > 0, x, 0);
#endif
};

double slope(double x) { return tapeless::derivative(f)(x); }

// EXPECT: require each argument x to be a number, a tensor, or a std::array, tuple, Hana map or struct known to Hana of these
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x) { return x * x; };

double slope(double x) {
#ifdef SHOULD_FAIL
    return tapeless::derivative(f)(&x);
#else
    return tapeless::derivative(f)(x);
#endif
}

// EXPECT: require f to return a number, a tensor, or a std::array, tuple, Hana map or struct known to Hana of these
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = []([[maybe_unused]] auto x) {
#ifndef SHOULD_FAIL
    return x;
#endif
};

double slope(double x) { return tapeless::derivative(f)(x); }

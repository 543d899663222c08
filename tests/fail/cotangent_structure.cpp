// EXPECT: vjp(f)(x..., dy) requires the cotangent dy to have the structure of f's result
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x) { return std::array{x, x * x}; };

double slope(double x) {
#ifdef SHOULD_FAIL
    return tapeless::vjp(f)(x, 1.0).gradient;
#else
    return tapeless::vjp(f)(x, std::array{1.0, 0.0}).gradient;
#endif
}

// EXPECT: jvp(f)(x..., dx...) requires for each argument x a tangent dx of the same structure
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto x) { return x * x; };

double slope(double x) {
#ifdef SHOULD_FAIL
    return tapeless::jvp(f)(x, std::array{1.0}).tangent;
#else
    return tapeless::jvp(f)(x, 1.0).tangent;
#endif
}

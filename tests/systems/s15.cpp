// SPDX-License-Identifier: BSL-1.0
// S15: y = x^2 at 3.
#include "catch.hpp"

#include <tapeless/tapeless.hpp>

namespace {

constexpr auto squared = [](auto x) { return x * x; };
constexpr auto power = [](auto x) { return pow(x, 2); };

static_assert(tapeless::gradient(squared)(3.0) == 6 && tapeless::derivative(squared)(3.0) == 6);
static_assert(tapeless::gradient(power)(3.0) == 6 && tapeless::gradient(squared)(3) == 6);

}  // namespace

TEST_CASE("S15: the derivative of a square") {
    double const x = 3;
    CHECK(tapeless::gradient(squared)(x) == 6);
    CHECK(tapeless::gradient(power)(x) == 6);
    CHECK(tapeless::jvp(squared)(x, 1.0).tangent == 6);
}

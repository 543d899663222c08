// SPDX-License-Identifier: BSL-1.0
// Verbs inside traced functions: a transformed function is a function.
#include "catch.hpp"

#include <tapeless/tapeless.hpp>

namespace {

constexpr auto cube = [](auto x) { return x * x * x; };
constexpr auto slope = tapeless::derivative(cube);
constexpr auto curvature = tapeless::derivative(slope);
constexpr auto jerk = tapeless::derivative(curvature);

constexpr auto saddle = [](auto x, auto y) { return x * x * y + sin(x * y); };

}  // namespace

TEST_CASE("derivatives of derivatives") {
    static_assert(slope(2.0) == 12 && curvature(2.0) == 12 && jerk(2.0) == 6);
    CHECK(curvature(3.0) == 18);
    CHECK(tapeless::derivative(jerk)(5.0) == 0);
}

TEST_CASE("the Jacobian of a gradient is the Hessian") {
    constexpr auto hessian = tapeless::jacobian(tapeless::gradient(saddle));
    auto const [row_x, row_y] = hessian(0.3, 0.7);
    double const s = __builtin_sin(0.21);
    double const c = __builtin_cos(0.21);
    CHECK(std::abs(row_x[0] - (2 * 0.7 - 0.49 * s)) < 1e-15);
    CHECK(std::abs(row_x[1] - (0.6 + c - 0.21 * s)) < 1e-15);
    CHECK(row_x[1] == row_y[0]);
    CHECK(std::abs(row_y[1] + 0.09 * s) < 1e-15);
}

TEST_CASE("a verb is called in the middle of a function") {
    constexpr auto newton_step = [](auto x) { return x - cube(x) / tapeless::derivative(cube)(x); };
    static_assert(tapeless::value(newton_step)(3.0) == 2);
    CHECK(std::abs(tapeless::derivative(newton_step)(3.0) - 2.0 / 3) < 1e-15);
}

TEST_CASE("values and tangents come back as structures of handles") {
    constexpr auto scaled = [](auto x) {
        auto const [value, tangent] = tapeless::jvp(cube)(x, 2);
        auto const both = tapeless::value_and_gradient(cube)(x);
        return value + tangent - both.value + both.gradient;
    };
    CHECK(tapeless::value(scaled)(2.0) == 36);
    CHECK(tapeless::derivative(scaled)(2.0) == 36);
}

TEST_CASE("a verb on plain numbers inside a traced function is computed at once") {
    constexpr auto f = [](auto x) { return x * tapeless::value(cube)(decltype(x)(2)); };
    static_assert(tapeless::derivative(f)(1.0) == 8);
    CHECK(tapeless::derivative(f)(1.0) == 8);
}

// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/products.hpp>

using support::close;
using tapeless::jacobian;
using tapeless::jvp;
using tapeless::vjp;

namespace {

constexpr auto f = [](auto const& x, auto s) { return std::array{x[0] * x[1], exp(x[1]) * s, sin(x[0]) + s * s}; };

}  // namespace

TEST_CASE("Jacobian times vector") {
    constexpr auto polar = [](auto r, auto t) { return std::array{r * r * t, r - t}; };
    constexpr auto both = jvp(polar)(3.0, 2.0, 10.0, 1.0);
    static_assert(both.value == std::array{18.0, 1.0});
    static_assert(both.tangent == std::array{12.0 * 10 + 9, 9.0});
    auto const [v, t] = jvp(polar)(3.0, 2.0, 10.0, 1.0);
    CHECK(v == both.value);
    CHECK(t == both.tangent);
}

TEST_CASE("vector times Jacobian") {
    constexpr auto polar = [](auto r, auto t) { return std::array{r * r * t, r - t}; };
    constexpr auto both = vjp(polar)(3.0, 2.0, std::array{10.0, 1.0});
    static_assert(both.value == std::array{18.0, 1.0});
    static_assert(both.gradient == std::array{121.0, 89.0});
    auto const [v, g] = vjp(polar)(3.0, 2.0, std::array{10.0, 1.0});
    CHECK(v == both.value);
    CHECK(g == both.gradient);
}

TEST_CASE("both products agree with the Jacobian and with each other") {
    std::array const x{0.5, -0.25};
    double const s = 1.5;
    std::array const dx{2.0, -3.0};
    double const ds = 0.5;
    std::array const dy{1.0, -2.0, 4.0};
    auto const j = jacobian(f)(x, s);
    auto const [v, t] = jvp(f)(x, s, dx, ds);
    auto const [w, g] = vjp(f)(x, s, dy);
    CHECK(close(v, tapeless::value(f)(x, s), 1e-15));
    CHECK(close(w, v, 1e-15));
    double along = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        auto const& [by_x, by_s] = j[i];
        CHECK(close(t[i], by_x[0] * dx[0] + by_x[1] * dx[1] + by_s * ds, 1e-14));
        along += dy[i] * t[i];
    }
    auto const& [gx, gs] = g;
    CHECK(close(along, gx[0] * dx[0] + gx[1] * dx[1] + gs * ds, 1e-14));
}

TEST_CASE("single precision and mixed scalars") {
    constexpr auto product = [](auto x, auto y) { return x * y; };
    static_assert(std::is_same_v<decltype(jvp(product)(2.0f, 3.0f, 1.0f, 1.0f).tangent), float>);
    static_assert(jvp(product)(2.0f, 3.0f, 1.0f, 1.0f).tangent == 5.0f);
    static_assert(jvp(product)(2, 3, 1, 1).tangent == 5.0);
    static_assert(std::is_same_v<decltype(vjp(product)(2.0f, 3.0f, 1.0f).gradient), std::array<float, 2>>);
    static_assert(vjp(product)(2.0, 3.0, 2).gradient == std::array{6.0, 4.0});
    CHECK(jvp(product)(2, 3, 1, 1).tangent == 5);
}

TEST_CASE("results that are constants or arguments") {
    constexpr auto g = [](auto x, auto) { return std::tuple{x, 3.0}; };
    static_assert(jvp(g)(2.0, 5.0, 7.0, 9.0).tangent == std::tuple{7.0, 0.0});
    static_assert(vjp(g)(2.0, 5.0, std::tuple{7.0, 9.0}).gradient == std::array{7.0, 0.0});
    CHECK(jvp(g)(2.0, 5.0, 7.0, 9.0).value == std::tuple{2.0, 3.0});
}

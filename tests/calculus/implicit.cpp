// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/implicit.hpp>
#include <tapeless/calculus/taylor.hpp>

#include <cmath>

using support::close;
using tapeless::find_root;
using tapeless::gradient;
using tapeless::value;

namespace {

constexpr auto cubic = [](auto x, auto a, auto b) { return x * x * x + a * x - b; };
constexpr auto by_root = [](auto a, auto b) {
    auto const x = find_root(cubic)(1.0, a, b);
    return x * x * a;
};
constexpr auto by_unrolling = [](auto a, auto b) {
    auto x = 1 + 0 * a;
    for (int i = 0; i < 8; ++i) x -= cubic(x, a, b) / (3 * x * x + a);
    return x * x * a;
};

constexpr auto circle = [](auto const& x, auto a, auto b) {
    return std::array{x[0] * x[0] + x[1] * x[1] - a, x[0] * x[1] - b};
};

}  // namespace

TEST_CASE("a root by Newton's method, at compile time as well") {
    static_assert(find_root(cubic)(1.0, 1.0, 2.0) == 1);
    static_assert(value(by_root)(1.0, 2.0) == 1);
    static_assert(gradient(by_root)(1.0, 2.0)[1] == 0.5);
    CHECK(close(find_root([](auto x, auto c) { return x * x - c; })(1.0f, 2.0f), std::sqrt(2.0f), 1e-6));
    static_assert(std::is_same_v<decltype(find_root(cubic)(1.0f, 1.0f, 2.0f)), float>);
}

TEST_CASE("the derivatives of a root are those of the unrolled iterations, up to second order", "") {
    for (double a : {0.4, 1.3, 5.0}) {
        CHECK(close(value(by_root)(a, 2.0), value(by_unrolling)(a, 2.0), 1e-15));
        CHECK(close(gradient(by_root)(a, 2.0), gradient(by_unrolling)(a, 2.0), 1e-12));
        auto const h = tapeless::hessian(by_root)(a, 2.0);
        auto const u = tapeless::jacobian(gradient(by_unrolling))(a, 2.0);
        for (std::size_t i = 0; i < 2; ++i) CHECK(close(h[i], u[i], 1e-11));
        CHECK(close(tapeless::jvp(by_root)(a, 2.0, 1.0, 3.0).tangent,
                    gradient(by_unrolling)(a, 2.0)[0] + 3 * gradient(by_unrolling)(a, 2.0)[1], 1e-12));
    }
}

TEST_CASE("a higher order on request", "") {
    constexpr auto cube_root = [](auto c) {
        return find_root<3>([](auto x, auto p) { return x * x * x - p; })(1.0, c);
    };
    double const c = 8;
    CHECK(close(tapeless::derivative<3>(cube_root)(c), 10.0 / 27 * std::pow(c, -8.0 / 3), 1e-11));
}

TEST_CASE("a small system", "") {
    constexpr auto f = [](auto a, auto b) { return find_root(circle)(std::array{2.0, 0.5}, a, b); };
    auto const x = value(f)(5.0, 2.0);
    CHECK(close(x, std::array{2.0, 1.0}, 1e-14));
    // the inverse of [[2 x, 2 y], [y, x]] is [[x, -2 y], [-y, 2 x]] / (2 x^2 - 2 y^2)
    auto const j = tapeless::jacobian(f)(5.0, 2.0);
    CHECK(close(j[0], std::array{2.0 / 6, -2.0 / 6}, 1e-13));
    CHECK(close(j[1], std::array{-1.0 / 6, 4.0 / 6}, 1e-13));
}

TEST_CASE("a system whose first pivot is zero", "") {
    static constexpr auto swapped = [](auto const& x, auto const& p) {
        return std::array{x[1] - p[0], x[2] * 2 - p[1], x[0] * x[0] - p[2]};
    };
    constexpr auto f = [](auto const& p) { return find_root(swapped)(std::array{1.0, 1.0, 1.0}, p); };
    auto const x = value(f)(std::array{3.0, 8.0, 4.0});
    CHECK(close(x, std::array{2.0, 3.0, 4.0}, 1e-14));
    auto const j = tapeless::jacobian(f)(std::array{3.0, 8.0, 4.0});
    CHECK(close(j[0], std::array{0.0, 0.0, 0.25}, 1e-14));
    CHECK(close(j[1], std::array{1.0, 0.0, 0.0}, 1e-14));
    CHECK(close(j[2], std::array{0.0, 0.5, 0.0}, 1e-14));
}

TEST_CASE("Kepler's equation as a fixed point") {
    static constexpr auto anomaly = tapeless::fixed_point([](auto E, auto M, auto e) { return M + e * sin(E); });
    constexpr auto f = [](auto M, auto e) { return anomaly(M, M, e); };
    double const E = value(f)(0.8, 0.3);
    CHECK(close(E - 0.3 * std::sin(E), 0.8, 1e-15));
    CHECK(close(gradient(f)(0.8, 0.3), std::array{1 / (1 - 0.3 * std::cos(E)), std::sin(E) / (1 - 0.3 * std::cos(E))},
                1e-13));
}

TEST_CASE("a solver of one's own") {
    static constexpr auto root =
        tapeless::custom_root([](auto y, auto x) { return y * y - x; }, [](auto x) { return std::sqrt(x); });
    constexpr auto f = [](auto x) { return 3 * root(x); };
    CHECK(close(value(f)(2.0), 3 * std::sqrt(2.0)));
    CHECK(close(tapeless::derivative(f)(2.0), 1.5 / std::sqrt(2.0)));
    CHECK(close(tapeless::derivative<2>(f)(2.0), -0.75 / std::sqrt(8.0)));
}

TEST_CASE("no solution is NaN, not a wrong number") {
    constexpr auto none = [](auto c) { return find_root([](auto x, auto p) { return x * x + p; })(1.0, c); };
    CHECK(std::isnan(value(none)(1.0)));
    constexpr auto away = [](auto c) {
        return tapeless::fixed_point([](auto x, auto p) { return 2 * x + p; })(1.0, c);
    };
    double const far = value(away)(1.0);
    CHECK(!(std::isfinite(far)));
}

TEST_CASE("one tuple or pair is one parameter") {
    constexpr auto root = [](auto const& p) {
        return find_root([](auto x, auto const& q) { return x * x - std::get<0>(q) * std::get<1>(q); })(1.0, p);
    };
    auto const by_tuple = gradient(root)(std::tuple{2.0, 8.0});
    CHECK(close(std::get<0>(by_tuple), 1.0));
    CHECK(close(std::get<1>(by_tuple), 0.25));
    auto const by_pair = gradient(root)(std::pair{2.0, 8.0});
    CHECK(close(by_pair.first, 1.0));
    CHECK(close(by_pair.second, 0.25));
}

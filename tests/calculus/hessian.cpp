// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/expression/functions.hpp>

using support::close;
using tapeless::gradient;
using tapeless::hessian;
using tapeless::hvp;
using tapeless::jacobian;
using tapeless::value_gradient_and_hessian;

namespace {

constexpr auto w1 = [](auto x, auto y, auto z) { return sin(x * y) + exp(z) * x / y + log(x * x + y * y + z * z); };
constexpr auto rosenbrock = [](auto const& x) {
    auto sum = 0 * x[0];
    for (std::size_t i = 0; i + 1 < x.size(); ++i) {
        auto const bend = x[i + 1] - x[i] * x[i];
        sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
    }
    return sum;
};

}  // namespace

TEST_CASE("the Hessian is the Jacobian of the gradient, exactly symmetric") {
    auto const h = hessian(w1)(0.7, 1.3, 0.4);
    auto const j = jacobian(gradient(w1))(0.7, 1.3, 0.4);
    static_assert(std::is_same_v<decltype(h), decltype(j)>);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t k = 0; k < 3; ++k) {
            CHECK(close(h[i][k], j[i][k], 1e-13));
            CHECK(h[i][k] == h[k][i]);
        }
    constexpr auto folded = hessian(w1)(0.7, 1.3, 0.4);
    for (std::size_t i = 0; i < 3; ++i) CHECK(close(folded[i], h[i], 1e-14));
}

TEST_CASE("small Hessians in constant expressions") {
    constexpr auto f = [](auto x, auto y) { return x * x * y + 3 * y * y; };
    static_assert(hessian(f)(2.0, 5.0) == std::array{std::array{10.0, 4.0}, std::array{4.0, 6.0}});
    static_assert(hessian<1>(f)(2.0, 5.0) == 6);
    static_assert(hessian<1, 0>(f)(2.0, 5.0) == std::array{std::array{6.0, 4.0}, std::array{4.0, 10.0}});
    static_assert(hessian(f)(2.0f, 5.0f)[0][1] == 4.0f);
    static_assert(std::is_same_v<decltype(hessian(f)(2.0f, 5.0f)), std::array<std::array<float, 2>, 2>>);
    static_assert(hessian([](auto x) { return x * x * x; })(2.0) == 12);
}

TEST_CASE("value, gradient and Hessian of one sweep") {
    auto const all = value_gradient_and_hessian(w1)(0.7, 1.3, 0.4);
    auto const [v, g, h] = all;
    CHECK(close(v, tapeless::value(w1)(0.7, 1.3, 0.4), 1e-14));
    CHECK(close(g, gradient(w1)(0.7, 1.3, 0.4), 1e-14));
    for (std::size_t i = 0; i < 3; ++i) CHECK(close(h[i], hessian(w1)(0.7, 1.3, 0.4)[i], 1e-13));
    constexpr auto by_two = value_gradient_and_hessian<0, 2>(w1)(0.7, 1.3, 0.4);
    CHECK(close(by_two.hessian[0][1], h[0][2], 1e-13));
    CHECK(close(by_two.gradient[1], g[2], 1e-13));
}

TEST_CASE("several arguments: the Hessian has blocks in their structure") {
    constexpr auto f = [](auto const& x, auto s) { return x[0] * x[1] * s + s * s * x[0]; };
    auto const h = hessian(f)(std::array{2.0, 3.0}, 5.0);
    auto const& [by_x, by_s] = h;  // each in turn of the structure of the gradient
    CHECK(std::get<0>(by_x[0]) == std::array{0.0, 5.0});
    CHECK(std::get<1>(by_x[0]) == 3 + 10);
    CHECK(std::get<0>(by_s) == std::array{3.0 + 10, 2.0});
    CHECK(std::get<1>(by_s) == 4);
}

TEST_CASE("Rosenbrock: closed form, Hessian-vector product, a size beyond the elimination's limit", "") {
    std::array<double, 30> x{}, v{};
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = 0.8 + 0.01 * static_cast<double>(i);
        v[i] = i % 3 == 0 ? 1.5 : -0.5;
    }
    auto const h = hessian(rosenbrock)(x);
    auto const product = hvp(rosenbrock)(x, v);
    for (std::size_t i = 0; i < x.size(); ++i) {
        double row = 0;
        for (std::size_t k = 0; k < x.size(); ++k) {
            double expected = 0;
            if (i == k && i + 1 < x.size()) expected += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
            if (i == k && i > 0) expected += 200;
            if (i + 1 == k || k + 1 == i) expected = -400 * x[i < k ? i : k];
            CHECK(close(h[i][k], expected, 1e-12));
            row += h[i][k] * v[k];
        }
        CHECK(close(product[i], row, 1e-12));
    }
}

TEST_CASE("hvp is the product, at compile time as well") {
    constexpr auto f = [](auto x, auto y) { return x * x * y; };
    static_assert(hvp(f)(2.0, 3.0, 1.0, 10.0) == std::array{6.0 + 40, 4.0});
    constexpr auto g = [](auto const& x) { return x[0] * x[1]; };
    static_assert(hvp(g)(std::array{2.0, 3.0}, std::array{1.0, 0.0}) == std::array{0.0, 1.0});
}

TEST_CASE("mixed partial derivatives commute", "") {
    constexpr auto xy = gradient<1>(gradient<0>(w1));
    constexpr auto yx = gradient<0>(gradient<1>(w1));
    constexpr auto xyz = gradient<2>(gradient<1>(gradient<0>(w1)));
    constexpr auto zyx = gradient<0>(gradient<1>(gradient<2>(w1)));
    CHECK(close(xy(0.7, 1.3, 0.4), yx(0.7, 1.3, 0.4), 1e-13));
    CHECK(close(xyz(0.7, 1.3, 0.4), zyx(0.7, 1.3, 0.4), 1e-13));
}

TEST_CASE("transformations compose: Jacobian of a Jacobian, gradient of a Hessian's trace, a step inside", "") {
    constexpr auto curve = [](auto x, auto y) { return std::array{x * x * y, sin(x) * y}; };
    auto const t = jacobian(jacobian(curve))(0.5, 2.0);  // [result][first][second]
    CHECK(close(t[0][0], std::array{4.0, 1.0}));
    CHECK(close(t[1][0], std::array{-2 * std::sin(0.5), std::cos(0.5)}));

    constexpr auto trace = [](auto x, auto y) {
        auto const h = hessian([](auto a, auto b) { return a * a * a * b * b; })(x, y);
        return h[0][0] + h[1][1];  // 6 a b^2 + 2 a^3
    };
    CHECK(close(gradient(trace)(0.5, 2.0), std::array{6 * 4 + 6 * 0.25, 12 * 0.5 * 2}));

    static constexpr auto inner = [](auto w, auto target) { return (w - target) * (w - target); };
    constexpr auto outer = [](auto w, auto target) {
        auto const stepped = w - 0.1 * gradient<0>([](auto a, auto b) { return inner(a, b); })(w, target);
        return inner(stepped, 1.0);
    };
    // w' = w - 0.2 (w - t), loss = (w' - 1)^2
    static_assert(close(gradient<0>(outer)(2.0, 0.5), 2 * (1.7 - 1) * 0.8, 1e-15));
}

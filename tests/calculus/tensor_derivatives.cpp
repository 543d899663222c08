// SPDX-License-Identifier: BSL-1.0
// Jacobians, Hessians and products of functions of tensors: shapes of products, mixed arguments, against each other.
#include "catch.hpp"
#include "support/flat_numbers.hpp"

#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>

#include <array>
#include <cmath>
#include <tuple>

using support::distance;
using support::flat_numbers;
using support::same_numbers;
using tapeless::gradient;
using tapeless::hessian;
using tapeless::jacobian;
using tapeless::tensor;
using tapeless::value;

namespace {

constexpr tensor<double, 2, 3> x{0.5, -1.25, 0.375, 2, -0.75, 1.5};
constexpr tensor<double, 2, 3> dx{1, -1, 0.5, 0.25, 2, -3};
constexpr double a = 1.25;

// (2, 3) and a number to a tensor (3) and a number.
constexpr auto f = [](auto const& m, auto s) {
    return std::tuple(sum(m * m * s, tapeless::axes<0>) * m[0], sum(m) * s * s);
};
constexpr auto g = [](auto const& m, auto s) { return sum(m * m * m) * s + sum(sum(m, tapeless::axes<1>) * s) * s; };

constexpr auto chosen = [](auto const& y) {
    return tapeless::cond(
        y[0] > 0, [](auto const& z) { return z * z; }, [](auto const& z) { return z / 0.0; }, y);
};
constexpr auto total = [](auto const& y) { return sum(chosen(y)); };

template <class F>
double slope(F const& of, int k, double step = 1e-6) {
    auto above = x;
    auto below = x;
    above.values[k] += step;
    below.values[k] -= step;
    return (of(above) - of(below)) / (2 * step);
}

}  // namespace

TEST_CASE("a Jacobian has the shapes of results and arguments one after the other") {
    auto const j = jacobian(f)(x, a);
    using by_first = std::tuple<tensor<double, 3, 2, 3>, tensor<double, 3>>;
    using by_second = std::tuple<tensor<double, 2, 3>, double>;
    STATIC_REQUIRE(std::is_same_v<decltype(j), std::tuple<by_first, by_second> const>);
    for (int i = 0; i < 3; ++i)
        for (int k = 0; k < 6; ++k)
            CHECK(std::get<0>(std::get<0>(j)).values[6 * i + k] ==
                  Approx(slope([i](auto const& m) { return std::get<0>(value(f)(m, a))[i]; }, k)).margin(1e-8));
    for (int k = 0; k < 6; ++k) CHECK(std::get<0>(std::get<1>(j)).values[k] == a * a);
    CHECK(std::get<1>(std::get<1>(j)) == Approx(2 * a * 2.375));
    STATIC_REQUIRE(std::get<0>(std::get<1>(jacobian(f)(x, a)))(1, 2) == 1.5625);
}

TEST_CASE("a Jacobian by one argument, and with the value") {
    auto const all = jacobian(f)(x, a);
    CHECK(same_numbers(std::get<0>(jacobian<1>(f)(x, a)), std::get<1>(std::get<0>(all))));
    CHECK(same_numbers(std::get<0>(jacobian<0>(f)(x, a)), std::get<0>(std::get<0>(all))));
    auto const [v, j] = tapeless::value_and_jacobian(f)(x, a);
    CHECK(same_numbers(v, value(f)(x, a)));
    CHECK(same_numbers(j, all));
}

TEST_CASE("products from both sides are those with the Jacobian") {
    auto const j = jacobian(f)(x, a);
    auto const t = tapeless::jvp(f)(x, a, dx, 0.5).tangent;
    for (int i = 0; i < 3; ++i) {
        double expected = 0.5 * std::get<1>(std::get<0>(j))[i];
        for (int k = 0; k < 6; ++k) expected += std::get<0>(std::get<0>(j)).values[6 * i + k] * dx.values[k];
        CHECK(std::get<0>(t)[i] == Approx(expected));
    }
    tensor<double, 3> const dy{1, -2, 0.5};
    auto const [value_of_f, pulled] = tapeless::vjp(f)(x, a, std::tuple(dy, 3.0));
    CHECK(same_numbers(value_of_f, value(f)(x, a)));
    double by_pull = 0.5 * std::get<1>(pulled);
    for (int k = 0; k < 6; ++k) by_pull += std::get<0>(pulled).values[k] * dx.values[k];
    double by_push = 3 * std::get<1>(t);
    for (int i = 0; i < 3; ++i) by_push += dy[i] * std::get<0>(t)[i];
    CHECK(by_pull == Approx(by_push).epsilon(1e-14));
}

TEST_CASE("a Hessian has the shapes of the gradient twice, and is symmetric") {
    auto const [v, d, h] = tapeless::value_gradient_and_hessian(g)(x, a);
    CHECK(v == value(g)(x, a));
    CHECK(same_numbers(d, gradient(g)(x, a)));
    CHECK(same_numbers(h, hessian(g)(x, a)));
    auto const& [row, last] = h;
    STATIC_REQUIRE(std::is_same_v<std::remove_cvref_t<decltype(std::get<0>(row))>, tensor<double, 2, 3, 2, 3>>);
    STATIC_REQUIRE(std::is_same_v<std::remove_cvref_t<decltype(last)>, std::tuple<tensor<double, 2, 3>, double>>);
    for (int i = 0; i < 6; ++i)
        for (int k = 0; k < 6; ++k)
            CHECK(std::get<0>(row).values[6 * i + k] == (i == k ? Approx(6 * x.values[i] * a) : Approx(0)));
    CHECK(same_numbers(std::get<1>(row), std::get<0>(last)));
    CHECK(std::get<1>(last) == Approx(2 * 2.375));
    auto const product = flat_numbers(tapeless::hvp(g)(x, a, dx, 0.5));
    for (int i = 0; i < 6; ++i)
        CHECK(product[static_cast<std::size_t>(i)] ==
              Approx(6 * x.values[i] * a * dx.values[i] + 0.5 * std::get<1>(row).values[i]));
    CHECK(same_numbers(hessian<0>(g)(x, a), std::get<0>(row)));
}

TEST_CASE("derivatives by a number, of functions with tensors") {
    constexpr auto curve = [](auto t) { return t * t * tensor<double, 2>{1, -3} + t; };
    CHECK(same_numbers(tapeless::derivative(curve)(2.0), std::array{5.0, -11.0}));
    CHECK(same_numbers(tapeless::derivative(tapeless::derivative(curve))(2.0), std::array{2.0, -6.0}));
    CHECK(same_numbers(jacobian(curve)(2.0), std::array{5.0, -11.0}));
}

TEST_CASE("cond chooses between tensors, and nothing leaks from the other side") {
    tensor<double, 2> const y{2, 3};
    CHECK(same_numbers(value(chosen)(y), std::array{4.0, 9.0}));
    CHECK(same_numbers(gradient(total)(y), std::array{4.0, 6.0}));
    CHECK(same_numbers(hessian(total)(y), std::array{2.0, 0.0, 0.0, 2.0}));
}

namespace {

// sum_i exp(i t) and its derivatives sum_i i^k exp(i t)
constexpr auto exponentials = [](auto t) { return exp(t * tensor<double, 3>{1, 2, 3}); };
constexpr auto sum_of_exponentials = [](auto t) { return sum(exponentials(t)); };
static_assert(tapeless::derivative<3>(sum_of_exponentials)(0.0) == 36);
static_assert(tapeless::taylor<3>(sum_of_exponentials)(0.0)[2] == 7);
static_assert(tapeless::derivative<2>(exponentials)(0.0) == tensor<double, 3>{1, 4, 9});
static_assert(tapeless::derivative<0>(sum_of_exponentials)(0.0) == 3);
static_assert(tapeless::taylor<2>(exponentials)(0.0)[2] == tensor<double, 3>{0.5, 2, 4.5});

}  // namespace

TEST_CASE("derivatives of higher order of functions with tensors inside") {
    CHECK(tapeless::derivative<4>(sum_of_exponentials)(0.3) ==
          Approx(std::exp(0.3) + 16 * std::exp(0.6) + 81 * std::exp(0.9)).epsilon(1e-14));
    auto const series = tapeless::taylor<4>(sum_of_exponentials)(0.3);
    CHECK(series[4] == Approx(tapeless::derivative<4>(sum_of_exponentials)(0.3) / 24).epsilon(1e-14));
}

// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/taylor.hpp>
#include <tapeless/expression/functions.hpp>

#include <tuple>

using support::close;
using tapeless::derivative;
using tapeless::taylor;

namespace {

constexpr auto formula = [](auto x) { return exp(sin(x)) / (1 + x * x); };

}  // namespace

TEST_CASE("derivatives of any order in constant expressions") {
    constexpr auto cube = [](auto x) { return x * x * x; };
    static_assert(derivative<0>(cube)(2.0) == 8);
    static_assert(derivative<1>(cube)(2.0) == 12);
    static_assert(derivative<2>(cube)(2.0) == 12);
    static_assert(derivative<3>(cube)(2.0) == 6);
    static_assert(derivative<4>(cube)(2.0) == 0);
    static_assert(derivative<3>(cube)(2.0f) == 6.0f);
    constexpr auto exponential = [](auto x) { return exp(2 * x); };
    static_assert(close(derivative<10>(exponential)(0.0), 1024, 1e-14));
}

TEST_CASE("order N is N times order 1", "") {
    constexpr auto second = derivative(derivative(formula));
    constexpr auto third = derivative(second);
    constexpr auto fourth = derivative(third);
    for (double x : {-1.5, 0.0, 0.7, 3.0}) {
        CHECK(close(derivative<2>(formula)(x), second(x), 1e-12));
        CHECK(close(derivative<3>(formula)(x), third(x), 1e-12));
        CHECK(close(derivative<4>(formula)(x), fourth(x), 1e-12));
    }
}

TEST_CASE("series that everyone knows") {
    static_assert(taylor<5>([](auto x) { return 1 / (1 - x); })(0.0) == std::array<double, 6>{1, 1, 1, 1, 1, 1});
    static_assert(taylor<3>([](auto x) { return 3 + x * (2 + x); })(1.0) == std::array<double, 4>{6, 4, 1, 0});
    constexpr auto sine = taylor<7>([](auto x) { return sin(x); })(0.0);
    CHECK(close(sine, std::array{0.0, 1.0, 0.0, -1.0 / 6, 0.0, 1.0 / 120, 0.0, -1.0 / 5040}, 1e-14));
    auto const logarithm = taylor<6>([](auto x) { return log(1 + x); })(0.0);
    for (std::size_t k = 1; k <= 6; ++k) CHECK(close(logarithm[k], (k % 2 == 1 ? 1.0 : -1.0) / static_cast<double>(k)));
    auto const root = taylor<3>([](auto x) { return sqrt(x); })(4.0);
    CHECK(close(root, std::array{2.0, 0.25, -1.0 / 64, 1.0 / 512}));
}

TEST_CASE("a series of order 20 is accurate, and its sum is the function") {
    auto const c = taylor<20>(formula)(0.5);
    double sum = 0;
    for (std::size_t k = c.size(); k-- > 0;) sum = sum * 0.1 + c[k];
    CHECK(close(sum, std::exp(std::sin(0.6)) / 1.36, 1e-14));
    CHECK(close(c[3] * 6, derivative<3>(formula)(0.5), 1e-12));
}

TEST_CASE("several results: each has a series of its own") {
    constexpr auto pair = [](auto x) { return std::tuple{x * x, std::array{exp(x), x}}; };
    auto const t = taylor<2>(pair)(3.0);
    CHECK(std::get<0>(t) == std::array<double, 3>{9, 6, 1});
    CHECK(std::get<1>(t)[1] == std::array<double, 3>{3, 1, 0});
    CHECK(std::get<0>(derivative<2>(pair)(3.0)) == 2);
}

TEST_CASE("kinks and choices keep one side", "") {
    constexpr auto f = [](auto x) { return select(x > 0, log(x), x * x * x) + abs(x) * x; };
    CHECK(close(derivative<2>(f)(2.0), -0.25 + 2));
    CHECK(close(derivative<2>(f)(-2.0), -12 - 2));
    CHECK(derivative<3>(f)(0.0) == 6);
}

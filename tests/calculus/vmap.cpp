// SPDX-License-Identifier: BSL-1.0
// Functions of many samples against a loop over the samples.
#include "catch.hpp"
#include "support/flat_numbers.hpp"

#include <tapeless/calculus/vmap.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#include <array>
#include <tuple>

using support::distance;
using support::same_numbers;
using tapeless::gradient;
using tapeless::tensor;
using tapeless::value;
using tapeless::vmap;

namespace {

constexpr tensor<double, 3, 2> xs{0.5, -1.25, 0.375, 2, -0.75, 1.5};
constexpr tensor<double, 2> w{0.25, -0.5};

/// Row i, and column k.
template <int R, int C>
constexpr tensor<double, C> row(tensor<double, R, C> const& x, int i) {
    tensor<double, C> result{};
    for (int k = 0; k < C; ++k) result.values[k] = x.values[i * C + k];
    return result;
}
template <int R, int C>
constexpr tensor<double, R> column(tensor<double, R, C> const& x, int k) {
    tensor<double, R> result{};
    for (int i = 0; i < R; ++i) result.values[i] = x.values[i * C + k];
    return result;
}

constexpr auto f = [](auto const& x, auto const& v) { return sum(x * x * v) + x[0] * sum(v); };
constexpr auto scaled = [](auto const& x, auto y) { return std::tuple(x * y, sum(x) + y, 2.0); };
constexpr auto energy = [](auto const& x) { return sum(x * x * x) * sum(x); };
constexpr auto square_sum = [](auto x, auto y) { return x * x + y; };

}  // namespace

TEST_CASE("vmap runs over the first axis by default") {
    tensor<double, 3> const ys{2, -1, 0.5};
    auto const [products, sums, constants] = vmap(scaled)(xs, ys);
    static_assert(std::is_same_v<decltype(products), tensor<double, 3, 2> const>);
    static_assert(std::is_same_v<decltype(sums), tensor<double, 3> const>);
    for (int i = 0; i < 3; ++i) {
        auto const [p, s, c] = value(scaled)(row(xs, i), ys[i]);
        for (int k = 0; k < 2; ++k) CHECK(products(i, k) == p[k]);
        CHECK(sums[i] == s);
        CHECK(constants[i] == c);
    }
}

TEST_CASE("vmap of functions of numbers") {
    constexpr tensor<double, 3> x{1, 2, 3};
    constexpr tensor<double, 3> y{0.5, 0.25, 0.125};
    CHECK(same_numbers(vmap(square_sum)(x, y), std::array{1.5, 4.25, 9.125}));
    CHECK(same_numbers(vmap<0, -1>(square_sum)(x, 10.0), std::array{11.0, 14.0, 19.0}));
    static_assert(vmap(square_sum)(x, y)[2] == 9.125);
}

TEST_CASE("the numbers say which axes run") {
    auto const rows = vmap<0, -1>(f)(xs, w);
    for (int i = 0; i < 3; ++i) CHECK(rows[i] == value(f)(row(xs, i), w));
    tensor<double, 3> const v{0.25, -0.5, 2};
    auto const columns = vmap<1, -1>(f)(xs, v);
    for (int k = 0; k < 2; ++k) CHECK(columns[k] == value(f)(column(xs, k), v));
    auto const of_weights = vmap<-1, 1>(f)(w, tensor<double, 2, 4>{1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(of_weights[3] == value(f)(w, tensor<double, 2>{4, 8}));
}

TEST_CASE("the last of three axes, the middle one, and what comes of them") {
    tensor<double, 2, 3, 2> x{};
    for (int i = 0; i < 12; ++i) x.values[i] = 0.25 * i * i - i;
    constexpr auto halved = [](auto const& m) { return m * 0.5; };  // (2, 3), then (2, 2)
    auto const last = vmap<2>(halved)(x);
    auto const middle = vmap<1>(halved)(x);
    static_assert(std::is_same_v<decltype(last), tensor<double, 2, 2, 3> const>);
    static_assert(std::is_same_v<decltype(middle), tensor<double, 3, 2, 2> const>);
    for (int i = 0; i < 2; ++i)
        for (int k = 0; k < 3; ++k)
            for (int m = 0; m < 2; ++m) {
                CHECK(last(m, i, k) == x(i, k, m) / 2);
                CHECK(middle(k, i, m) == x(i, k, m) / 2);
            }
}

TEST_CASE("vmap of structures") {
    constexpr auto of_pair = [](auto const& p, auto const& q) {
        return std::pair(p.first * q[0] + q[1], sum(p.second) * p.first);
    };
    tensor<double, 3> const a{1, 2, 3};
    std::array<tensor<double, 3>, 2> const q{tensor<double, 3>{4, 5, 6}, tensor<double, 3>{7, 8, 9}};
    auto const [first, second] = vmap(of_pair)(std::pair(a, xs), q);
    for (int i = 0; i < 3; ++i) {
        auto const [x, y] = value(of_pair)(std::pair(a[i], row(xs, i)), std::array{q[0][i], q[1][i]});
        CHECK(first[i] == x);
        CHECK(second[i] == y);
    }
}

TEST_CASE("vmap of a gradient gives the gradient of every sample") {
    auto const g = vmap<0, -1>(gradient(f))(xs, w);
    for (int i = 0; i < 3; ++i) {
        auto const [gx, gw] = gradient(f)(row(xs, i), w);
        for (int k = 0; k < 2; ++k) {
            CHECK(std::get<0>(g)(i, k) == gx[k]);
            CHECK(std::get<1>(g)(i, k) == gw[k]);
        }
    }
    static_assert(std::get<0>(vmap<0, -1>(gradient(f))(xs, w))(2, 1) == std::get<0>(gradient(f)(row(xs, 2), w))[1]);
}

TEST_CASE("vmap computes in float where all arguments are float") {
    tensor<float, 2, 2> const x{0.5f, 0.25f, -1, 3};
    auto const v = vmap(energy)(x);
    static_assert(std::is_same_v<decltype(v), tensor<float, 2> const>);
    CHECK(v[1] == value(energy)(tensor<float, 2>{-1, 3}));
}

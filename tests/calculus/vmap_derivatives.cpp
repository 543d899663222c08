// SPDX-License-Identifier: BSL-1.0
// Derivatives of functions that use vmap, vmap of vmap, and Jacobians and Hessians of batches.
#include "catch.hpp"
#include "support/flat_numbers.hpp"

#include <tapeless/calculus/vmap.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

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

constexpr auto f = [](auto const& x, auto const& v) { return sum(x * x * v) * x[0]; };
constexpr auto mean_square = [](auto const& x, auto const& v) {
    auto const y = vmap<0, -1>(f)(x, v);
    return sum(y * y);
};
constexpr auto mean_square_by_samples = [](auto const& x, auto const& v) {
    auto total = 0 * v[0];
    for (int i = 0; i < 3; ++i) total = total + f(x[i], v) * f(x[i], v);
    return total;
};
constexpr auto products = [](auto x, auto y) { return x * x * y; };
constexpr auto table = [](auto const& x, auto const& y) { return vmap<0, -1>(vmap<-1, 0>(products))(x, y); };
constexpr auto each = [](auto const& x) { return vmap<0, -1>(f)(x, x[1]); };
constexpr auto energy = [](auto const& x) { return sum(x * x * x) * sum(x); };

}  // namespace

TEST_CASE("the gradient of a function that uses vmap") {
    auto const g = gradient(mean_square)(xs, w);
    CHECK(distance(g, gradient(mean_square_by_samples)(xs, w)) < 1e-14);
    CHECK(std::get<1>(g)[0] != 0);
    auto const h = tapeless::hvp(mean_square)(xs, w, xs, w);
    CHECK(distance(h, tapeless::hvp(mean_square_by_samples)(xs, w, xs, w)) < 1e-14);
}

TEST_CASE("vmap of vmap") {
    tensor<double, 2> const x{3, -2};
    tensor<double, 3> const y{1, 2, 4};
    auto const t = value(table)(x, y);
    static_assert(std::is_same_v<decltype(t), tensor<double, 2, 3> const>);
    for (int i = 0; i < 2; ++i)
        for (int k = 0; k < 3; ++k) CHECK(t(i, k) == x[i] * x[i] * y[k]);
    auto const twice = vmap(vmap(products))(xs, xs);
    for (int i = 0; i < 6; ++i) CHECK(twice.values[i] == xs.values[i] * xs.values[i] * xs.values[i]);
}

TEST_CASE("Jacobian of vmap, vmap of Jacobian and Hessian") {
    auto const j = tapeless::jacobian(each)(xs);
    static_assert(std::is_same_v<decltype(j), tensor<double, 3, 3, 2> const>);
    auto x = xs;
    for (int k = 0; k < 6; ++k) {
        double const step = 1e-6;
        x.values[k] = xs.values[k] + step;
        auto const above = value(each)(x);
        x.values[k] = xs.values[k] - step;
        auto const below = value(each)(x);
        x.values[k] = xs.values[k];
        for (int i = 0; i < 3; ++i)
            CHECK(j.values[i * 6 + k] == Approx((above[i] - below[i]) / (2 * step)).margin(1e-8));
    }
    auto const h = vmap(tapeless::hessian(energy))(xs);
    static_assert(std::is_same_v<decltype(h), tensor<double, 3, 2, 2> const>);
    for (int i = 0; i < 3; ++i) {
        auto const own = tapeless::hessian(energy)(tensor<double, 2>{xs(i, 0), xs(i, 1)});
        for (int k = 0; k < 4; ++k) CHECK(h.values[4 * i + k] == own.values[k]);
    }
}

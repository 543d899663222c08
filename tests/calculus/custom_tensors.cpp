// SPDX-License-Identifier: BSL-1.0
// Stated derivatives of functions of tensors, and functions that no graph looks into beside tensors.
#include "catch.hpp"
#include "support/flat_numbers.hpp"

#include <tapeless/calculus/vmap.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>

#include <array>
#include <cmath>
#include <tuple>

using support::distance;
using support::same_numbers;
using tapeless::custom_jvp;
using tapeless::custom_vjp;
using tapeless::gradient;
using tapeless::tensor;
using tapeless::value;

namespace {

constexpr tensor<double, 3> x{1.5, -0.25, 2};
constexpr tensor<double, 3> v{1, -2, 0.5};

/// Each number to the nearest whole one.
constexpr auto rounded = [](auto const& a) {
    if constexpr (requires { a.handle(); }) return std::remove_cvref_t<decltype(a)>(round(a.handle()));
    else return round(a);
};
constexpr auto straight_through = custom_vjp(rounded, [](auto const&, auto const& dy) { return dy; });
constexpr auto quantized = [](auto const& a) { return sum(straight_through(a) * a); };

/// A square whose derivative is said to be three times as large, in both ways to say it.
constexpr auto squared = [](auto const& a) { return a * a; };
constexpr auto by_tangent = custom_jvp(squared, [](auto const& a, auto const& da) { return 6 * a * da; });
/// What no sample changes, though its derivative says so.
constexpr auto shared =
    custom_jvp([](auto const& a, auto const&) { return a; },
               [](auto const&, auto const&, auto const& da, auto const& db) { return da + 2 * db; });
constexpr auto shared_sum = [](auto const& a, auto const& b) { return sum(shared(a, b)); };
constexpr auto by_cotangent = custom_vjp(squared, [](auto const& a, auto const& dy) { return 6 * a * dy; });

/// A number of a tensor and a number, with stated gradients 5 a b and 7 sum(a).
constexpr auto energy = [](auto const& a, auto b) { return sum(a * a) * b; };
constexpr auto stated =
    custom_vjp(energy, [](auto const& a, auto b, auto dy) { return std::tuple(5 * a * b * dy, 7 * sum(a) * dy); });

constexpr auto root = tapeless::find_root([](auto r, auto p) { return r * r - p; });
constexpr auto with_root = [](auto const& y) { return root(1.0, y[2]) * sum(y); };
constexpr auto product_and_sum = tapeless::external<[](auto a, auto b) {
    return std::array{a * b, a + b};
},
                                                    [](auto, auto b) {
                                                        return std::array{b, 0 * b + 1};
                                                    },
                                                    [](auto a, auto) {
                                                        return std::array{a, 0 * a + 1};
                                                    }>;
constexpr auto with_external = [](auto const& y) {
    auto const [p, s] = product_and_sum(y[0], y[1]);
    return p * y * s;
};
constexpr auto written_out = [](auto const& y) { return y[0] * y[1] * y * (y[0] + y[1]); };

}  // namespace

TEST_CASE("a straight-through estimator") {
    CHECK(value(quantized)(x) == 2 * 1.5 + 2 * 2);
    CHECK(same_numbers(gradient(quantized)(x), std::array{2 + 1.5, 0 - 0.25, 2 + 2.0}));
}

TEST_CASE("stated derivatives number by number, both modes and orders") {
    constexpr auto by_rule = [](auto const& a) { return sum(by_tangent(a) * a); };
    constexpr auto by_adjoint = [](auto const& a) { return sum(by_cotangent(a) * a); };
    // the gradient 6 a a + a^2 by a: 12 a, and 6 a for the square as it is stated
    CHECK(same_numbers(gradient(by_rule)(x), std::array{7 * 2.25, 7 * 0.0625, 7 * 4.0}));
    CHECK(same_numbers(gradient(by_adjoint)(x), gradient(by_rule)(x)));
    auto const t = tapeless::jvp(by_adjoint)(x, v).tangent;
    CHECK(t == Approx(7 * (2.25 * 1 - 0.0625 * 2 + 4 * 0.5)));
    CHECK(distance(tapeless::hvp(by_rule)(x, v), std::array{18 * 1.5, 18 * 0.5, 18 * 1.0}) < 1e-15);
    CHECK(same_numbers(tapeless::hvp(by_adjoint)(x, v), tapeless::hvp(by_rule)(x, v)));
}

TEST_CASE("a stated gradient of a number by tensors and numbers") {
    constexpr auto doubled = [](auto const& a, auto b) { return 2 * stated(a, b); };
    CHECK(value(doubled)(x, 3.0) == 6 * 6.3125);
    auto const [ga, gb] = gradient(doubled)(x, 3.0);
    CHECK(same_numbers(ga, std::array{45.0, -7.5, 60.0}));
    CHECK(gb == 14 * 3.25);
    auto const pushed = tapeless::jvp(doubled)(x, 3.0, v, 0.5);
    CHECK(pushed.value == 6 * 6.3125);
    CHECK(pushed.tangent == 45 + 15 + 30 + 7 * 3.25);
    // the tangent of the gradient: 10 (da b + a db), 14 sum(da)
    auto const [ha, hb] = tapeless::hvp(doubled)(x, 3.0, v, 0.5);
    CHECK(same_numbers(ha, std::array{30 + 7.5, -60 - 1.25, 15 + 10.0}));
    CHECK(hb == 14 * -0.5);
}

TEST_CASE("external functions and roots of elements of tensors") {
    double const r = std::sqrt(2.0);
    CHECK(value(with_root)(x) == Approx(r * 3.25));
    auto const g = gradient(with_root)(x);
    CHECK(distance(g, std::array{r, r, r + 3.25 / (2 * r)}) < 1e-15);
    CHECK(distance(value(with_external)(x), value(written_out)(x)) < 1e-15);
    CHECK(distance(tapeless::jacobian(with_external)(x), tapeless::jacobian(written_out)(x)) < 1e-14);
    tensor<float, 3> const single{1.5f, -0.25f, 2};
    static_assert(std::is_same_v<decltype(value(with_root)(single)), float>);
    CHECK(value(with_root)(single) == Approx(r * 3.25));
}

TEST_CASE("a stated derivative by samples of what is the same for all samples") {
    tensor<double, 2, 3> const samples{{1, 2, 3, 4, 5, 6}};
    CHECK(tapeless::vmap<-1, 0>(shared)(x, samples) == tensor<double, 2, 3>{{1.5, -0.25, 2, 1.5, -0.25, 2}});
    CHECK(tapeless::vmap<-1, 0>(gradient<1>(shared_sum))(x, samples) == tensor<double, 2, 3>{{2, 2, 2, 2, 2, 2}});
}

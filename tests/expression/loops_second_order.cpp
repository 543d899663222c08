// SPDX-License-Identifier: BSL-1.0
// Second derivatives of loops, and loops over many samples.
#include "catch.hpp"
#include "support/flat_numbers.hpp"

#include <tapeless/calculus/vmap.hpp>
#include <tapeless/expression/loops.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#include <utility>

using support::distance;
using support::same_numbers;
using tapeless::gradient;
using tapeless::hessian;
using tapeless::hvp;
using tapeless::tensor;
using tapeless::value;

namespace {

constexpr auto cell = [](auto const& s, auto const& x, auto const& w) {
    auto const next = w * s * s + x;
    return std::pair(next, sum(next) * x);
};
constexpr auto looped = [](auto const& s, auto const& x, auto const& w) {
    auto const [last, outputs] = tapeless::scan(cell, s, x, w);
    return sum(outputs * outputs) + sum(last);
};
constexpr auto unrolled = [](auto const& s, auto const& x, auto const& w) {
    auto state = s;
    auto total = 0 * x[0];
    for (int t = 0; t < 3; ++t) {
        auto const [next, output] = cell(state, x[t], w);
        state = next;
        total = total + output * output;
    }
    return total + sum(state);
};

constexpr tensor<double, 2> s{0.75, -0.5};
constexpr tensor<double, 3> x{0.5, -1.25, 0.375};
constexpr tensor<double, 2> w{1.125, -0.625};
constexpr tensor<double, 2> ds{0.25, 1};
constexpr tensor<double, 3> dx{-1, 0.5, 2};
constexpr tensor<double, 2> dw{1, -3};

// The squared length of a gradient: reverse over reverse.
template <auto F>
constexpr auto steepness = [](auto const& a, auto const& b, auto const& c) {
    auto const [ga, gb, gc] = gradient(F)(a, b, c);
    return sum(ga * ga) + sum(gb * gb) + sum(gc * gc);
};

}  // namespace

TEST_CASE("products with the Hessian of a scan") {
    auto const by_loop = hvp(looped)(s, x, w, ds, dx, dw);
    CHECK(distance(by_loop, hvp(unrolled)(s, x, w, ds, dx, dw)) < 1e-14);  // products are summed in another order
}

TEST_CASE("the Hessian of a scan") {
    auto const h = hessian<2>(looped)(s, x, w);
    CHECK(same_numbers(h, hessian<2>(unrolled)(s, x, w)));
    CHECK(same_numbers(h, tapeless::jacobian<2>(gradient<2>(looped))(s, x, w)));
}

TEST_CASE("the gradient of a function of a scan's gradient") {
    auto const g = gradient(steepness<looped>)(s, x, w);
    auto const g2 = gradient(steepness<unrolled>)(s, x, w);
    CHECK(std::get<0>(g)[0] != 0);
    // Not bit for bit: a state's adjoint is a sum of what the loop forwards and the one backwards pass on. Each of them adds
    // up its own part first; written out, all parts of one step come before those of the step before it.
    CHECK(distance(g, g2) < 1e-15);
}

TEST_CASE("scans of many samples in one loop") {
    tensor<double, 2, 3> const xs{0.5, -1.25, 0.375, 1, 2, -0.75};
    tensor<double, 2, 2> const ws{1.125, -0.625, 0.5, 0.25};
    auto const v = tapeless::vmap<-1, 0, 0>(looped)(s, xs, ws);
    auto const g = tapeless::vmap<-1, 0, 0>(gradient(looped))(s, xs, ws);
    for (int i = 0; i < 2; ++i) {
        tensor<double, 3> const xi{xs(i, 0), xs(i, 1), xs(i, 2)};
        tensor<double, 2> const wi{ws(i, 0), ws(i, 1)};
        CHECK(v[i] == value(looped)(s, xi, wi));
        auto const gi = gradient(looped)(s, xi, wi);
        for (int k = 0; k < 2; ++k) CHECK(std::get<0>(g)(i, k) == std::get<0>(gi)[k]);
        for (int k = 0; k < 3; ++k) CHECK(std::get<1>(g)(i, k) == std::get<1>(gi)[k]);
        for (int k = 0; k < 2; ++k) CHECK(std::get<2>(g)(i, k) == std::get<2>(gi)[k]);
    }
}

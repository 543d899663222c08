// SPDX-License-Identifier: BSL-1.0
// A 2-3-1 network of tensors, its gradient and three training steps in constant evaluation.
#include "catch.hpp"

#include <tapeless/tensor.hpp>

#include <tuple>

namespace {

using tapeless::matrix;
using tapeless::vector;

constexpr auto loss = [](auto w1, auto b1, auto w2, auto b2, auto x, auto y) {
    auto const hidden = tanh(matmul(w1, x) + b1);
    auto const error = dot(w2, hidden) + b2 - y;
    return error * error / 2;
};

struct network {
    matrix<double, 3, 2> w1{0.1, -0.2, 0.3, 0.4, -0.5, 0.6};
    vector<double, 3> b1{0.05, -0.1, 0.15};
    vector<double, 3> w2{0.7, -0.8, 0.9};
    double b2 = 0.25;
};

constexpr vector<double, 2> x{0.5, -1.5};
constexpr double y = 0.75;

constexpr network step(network n) {
    auto const [dw1, db1, dw2, db2] = tapeless::gradient<0, 1, 2, 3>(loss)(n.w1, n.b1, n.w2, n.b2, x, y);
    n.w1 -= 0.1 * dw1;
    n.b1 -= 0.1 * db1;
    n.w2 -= 0.1 * dw2;
    n.b2 -= 0.1 * db2;
    return n;
}
constexpr double loss_of(network const& n) { return tapeless::value(loss)(n.w1, n.b1, n.w2, n.b2, x, y); }

constexpr network trained = step(step(step(network{})));
static_assert(loss_of(trained) < loss_of(step(network{})) && loss_of(step(network{})) < loss_of(network{}));

// The derivative by one weight beside a difference quotient, both at compile time.
constexpr double slope() {
    network above;
    network below;
    above.w1(1, 0) += 1e-6;
    below.w1(1, 0) -= 1e-6;
    return (loss_of(above) - loss_of(below)) / 2e-6;
}
constexpr double exact =
    std::get<0>(tapeless::gradient<0, 1>(loss)(network{}.w1, network{}.b1, network{}.w2, 0.25, x, y))(1, 0);
static_assert(exact - slope() < 1e-9 && slope() - exact < 1e-9);

}  // namespace

TEST_CASE("three training steps at compile time and at run time are the same") {
    network n;
    for (int i = 0; i < 3; ++i) n = step(n);
    for (int i = 0; i < 6; ++i) CHECK(n.w1.values[i] == Approx(trained.w1.values[i]).epsilon(1e-14));
    CHECK(n.b2 == Approx(trained.b2).epsilon(1e-14));
    CHECK(loss_of(n) == Approx(loss_of(trained)).epsilon(1e-12));
}

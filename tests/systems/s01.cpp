// SPDX-License-Identifier: BSL-1.0
// S1: a 1-1-1 network, sigmoid hidden, linear out, squared error, one gradient step.
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/tapeless.hpp>

using support::printed;

namespace {

constexpr auto hidden = [](auto const& w, auto x) { return sigmoid(w[0] * x + w[1]); };
constexpr auto predict = [](auto const& w, auto x) { return w[2] * hidden(w, x) + w[3]; };
constexpr auto loss = [](auto const& w, auto x, auto y) {
    auto const error = predict(w, x) - y;
    return error * error;
};

constexpr std::array weights{2.0, -1.0, 1.5, 0.5};  // w1, b1, w2, b2
constexpr double x = 3;
constexpr double y = 2.5;

constexpr std::array<double, 4> after_one_step(std::array<double, 4> w, double rate) {
    auto const slope = tapeless::gradient<0>(loss)(w, x, y);
    for (std::size_t i = 0; i < w.size(); ++i) w[i] -= rate * slope[i];
    return w;
}

constexpr bool holds(std::array<double, 4> const& w) {
    auto const [error, slope] = tapeless::value_and_gradient<0>(loss)(w, x, y);
    auto const next = after_one_step(w, 0.1);
    return printed(tapeless::value(hidden)(w, x), 0.993307) && printed(tapeless::value(predict)(w, x), 1.989961) &&
           printed(error, 0.260140) && printed(slope[0], -0.030517) && printed(slope[1], -0.010172) &&
           printed(slope[2], -1.013251) && printed(slope[3], -1.020079) && printed(next[0], 2.003052) &&
           printed(next[1], -0.998983) && printed(next[2], 1.601325) && printed(next[3], 0.602008) &&
           printed(tapeless::value(predict)(next, x), 2.192723) && printed(tapeless::value(loss)(next, x, y), 0.094419);
}

static_assert(holds(weights));

}  // namespace

TEST_CASE("S1: forward pass, gradients and one step") {
    auto run_time = weights;
    CHECK(holds(run_time));
}

TEST_CASE("S1: further steps lower the loss") {
    auto w = weights;
    double before = tapeless::value(loss)(w, x, y);
    for (int i = 0; i < 20; ++i) {
        w = after_one_step(w, 0.1);
        double const now = tapeless::value(loss)(w, x, y);
        CHECK(now < before);
        before = now;
    }
    CHECK(before < 1e-6);
}

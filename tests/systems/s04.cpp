// SPDX-License-Identifier: BSL-1.0
// S4: a 2-2-1 network, ReLU, linear out, squared error; a row of W holds the weights of one neuron.
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/tapeless.hpp>

using support::close;

namespace {

using vector = std::array<double, 2>;
using matrix = std::array<vector, 2>;

constexpr auto hidden = [](auto const& x, auto const& w, auto const& b) {
    return std::array{w[0][0] * x[0] + w[0][1] * x[1] + b[0], w[1][0] * x[0] + w[1][1] * x[1] + b[1]};
};
constexpr auto predict = [](auto const& x, auto const& w, auto const& b, auto const& wo, auto bo) {
    auto const z = hidden(x, w, b);
    return relu(z[0]) * wo[0] + relu(z[1]) * wo[1] + bo;
};
constexpr auto loss = [](auto const& x, auto const& w, auto const& b, auto const& wo, auto bo, auto y) {
    auto const error = predict(x, w, b, wo, bo) - y;
    return error * error;
};

constexpr bool holds(vector const& x) {
    constexpr matrix w{{{0.1, 0.4}, {0.2, 0.5}}};
    constexpr vector b{0.1, 0.2};
    constexpr vector wo{0.6, 0.3};
    constexpr double bo = 0.3;
    auto const z = tapeless::value(hidden)(x, w, b);
    auto const [error, slopes] = tapeless::value_and_gradient<1, 2, 3, 4>(loss)(x, w, b, wo, bo, 2.5);
    auto const& [dw, db, dwo, dbo] = slopes;
    return close(z, vector{1.5, 2.1}, 1e-12) && close(tapeless::value(predict)(x, w, b, wo, bo), 1.83) &&
           close(error, 0.4489) && close(dwo, vector{-2.01, -2.814}) && close(dbo, -1.34) &&
           close(dw[0], vector{-1.608, -2.412}) && close(dw[1], vector{-0.804, -1.206}) &&
           close(db, vector{-0.804, -0.402});
}

static_assert(holds({2, 3}));

}  // namespace

TEST_CASE("S4: a ReLU layer") {
    vector const x{2, 3};
    CHECK(holds(x));
}

// SPDX-License-Identifier: BSL-1.0
// S3: a 2-2-1 network, sigmoid twice, half squared error; weights are used as x * W. (The document's .000364 is .0003635.)
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/tapeless.hpp>

using support::printed;

namespace {

using matrix = std::array<std::array<double, 2>, 2>;
using vector = std::array<double, 2>;

constexpr auto loss_from = [](auto const& z1, auto const& w2, auto b2, auto y) {
    auto const out = sigmoid(sigmoid(z1[0]) * w2[0] + sigmoid(z1[1]) * w2[1] + b2);
    return 0.5 * (out - y) * (out - y);
};
constexpr auto first_layer = [](auto const& x, auto const& w, auto const& b) {
    return std::array{x[0] * w[0][0] + x[1] * w[1][0] + b[0], x[0] * w[0][1] + x[1] * w[1][1] + b[1]};
};
constexpr auto output = [](auto const& z1, auto const& w2, auto b2) {
    auto const z2 = sigmoid(z1[0]) * w2[0] + sigmoid(z1[1]) * w2[1] + b2;
    return std::array{sigmoid(z1[0]), sigmoid(z1[1]), z2, sigmoid(z2)};
};
constexpr auto loss = [](auto const& x, auto const& w1, auto const& b1, auto const& w2, auto b2, auto y) {
    return loss_from(first_layer(x, w1, b1), w2, b2, y);
};

constexpr bool holds(vector const& x) {
    constexpr matrix w1{{{0.5, 0.6}, {0.7, 0.8}}};
    constexpr vector b1{0.1, 0.2};
    constexpr vector w2{0.9, 0.1};
    constexpr double b2 = 0.3;
    constexpr double y = 0.5;

    auto const z1 = tapeless::value(first_layer)(x, w1, b1);
    auto const a = tapeless::value(output)(z1, w2, b2);
    bool const forward = printed(z1[0], 2) && printed(z1[1], 2.4) && printed(a[0], 0.880797) &&
                         printed(a[1], 0.916827) && printed(a[2], 1.184400) && printed(a[3], 0.765738);

    auto const [error, slopes] = tapeless::value_and_gradient<1, 2, 3, 4>(loss)(x, w1, b1, w2, b2, y);
    auto const& [dw1, db1, dw2, db2] = slopes;
    auto const dz1 = tapeless::gradient<0>(loss_from)(z1, w2, b2, y);
    return forward && printed(error, 0.035308) && printed(db2, 0.047669) && printed(dw2[0], 0.041987) &&
           printed(dw2[1], 0.043704) && printed(dz1[0], 0.004504) && printed(dz1[1], 0.0003635, 7) &&
           printed(db1[0], 0.004504) && printed(db1[1], 0.0003635, 7) && printed(dw1[0][0], 0.004504) &&
           printed(dw1[0][1], 0.0003635, 7) && printed(dw1[1][0], 0.009009) && printed(dw1[1][1], 0.000727);
}

static_assert(holds({1, 2}));

}  // namespace

TEST_CASE("S3: two sigmoid layers") {
    vector const x{1, 2};
    CHECK(holds(x));
}

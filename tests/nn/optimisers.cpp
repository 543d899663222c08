// SPDX-License-Identifier: BSL-1.0
// Stochastic gradient descent with all its options beside PyTorch's.
#include "catch.hpp"
#include "support/optimised.hpp"

#include <type_traits>

using support::agrees;
using tapeless::sgd;

TEST_CASE("stochastic gradient descent as PyTorch's") {
    CHECK(agrees<double>(sgd{.learning_rate = 0.25}, reference::sgd, 1e-12));
    CHECK(agrees<double>(sgd{.learning_rate = 0.25, .weight_decay = 0.125}, reference::sgd_decay, 1e-12));
    CHECK(agrees<double>(sgd{.learning_rate = 0.125, .momentum = 0.75}, reference::sgd_momentum, 1e-12));
    CHECK(agrees<double>(sgd{.learning_rate = 0.125, .momentum = 0.75, .dampening = 0.5, .weight_decay = 0.125},
                         reference::sgd_dampening, 1e-12));
    sgd nesterov{.learning_rate = 0.125, .momentum = 0.75, .weight_decay = 0.125, .nesterov = true};
    CHECK(agrees<double>(nesterov, reference::sgd_nesterov, 1e-12));
    nesterov.nesterov = false;
    CHECK_FALSE(agrees<double>(nesterov, reference::sgd_nesterov, 1e-12));
}

TEST_CASE("the rate is multiplied where the backward sweep begins") {
    constexpr auto product = [](auto const& w, auto x) { return (w[0] + w[1] + w[2] + w[3]) * x; };
    using four = std::array<double, 4>;
    constexpr int of_loss = tapeless::flop_count<four, double>(product);
    STATIC_REQUIRE(tapeless::flop_count<four, double>(tapeless::update_with(sgd{}, product)) == of_loss + 1 + 4);
}

TEST_CASE("options that are not given are not computed") {
    STATIC_REQUIRE(std::is_same_v<decltype(sgd{.learning_rate = 0.25F}), decltype(sgd{})>);
    using tapeless::flop_count;
    using tapeless::update_with;
    constexpr auto square = [](auto w) { return w * w; };
    STATIC_REQUIRE(flop_count<double>(update_with(sgd{}, square)) == 4);  // w * w, w - 2 * (rate * w)
    STATIC_REQUIRE(flop_count<double>(update_with(sgd{.weight_decay = 0.5}, square)) == 5);
}

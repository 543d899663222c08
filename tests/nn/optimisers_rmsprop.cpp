// SPDX-License-Identifier: BSL-1.0
// Ten steps of rmsprop beside PyTorch's.
#include "catch.hpp"
#include "support/optimised.hpp"

using support::agrees;
using tapeless::rmsprop;

TEST_CASE("rmsprop as PyTorch's") {
    CHECK(agrees<double>(rmsprop{}, reference::rmsprop_defaults, 1e-12));
    CHECK(agrees<double>(rmsprop{.learning_rate = 0.03, .alpha = 0.9, .epsilon = 1e-3}, reference::rmsprop, 1e-12));
    CHECK(agrees<double>(rmsprop{.learning_rate = 0.01, .weight_decay = 0.125, .momentum = 0.75},
                         reference::rmsprop_momentum, 1e-12));
}

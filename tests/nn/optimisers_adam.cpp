// SPDX-License-Identifier: BSL-1.0
// Ten steps of adam and adamw beside PyTorch's.
#include "catch.hpp"
#include "support/optimised.hpp"

using support::agrees;
using tapeless::adam;
using tapeless::adamw;

TEST_CASE("adam as PyTorch's") {
    CHECK(agrees<double>(adam{}, reference::adam_defaults, 1e-12));
    CHECK(agrees<double>(adam{.learning_rate = 0.03, .beta1 = 0.75, .beta2 = 0.875, .epsilon = 1e-3}, reference::adam,
                         1e-12));
    CHECK(agrees<double>(adam{.learning_rate = 0.03, .weight_decay = 0.125}, reference::adam_decay, 1e-12));
}

TEST_CASE("adamw as PyTorch's") {
    CHECK(agrees<double>(adamw{}, reference::adamw_defaults, 1e-12));
    adamw const chosen{.learning_rate = 0.03, .beta1 = 0.75, .beta2 = 0.875, .epsilon = 1e-3, .weight_decay = 0.5};
    CHECK(agrees<double>(chosen, reference::adamw, 1e-12));
    CHECK(agrees<float>(chosen, reference::adamw, 1e-4));
}

TEST_CASE("the correction of bias counts steps") {
    using tapeless::detail::bias_correction;
    STATIC_REQUIRE(bias_correction(0.5, 1) == 0.5);
    STATIC_REQUIRE(bias_correction(0.5, 10) == 1 - 1.0 / 1024);
    STATIC_REQUIRE(bias_correction(0.0, 1) == 1);
    STATIC_REQUIRE(bias_correction(0.999, 1LL << 62) == 1);
    double power = 1;
    for (int step = 1; step < 300; ++step) {
        power *= 0.9;
        CHECK(support::close(bias_correction(0.9, step), 1 - power, 1e-14));
    }
}

// SPDX-License-Identifier: BSL-1.0
// Ten steps in a constant expression beside PyTorch's.
#include "catch.hpp"
#include "support/optimised.hpp"

TEST_CASE("a network trained in a constant expression") {
    STATIC_REQUIRE(support::agrees<double>(tapeless::adamw{}, reference::adamw_defaults, 1e-12));
}

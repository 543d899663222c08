// SPDX-License-Identifier: BSL-1.0
// The larger of two tensors that broadcast beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

TEST_CASE("the larger of two tensors") {
    CHECK_BROADCAST("max", max(a, b));
    CHECK_BROADCAST("fmax", fmax(a, b));
}

TEST_CASE("extremes of tensors of one entry and ranks that differ") { CHECK_BROADCAST_MORE("max", max(a, b)); }

// SPDX-License-Identifier: BSL-1.0
// Angles and lengths of tensors that broadcast beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

TEST_CASE("angles and lengths of tensors") {
    CHECK_BROADCAST("atan2", atan2(a, b));
    CHECK_BROADCAST("hypot", hypot(a, b));
}

// SPDX-License-Identifier: BSL-1.0
// Arithmetic of tensors of one entry and of ranks that differ beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

TEST_CASE("tensors of one entry and ranks that differ") {
    CHECK_BROADCAST_MORE("add", a + b);
    CHECK_BROADCAST_MORE("mul", a * b);
    CHECK_BROADCAST_MORE("div", a / b);
}

// SPDX-License-Identifier: BSL-1.0
// The smaller of two tensors that broadcast beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

TEST_CASE("the smaller of two tensors") {
    CHECK_BROADCAST("min", min(a, b));
    CHECK_BROADCAST("fmin", fmin(a, b));
}

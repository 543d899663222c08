// SPDX-License-Identifier: BSL-1.0
// Logarithms of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

TEST_CASE("logarithms of tensors") {
    CHECK_ELEMENTWISE(log);
    CHECK_ELEMENTWISE(log2);
    CHECK_ELEMENTWISE(log10);
    CHECK_ELEMENTWISE(log1p);
}

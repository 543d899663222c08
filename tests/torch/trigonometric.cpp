// SPDX-License-Identifier: BSL-1.0
// Trigonometric functions of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

TEST_CASE("trigonometric functions of tensors") {
    CHECK_ELEMENTWISE(sin);
    CHECK_ELEMENTWISE(cos);
    CHECK_ELEMENTWISE(tan);
}

TEST_CASE("inverse trigonometric functions of tensors") {
    CHECK_ELEMENTWISE(asin);
    CHECK_ELEMENTWISE(acos);
    CHECK_ELEMENTWISE(atan);
}

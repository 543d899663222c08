// SPDX-License-Identifier: BSL-1.0
// Variances of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

TEST_CASE("variances of tensors over axes") { CHECK_REDUCTION(var); }

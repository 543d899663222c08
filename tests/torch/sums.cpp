// SPDX-License-Identifier: BSL-1.0
// Sums and means of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

TEST_CASE("sums of tensors over axes") { CHECK_REDUCTION(sum); }

TEST_CASE("means of tensors over axes") { CHECK_REDUCTION(mean); }

// SPDX-License-Identifier: BSL-1.0
// Sums and differences of tensors that broadcast beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

TEST_CASE("sums of tensors") { CHECK_BROADCAST("add", a + b); }

TEST_CASE("differences of tensors") { CHECK_BROADCAST("sub", a - b); }

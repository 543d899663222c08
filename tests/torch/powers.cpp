// SPDX-License-Identifier: BSL-1.0
// Powers and xlogy of tensors that broadcast beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

TEST_CASE("powers of tensors") { CHECK_BROADCAST("pow", pow(a, b)); }

TEST_CASE("xlogy of tensors") { CHECK_BROADCAST("xlogy", xlogy(a, b)); }

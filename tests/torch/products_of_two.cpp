// SPDX-License-Identifier: BSL-1.0
// Products and quotients of tensors that broadcast beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

TEST_CASE("products of tensors") { CHECK_BROADCAST("mul", a * b); }

TEST_CASE("quotients of tensors") { CHECK_BROADCAST("div", a / b); }

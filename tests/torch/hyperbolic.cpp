// SPDX-License-Identifier: BSL-1.0
// Hyperbolic functions of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

using support::check_tensor_op;
using support::input;

TEST_CASE("hyperbolic functions of tensors") {
    CHECK_ELEMENTWISE(sinh);
    CHECK_ELEMENTWISE(cosh);
    CHECK_ELEMENTWISE(tanh);
}

TEST_CASE("inverse hyperbolic functions of tensors") {
    CHECK_ELEMENTWISE(asinh);
    CHECK_ELEMENTWISE(acosh);
    CHECK_ELEMENTWISE(atanh);
}

TEST_CASE("a tensor of rank four") {
    check_tensor_op<double, float>(
        "tanh.2_1_2_2", [](auto x) { return tanh(x); }, input<2, 1, 2, 2>);
}

// SPDX-License-Identifier: BSL-1.0
// Error functions and activations of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

using support::check_tensor_op;
using support::input;

TEST_CASE("error functions of tensors") {
    CHECK_ELEMENTWISE(erf);
    CHECK_ELEMENTWISE(erfc);
}

TEST_CASE("activations of tensors") {
    CHECK_ELEMENTWISE(sigmoid);
    CHECK_ELEMENTWISE(softplus);
    CHECK_ELEMENTWISE(relu);
}

TEST_CASE("kinks of tensors at zero") {
    check_tensor_op<double, float>(
        "abs.at_zero", [](auto x) { return abs(x); }, input<2, 3>);
    check_tensor_op<double, float>(
        "relu.at_zero", [](auto x) { return relu(x); }, input<2, 3>);
}

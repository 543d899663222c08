// SPDX-License-Identifier: BSL-1.0
// Roots and exponentials of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

using support::check_tensor_op;
using support::input;

TEST_CASE("roots and powers of tensors") {
    CHECK_ELEMENTWISE(sqrt);
    CHECK_ELEMENTWISE(cbrt);
    CHECK_ELEMENTWISE(square);
}

TEST_CASE("exponentials of tensors") {
    CHECK_ELEMENTWISE(exp);
    CHECK_ELEMENTWISE(exp2);
    CHECK_ELEMENTWISE(expm1);
}

TEST_CASE("a tensor of one entry") {
    check_tensor_op<double, float>(
        "exp.1", [](auto x) { return exp(x); }, input<1>);
}

// SPDX-License-Identifier: BSL-1.0
// Inverses and determinants beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;

TEST_CASE("inverses") {
    constexpr auto f = [](auto a) { return inverse(a); };
    check_tensor_op<double, float>("inverse.3", f, input<3, 3>);
    check_tensor_op("inverse.1", f, input<1, 1>);
    check_tensor_op("inverse.2", f, input<2, 2>);
    check_tensor_op("inverse.4", f, input<4, 4>);
    check_tensor_op("inverse.3_mirrored", f, input<3, 3>);
    check_tensor_op("inverse.3_positive_definite", f, input<3, 3>);
}

TEST_CASE("logarithms of determinants") {
    constexpr auto f = [](auto a) { return log_determinant(a); };
    check_tensor_op<double, float>("log_determinant.3", f, input<3, 3>);
    check_tensor_op("log_determinant.1", f, input<1, 1>);
    check_tensor_op("log_determinant.2", f, input<2, 2>);
    check_tensor_op("log_determinant.4", f, input<4, 4>);
    check_tensor_op("log_determinant.3_mirrored", f, input<3, 3>);
    check_tensor_op("log_determinant.3_positive_definite", f, input<3, 3>);
}

// SPDX-License-Identifier: BSL-1.0
// Tensors whose axes are in another order or run backwards beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::axes;

TEST_CASE("transposed tensors") {
    constexpr auto f = [](auto x) { return transpose(x); };
    check_tensor_op<double, float>("transpose.2_3", f, input<2, 3>);
    check_tensor_op("transpose.1_4", f, input<1, 4>);
    check_tensor_op("transpose.2_3_2", f, input<2, 3, 2>);
    check_tensor_op("transpose.2_1_2_3", f, input<2, 1, 2, 3>);
}

TEST_CASE("permuted axes") {
    check_tensor_op<double, float>(
        "permute.1_0", [](auto x) { return permute(x, axes<1, 0>); }, input<2, 3>);
    check_tensor_op(
        "permute.2_0_1", [](auto x) { return permute(x, axes<2, 0, 1>); }, input<2, 3, 4>);
    check_tensor_op(
        "permute.1_2_0", [](auto x) { return permute(x, axes<1, 2, 0>); }, input<1, 2, 3>);
    check_tensor_op(
        "permute.minus_1_0_1", [](auto x) { return permute(x, axes<-1, 0, 1>); }, input<2, 3, 2>);
    check_tensor_op(
        "permute.3_1_0_2", [](auto x) { return permute(x, axes<3, 1, 0, 2>); }, input<2, 1, 3, 2>);
}

TEST_CASE("flipped tensors") {
    check_tensor_op<double, float>(
        "flip.vector", [](auto x) { return flip(x, axes<0>); }, input<4>);
    check_tensor_op(
        "flip.axes_0_1", [](auto x) { return flip(x, axes<0, 1>); }, input<2, 3>);
    check_tensor_op(
        "flip.axis_1", [](auto x) { return flip(x, axes<1>); }, input<2, 3, 2>);
    check_tensor_op(
        "flip.axis_minus_1", [](auto x) { return flip(x, axes<-1>); }, input<2, 3>);
    check_tensor_op(
        "flip.axis_of_one", [](auto x) { return flip(x, axes<0>); }, input<1, 3>);
}

// SPDX-License-Identifier: BSL-1.0
// Places of the extremes of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::axis;

TEST_CASE("places of extremes: argmax") {
    check_tensor_op<double, float>(
        "argmax.5_axis_0", [](auto x) { return argmax(x, axis<0>); }, input<5>);
    check_tensor_op(
        "argmax.2_3_axis_0", [](auto x) { return argmax(x, axis<0>); }, input<2, 3>);
    check_tensor_op(
        "argmax.2_3_axis_1", [](auto x) { return argmax(x, axis<1>); }, input<2, 3>);
    check_tensor_op(
        "argmax.2_3_2_axis_minus_1", [](auto x) { return argmax(x, axis<-1>); }, input<2, 3, 2>);
    check_tensor_op(
        "argmax.2_1_3_axis_1", [](auto x) { return argmax(x, axis<1>); }, input<2, 1, 3>);
}

TEST_CASE("places of extremes: argmin") {
    check_tensor_op<double, float>(
        "argmin.5_axis_0", [](auto x) { return argmin(x, axis<0>); }, input<5>);
    check_tensor_op(
        "argmin.2_3_axis_0", [](auto x) { return argmin(x, axis<0>); }, input<2, 3>);
    check_tensor_op(
        "argmin.2_3_axis_1", [](auto x) { return argmin(x, axis<1>); }, input<2, 3>);
    check_tensor_op(
        "argmin.2_3_2_axis_minus_1", [](auto x) { return argmin(x, axis<-1>); }, input<2, 3, 2>);
    check_tensor_op(
        "argmin.2_1_3_axis_1", [](auto x) { return argmin(x, axis<1>); }, input<2, 1, 3>);
}

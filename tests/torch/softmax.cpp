// SPDX-License-Identifier: BSL-1.0
// Softmax of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::axis;

TEST_CASE("softmax of tensors") {
    check_tensor_op<double, float>(
        "softmax.4_axis_0", [](auto x) { return softmax(x, axis<0>); }, input<4>);
    check_tensor_op(
        "softmax.2_3_axis_minus_1", [](auto x) { return softmax(x, axis<-1>); }, input<2, 3>);
    check_tensor_op(
        "softmax.2_3_axis_0", [](auto x) { return softmax(x, axis<0>); }, input<2, 3>);
    check_tensor_op(
        "softmax.2_3_2_axis_1", [](auto x) { return softmax(x, axis<1>); }, input<2, 3, 2>);
    check_tensor_op(
        "softmax.2_1_3_axis_1", [](auto x) { return softmax(x, axis<1>); }, input<2, 1, 3>);
    check_tensor_op(
        "softmax.2_1_2_2_axis_minus_1", [](auto x) { return softmax(x, axis<-1>); }, input<2, 1, 2, 2>);
}

TEST_CASE("log_softmax of tensors") {
    check_tensor_op<double, float>(
        "log_softmax.4_axis_0", [](auto x) { return log_softmax(x, axis<0>); }, input<4>);
    check_tensor_op(
        "log_softmax.2_3_axis_minus_1", [](auto x) { return log_softmax(x, axis<-1>); }, input<2, 3>);
    check_tensor_op(
        "log_softmax.2_3_axis_0", [](auto x) { return log_softmax(x, axis<0>); }, input<2, 3>);
    check_tensor_op(
        "log_softmax.2_3_2_axis_1", [](auto x) { return log_softmax(x, axis<1>); }, input<2, 3, 2>);
    check_tensor_op(
        "log_softmax.2_1_3_axis_1", [](auto x) { return log_softmax(x, axis<1>); }, input<2, 1, 3>);
    check_tensor_op(
        "log_softmax.2_1_2_2_axis_minus_1", [](auto x) { return log_softmax(x, axis<-1>); }, input<2, 1, 2, 2>);
}

TEST_CASE("softmax over the last axis, also of large entries") {
    check_tensor_op(
        "softmax.2_3_axis_minus_1", [](auto x) { return softmax(x); }, input<2, 3>);
    check_tensor_op<double, float>(
        "softmax.large", [](auto x) { return softmax(x); }, input<2, 3>);
    check_tensor_op(
        "log_softmax.2_3_axis_minus_1", [](auto x) { return log_softmax(x); }, input<2, 3>);
    check_tensor_op<double, float>(
        "log_softmax.large", [](auto x) { return log_softmax(x); }, input<2, 3>);
}

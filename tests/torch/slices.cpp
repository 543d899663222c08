// SPDX-License-Identifier: BSL-1.0
// Parts of tensors, and tensors within zeros beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::padding;
using tapeless::range;
using tapeless::slice;
using tapeless::whole;

TEST_CASE("parts of tensors") {
    check_tensor_op<double, float>(
        "slice.1_4", [](auto x) { return slice(x, range<1, 4>); }, input<5>);
    check_tensor_op(
        "slice.0_6_step_2", [](auto x) { return slice(x, range<0, 6, 2>); }, input<6>);
    check_tensor_op(
        "slice.1_6_step_3", [](auto x) { return slice(x, range<1, 6, 3>); }, input<6>);
    check_tensor_op(
        "slice.two_axes", [](auto x) { return slice(x, range<1, 3>, range<0, 5, 2>); }, input<4, 5>);
    check_tensor_op(
        "slice.whole_then_range", [](auto x) { return slice(x, whole, range<2, 4>); }, input<4, 5>);
    check_tensor_op(
        "slice.leading_axis", [](auto x) { return slice(x, range<1, 2>); }, input<3, 4>);
    check_tensor_op(
        "slice.middle_step", [](auto x) { return slice(x, whole, range<1, 5, 3>); }, input<2, 5, 3>);
    check_tensor_op(
        "slice.axis_of_one", [](auto x) { return slice(x, range<0, 1>, range<1, 3>); }, input<1, 3>);
    check_tensor_op(
        "slice.rank_four", [](auto x) { return slice(x, range<0, 1>, whole, range<1, 4, 2>, range<1, 2>); },
        input<2, 1, 4, 2>);
}

TEST_CASE("tensors within zeros") {
    check_tensor_op<double, float>(
        "pad.vector", [](auto x) { return pad(x, padding<1, 2>); }, input<3>);
    check_tensor_op(
        "pad.matrix", [](auto x) { return pad(x, padding<1, 0>, padding<0, 2>); }, input<2, 3>);
    check_tensor_op(
        "pad.last_axis", [](auto x) { return pad(x, padding<0, 0>, padding<1, 1>); }, input<2, 3>);
    check_tensor_op(
        "pad.leading_axis", [](auto x) { return pad(x, padding<1, 1>); }, input<2, 3>);
    check_tensor_op(
        "pad.of_one", [](auto x) { return pad(x, padding<1, 1>, padding<2, 0>); }, input<1, 1>);
    check_tensor_op(
        "pad.rank_three", [](auto x) { return pad(x, padding<1, 0>, padding<0, 1>, padding<1, 0>); }, input<2, 1, 2>);
}

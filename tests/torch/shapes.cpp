// SPDX-License-Identifier: BSL-1.0
// Tensors in another shape beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::flatten;
using tapeless::reshape;

TEST_CASE("tensors in another shape") {
    check_tensor_op<double, float>(
        "reshape.2_6_to_3_4", [](auto x) { return reshape<3, 4>(x); }, input<2, 6>);
    check_tensor_op(
        "reshape.12_to_2_6", [](auto x) { return reshape<2, 6>(x); }, input<12>);
    check_tensor_op(
        "reshape.6_to_1_6_1", [](auto x) { return reshape<1, 6, 1>(x); }, input<6>);
    check_tensor_op(
        "reshape.2_3_2_to_3_4", [](auto x) { return reshape<3, 4>(x); }, input<2, 3, 2>);
    check_tensor_op(
        "reshape.2_3_2_to_2_1_2_3", [](auto x) { return reshape<2, 1, 2, 3>(x); }, input<2, 3, 2>);
    check_tensor_op(
        "reshape.1_1_to_1", [](auto x) { return reshape<1>(x); }, input<1, 1>);
}

TEST_CASE("tensors as vectors") {
    constexpr auto f = [](auto x) { return flatten(x); };
    check_tensor_op<double, float>("flatten.2_3", f, input<2, 3>);
    check_tensor_op("flatten.2_1_3", f, input<2, 1, 3>);
    check_tensor_op("flatten.1_2_2_2", f, input<1, 2, 2, 2>);
    check_tensor_op("flatten.4", f, input<4>);
}

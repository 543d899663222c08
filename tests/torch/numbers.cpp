// SPDX-License-Identifier: BSL-1.0
// Plain numbers beside tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;

TEST_CASE("arithmetic of tensors and plain numbers") {
    check_tensor_op<double, float>(
        "add.number", [](auto x) { return x + 2.5; }, input<2, 3>);
    check_tensor_op(
        "sub.from_number", [](auto x) { return 2.5 - x; }, input<2, 3>);
    check_tensor_op(
        "mul.number", [](auto x) { return 3 * x; }, input<2, 3>);
    check_tensor_op(
        "div.number", [](auto x) { return x / 4; }, input<2, 3>);
    check_tensor_op<double, float>(
        "div.of_number", [](auto x) { return 4 / x; }, input<2, 3>);
    check_tensor_op(
        "same_tensor_twice", [](auto x) { return x * x + x / x - x; }, input<2, 3>);
}

TEST_CASE("powers of tensors and plain numbers") {
    check_tensor_op<double, float>(
        "pow.square", [](auto x) { return pow(x, 2); }, input<2, 3>);
    check_tensor_op(
        "pow.cube", [](auto x) { return pow(x, 3); }, input<2, 3>);
    check_tensor_op(
        "pow.number", [](auto x) { return pow(x, 2.5); }, input<2, 3>);
    check_tensor_op(
        "pow.of_number", [](auto x) { return pow(2, x); }, input<2, 3>);
}

TEST_CASE("the larger of a tensor and a plain number") {
    check_tensor_op<double, float>(
        "max.number", [](auto x) { return max(x, 0.25); }, input<2, 3>);
}

// SPDX-License-Identifier: BSL-1.0
// Tensors joined along axes beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

#include <array>

using support::check_tensor_op;
using support::input;
using tapeless::axis;
using tapeless::concat;
using tapeless::stack;

TEST_CASE("tensors joined along an axis") {
    check_tensor_op<double, float>(
        "concat.axis_0_rank_1", [](auto a, auto b) { return concat(axis<0>, a, b); }, input<2>, input<3>);
    check_tensor_op(
        "concat.axis_0_rank_2", [](auto a, auto b) { return concat(axis<0>, a, b); }, input<2, 3>, input<1, 3>);
    check_tensor_op(
        "concat.axis_1_rank_2", [](auto a, auto b) { return concat(axis<1>, a, b); }, input<2, 1>, input<2, 2>);
    check_tensor_op(
        "concat.axis_minus_1_rank_3", [](auto a, auto b, auto c) { return concat(axis<-1>, a, b, c); }, input<2, 1, 2>,
        input<2, 1, 1>, input<2, 1, 3>);
    check_tensor_op(
        "concat.axis_1_rank_3", [](auto a, auto b) { return concat(axis<1>, a, b); }, input<2, 1, 2>, input<2, 2, 2>);
    check_tensor_op(
        "concat.axis_2_rank_4", [](auto a, auto b) { return concat(axis<2>, a, b); }, input<1, 2, 1, 2>,
        input<1, 2, 2, 2>);
    check_tensor_op(
        "concat.itself", [](auto x) { return concat(axis<0>, x, x); }, input<2, 3>);
}

TEST_CASE("tensors joined along a new axis") {
    check_tensor_op<double, float>(
        "stack.axis_0_rank_1", [](auto a, auto b) { return stack(axis<0>, a, b); }, input<3>, input<3>);
    check_tensor_op(
        "stack.axis_1_rank_1", [](auto a, auto b) { return stack(axis<1>, a, b); }, input<3>, input<3>);
    check_tensor_op(
        "stack.axis_minus_1_rank_2", [](auto a, auto b) { return stack(axis<-1>, a, b); }, input<2, 3>, input<2, 3>);
    check_tensor_op(
        "stack.axis_1_rank_2", [](auto a, auto b, auto c) { return stack(axis<1>, a, b, c); }, input<2, 1>, input<2, 1>,
        input<2, 1>);
    check_tensor_op<double, float>(
        "stack.axis_0_rank_0", [](auto a, auto b, auto c) { return stack(axis<0>, a, b, c); }, input<>, input<>,
        input<>);
    check_tensor_op(
        "stack.axis_2_rank_3", [](auto a, auto b) { return stack(axis<2>, a, b); }, input<2, 1, 3>, input<2, 1, 3>);
}

TEST_CASE("arrays joined along a new axis") {
    check_tensor_op(
        "stack.axis_0_rank_0",
        [](auto a, auto b, auto c) {
            return stack(std::array{a, b, c});
        },
        input<>, input<>, input<>);
    check_tensor_op(
        "stack.axis_0_rank_1",
        [](auto a, auto b) {
            return stack(std::array{a, b});
        },
        input<3>, input<3>);
}

// SPDX-License-Identifier: BSL-1.0
// Labels of one tensor, that repeat, or that stand in one operand beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::einsum;

TEST_CASE("one tensor by labels") {
    check_tensor_op<double, float>(
        "einsum.transpose", [](auto a) { return einsum<"ij->ji">(a); }, input<2, 3>);
    check_tensor_op(
        "einsum.row_sums", [](auto a) { return einsum<"ij->i">(a); }, input<2, 3>);
    check_tensor_op(
        "einsum.total", [](auto a) { return einsum<"ijk->">(a); }, input<2, 1, 3>);
    check_tensor_op(
        "einsum.rank_four", [](auto a) { return einsum<"abcd->dbca">(a); }, input<2, 1, 3, 2>);
}

TEST_CASE("labels that repeat") {
    check_tensor_op<double, float>(
        "einsum.diagonal", [](auto a) { return einsum<"ii->i">(a); }, input<3, 3>);
    check_tensor_op(
        "einsum.trace", [](auto a) { return einsum<"ii->">(a); }, input<3, 3>);
    check_tensor_op(
        "einsum.diagonal_and_vector", [](auto a, auto b) { return einsum<"ii,i->i">(a, b); }, input<3, 3>, input<3>);
    check_tensor_op(
        "einsum.batch_diagonal", [](auto a) { return einsum<"bii->bi">(a); }, input<2, 2, 2>);
}

TEST_CASE("labels in both, in one, in the result or not") {
    check_tensor_op<double, float>(
        "einsum.hadamard", [](auto a, auto b) { return einsum<"ij,ij->ij">(a, b); }, input<2, 3>, input<2, 3>);
    check_tensor_op(
        "einsum.rows_scaled", [](auto a, auto b) { return einsum<"ij,i->ij">(a, b); }, input<2, 3>, input<2>);
    check_tensor_op(
        "einsum.left_out_in_both", [](auto a, auto b) { return einsum<"ij,kl->ik">(a, b); }, input<2, 3>, input<2, 2>);
}

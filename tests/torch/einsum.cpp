// SPDX-License-Identifier: BSL-1.0
// Sums of products over labels beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::einsum;

TEST_CASE("products of matrices and vectors by labels") {
    check_tensor_op<double, float>(
        "einsum.matrix_product", [](auto a, auto b) { return einsum<"ij,jk->ik">(a, b); }, input<2, 3>, input<3, 4>);
    check_tensor_op(
        "einsum.matrix_product_of_one", [](auto a, auto b) { return einsum<"ij,jk->ik">(a, b); }, input<2, 1>,
        input<1, 3>);
    check_tensor_op(
        "einsum.second_transposed", [](auto a, auto b) { return einsum<"ij,kj->ik">(a, b); }, input<2, 3>, input<4, 3>);
    check_tensor_op(
        "einsum.outer", [](auto a, auto b) { return einsum<"i,j->ij">(a, b); }, input<2>, input<3>);
    check_tensor_op(
        "einsum.inner", [](auto a, auto b) { return einsum<"ij,ij->">(a, b); }, input<2, 3>, input<2, 3>);
    check_tensor_op(
        "einsum.matrix_vector", [](auto a, auto b) { return einsum<"ij,j->i">(a, b); }, input<2, 3>, input<3>);
    check_tensor_op(
        "einsum.dot", [](auto a, auto b) { return einsum<"i,i->">(a, b); }, input<3>, input<3>);
}

TEST_CASE("batches by labels") {
    check_tensor_op<double, float>(
        "einsum.batch", [](auto a, auto b) { return einsum<"bij,bjk->bik">(a, b); }, input<2, 2, 3>, input<2, 3, 2>);
    check_tensor_op(
        "einsum.batch_of_one", [](auto a, auto b) { return einsum<"bij,bjk->bik">(a, b); }, input<1, 2, 3>,
        input<1, 3, 2>);
    check_tensor_op(
        "einsum.attention", [](auto a, auto b) { return einsum<"bhqd,bhkd->bhqk">(a, b); }, input<2, 2, 2, 3>,
        input<2, 2, 1, 3>);
    check_tensor_op(
        "einsum.bilinear", [](auto a, auto b) { return einsum<"bi,bj->bij">(a, b); }, input<2, 3>, input<2, 2>);
}

// SPDX-License-Identifier: BSL-1.0
// Entries of tensors at places that tensors tell beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::index_input;
using support::input;
using tapeless::axis;
using tapeless::one_hot;

TEST_CASE("entries taken from places") {
    check_tensor_op<double, float>(
        "gather.vector", [](auto x, auto i) { return gather(x, i, axis<0>); }, input<4>, index_input<3>);
    check_tensor_op(
        "gather.rows", [](auto x, auto i) { return gather(x, i, axis<0>); }, input<4, 2>, index_input<3>);
    check_tensor_op(
        "gather.columns", [](auto x, auto i) { return gather(x, i, axis<1>); }, input<2, 4>, index_input<5>);
    check_tensor_op(
        "gather.of_one", [](auto x, auto i) { return gather(x, i, axis<0>); }, input<1, 3>, index_input<2>);
    check_tensor_op(
        "gather.one_place", [](auto x, auto i) { return gather(x, i, axis<0>); }, input<4>, index_input<1>);
    check_tensor_op(
        "gather.middle_axis", [](auto x, auto i) { return gather(x, i, axis<1>); }, input<2, 3, 2>, index_input<4>);
    check_tensor_op(
        "gather.index_matrix", [](auto x, auto i) { return gather(x, i, axis<0>); }, input<4>, index_input<2, 3>);
    check_tensor_op(
        "gather.index_matrix_last_axis", [](auto x, auto i) { return gather(x, i, axis<-1>); }, input<2, 4>,
        index_input<2, 2>);
}

TEST_CASE("entries added at places") {
    check_tensor_op<double, float>(
        "scatter_add.vector", [](auto x, auto i, auto u) { return scatter_add(x, i, u, axis<0>); }, input<4>,
        index_input<6>, input<6>);
    check_tensor_op(
        "scatter_add.rows", [](auto x, auto i, auto u) { return scatter_add(x, i, u, axis<0>); }, input<4, 2>,
        index_input<3>, input<3, 2>);
    check_tensor_op(
        "scatter_add.columns", [](auto x, auto i, auto u) { return scatter_add(x, i, u, axis<1>); }, input<2, 4>,
        index_input<3>, input<2, 3>);
    check_tensor_op(
        "scatter_add.of_one", [](auto x, auto i, auto u) { return scatter_add(x, i, u, axis<0>); }, input<1, 2>,
        index_input<2>, input<2, 2>);
    check_tensor_op(
        "scatter_add.middle_axis", [](auto x, auto i, auto u) { return scatter_add(x, i, u, axis<1>); }, input<2, 3, 2>,
        index_input<4>, input<2, 4, 2>);
    check_tensor_op(
        "scatter_add.index_matrix", [](auto x, auto i, auto u) { return scatter_add(x, i, u, axis<0>); }, input<4>,
        index_input<2, 2>, input<2, 2>);
    check_tensor_op(
        "scatter_add.index_matrix_rows", [](auto x, auto i, auto u) { return scatter_add(x, i, u, axis<0>); },
        input<4, 2>, index_input<2, 2>, input<2, 2, 2>);
}

TEST_CASE("labels as ones among zeros") {
    check_tensor_op<double, float>(
        "one_hot.vector", [](auto i, auto x) { return one_hot<4>(i) * x; }, index_input<3>, input<3, 4>);
    check_tensor_op(
        "one_hot.matrix", [](auto i, auto x) { return one_hot<3>(i) * x; }, index_input<2, 2>, input<2, 2, 3>);
    check_tensor_op(
        "one_hot.one_label", [](auto i, auto x) { return one_hot<10>(i) * x; }, index_input<1>, input<1, 10>);
}

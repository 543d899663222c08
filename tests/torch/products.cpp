// SPDX-License-Identifier: BSL-1.0
// Products of vectors and matrices beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;

TEST_CASE("dot products") {
    constexpr auto f = [](auto a, auto b) { return dot(a, b); };
    check_tensor_op<double, float>("dot.3", f, input<3>, input<3>);
    check_tensor_op("dot.1", f, input<1>, input<1>);
    check_tensor_op("dot.5", f, input<5>, input<5>);
}

TEST_CASE("outer products") {
    constexpr auto f = [](auto a, auto b) { return outer(a, b); };
    check_tensor_op<double, float>("outer.2_3", f, input<2>, input<3>);
    check_tensor_op("outer.1_4", f, input<1>, input<4>);
    check_tensor_op("outer.3_1", f, input<3>, input<1>);
}

TEST_CASE("matrix products") {
    constexpr auto f = [](auto a, auto b) { return matmul(a, b); };
    check_tensor_op<double, float>("matmul.matrix_matrix", f, input<2, 3>, input<3, 4>);
    check_tensor_op("matmul.vector_matrix", f, input<3>, input<3, 4>);
    check_tensor_op("matmul.matrix_vector", f, input<2, 3>, input<3>);
    check_tensor_op("matmul.to_one", f, input<1, 3>, input<3, 1>);
    check_tensor_op("matmul.of_one", f, input<2, 1>, input<1, 3>);
    check_tensor_op("matmul.vector_column", f, input<3>, input<3, 1>);
}

TEST_CASE("matrix products of batches") {
    constexpr auto f = [](auto a, auto b) { return matmul(a, b); };
    check_tensor_op<double, float>("matmul.batch", f, input<2, 2, 3>, input<2, 3, 2>);
    check_tensor_op("matmul.batch_matrix", f, input<2, 2, 3>, input<3, 2>);
    check_tensor_op("matmul.matrix_batch", f, input<2, 3>, input<2, 3, 2>);
    check_tensor_op("matmul.stretched_batch", f, input<1, 2, 3>, input<3, 3, 2>);
    check_tensor_op("matmul.two_batch_axes", f, input<2, 2, 1, 3>, input<2, 2, 3, 2>);
    check_tensor_op("matmul.both_batches_stretched", f, input<2, 1, 2, 3>, input<3, 3, 2>);
    check_tensor_op("matmul.batch_vector", f, input<2, 2, 3>, input<3>);
}

// SPDX-License-Identifier: BSL-1.0
// Triangular systems beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::triangular_solve;
using tapeless::upper;

TEST_CASE("lower triangular systems") {
    constexpr auto f = [](auto a, auto b) { return triangular_solve(a, b); };
    check_tensor_op<double, float>("triangular_solve.lower_1_vector", f, input<1, 1>, input<1>);
    check_tensor_op("triangular_solve.lower_3_vector", f, input<3, 3>, input<3>);
    check_tensor_op("triangular_solve.lower_4_vector", f, input<4, 4>, input<4>);
    check_tensor_op("triangular_solve.lower_1_2", f, input<1, 1>, input<1, 2>);
    check_tensor_op("triangular_solve.lower_3_1", f, input<3, 3>, input<3, 1>);
    check_tensor_op("triangular_solve.lower_3_2", f, input<3, 3>, input<3, 2>);
}

TEST_CASE("upper triangular systems") {
    constexpr auto f = [](auto a, auto b) { return triangular_solve<upper>(a, b); };
    check_tensor_op<double, float>("triangular_solve.upper_1_vector", f, input<1, 1>, input<1>);
    check_tensor_op("triangular_solve.upper_3_vector", f, input<3, 3>, input<3>);
    check_tensor_op("triangular_solve.upper_4_vector", f, input<4, 4>, input<4>);
    check_tensor_op("triangular_solve.upper_1_2", f, input<1, 1>, input<1, 2>);
    check_tensor_op("triangular_solve.upper_3_1", f, input<3, 3>, input<3, 1>);
    check_tensor_op("triangular_solve.upper_3_2", f, input<3, 3>, input<3, 2>);
}

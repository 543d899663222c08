// SPDX-License-Identifier: BSL-1.0
// Products and norms of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::axes;

TEST_CASE("products of tensors over axes") { CHECK_REDUCTION(prod); }

TEST_CASE("norms of tensors over axes") { CHECK_REDUCTION(norm); }

TEST_CASE("products of tensors with zeros") {
    check_tensor_op<double, float>(
        "prod.all_zeros", [](auto x) { return prod(x); }, input<5>);
    check_tensor_op(
        "prod.axis_1_zeros", [](auto x) { return prod(x, axes<1>); }, input<4, 3>);
}

TEST_CASE("the norm of zeros has gradient zero") {
    check_tensor_op<double, float>(
        "norm.of_zeros", [](auto x) { return norm(x); }, input<3>);
}

// SPDX-License-Identifier: BSL-1.0
// Equal entries of two tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;

TEST_CASE("equal entries of two tensors share the gradient") {
    check_tensor_op<double, float>(
        "min.ties", [](auto a, auto b) { return min(a, b); }, input<3, 4>, input<3, 4>);
    check_tensor_op(
        "min.ties_stretched", [](auto a, auto b) { return min(a, b); }, input<3, 1>, input<1, 4>);
    check_tensor_op<double, float>(
        "max.ties", [](auto a, auto b) { return max(a, b); }, input<3, 4>, input<3, 4>);
    check_tensor_op(
        "max.ties_stretched", [](auto a, auto b) { return max(a, b); }, input<3, 1>, input<1, 4>);
}

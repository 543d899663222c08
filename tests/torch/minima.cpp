// SPDX-License-Identifier: BSL-1.0
// Smallest entries of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::axes;

TEST_CASE("smallest entries of tensors over axes") { CHECK_REDUCTION(min); }

TEST_CASE("equal entries of a tensor share the gradient of min") {
    check_tensor_op<double, float>(
        "min.all_ties", [](auto x) { return min(x); }, input<3, 4>);
    check_tensor_op(
        "min.axis_1_ties", [](auto x) { return min(x, axes<1>); }, input<3, 5>);
}

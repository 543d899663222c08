// SPDX-License-Identifier: BSL-1.0
// Largest entries of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::axes;

TEST_CASE("largest entries of tensors over axes") { CHECK_REDUCTION(max); }

TEST_CASE("equal entries of a tensor share the gradient of max") {
    check_tensor_op<double, float>(
        "max.all_ties", [](auto x) { return max(x); }, input<3, 4>);
    check_tensor_op(
        "max.axis_1_ties", [](auto x) { return max(x, axes<1>); }, input<3, 5>);
}

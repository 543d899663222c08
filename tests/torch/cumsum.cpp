// SPDX-License-Identifier: BSL-1.0
// Running sums of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::axis;

TEST_CASE("running sums of tensors") {
    check_tensor_op<double, float>(
        "cumsum.5_axis_0", [](auto x) { return cumsum(x, axis<0>); }, input<5>);
    check_tensor_op(
        "cumsum.2_3_axis_0", [](auto x) { return cumsum(x, axis<0>); }, input<2, 3>);
    check_tensor_op(
        "cumsum.2_3_axis_1", [](auto x) { return cumsum(x, axis<1>); }, input<2, 3>);
    check_tensor_op(
        "cumsum.2_1_3_axis_1", [](auto x) { return cumsum(x, axis<1>); }, input<2, 1, 3>);
    check_tensor_op(
        "cumsum.2_3_2_axis_minus_2", [](auto x) { return cumsum(x, axis<-2>); }, input<2, 3, 2>);
}

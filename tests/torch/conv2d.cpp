// SPDX-License-Identifier: BSL-1.0
// Convolutions along two axes beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::conv2d;

TEST_CASE("convolutions along two axes") {
    check_tensor_op(
        "conv2d.one_channel", [](auto x, auto w) { return conv2d(x, w); }, input<1, 1, 4, 4>, input<1, 1, 3, 3>);
    check_tensor_op<double, float>(
        "conv2d.channels", [](auto x, auto w) { return conv2d(x, w); }, input<2, 2, 3, 4>, input<3, 2, 2, 2>);
    check_tensor_op(
        "conv2d.no_batch", [](auto x, auto w) { return conv2d(x, w); }, input<2, 3, 3>, input<2, 2, 2, 2>);
    check_tensor_op(
        "conv2d.kernel_1", [](auto x, auto w) { return conv2d(x, w); }, input<1, 2, 2, 3>, input<2, 2, 1, 1>);
    check_tensor_op(
        "conv2d.kernel_1_3", [](auto x, auto w) { return conv2d(x, w); }, input<1, 1, 2, 4>, input<2, 1, 1, 3>);
}

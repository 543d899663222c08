// SPDX-License-Identifier: BSL-1.0
// Transposed convolutions along two axes beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::border;
using tapeless::conv_transpose2d;
using tapeless::dilation;
using tapeless::groups;
using tapeless::stride;

TEST_CASE("transposed convolutions along two axes") {
    check_tensor_op(
        "conv_transpose2d.one_channel", [](auto x, auto w) { return conv_transpose2d(x, w); }, input<1, 1, 2, 3>,
        input<1, 1, 2, 2>);
    check_tensor_op<double, float>(
        "conv_transpose2d.channels", [](auto x, auto w) { return conv_transpose2d(x, w); }, input<2, 2, 2, 2>,
        input<2, 3, 2, 2>);
    check_tensor_op(
        "conv_transpose2d.no_batch", [](auto x, auto w) { return conv_transpose2d(x, w); }, input<2, 2, 2>,
        input<2, 1, 2, 2>);
    check_tensor_op(
        "conv_transpose2d.kernel_1", [](auto x, auto w) { return conv_transpose2d(x, w); }, input<1, 2, 2, 2>,
        input<2, 1, 1, 1>);
}

TEST_CASE("transposed convolutions along two axes with options") {
    check_tensor_op(
        "conv_transpose2d.stride_2", [](auto x, auto w) { return conv_transpose2d<stride<2>>(x, w); },
        input<1, 1, 2, 2>, input<1, 2, 3, 3>);
    check_tensor_op(
        "conv_transpose2d.stride_2_1", [](auto x, auto w) { return conv_transpose2d<stride<2, 1>>(x, w); },
        input<1, 1, 2, 3>, input<1, 1, 2, 2>);
    check_tensor_op(
        "conv_transpose2d.border_1", [](auto x, auto w) { return conv_transpose2d<border<1>>(x, w); },
        input<1, 1, 3, 3>, input<1, 2, 3, 3>);
    check_tensor_op(
        "conv_transpose2d.dilation_2", [](auto x, auto w) { return conv_transpose2d<dilation<2>>(x, w); },
        input<1, 1, 2, 3>, input<1, 1, 2, 2>);
    check_tensor_op(
        "conv_transpose2d.groups_2", [](auto x, auto w) { return conv_transpose2d<groups<2>>(x, w); },
        input<1, 4, 2, 2>, input<4, 1, 2, 2>);
    check_tensor_op<double, float>(
        "conv_transpose2d.all_options",
        [](auto x, auto w) { return conv_transpose2d<stride<2>, border<1>, dilation<2>, groups<2>>(x, w); },
        input<1, 2, 2, 3>, input<2, 1, 2, 2>);
}

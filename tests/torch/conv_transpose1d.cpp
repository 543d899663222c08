// SPDX-License-Identifier: BSL-1.0
// Transposed convolutions along one axis beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::border;
using tapeless::conv_transpose1d;
using tapeless::dilation;
using tapeless::groups;
using tapeless::stride;

TEST_CASE("transposed convolutions along one axis") {
    check_tensor_op(
        "conv_transpose1d.one_channel", [](auto x, auto w) { return conv_transpose1d(x, w); }, input<1, 1, 3>,
        input<1, 1, 3>);
    check_tensor_op<double, float>(
        "conv_transpose1d.channels", [](auto x, auto w) { return conv_transpose1d(x, w); }, input<2, 2, 3>,
        input<2, 3, 2>);
    check_tensor_op(
        "conv_transpose1d.no_batch", [](auto x, auto w) { return conv_transpose1d(x, w); }, input<2, 3>,
        input<2, 2, 2>);
    check_tensor_op(
        "conv_transpose1d.kernel_1", [](auto x, auto w) { return conv_transpose1d(x, w); }, input<1, 2, 3>,
        input<2, 2, 1>);
}

TEST_CASE("transposed convolutions along one axis with options") {
    check_tensor_op(
        "conv_transpose1d.stride_2", [](auto x, auto w) { return conv_transpose1d<stride<2>>(x, w); }, input<1, 2, 3>,
        input<2, 2, 3>);
    check_tensor_op(
        "conv_transpose1d.border_1", [](auto x, auto w) { return conv_transpose1d<border<1>>(x, w); }, input<1, 2, 4>,
        input<2, 1, 3>);
    check_tensor_op(
        "conv_transpose1d.dilation_2", [](auto x, auto w) { return conv_transpose1d<dilation<2>>(x, w); },
        input<1, 1, 3>, input<1, 2, 2>);
    check_tensor_op(
        "conv_transpose1d.groups_2", [](auto x, auto w) { return conv_transpose1d<groups<2>>(x, w); }, input<1, 4, 3>,
        input<4, 1, 2>);
    check_tensor_op<double, float>(
        "conv_transpose1d.all_options",
        [](auto x, auto w) { return conv_transpose1d<stride<2>, border<1>, dilation<2>, groups<2>>(x, w); },
        input<1, 4, 3>, input<4, 1, 3>);
}

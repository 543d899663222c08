// SPDX-License-Identifier: BSL-1.0
// Convolutions along one axis beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::border;
using tapeless::conv1d;
using tapeless::dilation;
using tapeless::groups;
using tapeless::stride;

TEST_CASE("convolutions along one axis") {
    check_tensor_op(
        "conv1d.one_channel", [](auto x, auto w) { return conv1d(x, w); }, input<1, 1, 5>, input<1, 1, 3>);
    check_tensor_op<double, float>(
        "conv1d.channels", [](auto x, auto w) { return conv1d(x, w); }, input<2, 2, 5>, input<3, 2, 3>);
    check_tensor_op(
        "conv1d.no_batch", [](auto x, auto w) { return conv1d(x, w); }, input<2, 5>, input<2, 2, 2>);
    check_tensor_op(
        "conv1d.kernel_1", [](auto x, auto w) { return conv1d(x, w); }, input<1, 2, 4>, input<2, 2, 1>);
    check_tensor_op(
        "conv1d.kernel_whole", [](auto x, auto w) { return conv1d(x, w); }, input<2, 2, 3>, input<2, 2, 3>);
}

TEST_CASE("convolutions along one axis with options") {
    check_tensor_op(
        "conv1d.stride_2", [](auto x, auto w) { return conv1d<stride<2>>(x, w); }, input<1, 2, 6>, input<2, 2, 3>);
    check_tensor_op(
        "conv1d.border_1", [](auto x, auto w) { return conv1d<border<1>>(x, w); }, input<1, 2, 4>, input<2, 2, 3>);
    check_tensor_op(
        "conv1d.dilation_2", [](auto x, auto w) { return conv1d<dilation<2>>(x, w); }, input<1, 2, 6>, input<2, 2, 3>);
    check_tensor_op(
        "conv1d.groups_2", [](auto x, auto w) { return conv1d<groups<2>>(x, w); }, input<1, 4, 4>, input<4, 2, 2>);
    check_tensor_op(
        "conv1d.depthwise", [](auto x, auto w) { return conv1d<groups<3>>(x, w); }, input<1, 3, 4>, input<3, 1, 2>);
    check_tensor_op(
        "conv1d.stride_2_border_2", [](auto x, auto w) { return conv1d<stride<2>, border<2>>(x, w); }, input<2, 1, 5>,
        input<2, 1, 3>);
    check_tensor_op<double, float>(
        "conv1d.all_options", [](auto x, auto w) { return conv1d<stride<2>, border<1>, dilation<2>, groups<2>>(x, w); },
        input<1, 4, 5>, input<2, 2, 2>);
}

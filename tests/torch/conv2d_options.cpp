// SPDX-License-Identifier: BSL-1.0
// Convolutions along two axes with strides, borders, dilations and groups beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::border;
using tapeless::conv2d;
using tapeless::dilation;
using tapeless::groups;
using tapeless::stride;

TEST_CASE("convolutions along two axes with options") {
    check_tensor_op(
        "conv2d.stride_2", [](auto x, auto w) { return conv2d<stride<2>>(x, w); }, input<1, 1, 5, 5>,
        input<2, 1, 3, 3>);
    check_tensor_op(
        "conv2d.stride_2_1", [](auto x, auto w) { return conv2d<stride<2, 1>>(x, w); }, input<1, 1, 5, 4>,
        input<1, 1, 3, 2>);
    check_tensor_op(
        "conv2d.border_1", [](auto x, auto w) { return conv2d<border<1>>(x, w); }, input<1, 1, 3, 3>,
        input<2, 1, 3, 3>);
    check_tensor_op(
        "conv2d.border_1_0", [](auto x, auto w) { return conv2d<border<1, 0>>(x, w); }, input<1, 1, 3, 3>,
        input<1, 1, 3, 2>);
    check_tensor_op(
        "conv2d.dilation_2", [](auto x, auto w) { return conv2d<dilation<2>>(x, w); }, input<1, 1, 5, 5>,
        input<1, 1, 2, 3>);
    check_tensor_op(
        "conv2d.dilation_1_2", [](auto x, auto w) { return conv2d<dilation<1, 2>>(x, w); }, input<1, 1, 3, 5>,
        input<1, 1, 2, 2>);
    check_tensor_op(
        "conv2d.groups_2", [](auto x, auto w) { return conv2d<groups<2>>(x, w); }, input<1, 4, 2, 3>,
        input<2, 2, 2, 2>);
    check_tensor_op(
        "conv2d.depthwise", [](auto x, auto w) { return conv2d<groups<3>>(x, w); }, input<1, 3, 3, 2>,
        input<3, 1, 2, 2>);
    check_tensor_op(
        "conv2d.stride_2_border_1", [](auto x, auto w) { return conv2d<stride<2>, border<1>>(x, w); },
        input<1, 1, 4, 4>, input<2, 1, 3, 3>);
    check_tensor_op<double, float>(
        "conv2d.all_options", [](auto x, auto w) { return conv2d<stride<2>, border<1>, dilation<2>, groups<2>>(x, w); },
        input<1, 2, 4, 4>, input<2, 1, 2, 2>);
}

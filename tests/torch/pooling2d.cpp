// SPDX-License-Identifier: BSL-1.0
// Pools along two axes beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::avg_pool2d;
using tapeless::border;
using tapeless::max_pool2d;
using tapeless::stride;

TEST_CASE("largest entries of windows along two axes") {
    check_tensor_op<double, float>(
        "max_pool2d.2", [](auto x) { return max_pool2d<2>(x); }, input<1, 2, 4, 4>);
    check_tensor_op(
        "max_pool2d.2_rest", [](auto x) { return max_pool2d<2>(x); }, input<2, 1, 3, 5>);
    check_tensor_op(
        "max_pool2d.no_batch", [](auto x) { return max_pool2d<2>(x); }, input<2, 2, 4>);
    check_tensor_op(
        "max_pool2d.3_stride_1", [](auto x) { return max_pool2d<3, stride<1>>(x); }, input<1, 1, 4, 5>);
    check_tensor_op(
        "max_pool2d.2_stride_2_1", [](auto x) { return max_pool2d<2, stride<2, 1>>(x); }, input<1, 1, 4, 3>);
    check_tensor_op(
        "max_pool2d.3_stride_2_border_1", [](auto x) { return max_pool2d<3, stride<2>, border<1>>(x); },
        input<1, 1, 4, 5>);
}

TEST_CASE("means of windows along two axes") {
    check_tensor_op<double, float>(
        "avg_pool2d.2", [](auto x) { return avg_pool2d<2>(x); }, input<1, 2, 4, 4>);
    check_tensor_op(
        "avg_pool2d.2_rest", [](auto x) { return avg_pool2d<2>(x); }, input<2, 1, 3, 5>);
    check_tensor_op(
        "avg_pool2d.no_batch", [](auto x) { return avg_pool2d<2>(x); }, input<2, 2, 4>);
    check_tensor_op(
        "avg_pool2d.3_stride_1", [](auto x) { return avg_pool2d<3, stride<1>>(x); }, input<1, 1, 4, 5>);
    check_tensor_op(
        "avg_pool2d.2_stride_2_1", [](auto x) { return avg_pool2d<2, stride<2, 1>>(x); }, input<1, 1, 4, 3>);
    check_tensor_op(
        "avg_pool2d.3_stride_2_border_1", [](auto x) { return avg_pool2d<3, stride<2>, border<1>>(x); },
        input<1, 1, 4, 5>);
}

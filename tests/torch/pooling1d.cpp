// SPDX-License-Identifier: BSL-1.0
// Pools along one axis beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::avg_pool1d;
using tapeless::border;
using tapeless::max_pool1d;
using tapeless::stride;

TEST_CASE("largest entries of windows along one axis") {
    check_tensor_op<double, float>(
        "max_pool1d.2", [](auto x) { return max_pool1d<2>(x); }, input<1, 2, 6>);
    check_tensor_op(
        "max_pool1d.2_rest", [](auto x) { return max_pool1d<2>(x); }, input<2, 1, 5>);
    check_tensor_op(
        "max_pool1d.no_batch", [](auto x) { return max_pool1d<3>(x); }, input<2, 6>);
    check_tensor_op(
        "max_pool1d.3_stride_1", [](auto x) { return max_pool1d<3, stride<1>>(x); }, input<1, 2, 5>);
    check_tensor_op(
        "max_pool1d.2_stride_3", [](auto x) { return max_pool1d<2, stride<3>>(x); }, input<1, 1, 8>);
    check_tensor_op(
        "max_pool1d.3_stride_2_border_1", [](auto x) { return max_pool1d<3, stride<2>, border<1>>(x); },
        input<1, 2, 5>);
    check_tensor_op(
        "max_pool1d.whole", [](auto x) { return max_pool1d<4>(x); }, input<2, 1, 4>);
}

TEST_CASE("means of windows along one axis") {
    check_tensor_op<double, float>(
        "avg_pool1d.2", [](auto x) { return avg_pool1d<2>(x); }, input<1, 2, 6>);
    check_tensor_op(
        "avg_pool1d.2_rest", [](auto x) { return avg_pool1d<2>(x); }, input<2, 1, 5>);
    check_tensor_op(
        "avg_pool1d.no_batch", [](auto x) { return avg_pool1d<3>(x); }, input<2, 6>);
    check_tensor_op(
        "avg_pool1d.3_stride_1", [](auto x) { return avg_pool1d<3, stride<1>>(x); }, input<1, 2, 5>);
    check_tensor_op(
        "avg_pool1d.2_stride_3", [](auto x) { return avg_pool1d<2, stride<3>>(x); }, input<1, 1, 8>);
    check_tensor_op(
        "avg_pool1d.3_stride_2_border_1", [](auto x) { return avg_pool1d<3, stride<2>, border<1>>(x); },
        input<1, 2, 5>);
    check_tensor_op(
        "avg_pool1d.whole", [](auto x) { return avg_pool1d<4>(x); }, input<2, 1, 4>);
}

// SPDX-License-Identifier: BSL-1.0
// Bounds of tensors, and stopped gradients beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::stop_gradient;

TEST_CASE("tensors between bounds") {
    constexpr auto f = [](auto x) { return clamp(x, -0.75, 0.5); };
    check_tensor_op<double, float>("clamp.5", f, input<5>);
    check_tensor_op("clamp.2_3", f, input<2, 3>);
    check_tensor_op("clamp.2_1_3", f, input<2, 1, 3>);
}

TEST_CASE("tensors whose gradient is stopped") {
    constexpr auto f = [](auto x) { return x * stop_gradient(x); };
    check_tensor_op<double, float>("stop_gradient.5", f, input<5>);
    check_tensor_op("stop_gradient.2_3", f, input<2, 3>);
    check_tensor_op("stop_gradient.2_1_3", f, input<2, 1, 3>);
}

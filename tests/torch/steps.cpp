// SPDX-License-Identifier: BSL-1.0
// Signs, magnitudes, steps and bounds of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

using support::check_tensor_op;
using support::input;

TEST_CASE("signs and magnitudes of tensors") {
    constexpr auto negative = [](auto x) { return -x; };
    check_tensor_op<double, float>("neg.5", negative, input<5>);
    check_tensor_op("neg.2_3", negative, input<2, 3>);
    check_tensor_op("neg.2_1_3", negative, input<2, 1, 3>);
    CHECK_ELEMENTWISE(abs);
    CHECK_ELEMENTWISE(sign);
}

TEST_CASE("steps of tensors") {
    CHECK_ELEMENTWISE(floor);
    CHECK_ELEMENTWISE(ceil);
    CHECK_ELEMENTWISE(round);
}

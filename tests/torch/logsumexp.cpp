// SPDX-License-Identifier: BSL-1.0
// Sums of exponentials of tensors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_cases.hpp"

using support::check_tensor_op;
using support::input;
using tapeless::axes;

TEST_CASE("logsumexp of tensors over axes") { CHECK_REDUCTION(logsumexp); }

TEST_CASE("logsumexp of large entries") {
    check_tensor_op<double, float>(
        "logsumexp.large", [](auto x) { return logsumexp(x, axes<1>); }, input<2, 3>);
}

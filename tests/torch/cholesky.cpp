// SPDX-License-Identifier: BSL-1.0
// Cholesky factors beside PyTorch.
// Values, gradients and second derivatives are compared with reference/tensors.txt.
#include "support/tensor_reference.hpp"

using support::check_tensor_op;
using support::input;

// However the gradient is shared by entries above and below the diagonal, here both get half of it.
TEST_CASE("Cholesky factors of symmetrized matrices") {
    constexpr auto f = [](auto a) { return cholesky((a + transpose(a)) / 2); };
    check_tensor_op<double, float>("cholesky.3_symmetrized", f, input<3, 3>);
    check_tensor_op("cholesky.1_symmetrized", f, input<1, 1>);
    check_tensor_op("cholesky.2_symmetrized", f, input<2, 2>);
    check_tensor_op("cholesky.4_symmetrized", f, input<4, 4>);
}

// PyTorch's gradient is symmetric.
TEST_CASE("Cholesky factors") {
    constexpr auto f = [](auto a) { return cholesky(a); };
    check_tensor_op<double, float>("cholesky.3", f, input<3, 3>);
    check_tensor_op("cholesky.1", f, input<1, 1>);
    check_tensor_op("cholesky.2", f, input<2, 2>);
    check_tensor_op("cholesky.4", f, input<4, 4>);
}

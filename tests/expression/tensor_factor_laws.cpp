// SPDX-License-Identifier: BSL-1.0
// The laws of Cholesky factors, inverses and determinants.
#include "support/tensor_laws.hpp"

#include <tapeless/expression/tensor_algebra.hpp>
#include <tapeless/expression/tensor_einsum.hpp>

using support::check_tensor_laws;
using support::drawn_tensor;
using tapeless::einsum;
using tapeless::matrix;

namespace {

/// Far from singular, and positive definite if x is symmetric.
constexpr auto add_identity = [](auto x) {
    constexpr matrix<double, 3, 3> identity{{4, 0, 0, 0, 4, 0, 0, 0, 4}};
    return x + identity;
};

}  // namespace

TEST_CASE("laws of factors") {
    check_tensor_laws([](auto x) { return cholesky(add_identity(einsum<"bij->bji">(x) + x)); },
                      drawn_tensor<2, 3, 3>(1));
}

TEST_CASE("laws of inverses and determinants") {
    check_tensor_laws([](auto x) { return inverse(add_identity(x)); }, drawn_tensor<2, 3, 3>(1));
    check_tensor_laws([](auto x) { return log_determinant(add_identity(x)); }, drawn_tensor<2, 3, 3>(2));
    check_tensor_laws([](auto x) { return log_determinant(add_identity(x)); }, drawn_tensor<3, 3>(3));
}

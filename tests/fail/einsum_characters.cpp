// EXPECT: einsum<"ij,jk->ik">(a, b) requires labels from a to z and A to Z, at most one comma between the operands and one arrow before the result
// EXPECT ALSO: ij;jk->ik
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_einsum.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 2, 3> const& a, tensor<double, 3, 5> const& b) { return tapeless::einsum<"ij;jk->ik">(a, b); }
#else
auto f(tensor<double, 2, 3> const& a, tensor<double, 3, 5> const& b) { return tapeless::einsum<"ij,jk->ik">(a, b); }
#endif

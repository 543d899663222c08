// EXPECT: einsum<"ij,jk->ik">(a, b) requires one label for each axis of an operand
// EXPECT ALSO: shape<2, 3>
// EXPECT ALSO: shape<3>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_einsum.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 2, 3> const& a, tensor<double, 3> const& b) { return tapeless::einsum<"ij,jk->ik">(a, b); }
#else
auto f(tensor<double, 2, 3> const& a, tensor<double, 3, 5> const& b) { return tapeless::einsum<"ij,jk->ik">(a, b); }
#endif

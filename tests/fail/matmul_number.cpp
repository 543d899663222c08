// EXPECT: matmul(a, b) requires two tensors: a number multiplies by *
// EXPECT ALSO: shape<2, 3>
// EXPECT ALSO: shape<>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_products.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 2, 3> const& a, double b) { return tapeless::matmul(a, b); }
#else
auto f(tensor<double, 2, 3> const& a, tensor<double, 3> const& b) { return tapeless::matmul(a, b); }
#endif

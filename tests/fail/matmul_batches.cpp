// EXPECT: matmul(a, b) requires the axes before the last two to broadcast: from the last one on, lengths are equal or one of them is 1
// EXPECT ALSO: shape<2, 4, 3>
// EXPECT ALSO: shape<3, 3, 5>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_products.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 2, 4, 3> const& a, tensor<double, 3, 3, 5> const& b) { return tapeless::matmul(a, b); }
#else
auto f(tensor<double, 3, 4, 3> const& a, tensor<double, 3, 3, 5> const& b) { return tapeless::matmul(a, b); }
#endif

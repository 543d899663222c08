// EXPECT: dot(a, b) requires two vectors of the same length
// EXPECT ALSO: shape<3>
// EXPECT ALSO: shape<4>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_products.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 3> const& a, tensor<double, 4> const& b) { return tapeless::dot(a, b); }
#else
auto f(tensor<double, 3> const& a, tensor<double, 3> const& b) { return tapeless::dot(a, b); }
#endif

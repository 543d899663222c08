// EXPECT: outer(a, b) requires two vectors
// EXPECT ALSO: shape<3>
// EXPECT ALSO: shape<2, 2>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_products.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 3> const& a, tensor<double, 2, 2> const& b) { return tapeless::outer(a, b); }
#else
auto f(tensor<double, 3> const& a, tensor<double, 4> const& b) { return tapeless::outer(a, b); }
#endif

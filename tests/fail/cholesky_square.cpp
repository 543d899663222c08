// EXPECT: cholesky(a), inverse(a) and log_determinant(a) require the last two axes of a to be as long as each other
// EXPECT ALSO: shape<3, 2>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_algebra.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 3, 2> const& a) { return tapeless::cholesky(a); }
#else
auto f(tensor<double, 3, 2, 2> const& a) { return tapeless::cholesky(a); }
#endif

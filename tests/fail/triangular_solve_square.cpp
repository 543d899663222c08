// EXPECT: triangular_solve(a, b) requires the last two axes of a to be as long as each other
// EXPECT ALSO: shape<2, 3>
// EXPECT ALSO: shape<2>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_algebra.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 2, 3> const& a, tensor<double, 2> const& b) { return tapeless::triangular_solve(a, b); }
#else
auto f(tensor<double, 2, 2> const& a, tensor<double, 2> const& b) { return tapeless::triangular_solve(a, b); }
#endif

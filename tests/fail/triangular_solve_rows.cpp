// EXPECT: triangular_solve(a, b) requires b to have as many rows as a: a of (n, n) and b of (n) or (n, m), with the same axes before them
// EXPECT ALSO: shape<3, 3>
// EXPECT ALSO: shape<2, 3>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_algebra.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 3, 3> const& a, tensor<double, 2, 3> const& b) { return tapeless::triangular_solve(a, b); }
#else
auto f(tensor<double, 3, 3> const& a, tensor<double, 3, 2> const& b) { return tapeless::triangular_solve(a, b); }
#endif

// EXPECT: conv1d(x, w) and its relatives require x of (N, C, L...) or (C, L...) and w of (O, C, K...), with one L and K for each axis of the windows
// EXPECT ALSO: shape<2, 8>
// EXPECT ALSO: shape<4, 3>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_windows.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 2, 8> const& x, tensor<double, 4, 3> const& w) { return tapeless::conv1d(x, w); }
#else
auto f(tensor<double, 2, 8> const& x, tensor<double, 4, 2, 3> const& w) { return tapeless::conv1d(x, w); }
#endif

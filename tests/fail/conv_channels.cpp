// EXPECT: conv1d(x, w) and its relatives require the channels of x and w to agree: w of (O, C / groups, K...), for conv_transpose1d and conv_transpose2d of (C, O / groups, K...), where groups divides O and C
// EXPECT ALSO: shape<2, 8, 8>
// EXPECT ALSO: shape<4, 3, 3, 3>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_windows.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 2, 8, 8> const& x, tensor<double, 4, 3, 3, 3> const& w) { return tapeless::conv2d(x, w); }
#else
auto f(tensor<double, 3, 8, 8> const& x, tensor<double, 4, 3, 3, 3> const& w) { return tapeless::conv2d(x, w); }
#endif

// EXPECT: conv1d(x, w) and its relatives require windows that are no longer than x with its border; a transposed one a border that leaves some of the result
// EXPECT ALSO: shape<2, 1>
// EXPECT ALSO: shape<2, 4, 2>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_windows.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 2, 1> const& x, tensor<double, 2, 4, 2> const& w) {
    return tapeless::conv_transpose1d<tapeless::border<1>>(x, w);
}
#else
auto f(tensor<double, 2, 1> const& x, tensor<double, 2, 4, 3> const& w) {
    return tapeless::conv_transpose1d<tapeless::border<1>>(x, w);
}
#endif

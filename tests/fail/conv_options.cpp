// EXPECT: conv1d<options...>(x, w) and its relatives require options to be stride<n...>, border<n...>, dilation<n...> or groups<n>, with one number or one for each axis of the windows, positive but for the border
// EXPECT ALSO: stride<1, 2>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_windows.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 2, 8> const& x, tensor<double, 4, 2, 3> const& w) {
    return tapeless::conv1d<tapeless::stride<1, 2>>(x, w);
}
#else
auto f(tensor<double, 2, 8> const& x, tensor<double, 4, 2, 3> const& w) {
    return tapeless::conv1d<tapeless::stride<2>>(x, w);
}
#endif

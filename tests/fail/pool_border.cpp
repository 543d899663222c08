// EXPECT: max_pool1d<k, options...>(x) and its relatives require windows of positive length k and options to be stride<n...>, border<n...> or dilation<n...>, with one number or one for each axis of the windows, positive but for the border, which is at most half as long as a window
// EXPECT ALSO: shape<1, 6>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_pools.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 1, 6> const& x) { return tapeless::max_pool1d<3, tapeless::border<2>>(x); }
#else
auto f(tensor<double, 1, 6> const& x) { return tapeless::max_pool1d<3, tapeless::border<1>>(x); }
#endif

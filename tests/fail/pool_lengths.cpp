// EXPECT: max_pool1d<k, options...>(x) and its relatives require windows that are no longer than x with its border
// EXPECT ALSO: shape<1, 6, 2>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_pools.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 1, 6, 2> const& x) { return tapeless::avg_pool2d<3>(x); }
#else
auto f(tensor<double, 1, 6, 3> const& x) { return tapeless::avg_pool2d<3>(x); }
#endif

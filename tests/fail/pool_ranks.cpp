// EXPECT: max_pool1d<k, options...>(x) and its relatives require x of (N, C, L...) or (C, L...), with one L for each axis of the windows
// EXPECT ALSO: shape<6>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_pools.hpp>

using tapeless::tensor;

#ifdef SHOULD_FAIL
auto f(tensor<double, 6> const& x) { return tapeless::avg_pool1d<3>(x); }
#else
auto f(tensor<double, 1, 6> const& x) { return tapeless::avg_pool1d<3>(x); }
#endif

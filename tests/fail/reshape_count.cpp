// EXPECT: reshape<n...>(x) requires n... to be lengths whose product is the count of numbers in x
// EXPECT ALSO: shape<2, 6>
// EXPECT ALSO: reshaped<5, 3>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_shapes.hpp>

#ifdef SHOULD_FAIL
constexpr int rows = 5;
#else
constexpr int rows = 4;
#endif

auto f(tapeless::tensor<double, 2, 6> const& x) { return tapeless::reshape<rows, 3>(x); }

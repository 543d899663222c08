// EXPECT: broadcast_to<n...>(x) requires each axis of x, counted from the last, to have the length n or 1
// EXPECT ALSO: shape<2, 1>
// EXPECT ALSO: stretched_to<3, 4>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_shapes.hpp>

#ifdef SHOULD_FAIL
constexpr int rows = 3;
#else
constexpr int rows = 2;
#endif

auto f(tapeless::tensor<double, 2, 1> const& x) { return tapeless::broadcast_to<rows, 4>(x); }

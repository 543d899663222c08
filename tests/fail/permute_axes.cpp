// EXPECT: permute(x, axes<i...>) requires i... to name every axis of x just once
// EXPECT ALSO: shape<2, 3, 4>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_shapes.hpp>

#ifdef SHOULD_FAIL
constexpr auto order = tapeless::axes<2, 0, -1>;
#else
constexpr auto order = tapeless::axes<2, 0, -2>;
#endif

auto f(tapeless::tensor<double, 2, 3, 4> const& x) { return tapeless::permute(x, order); }

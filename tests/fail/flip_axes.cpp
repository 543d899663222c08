// EXPECT: flip(x, axes<i...>) requires each axis i to be one of x, from -rank to rank - 1, and none twice
// EXPECT ALSO: shape<2, 3>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_shapes.hpp>

#ifdef SHOULD_FAIL
constexpr auto wanted = tapeless::axes<2>;
#else
constexpr auto wanted = tapeless::axes<-2>;
#endif

auto f(tapeless::tensor<double, 2, 3> const& x) { return tapeless::flip(x, wanted); }

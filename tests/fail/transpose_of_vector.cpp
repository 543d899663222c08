// EXPECT: transpose(x) requires x to have at least two axes, the last of which change places
// EXPECT ALSO: shape<3>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_shapes.hpp>

#ifdef SHOULD_FAIL
using operand = tapeless::tensor<double, 3>;
#else
using operand = tapeless::tensor<double, 3, 1>;
#endif

auto f(operand const& x) { return tapeless::transpose(x); }

// EXPECT: stack(axis<i>, a, b...) requires operands of one shape, and the new axis i to be one of the result, from -rank to rank - 1
// EXPECT ALSO: shape<2, 3>
// EXPECT ALSO: shape<3, 2>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_joins.hpp>

#ifdef SHOULD_FAIL
using second = tapeless::tensor<double, 3, 2>;
#else
using second = tapeless::tensor<double, 2, 3>;
#endif

auto f(tapeless::tensor<double, 2, 3> const& a, second const& b) { return tapeless::stack(tapeless::axis<-1>, a, b); }

// EXPECT: stack(axis<i>, a, b...) requires operands of one shape, and the new axis i to be one of the result, from -rank to rank - 1
// EXPECT ALSO: shape<2>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_joins.hpp>

#ifdef SHOULD_FAIL
constexpr auto along = tapeless::axis<2>;
#else
constexpr auto along = tapeless::axis<1>;
#endif

auto f(tapeless::vector<double, 2> const& a) { return tapeless::stack(along, a, a); }

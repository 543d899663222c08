// EXPECT: concat(axis<i>, a, b...) requires operands that have an axis i and differ in no other length than that of i
// EXPECT ALSO: shape<2, 3>
// EXPECT ALSO: shape<3, 3>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_joins.hpp>

#ifdef SHOULD_FAIL
constexpr auto along = tapeless::axis<1>;
#else
constexpr auto along = tapeless::axis<0>;
#endif

auto f(tapeless::tensor<double, 2, 3> const& a, tapeless::tensor<double, 3, 3> const& b) {
    return tapeless::concat(along, a, b);
}

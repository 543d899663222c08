// EXPECT: slice(x, r...) requires at most one range for each axis of x
// EXPECT ALSO: shape<4, 5>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_slices.hpp>

using tapeless::range;
using tapeless::whole;

auto f(tapeless::tensor<double, 4, 5> const& x) {
#ifdef SHOULD_FAIL
    return tapeless::slice(x, whole, whole, range<0, 1>);
#else
    return tapeless::slice(x, whole, range<0, 1>);
#endif
}

// EXPECT: slice(x, range<first, last, step>...) requires each range to stay within its axis of x and to have at least one index; negative first and last count from the end
// EXPECT ALSO: shape<4, 5>
// EXPECT ALSO: index_range<0, 6, 2>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_slices.hpp>

#ifdef SHOULD_FAIL
constexpr int last = 6;
#else
constexpr int last = 5;
#endif

auto f(tapeless::tensor<double, 4, 5> const& x) {
    return tapeless::slice(x, tapeless::whole, tapeless::range<0, last, 2>);
}

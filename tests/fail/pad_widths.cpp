// EXPECT: pad(x, padding<before, after>...) requires at most one padding for each axis of x, and no negative widths
// EXPECT ALSO: shape<4>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_slices.hpp>

#ifdef SHOULD_FAIL
constexpr int before = -1;
#else
constexpr int before = 0;
#endif

auto f(tapeless::tensor<double, 4> const& x) { return tapeless::pad(x, tapeless::padding<before, 1>); }

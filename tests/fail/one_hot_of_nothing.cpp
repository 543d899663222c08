// EXPECT: one_hot<n>(labels) requires a count n of at least one
// EXPECT ALSO: shape<3>
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_gather.hpp>

#ifdef SHOULD_FAIL
constexpr int count = 0;
#else
constexpr int count = 1;
#endif

auto f(tapeless::vector<int, 3> const& labels) { return tapeless::one_hot<count>(labels); }

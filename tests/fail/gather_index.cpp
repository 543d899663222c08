// EXPECT: require f and every function that it calls to be constexpr: the compiler gives its reason below
// EXPECT ALSO: index_outside_of_its_axis
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_gather.hpp>

#ifdef SHOULD_FAIL
constexpr int last = 3;
#else
constexpr int last = 2;
#endif

constexpr auto f = [](auto const& x) { return gather(x, tapeless::vector<int, 2>{{0, last}}, tapeless::axis<0>)(1); };

auto slope(tapeless::vector<double, 3> const& x) { return tapeless::gradient(f)(x); }

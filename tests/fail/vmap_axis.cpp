// EXPECT: vmap(f)(x...) requires every argument x to hold tensors with the axis that is mapped; vmap<0, -1>(f) leaves out
// EXPECT ALSO: tensor<3, 2>
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto const& x) { return x * x; };
#ifdef SHOULD_FAIL
constexpr auto mapped = tapeless::vmap<2>(f);
#else
constexpr auto mapped = tapeless::vmap<1>(f);
#endif

auto call(tapeless::tensor<double, 3, 2> const& x) { return mapped(x); }

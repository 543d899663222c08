// EXPECT: vmap(f)(x...) requires the mapped axes of all arguments x to have one length, and one of them at least
// EXPECT ALSO: tensor<3, 2>
// EXPECT ALSO: tensor<2>
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto const& x, auto const& y) { return x * y; };
#ifdef SHOULD_FAIL
constexpr auto mapped = tapeless::vmap(f);
#else
constexpr auto mapped = tapeless::vmap<0, -1>(f);
#endif

auto call(tapeless::tensor<double, 3, 2> const& x, tapeless::tensor<double, 2> const& y) { return mapped(x, y); }

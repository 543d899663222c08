// EXPECT: vmap(f)(x...) requires the mapped axes of all arguments x to have one length, and one of them at least
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto const& x, auto const& y) { return x * y; };
#ifdef SHOULD_FAIL
constexpr auto mapped = tapeless::vmap<-1, -1>(f);
#else
constexpr auto mapped = tapeless::vmap<-1, 0>(f);
#endif

auto call(tapeless::tensor<double, 3> const& x) { return mapped(2.0, x); }

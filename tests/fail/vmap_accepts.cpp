// EXPECT: vmap(f)(x...) requires f to accept one sample of the arguments x...
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
constexpr auto f = [](auto const& x, auto const& y) { return x * y; };
#else
constexpr auto f = [](auto const& x) { return x * x; };
#endif

auto call(tapeless::tensor<double, 3> const& x) { return tapeless::vmap(f)(x); }

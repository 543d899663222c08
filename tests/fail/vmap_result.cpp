// EXPECT: vmap(f)(x...) requires f to return numbers, tensors or structures of them
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
constexpr auto f = [](auto const& x) { return x < 1; };
#else
constexpr auto f = [](auto const& x) { return select(x < 1, 1, x); };
#endif

auto call(tapeless::tensor<double, 3> const& x) { return tapeless::vmap(f)(x); }

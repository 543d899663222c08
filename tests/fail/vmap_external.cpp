// EXPECT: vmap(f)(x...) requires f to call no external functions
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto root = tapeless::find_root([](auto x, auto p) { return x * x - p; });
#ifdef SHOULD_FAIL
constexpr auto f = [](auto x) { return root(1.0, x); };
#else
constexpr auto f = [](auto x) { return sqrt(x); };
#endif

auto roots(tapeless::tensor<double, 3> const& x) { return tapeless::vmap(f)(x); }

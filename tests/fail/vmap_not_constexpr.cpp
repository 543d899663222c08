// EXPECT: vmap(f)(x...) requires f and every function that it calls to be constexpr
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
template <class X>
auto forgotten(X const& x) {
    return x * x;
}
#else
template <class X>
constexpr auto forgotten(X const& x) {
    return x * x;
}
#endif
constexpr auto f = [](auto const& x) { return forgotten(x); };

auto call(tapeless::tensor<double, 3> const& x) { return tapeless::vmap(f)(x); }

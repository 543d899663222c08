// EXPECT: custom_vjp(f, rule) requires each tensor in f's result to have the shape of x...
// EXPECT ALSO: tensor<2, 3>
// EXPECT ALSO: tensor<3>
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tensor.hpp>

constexpr auto f = [](auto const& x) { return x[0]; };
constexpr auto same = [](auto const& x) { return x * x; };
constexpr auto rule = [](auto const& x, auto const& dy) { return dy * x; };
#ifdef SHOULD_FAIL
constexpr auto g = [](auto const& x) { return tapeless::custom_vjp(f, rule)(x); };
#else
constexpr auto g = [](auto const& x) { return tapeless::custom_vjp(same, rule)(x); };
#endif

auto call(tapeless::tensor<double, 2, 3> const& x) { return tapeless::jacobian(g)(x); }

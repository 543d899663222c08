// EXPECT: custom_jvp(f, rule) requires each tensor in x... to have the shape of f's result
// EXPECT ALSO: tensor<2, 3>
// EXPECT ALSO: tensor<3>
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto f = [](auto const& x) { return x[0]; };
constexpr auto same = [](auto const& x) { return x * x; };
#ifdef SHOULD_FAIL
constexpr auto rule = [](auto const& x, auto const& dx) { return dx[0] * x[0]; };
constexpr auto g = [](auto const& x) { return tapeless::custom_jvp(f, rule)(x); };
#else
constexpr auto rule = [](auto const& x, auto const& dx) { return dx * x; };
constexpr auto g = [](auto const& x) { return tapeless::custom_jvp(same, rule)(x); };
#endif

auto call(tapeless::tensor<double, 2, 3> const& x) { return tapeless::jacobian(g)(x); }

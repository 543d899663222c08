// EXPECT: custom_vjp(f, rule) requires rule(x..., dy) to be linear in dy
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto value = [](auto x) { return x * x; };
#ifdef SHOULD_FAIL
constexpr auto custom = tapeless::custom_vjp(value, [](auto x, auto dy) { return 2 * x * clamp(dy, -1, 1); });
#else
constexpr auto custom = tapeless::custom_vjp(value, [](auto x, auto dy) { return 2 * x * dy; });
#endif
constexpr auto f = [](auto x) { return custom(x); };

double slope(double x) { return tapeless::derivative(f)(x); }

// EXPECT: custom_jvp(f, rule) requires rule(x..., dx...) to be linear in dx
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tapeless.hpp>

constexpr auto value = [](auto x) { return x * x; };
#ifdef SHOULD_FAIL
constexpr auto custom = tapeless::custom_jvp(value, [](auto x, auto dx) { return 2 * x * dx * dx; });
#else
constexpr auto custom = tapeless::custom_jvp(value, [](auto x, auto dx) { return 2 * x * dx; });
#endif
constexpr auto f = [](auto x) { return custom(x); };

double slope(double x) { return tapeless::derivative(f)(x); }

// EXPECT: vmap(f)(x...) requires at most seven axes of tensors inside of f
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>

constexpr auto f = [](auto const& x) { return x * x; };
constexpr auto derivatives = tapeless::vmap(tapeless::jacobian(f));
#ifdef SHOULD_FAIL
auto call(tapeless::tensor<double, 3, 1, 2, 1, 2> const& x) { return derivatives(x); }
#else
auto call(tapeless::tensor<double, 3, 1, 2, 2> const& x) { return derivatives(x); }
#endif

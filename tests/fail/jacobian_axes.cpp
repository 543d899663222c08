// EXPECT: jacobian(f)(x...), hessian(f)(x...) and their relatives require at most eight axes in their results
// MAX_LINES: 45
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/vmap.hpp>
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>

constexpr auto f = [](auto const& x) { return x * x; };
#ifdef SHOULD_FAIL
auto call(tapeless::tensor<double, 1, 2, 1, 2, 1> const& x) { return tapeless::jacobian(f)(x); }
#else
auto call(tapeless::tensor<double, 1, 2, 1, 2> const& x) { return tapeless::jacobian(f)(x); }
#endif

// EXPECT: gradient(f)(x...) requires f to return one number: for several results use jacobian(f)
// EXPECT ALSO: tensor<3, 4>
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#ifdef SHOULD_FAIL
constexpr auto f = [](auto const& x) { return sum(x, tapeless::axes<0>); };
#else
constexpr auto f = [](auto const& x) { return sum(x); };
#endif

auto call(tapeless::tensor<double, 2, 3, 4> const& x) { return tapeless::gradient(f)(x); }

// EXPECT: external<f, df...>(x...) requires each x to be a number or a structure of numbers
// MAX_LINES: 40
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tensor.hpp>

constexpr auto first = tapeless::external<[](auto const& x) { return x[0]; }>;
#ifdef SHOULD_FAIL
constexpr auto f = [](auto const& x) { return first(x) * x[1]; };
#else
constexpr auto f = [](auto const& x) { return first(std::array{x[0], x[1]}) * x[1]; };
#endif

auto call(tapeless::tensor<double, 2> const& x) { return tapeless::value(f)(x); }

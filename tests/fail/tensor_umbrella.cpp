// EXPECT: gradient(f)(x...) and its relatives require #include <tapeless/tensor.hpp> where f uses tensors
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#ifndef SHOULD_FAIL
#include <tapeless/tensor.hpp>
#endif

constexpr auto f = [](auto x) { return sum(x * x); };

auto slope(tapeless::tensor<double, 3> const& x) { return tapeless::gradient(f)(x); }

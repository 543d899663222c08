// EXPECT: find_root(g)(x0, p...) and its relatives require x0 and p to be numbers, or structures of numbers
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tensor.hpp>

constexpr auto g = [](auto const& x, auto p) { return std::array{x[0] * x[0] - p, x[1] - x[0]}; };
constexpr auto root = tapeless::find_root(g);

#ifdef SHOULD_FAIL
auto solve(double p) { return root(tapeless::tensor<double, 2>{1, 1}, p); }
#else
auto solve(double p) { return root(std::array{1.0, 1.0}, p); }
#endif

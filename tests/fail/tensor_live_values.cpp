// EXPECT: live_values(f) requires f to be a function of numbers: for functions of tensors workspace_bytes(f)
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/tensor.hpp>

constexpr auto f = [](auto const& x) { return x[0] * x[1]; };
using x = tapeless::tensor<double, 2>;

#ifdef SHOULD_FAIL
constexpr int count = tapeless::live_values<x>(f);
#else
constexpr int count = tapeless::workspace_bytes<x>(f);
#endif

// EXPECT: tensor<T, Dims...> requires every extent to be positive
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor.hpp>

#ifdef SHOULD_FAIL
constexpr int rows = 0;
#else
constexpr int rows = 1;
#endif

tapeless::tensor<double, rows, 3> x{};

// EXPECT: tensor_span<T, Dims...> requires every extent to be positive
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor.hpp>

double numbers[4] = {};

#ifdef SHOULD_FAIL
tapeless::tensor_span<double, -2> x(&numbers[0]);
#else
tapeless::tensor_span<double, 2> x(&numbers[0]);
#endif

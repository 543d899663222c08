// EXPECT: tensor_span<T, Dims...>(range) requires a range of as many elements as the extents say
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor.hpp>

#ifdef SHOULD_FAIL
double numbers[5] = {};
#else
double numbers[6] = {};
#endif

tapeless::tensor_span<double, 2, 3> x(numbers);

// EXPECT: tensor_span<T, Dims...> requires an extent
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor.hpp>

#ifdef SHOULD_FAIL
int const size = tapeless::tensor_span<double>::size;
#else
int const size = tapeless::tensor_span<double, 1>::size;
#endif

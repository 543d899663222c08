// EXPECT: tensor<T, Dims...> requires an extent: a single number is a plain T
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor.hpp>

#ifdef SHOULD_FAIL
tapeless::tensor<double> x{};
#else
tapeless::tensor<double, 1> x{};
#endif

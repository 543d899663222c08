// EXPECT: static assertion
// EXPECT ALSO: tensor_index_out_of_range
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor.hpp>

constexpr tapeless::tensor<int, 2, 3> x{1, 2, 3, 4, 5, 6};
#ifdef SHOULD_FAIL
static_assert(x(0, 3) == 4);
#else
static_assert(x(1, 0) == 4);
#endif

// EXPECT: tensor_of({{...}, {...}}) requires rows of equal length
// MAX_LINES: 12
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor_of.hpp>

#ifdef SHOULD_FAIL
auto x = tapeless::tensor_of({{1, 2, 3}, {4, 5}});
#else
auto x = tapeless::tensor_of({{1, 2, 3}, {4, 5, 6}});
#endif

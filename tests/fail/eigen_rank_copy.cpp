// EXPECT: to_eigen(x) requires a tensor of rank 1 or 2
// MAX_LINES: 30
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/eigen.hpp>

#ifdef SHOULD_FAIL
using three = tapeless::tensor<double, 2, 2, 2>;
#else
using three = tapeless::tensor<double, 2, 2>;
#endif

double sum(three const& x) { return tapeless::to_eigen(x).sum(); }

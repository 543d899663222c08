// EXPECT: x(i, j) requires one index for every extent of x
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor.hpp>

double corner(tapeless::tensor<double, 2, 3> const& x) {
#ifdef SHOULD_FAIL
    return x(0);
#else
    return x(0, 0);
#endif
}

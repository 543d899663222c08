// EXPECT: an element of a tensor requires whole numbers as indices
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor.hpp>

double corner(tapeless::tensor<double, 2, 3> const& x) {
#ifdef SHOULD_FAIL
    return x(0, 1.0);
#else
    return x(0, 1);
#endif
}

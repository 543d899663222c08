// EXPECT: eigen_span(m) requires a matrix that lies row by row (Eigen::RowMajor); to_tensor(m) copies any
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/eigen.hpp>

#ifdef SHOULD_FAIL
using matrix = Eigen::Matrix<double, 2, 3>;
#else
using matrix = Eigen::Matrix<double, 2, 3, Eigen::RowMajor>;
#endif

void clear(matrix& m) { tapeless::eigen_span(m).fill(0); }

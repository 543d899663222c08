// EXPECT: to_tensor(m) requires a matrix of fixed size
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/eigen.hpp>

#ifdef SHOULD_FAIL
using vector = Eigen::VectorXd;
#else
using vector = Eigen::Vector3d;
#endif

double first(vector const& v) { return *tapeless::to_tensor(v).data(); }

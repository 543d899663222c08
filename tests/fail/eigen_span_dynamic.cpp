// EXPECT: eigen_span(m) requires a matrix of fixed size
// MAX_LINES: 20
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/eigen.hpp>

#ifdef SHOULD_FAIL
using vector = Eigen::VectorXd;
#else
using vector = Eigen::Vector3d;
#endif

void look(vector& v) { static_cast<void>(tapeless::eigen_span(v)); }

// EXPECT: eigen_span(m) requires a matrix that outlives the call
// MAX_LINES: 16
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/eigen.hpp>

Eigen::Vector3d made() { return {1, 2, 3}; }

double first() {
#ifdef SHOULD_FAIL
    return tapeless::eigen_span(made())[0];
#else
    auto const kept = made();
    return tapeless::eigen_span(kept)[0];
#endif
}

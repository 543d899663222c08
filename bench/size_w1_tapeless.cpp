// SPDX-License-Identifier: BSL-1.0
// W1's gradient by tapeless alone: measured by object_size.sh.
#include "workloads.hpp"

#include <tapeless/tapeless.hpp>

void w1_gradient(double const* in, double* out) {
    const auto gradient = tapeless::gradient(bench::w1{})(in[0], in[1], in[2]);
    for (int i = 0; i < 3; ++i) out[i] = gradient[i];
}

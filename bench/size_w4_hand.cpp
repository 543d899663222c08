// SPDX-License-Identifier: BSL-1.0
// W4's step by hand alone: measured by object_size.sh.
#include "hand_network.hpp"

using learner = bench::by_registers<bench::w4_network, bench::simd<bench::widest_lanes>>;

float w4_step(learner& network, float const* x, float const* t) { return network.step(x, t); }

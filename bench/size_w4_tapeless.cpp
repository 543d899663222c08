// SPDX-License-Identifier: BSL-1.0
// W4's step by tapeless alone: measured by object_size.sh.
#include "tapeless_network.hpp"

using learner = bench::by_tapeless_network<bench::w4_network>;

float w4_step(learner& network, tapeless::vector<float, 4> const& x, tapeless::vector<float, 1> const& t) {
    return network.step(x, t);
}

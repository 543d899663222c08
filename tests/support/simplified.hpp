// SPDX-License-Identifier: BSL-1.0
// The simplification pass on graphs that own their nodes.
#pragma once

#include "support/graphs.hpp"

#include <tapeless/simplify/simplify.hpp>

namespace support {

/// Nodes from `first_derived` on count as made by differentiation; by default all do.
inline owned_graph simplified(owned_graph const& from, int first_derived = 0) {
    tapeless::graph_builder out(tapeless::sharing::off);
    std::vector<int> outputs(from.outputs.size());
    tapeless::simplify(from.view(), first_derived, out, outputs.data());
    return take(out, outputs);
}

}  // namespace support

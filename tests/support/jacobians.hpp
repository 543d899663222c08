// SPDX-License-Identifier: BSL-1.0
// Whole Jacobians at run time by each of the three modes, with the library's own passes.
// In: a graph. Out: the graph of d output i / d input j at place i * inputs + j, unsimplified.
#pragma once

#include "support/derivatives.hpp"

#include <tapeless/differentiate/elimination.hpp>

namespace support {

/// Flags for the inputs of the random graphs, which have no more than these.
inline constexpr bool all_wanted[16]{true, true, true, true, true, true, true, true,
                                     true, true, true, true, true, true, true, true};

inline owned_graph jacobian_by_rows(owned_graph const& from) {
    tapeless::graph_builder out(from.view(), tapeless::sharing::off, 5 * from.size() + 16);
    std::vector<int> ends;
    int const one = out.constant(1);
    for (std::size_t i = 0; i < from.outputs.size(); ++i) {
        std::vector<int> seeds(from.outputs.size(), -1);
        seeds[i] = one;
        std::vector<int> adjoints(static_cast<std::size_t>(from.input_count));
        tapeless::reverse_sweep(from.view(), all_wanted, out).run(seeds.data(), adjoints.data());
        for (int adjoint : adjoints) ends.push_back(adjoint < 0 ? out.constant(0) : adjoint);
    }
    return take(out, ends);
}

inline owned_graph jacobian_by_columns(owned_graph const& from) {
    tapeless::graph_builder out(from.view(), tapeless::sharing::off, 5 * from.size() + 16);
    std::size_t const columns = static_cast<std::size_t>(from.input_count);
    std::vector<int> ends(from.outputs.size() * columns);
    int const one = out.constant(1);
    for (std::size_t k = 0; k < columns; ++k) {
        std::vector<int> seeds(columns, -1);
        seeds[k] = one;
        std::vector<int> tangents(from.outputs.size());
        tapeless::forward_sweep(from.view(), seeds.data(), out, tangents.data(), all_wanted);
        for (std::size_t i = 0; i < tangents.size(); ++i)
            ends[i * columns + k] = tangents[i] < 0 ? out.constant(0) : tangents[i];
    }
    return take(out, ends);
}

inline owned_graph jacobian_by_elimination(owned_graph const& from) {
    tapeless::graph_builder out(from.view(), tapeless::sharing::off, 5 * from.size() + 16);
    std::vector<int> order;
    for (int k = 0; k < from.input_count; ++k) order.push_back(k);
    std::vector<int> ends(from.outputs.size() * order.size());
    tapeless::jacobian_elimination(from.view(), all_wanted, out).run(order.data(), from.input_count, ends.data());
    return take(out, ends);
}

}  // namespace support

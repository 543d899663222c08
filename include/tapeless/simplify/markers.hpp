// SPDX-License-Identifier: BSL-1.0
// Markers, which only differentiation reads, leave a graph before it runs; captured numbers become inputs.
// In: a graph. Out: the same computation without `stop_gradient` and `custom`, and without what only their slopes need.
#pragma once

#include <tapeless/simplify/simplify.hpp>

namespace tapeless {

/// Whether a graph holds nodes that no program computes.
[[nodiscard]] constexpr bool has_markers(graph_view const& from) { return any_operation(from, is_marker); }

/// stop_gradient(x) = x;  custom(z, x, slope) = z;  captured number k = input number first_captured + k
///
/// Cost        linear in the number of nodes
constexpr void strip_markers(graph_view const& from, int first_captured, graph_builder& out, int* outputs) {
    int* const place = new int[static_cast<unsigned>(from.size)]{};
    int* const stripped = new int[static_cast<unsigned>(from.output_count) + 1]{};
    graph_builder all(sharing::on, from.size + 16);
    all.declare_inputs(from.input_count);
    for (int i = 0; i < from.size; ++i) {
        node n = from.nodes[i];
        if (is_marker(n.operation)) {
            place[i] = n.operation == op::captured ? all.input(first_captured + n.a) : place[n.a];
            continue;
        }
        int const operands = arity(n.operation);
        if (operands > 0) n.a = place[n.a];
        if (operands > 1) n.b = place[n.b];
        if (operands > 2) n.c = place[n.c];
        place[i] = all.append(n);
    }
    for (int i = 0; i < from.output_count; ++i) stripped[i] = place[from.outputs[i]];
    remove_dead({all.nodes(), all.size(), stripped, from.output_count, all.input_count()}, out, outputs);
    delete[] place;
    delete[] stripped;
}

}  // namespace tapeless

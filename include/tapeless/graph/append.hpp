// SPDX-License-Identifier: BSL-1.0
// A graph as part of another one.
// In: a graph and the nodes that stand for its inputs. Out: its nodes in a builder, constants folded.
#pragma once

#include <tapeless/graph/builder.hpp>
#include <tapeless/graph/kernel.hpp>

namespace tapeless {

/// The node for an operation; between constants that is their result, as for handles that hold plain numbers.
constexpr int append_folded(graph_builder& out, node const& n) {
    int const operands = arity(n.operation);
    if (has_kernel(n.operation) && !is_condition(n.operation) && (operands == 1 || operands == 2) &&
        out[n.a].operation == op::constant && (operands == 1 || out[n.b].operation == op::constant))
        return out.constant(fold(n.operation, out[n.a].value, operands == 2 ? out[n.b].value : 0));
    return out.append(n);
}

/// Repeats the nodes of a graph that its outputs need in `out`, node inputs[k] for input k; writes where the outputs
/// went. Its captured numbers count from `first_captured` on.
///
/// Cost        linear in the number of nodes
constexpr void append_graph(graph_view const& from, int const* inputs, int first_captured, graph_builder& out,
                            int* outputs) {
    unsigned const size = static_cast<unsigned>(from.size);
    int* const place = new int[size + 1]{};
    bool* const needed = new bool[size + 1]{};
    for (int i = 0; i < from.output_count; ++i) needed[from.outputs[i]] = true;
    for (int i = from.size - 1; i >= 0; --i)
        for (int k = 0; needed[i] && k < arity(from.nodes[i].operation); ++k) needed[operand(from.nodes[i], k)] = true;
    for (int i = 0; i < from.size; ++i) {
        if (!needed[i]) continue;
        node n = from.nodes[i];
        int const operands = arity(n.operation);
        if (operands > 0) n.a = place[n.a];
        if (operands > 1) n.b = place[n.b];
        if (operands > 2) n.c = place[n.c];
        if (n.operation == op::captured) n.a += first_captured;
        place[i] = n.operation == op::input ? inputs[n.a] : append_folded(out, n);
    }
    for (int i = 0; i < from.output_count; ++i) outputs[i] = place[from.outputs[i]];
    delete[] place;
    delete[] needed;
}

}  // namespace tapeless

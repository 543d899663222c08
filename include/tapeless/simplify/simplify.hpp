// SPDX-License-Identifier: BSL-1.0
// The simplification pass: every live node through the identities, then without what has become dead.
// In: a graph. Out: an equal graph with fewer nodes.
#pragma once

#include <tapeless/simplify/identities.hpp>

namespace tapeless {

/// Marks the nodes that the outputs need; `live` holds one flag a node and starts false.
constexpr void mark_live(graph_view const& from, bool* live) {
    for (int i = 0; i < from.output_count; ++i) live[from.outputs[i]] = true;
    for (int i = from.size - 1; i >= 0; --i) {
        if (!live[i]) continue;
        node const& n = from.nodes[i];
        int const operands = arity(n.operation);
        if (operands > 0) live[n.a] = true;
        if (operands > 1) live[n.b] = true;
        if (operands > 2) live[n.c] = true;
    }
}

/// Rewrites the live nodes [first, last) into `out`; `place` holds where the nodes before went, and is continued.
///
/// Cost        linear in the number of nodes; can be run in slices to stay within a compiler's evaluation limit
constexpr void simplify_nodes(graph_view const& from, bool const* live, int first, int last, int* place,
                              graph_builder& out) {
    identities algebra(out);
    for (int i = first; i < last; ++i) {
        if (!live[i]) continue;
        node const& n = from.nodes[i];
        int const operands = arity(n.operation);
        if (n.operation == op::input) place[i] = out.input(n.a);
        else if (operands == 0) place[i] = out.append(n);
        else
            place[i] = algebra.make(n.operation, place[n.a], operands > 1 ? place[n.b] : 0,
                                    operands > 2 ? place[n.c] : 0);
    }
}

/// Copies what the outputs need into `out`, in the same order; writes where the outputs went.
constexpr void remove_dead(graph_view const& from, graph_builder& out, int* outputs) {
    unsigned const size = static_cast<unsigned>(from.size);
    bool* const live = new bool[size]{};
    int* const place = new int[size]{};
    out.declare_inputs(from.input_count);
    mark_live(from, live);
    for (int i = 0; i < from.size; ++i) {
        if (!live[i]) continue;
        node n = from.nodes[i];
        int const operands = arity(n.operation);
        if (operands > 0) n.a = place[n.a];
        if (operands > 1) n.b = place[n.b];
        if (operands > 2) n.c = place[n.c];
        place[i] = n.operation == op::input ? out.input(n.a) : out.append(n);
    }
    for (int i = 0; i < from.output_count; ++i) outputs[i] = place[from.outputs[i]];
    delete[] live;
    delete[] place;
}

/// The whole pass.
///
/// Numerics    see `identities`
/// Example     tests/simplify/simplify.cpp
constexpr void simplify(graph_view const& from, graph_builder& out, int* outputs) {
    unsigned const size = static_cast<unsigned>(from.size);
    bool* const live = new bool[size]{};
    int* const place = new int[size]{};
    int* const rewritten = new int[static_cast<unsigned>(from.output_count) + 1]{};
    mark_live(from, live);
    graph_builder all(sharing::on, from.size + 16);
    simplify_nodes(from, live, 0, from.size, place, all);
    for (int i = 0; i < from.output_count; ++i) rewritten[i] = place[from.outputs[i]];
    remove_dead({all.nodes(), all.size(), rewritten, from.output_count, from.input_count}, out, outputs);
    delete[] live;
    delete[] place;
    delete[] rewritten;
}

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// The simplification pass: every live node through the identities, then without what has become dead.
// In: a graph. Out: an equal graph with fewer nodes.
#pragma once

#include <tapeless/simplify/factors.hpp>
#include <tapeless/simplify/identities.hpp>

namespace tapeless {

/// Rewrites the live nodes into `out`; `place` holds where the nodes before went, `shared` which of
/// the new nodes have several users. Nodes from `first_derived` on come from differentiation.
///
/// Cost        linear in the number of nodes
constexpr int simplify_nodes(graph_view const& from, int first_derived, int const* uses, int* place, bool* shared,
                             int capacity, graph_builder& out) {
    identities algebra(out, shared, capacity);
    int boundary = -1;
    for (int i = 0; i < from.size; ++i) {
        if (i == first_derived) {
            algebra.begin_derived();
            boundary = out.size();
        }
        if (uses[i] == 0) continue;
        node const& n = from.nodes[i];
        int const operands = arity(n.operation);
        if (n.operation == op::input) place[i] = out.input(n.a);
        else if (operands == 0) place[i] = out.append(n);
        else if (n.operation == op::call) place[i] = out.call(n.callee, place[n.a]);
        else if (n.operation == op::result) place[i] = out.append(op::result, place[n.a], n.b);
        else
            place[i] =
                algebra.make(n.operation, place[n.a], operands > 1 ? place[n.b] : 0, operands > 2 ? place[n.c] : 0);
        if (uses[i] > 1 && place[i] < capacity) shared[place[i]] = true;
    }
    return boundary < 0 ? out.size() : boundary;
}

/// Copies what the outputs need into `out`, in the same order; writes where the outputs went. On the way, factors that
/// several products share are multiplied once (see `shared_factors`). Returns where what comes from node `boundary` on
/// begins.
constexpr int remove_dead(graph_view const& from, graph_builder& out, int* outputs, int boundary = 0) {
    int new_boundary = -1;
    unsigned const size = static_cast<unsigned>(from.size);
    int* const uses = new int[size]{};
    int* const place = new int[size]{};
    out.declare_inputs(from.input_count);
    count_uses(from, uses);
    shared_factors factors(from, uses, out);
    for (int i = 0; i < from.size; ++i) {
        if (i == boundary) new_boundary = out.size();
        if (uses[i] == 0) continue;
        node n = from.nodes[i];
        int const operands = arity(n.operation);
        if (operands > 0) n.a = place[n.a];
        if (operands > 1) n.b = place[n.b];
        if (operands > 2) n.c = place[n.c];
        place[i] = n.operation == op::input ? out.input(n.a) : factors.copy(i, n);
    }
    for (int i = 0; i < from.output_count; ++i) outputs[i] = place[from.outputs[i]];
    delete[] uses;
    delete[] place;
    return new_boundary < 0 ? out.size() : new_boundary;
}

/// The first half of the pass: every live node through the identities. Returns where the derived nodes begin.
constexpr int rewrite(graph_view const& from, int first_derived, graph_builder& out, int* outputs) {
    unsigned const size = static_cast<unsigned>(from.size);
    int* const uses = new int[size]{};
    int* const place = new int[size]{};
    bool* const shared = new bool[size]{};
    count_uses(from, uses);
    out.declare_inputs(from.input_count);
    int const boundary = simplify_nodes(from, first_derived, uses, place, shared, from.size, out);
    for (int i = 0; i < from.output_count; ++i) outputs[i] = place[from.outputs[i]];
    delete[] uses;
    delete[] place;
    delete[] shared;
    return boundary;
}

namespace detail {

/// Both halves; returns where the derived nodes begin.
constexpr int simplify_once(graph_view const& from, int first_derived, graph_builder& out, int* outputs) {
    int* const rewritten = new int[static_cast<unsigned>(from.output_count) + 1]{};
    graph_builder all(sharing::on, from.size + 16);
    int const boundary = rewrite(from, first_derived, all, rewritten);
    graph_view const half{all.nodes(), all.size(), rewritten, from.output_count, from.input_count};
    int const result = remove_dead(half, out, outputs, boundary);
    delete[] rewritten;
    return result;
}

constexpr bool same_graph(graph_view const& a, graph_view const& b) {
    bool same = a.size == b.size;
    for (int i = 0; i < a.size && same; ++i) same = a.nodes[i] == b.nodes[i];
    for (int i = 0; i < a.output_count && same; ++i) same = a.outputs[i] == b.outputs[i];
    return same;
}

}  // namespace detail

/// Beyond, one pass: repeating it would cost more compile time than it saves run time.
inline constexpr int most_settled_nodes = 400;

/// The whole pass. Nodes from `first_derived` on come from differentiation: their selects move outside products, so that
/// what is not taken is multiplied by nothing. Graphs of up to 400 nodes pass until nothing changes, at most five times:
/// what one pass leaves with a single user the next one can take apart.
///
/// Numerics    see `identities` and `remove_dead`
/// Example     tests/simplify/simplify.cpp
constexpr void simplify(graph_view const& from, int first_derived, graph_builder& out, int* outputs) {
    if (from.size > most_settled_nodes) {
        static_cast<void>(detail::simplify_once(from, first_derived, out, outputs));
        return;
    }
    graph_builder* before = nullptr;
    graph_view graph = from;
    int* ends = nullptr;
    for (int pass = 0; pass < 5; ++pass) {
        graph_builder* const next = new graph_builder(sharing::off, graph.size + 16);
        int* const next_ends = new int[static_cast<unsigned>(from.output_count) + 1]{};
        first_derived = detail::simplify_once(graph, first_derived, *next, next_ends);
        graph_view const made{next->nodes(), next->size(), next_ends, from.output_count, from.input_count};
        bool const settled = pass > 0 && detail::same_graph(graph, made);
        delete before;
        delete[] ends;
        before = next;
        ends = next_ends;
        graph = made;
        if (settled) break;
    }
    out.declare_inputs(from.input_count);
    for (int i = 0; i < graph.size; ++i) out.append(graph.nodes[i]);
    for (int i = 0; i < from.output_count; ++i) outputs[i] = ends[i];
    delete before;
    delete[] ends;
}

}  // namespace tapeless

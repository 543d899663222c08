// SPDX-License-Identifier: BSL-1.0
// The simplification pass: every live node through the identities, then without what has become dead.
// In: a graph. Out: an equal graph with fewer nodes.
#pragma once

#include <tapeless/simplify/identities.hpp>

namespace tapeless {

/// Counts the users of each node that the outputs need; `uses` starts at zero and stays so for dead nodes.
constexpr void count_uses(graph_view const& from, int* uses) {
    for (int i = 0; i < from.output_count; ++i) ++uses[from.outputs[i]];
    for (int i = from.size - 1; i >= 0; --i) {
        if (uses[i] == 0) continue;
        node const& n = from.nodes[i];
        int const operands = arity(n.operation);
        if (operands > 0) ++uses[n.a];
        if (operands > 1 && n.b != n.a) ++uses[n.b];
        if (operands > 2 && n.c != n.a && n.c != n.b) ++uses[n.c];
    }
}

/// Rewrites the live nodes into `out`; `place` holds where the nodes before went, `shared` which of
/// the new nodes have several users. Nodes from `first_derived` on come from differentiation.
///
/// Cost        linear in the number of nodes
constexpr void simplify_nodes(graph_view const& from, int first_derived, int const* uses, int* place, bool* shared,
                              int capacity, graph_builder& out) {
    identities algebra(out, shared, capacity);
    for (int i = 0; i < from.size; ++i) {
        if (i == first_derived) algebra.begin_derived();
        if (uses[i] == 0) continue;
        node const& n = from.nodes[i];
        int const operands = arity(n.operation);
        if (n.operation == op::input) place[i] = out.input(n.a);
        else if (operands == 0) place[i] = out.append(n);
        else
            place[i] =
                algebra.make(n.operation, place[n.a], operands > 1 ? place[n.b] : 0, operands > 2 ? place[n.c] : 0);
        if (uses[i] > 1 && place[i] < capacity) shared[place[i]] = true;
    }
}

/// Copies what the outputs need into `out`, in the same order; writes where the outputs went. Several quotients over one
/// denominator become products with its reciprocal.
///
/// Numerics    a shared reciprocal adds at most 1 ULP; it overflows where the denominator is below 2^-1024, deep in the
///             subnormal numbers
constexpr void remove_dead(graph_view const& from, graph_builder& out, int* outputs) {
    unsigned const size = static_cast<unsigned>(from.size);
    int* const uses = new int[size]{};
    int* const place = new int[size]{};
    int* const quotients = new int[size]{};   // for each node: how often it is a denominator
    int* const reciprocal = new int[size]{};  // for each node: 1 + where 1 / node went
    int one = -1;
    out.declare_inputs(from.input_count);
    count_uses(from, uses);
    for (int i = 0; i < from.size; ++i)
        if (uses[i] > 0 && from.nodes[i].operation == op::div) ++quotients[from.nodes[i].b];
    for (int i = 0; i < from.size; ++i) {
        if (uses[i] == 0) continue;
        node n = from.nodes[i];
        int const operands = arity(n.operation);
        if (n.operation == op::div && quotients[n.b] > 1 && from.nodes[n.b].operation != op::constant) {
            if (one < 0) one = out.constant(1);
            if (reciprocal[n.b] == 0) reciprocal[n.b] = 1 + out.append(op::div, one, place[n.b]);
            place[i] = place[n.a] == one ? reciprocal[n.b] - 1 : out.append(op::mul, place[n.a], reciprocal[n.b] - 1);
            continue;
        }
        if (operands > 0) n.a = place[n.a];
        if (operands > 1) n.b = place[n.b];
        if (operands > 2) n.c = place[n.c];
        if (n.operation == op::constant && n.value == 1 && one >= 0) place[i] = one;
        else place[i] = n.operation == op::input ? out.input(n.a) : out.append(n);
        if (n.operation == op::constant && n.value == 1) one = place[i];
    }
    for (int i = 0; i < from.output_count; ++i) outputs[i] = place[from.outputs[i]];
    delete[] uses;
    delete[] place;
    delete[] quotients;
    delete[] reciprocal;
}

/// The first half of the pass: every live node through the identities.
constexpr void rewrite(graph_view const& from, int first_derived, graph_builder& out, int* outputs) {
    unsigned const size = static_cast<unsigned>(from.size);
    int* const uses = new int[size]{};
    int* const place = new int[size]{};
    bool* const shared = new bool[size]{};
    count_uses(from, uses);
    out.declare_inputs(from.input_count);
    simplify_nodes(from, first_derived, uses, place, shared, from.size, out);
    for (int i = 0; i < from.output_count; ++i) outputs[i] = place[from.outputs[i]];
    delete[] uses;
    delete[] place;
    delete[] shared;
}

/// The whole pass. Nodes from `first_derived` on come from differentiation: their selects move outside products, so that
/// what is not taken is multiplied by nothing.
///
/// Numerics    see `identities` and `remove_dead`
/// Example     tests/simplify/simplify.cpp
constexpr void simplify(graph_view const& from, int first_derived, graph_builder& out, int* outputs) {
    int* const rewritten = new int[static_cast<unsigned>(from.output_count) + 1]{};
    graph_builder all(sharing::on, from.size + 16);
    rewrite(from, first_derived, all, rewritten);
    remove_dead({all.nodes(), all.size(), rewritten, from.output_count, from.input_count}, out, outputs);
    delete[] rewritten;
}

}  // namespace tapeless

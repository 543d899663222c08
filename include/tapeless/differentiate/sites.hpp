// SPDX-License-Identifier: BSL-1.0
// What both modes ask of a graph before they apply a rule.
// In: a graph and the inputs that are differentiated. Out: which nodes vary with them, and a rule's view of a node.
#pragma once

#include <tapeless/differentiate/rules.hpp>

namespace tapeless {

// Arithmetic that leaves out what is known to be 0 or 1.
[[nodiscard]] constexpr traced sparse_sum(traced a, traced b) {
    return a.is_number(0) ? b : b.is_number(0) ? a : a + b;
}
[[nodiscard]] constexpr traced sparse_product(traced a, traced b) {
    if (a.is_number(0) || b.is_number(0)) return 0;
    return a.is_number(1) ? b : b.is_number(1) ? a : a * b;
}

/// Tells for each node whether it passes on a change of a wanted input.
constexpr void mark_varying(graph_view const& from, bool const* wanted, bool* varies) {
    for (int i = 0; i < from.size; ++i) {
        node const& n = from.nodes[i];
        if (n.operation == op::input) varies[i] = wanted[n.a];
        else if (passes_derivative(n.operation)) {
            int const operands = end_active(n.operation);
            varies[i] = varies[n.a] || (operands > 1 && varies[n.b]) || (operands > 2 && varies[n.c]);
        }
    }
}

/// The same in an array that the caller deletes.
[[nodiscard]] constexpr bool* varying_nodes(graph_view const& from, bool const* wanted) {
    bool* const varies = new bool[static_cast<unsigned>(from.size)]{};
    mark_varying(from, wanted, varies);
    return varies;
}

/// Node `i` of a graph whose nodes stand at the same places in `out`.
[[nodiscard]] constexpr rule_site site_of(node const& n, int i, bool const* varies, graph_builder& out) {
    rule_site site{n.operation, traced(&out, n.a), traced(&out, n.b), traced(&out, n.c), traced(&out, i)};
    if (is_choice(n.operation)) site.test = condition(&out, n.a);
    else if (arity(n.operation) == 2) site.a_varies = varies[n.a], site.b_varies = varies[n.b];
    return site;
}

}  // namespace tapeless

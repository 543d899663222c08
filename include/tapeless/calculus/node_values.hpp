// SPDX-License-Identifier: BSL-1.0
// What flows through a graph: the value of every node and the derivative by it.
// In: a graph and the values of its inputs. Out: two numbers for each node.
#pragma once

#include <tapeless/differentiate/sites.hpp>

namespace tapeless {

/// Values and adjoints of `Nodes` nodes.
template <int Nodes>
struct node_values {
    double value[static_cast<unsigned>(Nodes) + 1]{};    ///< a condition is 1 or 0
    double adjoint[static_cast<unsigned>(Nodes) + 1]{};  ///< the derivative of a result by the node
    bool reached[static_cast<unsigned>(Nodes) + 1]{};    ///< whether there is an adjoint
};

namespace detail {

/// The most numbers that a call in the graph takes and gives.
constexpr int most_call_numbers(graph_view const& g) {
    int most = 0;
    for (int i = 0; i < g.size; ++i)
        if (g.nodes[i].operation == op::call) {
            int const numbers = g.nodes[i].callee->arguments + g.nodes[i].callee->results;
            most = most < numbers ? numbers : most;
        }
    return most;
}

template <int Room>
constexpr void call_node(graph_view const& g, int i, double* value) {
    opaque_function const& callee = *g.nodes[i].callee;
    double numbers[static_cast<unsigned>(Room)]{};
    for_each_argument(g.nodes, i, [&](int k, int argument) { numbers[k] = value[argument]; });
    double const* const results = numbers + callee.arguments;
    callee.in_double(numbers, numbers + callee.arguments);
    value[i] = results[0];
    for (int k = i + 1; k < g.size; ++k)
        if (g.nodes[k].operation == op::result && g.nodes[k].a == i) value[k] = results[g.nodes[k].b];
}

template <int Room>
constexpr void find_values(graph_view const& g, double const* inputs, double* value) {
    for (int i = 0; i < g.size; ++i) {
        node const& n = g.nodes[i];
        switch (n.operation) {
        case op::input: value[i] = inputs[n.a]; break;
        case op::constant: value[i] = n.value; break;
        case op::no_derivative: value[i] = __builtin_nan(""); break;
        case op::call:
            if constexpr (Room > 0) call_node<Room>(g, i, value);
            break;
        case op::result:
        case op::argument: break;
        case op::custom: value[i] = value[n.a]; break;
        default: value[i] = fold(n.operation, value[n.a], value[n.b], value[n.c]);
        }
    }
}

/// Node `i` with the numbers that its operands have.
[[nodiscard]] constexpr rule_site site_of(node const& n, int i, bool const* varies, double const* value) {
    rule_site site{n.operation, value[n.a], value[n.b], value[n.c], value[i]};
    if (is_choice(n.operation)) site.test = value[n.a] != 0;
    else if (arity(n.operation) == 2) site.a_varies = varies[n.a], site.b_varies = varies[n.b];
    return site;
}

/// Whether the rule gives 0 where another operand, or another formula, counts.
[[nodiscard]] constexpr bool rule_selects(op operation) noexcept {
    return is_choice(operation) || (operation >= op::min && operation <= op::fmax) || operation == op::pow ||
           operation == op::hypot;
}

/// The sweep of reverse_sweep with numbers in place of nodes. What a selection leaves out passes nothing on, not even a
/// 0, which an infinite slope behind it would make NaN: the program selects last.
template <int Nodes>
constexpr void find_adjoints(graph_view const& g, int result, bool const* varies, node_values<Nodes>& at) {
    bool counts[static_cast<unsigned>(Nodes) + 1]{};
    auto const add = [&](int target, bool left_out, double contribution) {
        if (!varies[target]) return;
        at.reached[target] = true;
        if (left_out) return;
        at.adjoint[target] = counts[target] ? at.adjoint[target] + contribution : contribution;
        counts[target] = true;
    };
    add(g.outputs[result], false, 1);
    for (int i = g.outputs[result]; i >= 0; --i) {
        node const& n = g.nodes[i];
        if (!at.reached[i] || !passes_derivative(n.operation)) continue;
        if (n.operation == op::call) {  // nobody has stated its derivative
            for_each_argument(g.nodes, i, [&](int, int k) { add(k, !counts[i], __builtin_nan("")); });
            continue;
        }
        if (n.operation == op::result) {
            add(n.a, !counts[i], at.adjoint[i]);
            continue;
        }
        rule_site const site = site_of(n, i, varies, at.value);
        for (int k = first_active(n.operation); k < end_active(n.operation); ++k) {
            double const contribution = counts[i] ? derivative_rule(site, k, at.adjoint[i]).number() : 0;
            add(operand(n, k), !counts[i] || (contribution == 0 && rule_selects(n.operation)), contribution);
        }
    }
}

}  // namespace detail

/// Runs the graph `Graph::value` node by node, and back from one of its results.
///
///   value(z) = op(value(a), value(b)),   adjoint(x) = sum over users z of x of  adjoint(z) * dz/dx
///
/// Shapes      inputs: one number for each input of the graph
/// Cost        an interpreter: some hundred times that of the program, for pictures and debugging
/// Numerics    in double; the rules of differentiate/rules.hpp, all inputs varying. Nodes that no input changes, and
///             those that the result does not depend on, are not reached; NaN through a call without a derivative;
///             both sides of a cond are computed
/// Example     io/picture.hpp
template <class Graph>
[[nodiscard]] constexpr auto find_node_values(double const* inputs, int result = 0) {
    constexpr int nodes = Graph::value.size;
    constexpr unsigned input_count = static_cast<unsigned>(Graph::value.input_count);
    graph_view const g = Graph::value.view();
    node_values<nodes> at;
    detail::find_values<detail::most_call_numbers(Graph::value.view())>(g, inputs, at.value);
    bool wanted[input_count + 1]{};
    for (bool& one : wanted) one = true;
    bool varies[static_cast<unsigned>(nodes) + 1]{};
    mark_varying(g, wanted, varies);
    detail::find_adjoints(g, result, varies, at);
    return at;
}

}  // namespace tapeless

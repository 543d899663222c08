// SPDX-License-Identifier: BSL-1.0
// A graph inside a graph: what was built before becomes part of what is being traced.
// In: a finished graph and handles for its inputs. Out: handles of its results.
#pragma once

#include <tapeless/graph/traced.hpp>

namespace tapeless {

namespace detail {

/// Result `k` of the call that is node `i`.
constexpr traced replayed_call(node const* nodes, int i, int k, traced const* numbers) {
    opaque_function const& callee = *nodes[i].callee;
    traced* const places = new traced[static_cast<unsigned>(callee.arguments + callee.results)]{};
    int list = nodes[i].a;
    for (int last = callee.arguments - 1; last > 0; --last, list = nodes[list].a) places[last] = numbers[nodes[list].b];
    places[0] = numbers[list];
    traced::call(callee, places, places + callee.arguments);
    traced const result = places[callee.arguments + k];
    delete[] places;
    return result;
}

}  // namespace detail

/// Repeats every node of a graph on handles, which may be plain numbers too. Captured numbers get their values if these
/// are given, else they stay what they are.
///
/// Cost        one node for each node, shared with what the builder has already
template <int Nodes, int Outputs>
constexpr void replay(graph<Nodes, Outputs> const& from, traced const* inputs, traced* outputs,
                      double const* captured = nullptr) {
    traced numbers[static_cast<unsigned>(Nodes) + 1];
    condition conditions[static_cast<unsigned>(Nodes) + 1];
    for (int i = 0; i < from.size; ++i) {
        node const& n = from.nodes[i];
        switch (n.operation) {
        case op::input: numbers[i] = inputs[n.a]; break;
        case op::constant: numbers[i] = n.value; break;
        case op::captured:
            if (captured != nullptr) numbers[i] = captured[n.a];
            else numbers[i] = traced::leaf(op::captured, n.a, inputs, from.input_count);
            break;
        case op::select:
        case op::cond: numbers[i] = choose(n.operation, conditions[n.a], numbers[n.b], numbers[n.c]); break;
        case op::custom: numbers[i] = with_slope(numbers[n.a], numbers[n.b], numbers[n.c]); break;
        case op::argument: break;  // its call looks through the list
        case op::call: numbers[i] = detail::replayed_call(from.nodes, i, 0, numbers); break;
        case op::result: numbers[i] = detail::replayed_call(from.nodes, n.a, n.b, numbers); break;
        case op::logical_not: conditions[i] = !conditions[n.a]; break;
        case op::logical_and: conditions[i] = conditions[n.a] && conditions[n.b]; break;
        case op::logical_or: conditions[i] = conditions[n.a] || conditions[n.b]; break;
        default:
            if (is_condition(n.operation)) conditions[i] = traced::compare(n.operation, numbers[n.a], numbers[n.b]);
            else if (arity(n.operation) == 1) numbers[i] = traced::combine(n.operation, numbers[n.a]);
            else numbers[i] = traced::combine(n.operation, numbers[n.a], numbers[n.b]);
        }
    }
    for (int i = 0; i < Outputs; ++i) outputs[i] = numbers[from.outputs[i]];
}

}  // namespace tapeless

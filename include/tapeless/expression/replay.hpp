// SPDX-License-Identifier: BSL-1.0
// A graph inside a graph: what was built before becomes part of what is being traced.
// In: a finished graph and handles for its inputs. Out: handles of its results.
#pragma once

#include <tapeless/graph/traced.hpp>

namespace tapeless {

/// Repeats every node of a graph on handles, which may be plain numbers too.
///
/// Cost        one node for each node, shared with what the builder has already
template <int Nodes, int Outputs>
constexpr void replay(graph<Nodes, Outputs> const& from, traced const* inputs, traced* outputs) {
    traced numbers[static_cast<unsigned>(Nodes) + 1];
    condition conditions[static_cast<unsigned>(Nodes) + 1];
    for (int i = 0; i < from.size; ++i) {
        node const& n = from.nodes[i];
        switch (n.operation) {
        case op::input: numbers[i] = inputs[n.a]; break;
        case op::constant: numbers[i] = n.value; break;
        case op::select: numbers[i] = select(conditions[n.a], numbers[n.b], numbers[n.c]); break;
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

// SPDX-License-Identifier: BSL-1.0
// Forward mode: tangents flow from the inputs to the results.
// In: a graph. Out: its nodes followed by those of the tangents, unsimplified.
#pragma once

#include <tapeless/differentiate/loop_rules.hpp>
#include <tapeless/differentiate/sites.hpp>
#include <tapeless/differentiate/tensor_rules.hpp>

namespace tapeless {

/// Appends the tangents of all nodes for the tangents `seeds` of the inputs; writes those of the outputs.
///
///   tangent(z) = sum over operands x of z of  dz/dx * tangent(x)
///
/// Shapes      seeds: one node for each input (-1: none); tangents: one for each output (-1 where it is zero);
///             wanted: whether an input is differentiated at all, also in another sweep (null: those with a seed)
/// Cost        at most about four nodes for each node of the graph
constexpr void forward_sweep(graph_view const& from, int const* seeds, graph_builder& out, int* tangents,
                             bool const* wanted = nullptr) {
    unsigned const inputs = static_cast<unsigned>(from.input_count);
    bool* const seeded = new bool[inputs + 1]{};
    for (unsigned i = 0; i < inputs; ++i) seeded[i] = seeds[i] >= 0;
    bool* const varies = varying_nodes(from, wanted != nullptr ? wanted : seeded);
    int* const tangent = new int[static_cast<unsigned>(from.size)]{};
    for (int i = 0; i < from.size; ++i) {
        tangent[i] = -1;
        if (!varies[i]) continue;
        node const& n = from.nodes[i];
        if (n.operation == op::input) {
            tangent[i] = seeds[n.a];
            continue;
        }
        if (out.has_shapes() && n.operation == op::argument) {  // a loop looks through the list
            tangent[i] = tangent[n.a] >= 0 ? tangent[n.a] : tangent[n.b];
            continue;
        }
        if (n.operation == op::scan) {
            operand_list list(from.nodes, n.a);
            for (int k = 0; k < list.size(); ++k) list[k] = tangent[list[k]];
            tangent[i] = detail::push_loop(out, i, list.data(), forward_sweep);
            continue;
        }
        if (n.operation == op::result && from.nodes[n.a].operation == op::scan) {
            tangent[i] = detail::pushed_result(out, loop(out.attribute_of(n.a)), tangent[n.a], n.b);
            continue;
        }
        rule_site const site = site_of(n, i, varies, out);
        for (int k = first_active(n.operation); k < end_active(n.operation); ++k) {
            int const incoming = tangent[operand(n, k)];
            if (incoming < 0) continue;
            int part = is_tensor_operation(n.operation)
                           ? tensor_rule(out, i).push(k, incoming)
                           : derivative_rule(site, k, traced(&out, incoming)).index_in(out);
            if (out.has_shapes()) part = arrange::broadcast_to(out, part, out.shape_of(i));
            tangent[i] = tangent[i] < 0 ? part : out.append(op::add, tangent[i], part);
        }
    }
    for (int i = 0; i < from.output_count; ++i) tangents[i] = tangent[from.outputs[i]];
    delete[] seeded;
    delete[] varies;
    delete[] tangent;
}

}  // namespace tapeless

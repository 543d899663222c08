// SPDX-License-Identifier: BSL-1.0
// Graphs with shapes as text, for the message of a failed test.
#pragma once

#include <tapeless/graph/loops.hpp>

#include <string>

namespace support {

/// One line a node, loop bodies indented.
inline std::string listing(tapeless::graph_view const& g, std::string const& indent = "") {
    using tapeless::op;
    std::string text;
    auto const list = [](int const* values, int count) {
        std::string all = "(";
        for (int k = 0; k < count; ++k) all += (k > 0 ? "," : "") + std::to_string(values[k]);
        return all + ")";
    };
    for (int i = 0; i < g.size; ++i) {
        tapeless::node const& n = g.nodes[i];
        tapeless::extents const shape = g.shape_of(i);
        text += indent + std::to_string(i) + " = " + tapeless::row(n.operation).name;
        if (n.operation == op::constant) text += " " + std::to_string(n.value);
        if (n.operation == op::input) text += " " + std::to_string(n.a);
        for (int k = 0; k < tapeless::arity(n.operation); ++k) text += " " + std::to_string(operand(n, k));
        if (n.operation == op::result) text += " number " + std::to_string(n.b);
        if (n.operation != op::argument && n.operation != op::scan) text += " : " + list(shape.at, shape.rank);
        if (n.operation == op::table)
            for (int k = 0; k < shape.size(); ++k) text += " " + std::to_string(g.tables.numbers[n.a + k]);
        bool const plain = n.operation == op::reshape || n.operation == op::table || n.operation == op::iota;
        if (tapeless::is_tensor_operation(n.operation) && !plain) {
            tapeless::attribute const& how = g.attribute_of(i);
            text += "  axis" + list(how.axis, 6) + " step" + list(how.step, 4) + " offset" + list(how.offset, 4);
        }
        text += "\n";
        if (n.operation == op::scan) text += listing(g.part(g.attribute_of(i).part), indent + "    ");
    }
    return text + indent + "outputs: " + list(g.outputs, g.output_count) + "\n";
}

}  // namespace support

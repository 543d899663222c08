// SPDX-License-Identifier: BSL-1.0
// Graphs as pictures in the language of Graphviz.
// In: a function, and perhaps a point. Out: text that `dot -Tsvg` draws.
#pragma once

#include <tapeless/io/picture.hpp>

namespace tapeless {

namespace detail {

struct dot_language {
    static void begin(stream_sink out) {
        out.put("digraph {\n    rankdir=LR;\n    node [fontname=\"Helvetica\"];\n    edge [fontname=\"Helvetica\"];\n");
    }
    static void end(stream_sink out) { out.put("}\n"); }
    static void begin_node(stream_sink out, char kind, int number, picture_shape shape) {
        constexpr std::string_view shapes[] = {"box", "plaintext", "ellipse", "doubleoctagon"};
        out.put("    ");
        put_id(out, kind, number);
        out.put(" [shape=");
        out.put(shapes[static_cast<int>(shape)]);
        out.put(", label=\"");
    }
    static void end_node(stream_sink out, picture_shape) { out.put("\"];\n"); }
    static void draw_edge(stream_sink out, int from, char kind, int to, std::string_view label) {
        out.put("    ");
        put_id(out, 'n', from);
        out.put(" -> ");
        put_id(out, kind, to);
        if (!label.empty()) {
            out.put(" [label=\"");
            put_text(out, label);
            out.put("\"]");
        }
        out.put(";\n");
    }
    /// Text between quotes, in which Graphviz would read \ as an escape and & as an entity of HTML.
    static void put_text(stream_sink out, std::string_view text) {
        for (char const& c : text) {
            if (c == '"') out.put("\\\"");
            else if (c == '\\') out.put("\\\\");
            else if (c == '&') out.put("&amp;");
            else if (c == '\n') put_line_end(out);
            else out.put({&c, 1});
        }
    }
    static void put_line_end(stream_sink out) { out.put("\\n"); }

private:
    static void put_id(stream_sink out, char kind, int number) {
        out.put({&kind, 1});
        put_number(out, number);
    }
};

}  // namespace detail

/// The graph of f as a picture in DOT: inputs are boxes, constants have no frame, operations are ellipses, results
/// double octagons. With arguments every node also shows its value and the adjoint, the derivative of the first result
/// by it.
///
///   write_dot(out, f), write_dot<std::array<double, 2>, double>(out, f), write_dot(out, f, 1.0, 2.0)
///   write_dot(out, f, names<"mass", "speed">), write_dot(out, f, names<"mass", "speed">, 1.0, 2.0)
///
/// Shapes      A...: as for node_count, where no arguments are given; x...: the arguments of f, an expression or a verb
/// Cost        text of some 60 characters for each node and 20 for each edge; no allocation
/// Numerics    six significant digits; constants in full; values and adjoints as by find_node_values
/// Error       "node_count(f) and its relatives require a function f of numbers, or the types of its arguments: ..."
/// Source      the DOT language, graphviz.org/doc/info/lang.html
/// Example     examples/graph_pictures.cpp
template <class... A, class F, class... X>
void write_dot(std::ostream& out, F const& f, X const&... x) {
    detail::picture_writer<detail::dot_language, A...>::write(out, f, x...);
}

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Graphs as pictures in the language of Mermaid, which Markdown pages show.
// In: a function, and perhaps a point. Out: text of a flowchart.
#pragma once

#include <tapeless/io/picture.hpp>

namespace tapeless {

namespace detail {

struct mermaid_language {
    static void begin(stream_sink out) { out.put("flowchart LR\n"); }
    static void end(stream_sink) {}
    static void begin_node(stream_sink out, char kind, int number, picture_shape shape) {
        constexpr std::string_view open[] = {"([\"", "[\"", "(\"", "{{\""};
        out.put("    ");
        put_id(out, kind, number);
        out.put(open[static_cast<int>(shape)]);
    }
    static void end_node(stream_sink out, picture_shape shape) {
        constexpr std::string_view close[] = {"\"])\n", "\"]\n", "\")\n", "\"}}\n"};
        out.put(close[static_cast<int>(shape)]);
    }
    static void draw_edge(stream_sink out, int from, char kind, int to, std::string_view label) {
        out.put("    ");
        put_id(out, 'n', from);
        out.put(" -->");
        if (!label.empty()) {
            out.put("|\"");
            put_text(out, label);
            out.put("\"|");
        }
        out.put(" ");
        put_id(out, kind, to);
        out.put("\n");
    }
    /// Text between quotes; characters that quotes, HTML or Markdown give a meaning stand as codes: a label "-" would
    /// be taken for a list.
    static void put_text(stream_sink out, std::string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            unsigned char const c = static_cast<unsigned char>(text[i]);
            if (c == '\n') put_line_end(out);
            else if (c < 0x80 && !is_plain(text[i]) && !is_part_of_number(text, i)) {
                out.put("#");
                put_number(out, c);
                out.put(";");
            } else out.put(text.substr(i, 1));
        }
    }
    static void put_line_end(stream_sink out) { out.put("<br/>"); }

private:
    static constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
    static constexpr bool is_plain(char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == ',' || c == '=' ||
               c == '[' || c == ']' || c == '(' || c == ')' || c == '/';
    }
    /// A minus before digits, or a point that ends no word: "1. x" would be a list.
    static constexpr bool is_part_of_number(std::string_view text, std::size_t i) {
        bool const last = i + 1 == text.size();
        return (text[i] == '-' && !last && is_digit(text[i + 1])) || (text[i] == '.' && !last && text[i + 1] != ' ');
    }
    static void put_id(stream_sink out, char kind, int number) {
        out.put({&kind, 1});
        put_number(out, number);
    }
};

}  // namespace detail

/// The graph of f as a Mermaid flowchart: inputs are stadiums, constants boxes, operations rounded boxes, results
/// hexagons. With arguments every node also shows its value and the adjoint, the derivative of the first result by it.
///
///   write_mermaid(out, f), write_mermaid<std::array<double, 2>, double>(out, f), write_mermaid(out, f, 1.0, 2.0)
///   write_mermaid(out, f, names<"mass", "speed">), write_mermaid(out, f, names<"mass", "speed">, 1.0, 2.0)
///
/// Shapes      A...: as for node_count, where no arguments are given; x...: the arguments of f, an expression or a verb
/// Cost        text of some 40 characters for each node and 20 for each edge; no allocation
/// Numerics    six significant digits; constants in full; values and adjoints as by find_node_values
/// Error       "node_count(f) and its relatives require a function f of numbers, or the types of its arguments: ..."
/// Source      Mermaid's flowcharts, mermaid.js.org/syntax/flowchart.html
/// Example     examples/graph_pictures.cpp
template <class... A, class F, class... X>
void write_mermaid(std::ostream& out, F const& f, X const&... x) {
    detail::picture_writer<detail::mermaid_language, A...>::write(out, f, x...);
}

}  // namespace tapeless

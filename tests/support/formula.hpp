// SPDX-License-Identifier: BSL-1.0
// Graphs as formulas, for the message of a failed test.
// In: a graph. Out: one line a named value and one line a result, in the notation of a user's function.
#pragma once

#include "support/graphs.hpp"

#include <tapeless/io/text.hpp>

#include <charconv>

namespace support {

/// A line for each value that several nodes use (t1 = ...) where the text is long, then one for each output (-> ...).
inline std::string formula(owned_graph const& g) {
    struct {
        std::string text;
        void put(std::string_view more) { text += more; }
    } lines;
    std::vector<std::string> stored{"x", "y", "z"};
    for (int i = 3; i < g.input_count; ++i) stored.push_back("x" + std::to_string(i));
    std::vector<std::string_view> const names(stored.begin(), stored.end());
    std::vector<tapeless::formula_note> notes(g.nodes.size() + 1);
    std::vector<tapeless::formula_step> steps(g.nodes.size() + 1);
    tapeless::formula_writer<tapeless::cpp_notation> const writer(g.view(), names.data(), notes.data(), steps.data());
    writer.each_named([&](int i) {
        writer.write_name(lines, i);
        lines.put(" = ");
        writer.write_definition(lines, i);
        lines.put("\n");
    });
    for (int k = 0; k < static_cast<int>(g.outputs.size()); ++k) {
        lines.put("-> ");
        writer.write_output(lines, k);
        lines.put("\n");
    }
    return lines.text;
}

/// As `formula`, with the arguments below.
inline std::string formula_at(owned_graph const& g, std::vector<double> const& point) {
    std::string text = formula(g) + "at";
    for (double x : point) {
        char number[40];
        text += " " + std::string(number, std::to_chars(number, number + sizeof number, x).ptr);
    }
    return text + "\n";
}

}  // namespace support

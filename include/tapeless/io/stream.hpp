// SPDX-License-Identifier: BSL-1.0
// Formulas and tensors on streams: std::cout << e.
// In: an expression or a verb's result. Out: its text as by to_string, at run time whatever its size.
#pragma once

#include <tapeless/io/stream_sink.hpp>
#include <tapeless/io/tensor_stream.hpp>
#include <tapeless/io/text.hpp>

namespace tapeless {

namespace detail {

inline constexpr int most_constant_nodes = 200;  // beyond, text made by the compiler takes it over 0.2 s

/// With the numbers that a formula captured.
template <class F>
std::ostream& print_captured(std::ostream& out, F const& f) {
    using shown = shown<name_list<>, F>;
    auto filled = shown::graph;
    for (node& n : filled.nodes)
        if (n.operation == op::captured) n = {op::constant, 0, 0, 0, f.captured_values()[n.a], nullptr};
    formula_room<shown::graph.view().size> room;
    stream_sink sink{out};
    formula_writer<cpp_notation>(filled.view(), shown::inputs.data(), room).write_results(shown::braces.at, sink);
    return out;
}

template <class F>
std::ostream& print(std::ostream& out, F const& f) {
    if constexpr (captured_by < function_of < F >>> 0) return print_captured(out, f);
    else if constexpr (shown<name_list<>, F>::graph.view().size <= most_constant_nodes) return out << to_string(f);
    else {
        stream_sink sink{out};
        write_text(sink, f);
        return out;
    }
}

/// The formulas of a verb applied to a function of numbers.
template <class Verb, class F>
std::ostream& operator<<(std::ostream& out, verb_function<Verb, F> const& f) {
    return print(out, f);
}

template <class Formula, class... Verb>
std::ostream& operator<<(std::ostream& out, formula_verbs<Formula, Verb...> const& f) {
    return print(out, f);
}

}  // namespace detail

/// The formulas of expression<G>, of formulas of named variables, and of whatever else is a graph.
///
/// Cost        no allocation by the library
template <graph_holder F>
std::ostream& operator<<(std::ostream& out, F const& f) {
    return detail::print(out, f);
}

}  // namespace tapeless

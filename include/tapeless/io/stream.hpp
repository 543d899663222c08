// SPDX-License-Identifier: BSL-1.0
// Formulas on streams: std::cout << e.
// In: an expression or a verb's result. Out: its text as by to_string, at run time whatever its size.
#pragma once

#include <tapeless/io/text.hpp>

#include <ostream>

namespace tapeless {

namespace detail {

struct stream_sink {
    std::ostream& out;
    void put(std::string_view text) { out.write(text.data(), static_cast<std::streamsize>(text.size())); }
};

inline constexpr int most_constant_nodes = 200;  // beyond, text made by the compiler takes it over 0.2 s

template <class F>
std::ostream& print(std::ostream& out, F const& f) {
    if constexpr (shown<name_list<>, F>::graph.view().size <= most_constant_nodes) return out << to_string(f);
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

}  // namespace detail

/// The formulas of expression<G>, and of whatever else is a graph.
///
/// Cost        no allocation by the library
template <graph_holder F>
requires std::is_empty_v<F> std::ostream& operator<<(std::ostream& out, F const& f) { return detail::print(out, f); }

}  // namespace tapeless

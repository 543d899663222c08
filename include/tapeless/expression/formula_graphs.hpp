// SPDX-License-Identifier: BSL-1.0
// The graphs of several formulas in one.
// In: formulas, and an operation on them or a graph that takes them as its inputs. Out: the formula of the result.
#pragma once

#include <tapeless/expression/formula.hpp>
#include <tapeless/graph/append.hpp>

namespace tapeless::detail {

/// The live nodes of a formula in a builder, whose inputs are numbered by `Names`; returns the node of the result.
template <class F, fixed_string Names>
constexpr int append_formula(graph_builder& g, int first_captured) {
    int inputs[F::variable_count + 1]{};
    for (std::size_t i = 0; i < F::variable_count; ++i)
        inputs[i] = g.input(static_cast<int>(number_of(F::names[i], Names)));
    int end = 0;
    append_graph(F::formula_graph::graph.view(), inputs, first_captured, g, &end);
    return end;
}

/// The nodes of several formulas in one builder: where each ended up.
template <class... F>
struct operands {
    static constexpr auto names = joined<F::joined_names...>::value;
    int ends[sizeof...(F) + 3]{};
    int captured = 0;

    constexpr explicit operands(graph_builder& into) {
        into.declare_inputs(static_cast<int>(count_names(names)));
        int k = 0;
        ((ends[k++] = append_formula<F, names>(into, captured), captured += F::captured_count), ...);
    }
};

/// The graph of an operation on formulas.
template <op Operation, class... F>
struct combination {
    static constexpr int guess = (2 + ... + (F::formula_graph::graph.size + static_cast<int>(F::variable_count)));
    template <int Capacity>
    static constexpr auto run() {
        graph_builder g(sharing::on, Capacity);
        operands<F...> const from(g);
        int const end = append_folded(g, {Operation, from.ends[0], from.ends[1], from.ends[2], 0, nullptr});
        return g.freeze<Capacity, 1>(&end);
    }
};

/// The graph of one result of a graph with formulas in the place of its inputs.
template <class Graph, int Output, class... Replacement>
struct composition {
    static constexpr int guess =
        (Graph::value.size + ... +
         (Replacement::formula_graph::graph.size + static_cast<int>(Replacement::variable_count)));
    template <int Capacity>
    static constexpr auto run() {
        graph_builder g(sharing::on, Capacity);
        operands<Replacement...> const from(g);
        int ends[static_cast<std::size_t>(Graph::value.view().output_count)]{};
        append_graph(Graph::value.view(), from.ends, from.captured, g, ends);
        return g.freeze<Capacity, 1>(ends + Output);
    }
};

/// One function for all formulas: a template over them writes their long names into the debug information.
constexpr void copy_captured(double const* const* sources, int const* counts, double* out, std::size_t size) {
    for (std::size_t next = 0; next < size; ++sources, ++counts)
        for (int i = 0; i < *counts && next < size; ++i) out[next++] = (*sources)[i];
}

inline constexpr int most_captured = 256;

/// The formula with a graph and names that holds the numbers which these formulas captured.
template <auto G, fixed_string Names, class... F>
constexpr auto holding(F const&... from) {
    constexpr int count = count_captured(G.view());
    static_assert(count <= most_captured,
                  "a formula holds at most 256 plain numbers, and holds them again wherever it is used: write 2_c for "
                  "numbers that are known, and variables for those that are not");
    formula<G, Names> result{};
    if constexpr (count > 0) {
        double const* const sources[] = {from.captured_values()...};
        constexpr int counts[] = {F::captured_count...};
        copy_captured(sources, counts, result.captured.data(), result.captured.size());
    }
    return result;
}

template <class F>
constexpr auto as_formula(F const& f) {
    if constexpr (formula_type<F>) return f;
    else return formula<captured_graph, fixed_string<0>{}>{{{static_cast<double>(f)}}};
}

template <op Operation, class... F>
constexpr auto combined(F const&... f) {
    return holding<fitted<combination<Operation, F...>>::value, operands<F...>::names>(f...);
}

template <class F>
constexpr bool gives_condition() {
    if constexpr (formula_type<F>) return is_condition(F::graph.nodes[F::graph.outputs[0]].operation);
    else return false;
}

template <class... F>
concept formula_operands = (formula_type<F> || ...) && ((formula_type<F> || arithmetic<F>)&&...);

}  // namespace tapeless::detail

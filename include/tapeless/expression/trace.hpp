// SPDX-License-Identifier: BSL-1.0
// From an ordinary function to a graph.
// In: a captureless function object and the structures of its arguments. Out: the graph of what it computes.
#pragma once

#include <tapeless/expression/scalars.hpp>

namespace tapeless {

namespace detail {

/// What F returns when its arguments are handles.
template <class F, class... S>
using traced_result = decltype(std::declval<F const&>()(std::declval<structure_over<S, traced>>()...));

template <class S>
constexpr structure_over<S, traced> handles(graph_builder& g, int first) {
    if constexpr (holds_tensors<S>) {
        auto next = [&g, number = first, shape = leaf_shapes<S>(), leaf = 0]() mutable {
            return traced(&g, g.input(number++, shape.at[leaf++]));
        };
        return structure_traits<S>::template generate<traced>(next);
    } else {
        auto next = [&g, number = first]() mutable { return traced(&g, g.input(number++)); };
        return structure_traits<S>::template generate<traced>(next);
    }
}

template <class F, class... S, std::size_t... I>
constexpr auto call_with_handles(graph_builder& g, std::index_sequence<I...>) {
    int first[sizeof...(S) + 1]{};
    int const counts[] = {leaf_count<S>..., 0};
    for (std::size_t i = 0; i < sizeof...(S); ++i) first[i + 1] = first[i] + counts[i];
    return F{}(handles<S>(g, first[I])...);
}

/// Calls F with handles and leaves the graph of its results, at most `Capacity` nodes of it.
template <class F, int Capacity, table_sizes Sizes, class... S>
constexpr auto run_trace() {
    using result_structure = structure_of<traced_result<F, S...>>;
    constexpr int outputs = leaf_count<result_structure>;
    graph_builder g(sharing::on, Capacity);
    auto const result = call_with_handles<F, S...>(g, std::index_sequence_for<S...>{});
    int indices[outputs + 1]{};
    auto collect = [&g, next = &indices[0]](auto const& scalar) mutable { *next++ = traced(scalar).index_in(g); };
    structure_traits<result_structure>::visit(result, collect);
    return g.freeze<Capacity, outputs, Sizes>(indices);
}

template <class F, class... S>
struct trace_stage {
    static constexpr int guess = 120 + 4 * (0 + ... + leaf_count<S>);  // most functions need less
    template <int Capacity, table_sizes Sizes = table_sizes{}>
    static constexpr auto run() {
        return run_trace<F, Capacity, Sizes, S...>();
    }
};

}  // namespace detail

/// Whether F can be evaluated with handles at compile time.
template <class F, class... S>
concept traceable = requires {
    typename std::bool_constant<(detail::run_trace<F, detail::trace_stage<F, S...>::guess, table_sizes{}, S...>(),
                                 true)>;
};

/// The graph of F called with arguments of the structures S.
///
/// Cost        one constant evaluation of F; two where it makes many more nodes than it has inputs
template <class F, class... S>
struct traced_function : fitted<detail::trace_stage<F, S...>> {
    using output = structure_of<detail::traced_result<F, S...>>;
};

}  // namespace tapeless

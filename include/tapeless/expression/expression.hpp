// SPDX-License-Identifier: BSL-1.0
// The currency of the library: a graph as part of a type.
// In: a graph value. Out: `expression<G>`, a function object that every verb takes like any other function.
#pragma once

#include <tapeless/expression/trace.hpp>

namespace tapeless {

/// A computation whose type is its graph: equal graphs are equal types.
///
///   f(x...) = the outputs of G at the inputs x..., each of them one scalar
///
/// Cost        no data; calling it with handles replays the nodes
/// Example     tests/expression/expression.cpp
template <auto G>
struct expression {
    static constexpr auto const& graph = G;
    static constexpr int outputs = G.view().output_count;

    template <class... T>
        requires(sizeof...(T) == static_cast<unsigned>(G.input_count) && (std::is_same_v<T, traced> && ...))
    [[nodiscard]] constexpr auto operator()(T... x) const {
        traced const inputs[] = {x..., traced()};
        graph_builder* g = nullptr;
        for (traced const& input : inputs)
            if (input.graph() != nullptr) g = input.graph();
        graph_builder scratch(sharing::on);
        if (g == nullptr) g = &scratch;
        int place[static_cast<unsigned>(G.size)]{};
        for (int i = 0; i < G.size; ++i) {
            node const& n = G.nodes[i];
            if (n.operation == op::input) place[i] = inputs[n.a].index_in(*g);
            else if (n.operation == op::constant) place[i] = g->constant(n.value);
            else place[i] = g->append(n.operation, place[n.a], place[n.b], place[n.c]);
        }
        if constexpr (outputs == 1) return traced(g, place[G.outputs[0]]);
        else {
            std::array<traced, static_cast<std::size_t>(outputs)> result{};
            for (int i = 0; i < outputs; ++i) result[static_cast<std::size_t>(i)] = traced(g, place[G.outputs[i]]);
            return result;
        }
    }
};

/// The expression of a function of `Arguments` scalars.
template <int Arguments, class F>
[[nodiscard]] constexpr auto as_expression(F const&) {
    return []<std::size_t... I>(std::index_sequence<I...>) {
        return expression<
            traced_function<F, std::conditional_t<I != 0, structure::scalar, structure::scalar>...>::value>{};
    }
    (std::make_index_sequence<static_cast<std::size_t>(Arguments)>{});
}

}  // namespace tapeless

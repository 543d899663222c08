// SPDX-License-Identifier: BSL-1.0
// The currency of the library: a graph as part of a type.
// In: a graph value. Out: `expression<G>`, a function object that every verb takes like any other function.
#pragma once

#include <tapeless/expression/replay.hpp>
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
    static constexpr int captured_count = count_captured(G.view());

    template <class... T>
        requires(sizeof...(T) == static_cast<unsigned>(G.input_count) && (std::is_same_v<T, traced> && ...))
    [[nodiscard]] constexpr auto operator()(T... x) const {
        traced const inputs[] = {x..., traced()};
        std::array<traced, static_cast<std::size_t>(outputs)> result;
        replay(G, inputs, result.data());
        if constexpr (outputs == 1) return result[0];
        else return result;
    }
};

/// A formula: a variable, a constant, or what operators make of them.
template <class F>
concept formula_type = requires {
    typename std::remove_cvref_t<F>::formula_graph;
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

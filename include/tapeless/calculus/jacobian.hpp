// SPDX-License-Identifier: BSL-1.0
// First derivatives of functions with several results.
// In: a function. Out: function objects for its Jacobian, with or without the value.
#pragma once

#include <tapeless/calculus/gradient.hpp>
#include <tapeless/differentiate/elimination.hpp>
#include <tapeless/differentiate/forward.hpp>

namespace tapeless {

/// What value_and_jacobian(f)(x...) returns; takes apart as `auto [v, j] = ...`.
template <class Value, class Jacobian>
struct value_with_jacobian {
    Value value;
    Jacobian jacobian;

    using named_members = void;  ///< it is a structure in its turn
    static constexpr char const* member_names[] = {"value", "jacobian"};
    template <std::size_t I, class Self>
    [[nodiscard]] static constexpr auto& member(Self& self) noexcept {
        if constexpr (I == 0) return self.value;
        else return self.jacobian;
    }
};

namespace detail {

/// The same for functions of tensors. See calculus/shaped_jacobian.hpp.
template <class Wanted, class... S>
constexpr void append_shaped_jacobian(graph_view const& from, graph_builder& out, int* ends);

template <bool WithValue, int... Wrt>
struct jacobian_verb : plain_call_verb {
    using wanted = wanted_arguments<Wrt...>;
    template <class Output, class... S>
    using rows = nested_structure<Output, typename wanted::template gradient<S...>>;
    template <class Output, class... S>
    using result = std::conditional_t<WithValue, structure::tuple<value_with_jacobian, Output, rows<Output, S...>>,
                                      rows<Output, S...>>;
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        return check_wanted<wanted, Primal>();
    }

    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        constexpr int columns = leaf_count<typename wanted::template gradient<S...>>;
        if constexpr (WithValue)
            for (int i = 0; i < from.output_count; ++i) *ends++ = from.outputs[i];
        if (columns > 1 && from.output_count > 1 && from.size <= jacobian_elimination::most_nodes)
            by_elimination<columns, S...>(from, out, ends);
        else if (columns <= from.output_count) by_columns<columns, S...>(from, out, ends);
        else by_rows<columns, S...>(from, out, ends);
    }
    template <class... S>
    static constexpr void transform_shaped(graph_view const& from, graph_builder& out, int* ends) {
        if constexpr (WithValue)
            for (int i = 0; i < from.output_count; ++i) *ends++ = from.outputs[i];
        append_shaped_jacobian<wanted, S...>(from, out, ends);
    }

private:
    template <int Columns, class... S>
    static constexpr void by_elimination(graph_view const& from, graph_builder& out, int* ends) {
        bool flags[static_cast<std::size_t>((0 + ... + leaf_count<S>))]{};
        int order[static_cast<std::size_t>((0 + ... + leaf_count<S>))]{};
        wanted::template mark<S...>(flags);
        wanted::template order<S...>(order);
        jacobian_elimination(from, flags, out).run(order, Columns, ends);
    }
    template <int Columns, class... S>
    static constexpr void by_rows(graph_view const& from, graph_builder& out, int* ends) {
        int* const seeds = new int[static_cast<unsigned>(from.output_count)]{};
        int const one = out.constant(1);
        for (int i = 0; i < from.output_count; ++i) {
            for (int k = 0; k < from.output_count; ++k) seeds[k] = k == i ? one : -1;
            append_gradient<wanted, S...>(from, out, seeds, ends + i * Columns);
        }
        delete[] seeds;
    }
    template <int Columns, class... S>
    static constexpr void by_columns(graph_view const& from, graph_builder& out, int* ends) {
        int* const seeds = new int[static_cast<unsigned>(from.input_count) + 1]{};
        int* const tangents = new int[static_cast<unsigned>(from.output_count)]{};
        int order[static_cast<std::size_t>((0 + ... + leaf_count<S>))]{};
        bool varied[static_cast<std::size_t>((0 + ... + leaf_count<S>))]{};
        wanted::template order<S...>(order);
        wanted::template mark<S...>(varied);
        int const one = out.constant(1);
        int const zero = out.constant(0);
        for (int column = 0; column < Columns; ++column) {
            for (int k = 0; k < from.input_count; ++k) seeds[k] = k == order[column] ? one : -1;
            forward_sweep(from, seeds, out, tangents, varied);
            for (int i = 0; i < from.output_count; ++i)
                ends[i * Columns + column] = tangents[i] >= 0 ? tangents[i] : zero;
        }
        delete[] seeds;
        delete[] tangents;
    }
};

}  // namespace detail

/// The Jacobian of a function, all rows in one sweep that shares subexpressions.
///
///   jacobian(f)(x...)[i][j] = df_i/dx_j,   jacobian<0, 2>(f): by the first and third argument
///
/// Shapes      the structure of f's result with the structure of gradient(f) in place of every number
/// Cost        up to 150 nodes by vertex elimination; beyond, forward mode where there are at least as many results as
///             inputs, else one reverse sweep a row
/// Example     bench/w5.cpp
template <int... Wrt, class F>
[[nodiscard]] constexpr auto jacobian(F const& f) noexcept {
    return detail::apply<detail::jacobian_verb<false, Wrt...>>(f);
}

/// Value and Jacobian in one sweep that shares every subexpression.
///
///   auto [v, j] = value_and_jacobian(f)(x...)
///
/// Shapes      .value: as f's result; .jacobian: as jacobian(f)
/// Cost        less than value(f) and jacobian(f) together
/// Example     tests/calculus/jacobian.cpp
template <int... Wrt, class F>
[[nodiscard]] constexpr auto value_and_jacobian(F const& f) noexcept {
    return detail::apply<detail::jacobian_verb<true, Wrt...>>(f);
}

}  // namespace tapeless

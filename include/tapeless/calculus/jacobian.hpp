// SPDX-License-Identifier: BSL-1.0
// First derivatives of functions with several results, or of one variable.
// In: a function. Out: function objects for its Jacobian and its derivative.
#pragma once

#include <tapeless/calculus/gradient.hpp>
#include <tapeless/differentiate/elimination.hpp>
#include <tapeless/differentiate/forward.hpp>

namespace tapeless {

namespace detail {

template <int... Wrt>
struct jacobian_verb : plain_call_verb {
    using wanted = wanted_arguments<Wrt...>;
    template <class Output, class... S>
    using result = nested_structure<Output, typename wanted::template gradient<S...>>;
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        return check_wanted<wanted, Primal>();
    }

    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        constexpr int columns = scalar_count<typename wanted::template gradient<S...>>;
        if (columns > 1 && from.output_count > 1 && from.size <= jacobian_elimination::most_nodes)
            by_elimination<columns, S...>(from, out, ends);
        else if (columns <= from.output_count) by_columns<columns, S...>(from, out, ends);
        else by_rows<columns, S...>(from, out, ends);
    }

private:
    template <int Columns, class... S>
    static constexpr void by_elimination(graph_view const& from, graph_builder& out, int* ends) {
        bool flags[static_cast<std::size_t>((0 + ... + scalar_count<S>))]{};
        int order[static_cast<std::size_t>((0 + ... + scalar_count<S>))]{};
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
        int order[static_cast<std::size_t>((0 + ... + scalar_count<S>))]{};
        bool varied[static_cast<std::size_t>((0 + ... + scalar_count<S>))]{};
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

struct derivative_verb : jacobian_verb<> {
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        constexpr bool one = std::is_same_v<Primal, structure_list<structure::scalar>>;
        static_assert(one,
                      "derivative(f)(x) requires one argument, a number: for several use gradient(f) or jacobian(f)");
        return one;
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
[[nodiscard]] constexpr auto jacobian(F const&) noexcept {
    detail::check_function<F>();
    return detail::verb_function<detail::jacobian_verb<Wrt...>, F>{};
}

/// The derivative of a function of one scalar, by forward mode.
///
///   derivative(f)(x) = df/dx
///
/// Shapes      the structure that f returns
/// Error       "derivative(f)(x) requires one argument, a number: for several use gradient(f) or jacobian(f)"
/// Example     README.md
template <class F>
[[nodiscard]] constexpr auto derivative(F const&) noexcept {
    detail::check_function<F>();
    return detail::verb_function<detail::derivative_verb, F>{};
}

}  // namespace tapeless

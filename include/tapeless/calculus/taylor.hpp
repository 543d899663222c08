// SPDX-License-Identifier: BSL-1.0
// Functions of one variable: their derivatives of any order and their Taylor series.
// In: a function of one number. Out: function objects for one derivative, or for all coefficients up to an order.
#pragma once

#include <tapeless/calculus/jacobian.hpp>
#include <tapeless/differentiate/taylor.hpp>

namespace tapeless {

namespace detail {

template <class Primal>
constexpr bool check_one_variable() {
    constexpr bool one = std::is_same_v<Primal, structure_list<structure::scalar>>;
    static_assert(one, "derivative(f)(x) and taylor<N>(f)(x) require one argument, a number: for several use "
                       "gradient(f) or jacobian(f)");
    return one;
}

/// All derivatives up to an order, output by output, of functions of tensors. See calculus/shaped_jacobian.hpp.
template <int Order>
constexpr void append_shaped_derivatives(graph_view const& from, graph_builder& out, int* ends);

struct derivative_verb : jacobian_verb<false> {
    static constexpr bool of_one_number = true;
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        return check_one_variable<Primal>();
    }
};

template <int Order>
struct higher_derivative_verb : plain_call_verb {
    static constexpr int weight = Order + 1;
    static constexpr bool of_one_number = true;
    template <class Output, class... S>
    using result = Output;
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        return check_one_variable<Primal>();
    }
    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        taylor_sweep const sweep(from, 0, Order, jet::derivatives, out);
        for (int i = 0; i < from.output_count; ++i) ends[i] = sweep.at(from.outputs[i], Order).index_in(out);
    }
    template <class... S>
    static constexpr void transform_shaped(graph_view const& from, graph_builder& out, int* ends) {
        int* const all = new int[static_cast<unsigned>(from.output_count * (Order + 1)) + 1]{};
        append_shaped_derivatives<Order>(from, out, all);
        for (int i = 0; i < from.output_count; ++i) ends[i] = all[i * (Order + 1) + Order];
        delete[] all;
    }
};

template <int Order>
struct taylor_verb : plain_call_verb {
    static constexpr int weight = Order + 1;
    static constexpr bool of_one_number = true;
    template <class Output, class... S>
    using result = nested_structure<Output, structure::array<structure::scalar, static_cast<std::size_t>(Order) + 1>>;
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        return check_one_variable<Primal>();
    }
    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        taylor_sweep const sweep(from, 0, Order, jet::coefficients, out);
        for (int i = 0; i < from.output_count; ++i)
            for (int k = 0; k <= Order; ++k) ends[i * (Order + 1) + k] = sweep.at(from.outputs[i], k).index_in(out);
    }
    template <class... S>
    static constexpr void transform_shaped(graph_view const& from, graph_builder& out, int* ends) {
        append_shaped_derivatives<Order>(from, out, ends);
        double factorial = 1;
        for (int k = 2; k <= Order; ++k) {
            factorial *= k;
            for (int i = 0; i < from.output_count; ++i)
                ends[i * (Order + 1) + k] = out.append(op::div, ends[i * (Order + 1) + k], out.constant(factorial));
        }
    }
};

}  // namespace detail

/// The derivative of a function of one number, of any order.
///
///   derivative(f)(x) = f'(x),   derivative<N>(f)(x) = the N-th derivative
///
/// Shapes      the structure that f returns
/// Cost        order 1: at most about three times f; order N: by Taylor mode, at most quadratic in N; with tensors inside
///             of f N times forward mode
/// Error       "derivative(f)(x) and taylor<N>(f)(x) require one argument, a number: ..."
/// Example     README.md
template <int N = 1, class F>
[[nodiscard]] constexpr auto derivative(F const& f) noexcept {
    static_assert(N >= 0, "derivative<N>(f) requires an order N of at least 0");
    if constexpr (N == 1) return detail::apply<detail::derivative_verb>(f);
    else return detail::apply<detail::higher_derivative_verb<(N < 0 ? 0 : N)>>(f);
}

/// The coefficients of the Taylor series of a function of one number.
///
///   f(x + h) = sum_k taylor<N>(f)(x)[k] * h^k + O(h^(N+1)),   taylor<N>(f)(x)[k] = f^(k)(x) / k!
///
/// Shapes      the structure that f returns with a std::array of N + 1 numbers in place of every number
/// Cost        at most quadratic in N
/// Error       "derivative(f)(x) and taylor<N>(f)(x) require one argument, a number: ..."
/// Example     README.md
template <int N, class F>
[[nodiscard]] constexpr auto taylor(F const& f) noexcept {
    static_assert(N >= 0, "taylor<N>(f) requires an order N of at least 0");
    return detail::apply<detail::taylor_verb<(N < 0 ? 0 : N)>>(f);
}

}  // namespace tapeless

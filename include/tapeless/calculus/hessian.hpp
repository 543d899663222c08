// SPDX-License-Identifier: BSL-1.0
// Second derivatives of a function with one result.
// In: a function. Out: function objects for its Hessian, or for the Hessian times a vector.
#pragma once

#include <tapeless/calculus/products.hpp>
#include <tapeless/differentiate/second_order.hpp>

namespace tapeless {

/// What value_gradient_and_hessian(f)(x...) returns; takes apart as `auto [v, g, h] = ...`.
template <class Value, class Gradient, class Hessian>
struct value_with_gradient_and_hessian {
    Value value;
    Gradient gradient;
    Hessian hessian;

    using named_members = void;  ///< it is a structure in its turn
    static constexpr char const* member_names[] = {"value", "gradient", "hessian"};
    template <std::size_t I, class Self>
    [[nodiscard]] static constexpr auto& member(Self& self) noexcept {
        if constexpr (I == 0) return self.value;
        else if constexpr (I == 1) return self.gradient;
        else return self.hessian;
    }
};

namespace detail {

/// Gradient, if it is not null, and Hessian of functions of tensors. See calculus/shaped_jacobian.hpp.
template <class Wanted, class... S>
constexpr void append_shaped_hessian(graph_view const& from, graph_builder& out, int* gradient, int* ends);

/// Of the symmetric result one triangle is computed.
template <bool WithValue, int... Wrt>
struct hessian_verb : plain_call_verb {
    static constexpr int weight = 5;
    using wanted = wanted_arguments<Wrt...>;
    template <class... S>
    using square = nested_structure<typename wanted::template gradient<S...>, typename wanted::template gradient<S...>>;
    template <class Output, class... S>
    using result = std::conditional_t<WithValue,
                                      structure::tuple<value_with_gradient_and_hessian, Output,
                                                       typename wanted::template gradient<S...>, square<S...>>,
                                      square<S...>>;
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        return gradient_verb<false, Wrt...>::template check<F, Primal, Arguments>();
    }

    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        constexpr int size = leaf_count<typename wanted::template gradient<S...>>;
        constexpr std::size_t inputs = static_cast<std::size_t>((0 + ... + leaf_count<S>));
        bool varied[inputs]{};
        int order[inputs]{};
        int place[inputs]{};
        wanted::template mark<S...>(varied);
        wanted::template order<S...>(order);
        for (int& node : place) node = -1;
        for (int i = 0; i < from.size; ++i)
            if (from.nodes[i].operation == op::input) place[from.nodes[i].a] = i;
        int* gradient = nullptr;
        if constexpr (WithValue) {
            *ends = from.outputs[0];
            gradient = ends + 1;
            ends += 1 + size;
        }
        bool const stated = any_operation(from, [](op operation) { return operation == op::custom; });
        if (stated) return over_gradient<size>(from, out, order, varied, gradient, ends);
        second_order_sweep const sweep(from, varied, out);
        int const zero = out.constant(0);
        for (int row = 0; row < size; ++row) {
            int const x = place[order[row]];
            if constexpr (WithValue) gradient[row] = x < 0 ? zero : sweep.gradient(x).index_in(out);
            for (int column = 0; column <= row; ++column) {
                int const y = place[order[column]];
                ends[row * size + column] = ends[column * size + row] =
                    x < 0 || y < 0 ? zero : sweep.hessian(x, y).index_in(out);
            }
        }
    }
    template <class... S>
    static constexpr void transform_shaped(graph_view const& from, graph_builder& out, int* ends) {
        constexpr int size = leaf_count<typename wanted::template gradient<S...>>;
        if constexpr (WithValue) *ends = from.outputs[0];
        append_shaped_hessian<wanted, S...>(from, out, WithValue ? ends + 1 : nullptr,
                                            WithValue ? ends + 1 + size : ends);
    }

private:
    /// Forward over reverse, a column for each input: differentiates stated derivatives as they stand.
    template <int Size>
    static constexpr void over_gradient(graph_view const& from, graph_builder& out, int const* order,
                                        bool const* varied, int* gradient, int* ends) {
        unsigned const inputs = static_cast<unsigned>(from.input_count);
        int* const seeds = new int[inputs]{};
        int* const adjoints = new int[inputs]{};
        int results[static_cast<std::size_t>(Size)]{};
        int tangents[static_cast<std::size_t>(Size)]{};
        graph_builder first(from, sharing::off, 5 * from.size + 16);
        int const seed = first.constant(1);
        reverse_sweep(from, varied, first).run(&seed, adjoints);
        int const none = first.constant(0);
        for (int i = 0; i < Size; ++i) results[i] = adjoints[order[i]] >= 0 ? adjoints[order[i]] : none;
        for (int i = out.size(); i < first.size(); ++i) out.append(first[i]);
        int const one = out.constant(1);
        int const zero = out.constant(0);
        graph_view const of_gradient{first.nodes(), first.size(), results, Size, from.input_count};
        for (int column = 0; column < Size; ++column) {
            for (unsigned k = 0; k < inputs; ++k) seeds[k] = static_cast<int>(k) == order[column] ? one : -1;
            forward_sweep(of_gradient, seeds, out, tangents, varied);
            for (int row = column; row < Size; ++row)
                ends[row * Size + column] = ends[column * Size + row] = tangents[row] >= 0 ? tangents[row] : zero;
        }
        if (gradient != nullptr)
            for (int i = 0; i < Size; ++i) gradient[i] = results[i];
        delete[] seeds;
        delete[] adjoints;
    }
};

/// The tangent of a gradient without the gradient.
struct hvp_verb : jvp_verb {
    template <class Output, class... S>
    using result = Output;
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        constexpr bool alike = std::is_same_v<typename doubled<Primal>::type, Arguments>;
        static_assert(alike, "hvp(f)(x..., v...) requires for each argument x a direction v of the same structure");
        return alike;
    }
    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        append_tangents<S...>(from, out, ends);
    }
};

}  // namespace detail

/// The matrix of second derivatives of a function with one result.
///
///   hessian(f)(x...)[i][j] = d2f / dx_i dx_j,   hessian<0, 2>(f): by the first and third argument
///
/// Shapes      the structure of gradient(f) with another of it in place of every number
/// Cost        one sweep over the nodes that interact (differentiate/second_order.hpp); one triangle is computed, both
///             are returned
/// Numerics    exactly symmetric
/// Error       "gradient(f)(x...) requires f to return one number: for several results use jacobian(f)"
/// Example     README.md
template <int... Wrt, class F>
[[nodiscard]] constexpr auto hessian(F const& f) noexcept {
    return detail::apply<detail::hessian_verb<false, Wrt...>>(f);
}

/// Value, gradient and Hessian in one sweep that shares every subexpression.
///
///   auto [v, g, h] = value_gradient_and_hessian(f)(x...)
///
/// Shapes      .value: a number; .gradient: as gradient(f); .hessian: as hessian(f)
/// Example     bench/second_order.cpp
template <int... Wrt, class F>
[[nodiscard]] constexpr auto value_gradient_and_hessian(F const& f) noexcept {
    return detail::apply<detail::hessian_verb<true, Wrt...>>(f);
}

/// The Hessian times a vector, without the Hessian.
///
///   hvp(f)(x..., v...) = H(x) * v
///
/// Shapes      v: as x; the result: as gradient(f)
/// Cost        forward over reverse: a small multiple of f, whatever the number of inputs
/// Error       "hvp(f)(x..., v...) requires for each argument x a direction v of the same structure"
/// Example     README.md
template <class F>
[[nodiscard]] constexpr auto hvp(F const& f) noexcept {
    return detail::apply<detail::hvp_verb, detail::gradient_verb<false>>(f);
}

}  // namespace tapeless

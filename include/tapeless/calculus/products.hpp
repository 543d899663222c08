// SPDX-License-Identifier: BSL-1.0
// Products with the Jacobian from both sides, without the Jacobian.
// In: a function. Out: function objects for J * tangent (forward mode) and cotangent * J (reverse mode).
#pragma once

#include <tapeless/calculus/jacobian.hpp>

namespace tapeless {

/// What jvp(f)(x..., dx...) returns; takes apart as `auto [v, t] = ...`.
template <class Value, class Tangent>
struct value_with_tangent {
    Value value;
    Tangent tangent;

    template <std::size_t I>
    [[nodiscard]] constexpr auto& member() noexcept {
        if constexpr (I == 0) return value;
        else return tangent;
    }
};

namespace detail {

struct jvp_verb {
    template <class Output, class... S>
    using arguments = structure_list<S..., S...>;
    template <class Output, class... S>
    using result = structure::tuple<value_with_tangent, Output, Output>;

    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        constexpr int inputs = (0 + ... + scalar_count<S>);
        int seeds[static_cast<std::size_t>(inputs)]{};
        for (int i = 0; i < inputs; ++i) seeds[i] = out.input(inputs + i);
        int* const tangents = ends + from.output_count;
        forward_sweep(from, seeds, out, tangents);
        for (int i = 0; i < from.output_count; ++i) {
            ends[i] = from.outputs[i];
            if (tangents[i] < 0) tangents[i] = out.constant(0);
        }
    }
};

struct vjp_verb {
    template <class Output, class... S>
    using arguments = structure_list<S..., Output>;
    template <class Output, class... S>
    using result =
        structure::tuple<value_with_gradient, Output, typename wanted_arguments<>::template gradient<S...>>;

    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        constexpr int inputs = (0 + ... + scalar_count<S>);
        int* const seeds = new int[static_cast<unsigned>(from.output_count)]{};
        for (int i = 0; i < from.output_count; ++i) {
            ends[i] = from.outputs[i];
            seeds[i] = out.input(inputs + i);
        }
        append_gradient<wanted_arguments<>, S...>(from, out, seeds, ends + from.output_count);
        delete[] seeds;
    }
};

/// The first Count types of a list.
template <class Taken, std::size_t Count, class... Rest>
struct first_types {
    using type = Taken;
};
template <class... Taken, std::size_t Count, class A, class... Rest>
    requires(Count > 0)
struct first_types<structure_list<Taken...>, Count, A, Rest...>
    : first_types<structure_list<Taken..., A>, Count - 1, Rest...> {};

template <class F>
struct jvp_function {
    template <class... A>
    constexpr auto operator()(A const&... arguments) const noexcept {
        constexpr bool even = sizeof...(A) % 2 == 0 && sizeof...(A) > 0;
        static_assert(even, "jvp(f)(x..., dx...) requires a tangent dx for each argument x");
        if constexpr (even)
            return call(typename first_types<structure_list<>, sizeof...(A) / 2, A...>::type{}, arguments...);
        else return no_result{};
    }

private:
    template <class... X, class... A>
    static constexpr auto call(structure_list<X...>, A const&... arguments) noexcept {
        if constexpr (!check_call<F, X...>()) return no_result{};
        else {
            constexpr bool alike = std::is_same_v<structure_list<structure_of<X>..., structure_of<X>...>,
                                                  structure_list<structure_of<A>...>>;
            static_assert(
                alike,
                "jvp(f)(x..., dx...) requires each tangent dx to have the structure of its argument x");
            if constexpr (alike)
                return run_compiled<compiled<jvp_verb, F, structure_of<X>...>>(
                    structure_list<structure_of<A>...>{}, arguments...);
            else return no_result{};
        }
    }
};

template <class F>
struct vjp_function {
    template <class... A>
    constexpr auto operator()(A const&... arguments) const noexcept {
        constexpr bool several = sizeof...(A) >= 2;
        static_assert(several, "vjp(f)(x..., dy) requires the arguments x of f and a cotangent dy");
        if constexpr (several)
            return call(typename first_types<structure_list<>, sizeof...(A) - 1, A...>::type{}, arguments...);
        else return no_result{};
    }

private:
    template <class... X, class... A>
    static constexpr auto call(structure_list<X...>, A const&... arguments) noexcept {
        if constexpr (!check_call<F, X...>()) return no_result{};
        else {
            using output = typename traced_function<F, structure_of<X>...>::output;
            constexpr bool alike = std::is_same_v<structure_list<structure_of<X>..., output>,
                                                  structure_list<structure_of<A>...>>;
            static_assert(alike,
                          "vjp(f)(x..., dy) requires the cotangent dy to have the structure of f's result");
            if constexpr (alike)
                return run_compiled<compiled<vjp_verb, F, structure_of<X>...>>(
                    structure_list<structure_of<A>...>{}, arguments...);
            else return no_result{};
        }
    }
};

}  // namespace detail

/// Jacobian-vector product by forward mode, with the value.
///
///   auto [v, t] = jvp(f)(x..., dx...),   t = J(x) * dx
///
/// Shapes      dx: as x; value and tangent: as f's result
/// Cost        at most about three times f, whatever the number of inputs
/// Error       "jvp(f)(x..., dx...) requires each tangent dx to have the structure of its argument x"
template <class F>
[[nodiscard]] constexpr auto jvp(F const&) noexcept {
    detail::check_function<F>();
    return detail::jvp_function<F>{};
}

/// Vector-Jacobian product by reverse mode, with the value.
///
///   auto [v, g] = vjp(f)(x..., dy),   g = dy * J(x)
///
/// Shapes      dy: as f's result; gradient: as gradient(f)
/// Cost        at most about four times f, whatever the number of inputs and results
/// Error       "vjp(f)(x..., dy) requires the cotangent dy to have the structure of f's result"
template <class F>
[[nodiscard]] constexpr auto vjp(F const&) noexcept {
    detail::check_function<F>();
    return detail::vjp_function<F>{};
}

}  // namespace tapeless

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

    using named_members = void;  ///< it is a structure in its turn
    static constexpr char const* member_names[] = {"value", "tangent"};
    template <std::size_t I, class Self>
    [[nodiscard]] static constexpr auto& member(Self& self) noexcept {
        if constexpr (I == 0) return self.value;
        else return self.tangent;
    }
};

namespace detail {

/// The first Count structures of a list.
template <class Taken, std::size_t Count, class... Rest>
struct first_structures {
    using type = Taken;
};
template <class... Taken, std::size_t Count, class S, class... Rest>
    requires(Count > 0)
struct first_structures<structure_list<Taken...>, Count, S, Rest...>
    : first_structures<structure_list<Taken..., S>, Count - 1, Rest...> {};

/// The structures of f's arguments, then those of their tangents.
template <class List>
struct doubled;
template <class... S>
struct doubled<structure_list<S...>> {
    using type = structure_list<S..., S...>;
};

template <class List, class Output>
struct extended;
template <class... S, class Output>
struct extended<structure_list<S...>, Output> {
    using type = structure_list<S..., Output>;
};

struct jvp_verb {
    static constexpr int weight = 1;
    template <class... S>
    using primal = first_structures<structure_list<>, sizeof...(S) / 2, S...>;
    template <class Output, class... S>
    using arguments = structure_list<S..., S...>;
    template <class Output, class... S>
    using result = structure::tuple<value_with_tangent, Output, Output>;
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        constexpr bool alike = std::is_same_v<typename doubled<Primal>::type, Arguments>;
        static_assert(alike, "jvp(f)(x..., dx...) requires for each argument x a tangent dx of the same structure");
        return alike;
    }

    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        for (int i = 0; i < from.output_count; ++i) ends[i] = from.outputs[i];
        append_tangents<S...>(from, out, ends + from.output_count);
    }

protected:
    template <class... S>
    static constexpr void append_tangents(graph_view const& from, graph_builder& out, int* tangents) {
        constexpr int inputs = (0 + ... + leaf_count<S>);
        int seeds[static_cast<std::size_t>(inputs)]{};
        [[maybe_unused]] constexpr leaf_shapes<S...> shapes;
        for (int i = 0; i < inputs; ++i) seeds[i] = out.input(inputs + i, shapes.at[i]);
        forward_sweep(from, seeds, out, tangents);
        for (int i = 0; i < from.output_count; ++i)
            if (tangents[i] < 0) tangents[i] = out.constant(0);
    }
};

struct vjp_verb {
    static constexpr int weight = 1;
    template <class... S>
    using primal = first_structures<structure_list<>, (sizeof...(S) > 0 ? sizeof...(S) - 1 : 0), S...>;
    template <class Output, class... S>
    using arguments = structure_list<S..., Output>;
    template <class Output, class... S>
    using result = structure::tuple<value_with_gradient, Output, typename wanted_arguments<>::template gradient<S...>>;
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        constexpr bool alike =
            std::is_same_v<typename extended<Primal, typename output_for<F, Primal>::type>::type, Arguments>;
        static_assert(alike, "vjp(f)(x..., dy) requires the cotangent dy to have the structure of f's result");
        return alike;
    }

    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        constexpr int inputs = (0 + ... + leaf_count<S>);
        int* const seeds = new int[static_cast<unsigned>(from.output_count)]{};
        for (int i = 0; i < from.output_count; ++i) {
            ends[i] = from.outputs[i];
            seeds[i] = out.input(inputs + i, out.shape_of(from.outputs[i]));
        }
        append_gradient<wanted_arguments<>, S...>(from, out, seeds, ends + from.output_count);
        delete[] seeds;
    }
};

}  // namespace detail

/// Jacobian-vector product by forward mode, with the value.
///
///   auto [v, t] = jvp(f)(x..., dx...),   t = J(x) * dx
///
/// Shapes      dx: as x; value and tangent: as f's result
/// Cost        at most about three times f, whatever the number of inputs
/// Error       "jvp(f)(x..., dx...) requires for each argument x a tangent dx of the same structure"
template <class F>
[[nodiscard]] constexpr auto jvp(F const& f) noexcept {
    return detail::apply<detail::jvp_verb>(f);
}

/// Vector-Jacobian product by reverse mode, with the value.
///
///   auto [v, g] = vjp(f)(x..., dy),   g = dy * J(x)
///
/// Shapes      dy: as f's result; gradient: as gradient(f)
/// Cost        at most about four times f, whatever the number of inputs and results
/// Error       "vjp(f)(x..., dy) requires the cotangent dy to have the structure of f's result"
template <class F>
[[nodiscard]] constexpr auto vjp(F const& f) noexcept {
    return detail::apply<detail::vjp_verb>(f);
}

}  // namespace tapeless

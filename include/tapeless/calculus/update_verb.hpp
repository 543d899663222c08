// SPDX-License-Identifier: BSL-1.0
// What a training step computes: value, gradient and the change of the parameters in one graph.
// In: an optimiser and a traced function. Out: the graph, and which of its results may take the memory of which input.
#pragma once

#include <tapeless/calculus/products.hpp>

#include <array>
#include <concepts>

namespace tapeless {

namespace detail {

/// The numbers of an optimiser as the last argument of a step's program.
template <class Values>
struct step_numbers {
    Values values;

    using named_members = void;
    static constexpr char const* member_names[] = {"numbers"};
    template <std::size_t, class Self>
    [[nodiscard]] static constexpr auto& member(Self& self) noexcept {
        return self.values;
    }
};
template <class S>
inline constexpr bool is_step_numbers = false;
template <class S>
inline constexpr bool is_step_numbers<structure::tuple<step_numbers, S>> = true;

/// Whether the numbers of an optimiser depend on the step.
template <class Optimiser>
inline constexpr bool counts_steps = requires(Optimiser const& o) {
    o.numbers(1);
};
template <class Optimiser>
inline constexpr bool has_state = Optimiser::moments > 0 || counts_steps<Optimiser>;

template <class Optimiser>
constexpr auto numbers_at(Optimiser const& optimiser, [[maybe_unused]] long long step) {
    if constexpr (counts_steps<Optimiser>)
        return step_numbers<decltype(optimiser.numbers(step))>{optimiser.numbers(step)};
    else return step_numbers<decltype(optimiser.numbers())>{optimiser.numbers()};
}

template <class First, class... Rest>
struct first_of {
    using type = First;
};

/// f's value, its parameters after a step, and what the optimiser keeps. Parameters come first, what is kept and the
/// optimiser's numbers last.
template <class Optimiser>
struct update_verb {
    static constexpr int moments = Optimiser::moments;
    static constexpr int weight = 1 + moments;

    template <class S>
    using kept = structure::array<S, static_cast<std::size_t>(moments)>;
    using numbers = structure_of<decltype(numbers_at(std::declval<Optimiser const&>(), 1))>;
    using numbers_list = structure_of<decltype(numbers_at(std::declval<Optimiser const&>(), 1).values)>;

    template <class... S>
    using kept_for = kept<typename first_of<S...>::type>;

    template <class... S>
    static constexpr bool has_numbers = (false || ... || is_step_numbers<S>);
    template <class... S>
    using primal = first_structures<structure_list<>, has_numbers<S...> ? sizeof...(S) - 2 : sizeof...(S), S...>;
    template <class Output, class... S>
    using arguments = structure_list<S..., kept_for<S...>, numbers>;
    template <class Output, class... S>
    using result = structure::tuple<std::tuple, Output, typename first_of<S...>::type, kept_for<S...>>;

    /// A function of its own, so that compilers show the result's shape.
    template <class Output>
    static constexpr bool check_result() {
        constexpr bool one = std::is_same_v<Output, structure::scalar>;
        static_assert(one, "update_with(optimiser, f)(parameters, x...) requires f to return one number, which is to "
                           "become smaller");
        return one;
    }
    template <class F, class Primal, class Arguments>
    static constexpr bool check() {
        return check_result<typename output_for<F, Primal>::type>();
    }

    template <class... S>
    static constexpr void transform(graph_view const& from, graph_builder& out, int* ends) {
        constexpr int inputs = (0 + ... + leaf_count<S>);
        using parameters = typename first_of<S...>::type;
        constexpr int count = leaf_count<parameters>;
        constexpr leaf_shapes<parameters> shapes;
        int given[static_cast<std::size_t>(inputs) + 1]{};
        for (int i = 0; i < inputs; ++i) given[i] = -1;
        for (int i = 0; i < from.size; ++i)
            if (from.nodes[i].operation == op::input) given[from.nodes[i].a] = i;

        ends[0] = from.outputs[0];
        structure_over<numbers_list, traced> numbers_of_step;
        for (int i = 0; i < leaf_count<numbers>; ++i)
            numbers_of_step[static_cast<std::size_t>(i)] = {&out, out.input(inputs + moments * count + i)};
        int const seed = seed_of(out, numbers_of_step);
        append_gradient<wanted_arguments<0>, S...>(from, out, &seed, ends + 1);
        for (int i = 0; i < count; ++i) {
            traced const p{&out, given[i] >= 0 ? given[i] : out.input(i, shapes.at[i])};
            traced const g{&out, ends[1 + i]};
            auto const next = [&]<int... M>(std::integer_sequence<int, M...>) {
                return Optimiser::update(p, g, traced{&out, out.input(inputs + M * count + i, shapes.at[i])}...,
                                         numbers_of_step);
            }
            (std::make_integer_sequence<int, moments>{});
            for (int m = 0; m <= moments; ++m)
                ends[1 + m * count + i] = traced(next[static_cast<std::size_t>(m)]).index_in(out);
        }
    }

    /// What the gradient is multiplied by where the backward sweep begins: once, not for every parameter.
    template <class Numbers>
    static constexpr int seed_of(graph_builder& out, [[maybe_unused]] Numbers const& of_step) {
        if constexpr (requires { Optimiser::seed(of_step); }) return traced(Optimiser::seed(of_step)).index_in(out);
        else return out.constant(1);
    }

    /// For each result the input whose memory it may take, or -1: a parameter after the step takes that of the same one
    /// before it, and so does what is kept. This is the one place that knows.
    template <class Output, class... S>
    struct in_place {
        static constexpr int inputs = (0 + ... + leaf_count<S>);
        static constexpr int count = leaf_count<typename first_of<S...>::type>;
        struct list {
            int at[static_cast<std::size_t>(1 + (1 + moments) * count)];
        };
        static constexpr list value = [] {
            list result{};
            result.at[0] = -1;
            for (int i = 0; i < count; ++i) result.at[1 + i] = i;
            for (int i = 0; i < moments * count; ++i) result.at[1 + count + i] = inputs + i;
            return result;
        }();
    };
};

/// Whether an optimiser has a rule that takes so many moments.
template <class Optimiser, class Moments, class Numbers>
inline constexpr bool has_rule = false;
template <class Optimiser, int... M, class Numbers>
    requires requires(traced x, Numbers numbers) {
        {
            Optimiser::update(x, x, (static_cast<void>(M), x)..., numbers)
            } -> std::convertible_to<std::array<traced, sizeof...(M) + 1>>;
    }
inline constexpr bool has_rule<Optimiser, std::integer_sequence<int, M...>, Numbers> = true;

/// Whether update_with can call an optimiser.
template <class Optimiser>
concept optimiser = requires(Optimiser const& o) {
    requires Optimiser::moments >= 0;
    requires counts_steps<Optimiser> || requires { o.numbers(); };
    requires has_rule<Optimiser, std::make_integer_sequence<int, Optimiser::moments>,
                      structure_over<typename update_verb<Optimiser>::numbers_list, traced>>;
};

}  // namespace detail

}  // namespace tapeless

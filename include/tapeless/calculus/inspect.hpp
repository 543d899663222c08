// SPDX-License-Identifier: BSL-1.0
// The graph behind a call, for whoever counts, prints or translates it.
// In: a function, a verb's result or an expression, and the types of its arguments. Out: the graph that a call runs.
#pragma once

#include <tapeless/calculus/compiled.hpp>
#include <tapeless/calculus/gradient.hpp>

namespace tapeless {

namespace detail {

/// What stands behind a callable: a verb and the function that it is applied to.
template <class F>
struct applied_verb {
    using verb = value_verb;
    using function = F;
};
template <class Verb, class F>
struct applied_verb<verb_function<Verb, F>> {
    using verb = Verb;
    using function = F;
};

/// What stands for a formula, or for verbs of one: a function that takes its arguments by position.
template <class F>
struct by_position {
    using type = F;
};
template <class F>
    requires formula_type<F>
struct by_position<F> {
    using type = typename F::formula_graph;
};
template <class Formula, class... Verb>
struct by_position<formula_verbs<Formula, Verb...>> {
    using type = typename applied_verbs<typename Formula::formula_graph, Verb...>::type;
};
template <class F>
using function_of = typename by_position<std::remove_cvref_t<F>>::type;

template <std::size_t>
using one_handle = traced;

template <class F, std::size_t... I>
constexpr bool takes_scalars(std::index_sequence<I...>) {
    return accepts<F, one_handle<I>...>;
}
template <class F, std::size_t... I>
constexpr structure_list<one_scalar<I>...> scalars_list(std::index_sequence<I...>) {
    return {};
}

inline constexpr std::size_t most_deduced_scalars = 32;

/// The least number of numbers that F accepts, 0 if it is above 32; an expression knows its own.
template <class F, std::size_t N = 1>
constexpr std::size_t deduced_scalars() {
    if constexpr (requires { F::graph.input_count; }) return static_cast<std::size_t>(F::graph.input_count);
    else if constexpr (N > most_deduced_scalars) return 0;
    else if constexpr (takes_scalars<F>(std::make_index_sequence<N>{})) return N;
    else return deduced_scalars<F, N + 1>();
}

template <class Verb, class F, class Primal>
struct arguments_for;
template <class Verb, class F, class... S>
struct arguments_for<Verb, F, structure_list<S...>> {
    using type = typename Verb::template arguments<typename output_for<F, structure_list<S...>>::type, S...>;
};

/// The structures that F itself is called with: those that Verb derives from the arguments A, or numbers; no_result
/// where F takes no numbers.
template <class Verb, class F, class... A>
struct primal_for {
    using type = typename Verb::template primal<structure_of<A>...>::type;
};
template <class Verb, class F>
struct primal_for<Verb, F> {
    static constexpr auto find() {
        constexpr std::size_t count = deduced_scalars<F>();
        if constexpr (count == 0) return no_result{};
        else return scalars_list<F>(std::make_index_sequence<count>{});
    }
    using type = decltype(find());
};
template <class Verb, class Inner, class F>
struct primal_for<Verb, verb_function<Inner, F>> {
    static constexpr auto find() {
        using inner = typename primal_for<Inner, F>::type;
        if constexpr (std::is_same_v<inner, no_result>) return no_result{};
        else return typename arguments_for<Inner, F, inner>::type{};
    }
    using type = decltype(find());
};

/// Whether F can be called with the structures of Primal.
template <class F, class Primal>
constexpr bool takes() {
    if constexpr (std::is_same_v<Primal, no_result>) return false;
    else if constexpr (!inspection<F, Primal>::known) return false;
    else return inspection<F, Primal>::accepted();
}
/// Whether the call gives a graph.
template <class F, class Primal>
constexpr bool gives_graph() {
    if constexpr (!inspection<F, Primal>::gives_numbers()) return false;
    else return inspection<F, Primal>::constant();
}

/// Whether F can be inspected; if not, one sentence says why.
template <class Verb, class F, class Primal, class... A>
constexpr bool check_inspected() {
    if constexpr (!std::is_empty_v<F> || !std::is_default_constructible_v<F>) {
        check_function<F>();
        return false;
    } else if constexpr (!takes<F, Primal>()) {
        static_assert(never<F>, "node_count(f) and its relatives require a function f of numbers, or the "
                                "types of its arguments: node_count<double, std::array<double, 3>>(f)");
        return false;
    } else if constexpr (inspection<F, Primal>::has_failed()) {
        return false;  // the function is a verb that has said why
    } else if constexpr (!gives_graph<F, Primal>()) {
        static_assert(never<F>, "node_count(f) and its relatives require f to return numbers, and f and every function "
                                "that it calls to be constexpr: value(f)(x...) gives the reason");
        return false;
    } else if constexpr (sizeof...(A) == 0) {
        return Verb::template check<F, Primal, typename arguments_for<Verb, F, Primal>::type>();
    } else return Verb::template check<F, Primal, structure_list<structure_of<A>...>>();
}

template <bool Fine, class Verb, class F, class Primal>
struct inspected_call;
template <class Verb, class F, class... S>
struct inspected_call<true, Verb, F, structure_list<S...>> {
    using output = typename traced_function<F, S...>::output;
    using arguments = typename Verb::template arguments<output, S...>;
    using result = typename Verb::template result<output, S...>;
    using marked_graph_type = transformed<Verb, F, S...>;
    using graph_type = executable<marked_graph_type, layout_of<arguments>::type::leaves>;
    using program = compiled<Verb, F, S...>;
};
/// After a failed check, so that one mistake gives one error.
template <class Verb, class F, class Primal>
struct inspected_call<false, Verb, F, Primal> {
    using arguments = structure_list<>;
    using result = structure::scalar;
    struct graph_type {
        static constexpr graph<1, 1> value{{{op::constant}}, {0}, 1, 0};
    };
    using marked_graph_type = graph_type;
    struct program {
        static constexpr tapeless::program<1, 1> value{};
    };
};

/// Whether a graph can be written down; a sentence where not.
template <class Graph>
constexpr bool check_written() {
    constexpr bool of_numbers = !shaped<std::remove_cvref_t<Graph>>;
    static_assert(of_numbers, "to_string(f), to_latex(f), write_dot(out, f), write_mermaid(out, f) and write_c(out, f) "
                              "require a function that computes with numbers: those of tensors have no text yet");
    return of_numbers;
}

}  // namespace detail

/// The call of `F`, a function or the result of a verb, with arguments of the types A...; without any, with as many
/// numbers as F takes.
///
///   graph                      the simplified graph that the call runs, without what only differentiation reads
///   marked_graph_type::value   the same with stop_gradient and stated slopes, as differentiation reads it
///   program::value             the steps that the call runs
///   arguments                  a list of the structures of the arguments, in the order of the graph's inputs
///   result                     the structure of the result, in the order of the graph's outputs
///
/// Error       "node_count(f) and its relatives require a function f of numbers, or the types of its arguments: ..."
template <class F, class... A>
struct inspected {
private:
    using applied = detail::applied_verb<detail::function_of<F>>;
    using verb = typename applied::verb;
    using function = typename applied::function;
    using primal = typename detail::primal_for<verb, function, A...>::type;
    using found =
        detail::inspected_call<detail::check_inspected<verb, function, primal, A...>(), verb, function, primal>;

public:
    using graph_type = typename found::graph_type;
    using marked_graph_type = typename found::marked_graph_type;
    using program = typename found::program;
    using arguments = typename found::arguments;
    using result = typename found::result;
    static constexpr auto const& graph = graph_type::value;
};

}  // namespace tapeless

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

template <std::size_t>
using one_handle = traced;

template <class F, std::size_t... I>
constexpr bool takes_scalars(std::index_sequence<I...>) {
    return accepts<F, one_handle<I>...>;
}
template <class F, std::size_t... I>
constexpr auto scalars_list(std::index_sequence<I...>) -> structure_list<one_scalar<I>...>;

inline constexpr std::size_t most_deduced_scalars = 32;

/// The least number of numbers that F accepts, 0 if it is above 32.
template <class F, std::size_t N = 1>
constexpr std::size_t deduced_scalars() {
    if constexpr (N > most_deduced_scalars) return 0;
    else if constexpr (takes_scalars<F>(std::make_index_sequence<N>{})) return N;
    else return deduced_scalars<F, N + 1>();
}

template <class Verb, class F, class Primal>
struct inspected_primal;
template <class Verb, class F, class... S>
struct inspected_primal<Verb, F, structure_list<S...>> {
    using output = typename traced_function<F, S...>::output;
    using arguments = typename Verb::template arguments<output, S...>;
    using result = typename Verb::template result<output, S...>;
    using graph_type = executable<transformed<Verb, F, S...>, layout_of<arguments>::type::scalars>;
};

/// The structures that F itself is called with: those that Verb derives from the arguments A, or numbers.
template <class Verb, class F, class... A>
struct primal_for {
    using type = typename Verb::template primal<structure_of<A>...>::type;
};
template <class Verb, class F>
struct primal_for<Verb, F> {
    static constexpr std::size_t count = deduced_scalars<F>();
    static_assert(count > 0, "node_count(f) and its relatives require a function f of numbers, or the types of its "
                             "arguments: node_count<double, std::array<double, 3>>(f)");
    using type = decltype(scalars_list<F>(std::make_index_sequence<count>{}));
};

template <class Verb, class Inner, class F>
struct primal_for<Verb, verb_function<Inner, F>> {
    using primal = typename primal_for<Inner, F>::type;
    using type = typename inspected_primal<Inner, F, primal>::arguments;
};

}  // namespace detail

/// The call of `F`, a function or the result of a verb, with arguments of the types A...; without any, with as many
/// numbers as F takes.
///
///   graph       the simplified graph that the call runs, without what only differentiation reads
///   arguments   a list of the structures of the arguments, in the order of the graph's inputs
///   result      the structure of the result, in the order of the graph's outputs
template <class F, class... A>
struct inspected {
private:
    using applied = detail::applied_verb<std::remove_cvref_t<F>>;
    using primal = typename detail::primal_for<typename applied::verb, typename applied::function, A...>::type;
    using found = detail::inspected_primal<typename applied::verb, typename applied::function, primal>;

public:
    using graph_type = typename found::graph_type;
    using arguments = typename found::arguments;
    using result = typename found::result;
    static constexpr auto const& graph = graph_type::value;
};

}  // namespace tapeless

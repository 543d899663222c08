// SPDX-License-Identifier: BSL-1.0
// The graph that is shown of a function, and its text as a constant.
// In: a function, a verb's result or an expression, the types of its arguments, a notation. Out: text of just its size.
#pragma once

#include <tapeless/io/formula_writer.hpp>
#include <tapeless/io/names.hpp>

namespace tapeless {

/// A type that is a graph, such as expression<G>.
template <class F>
concept graph_holder = requires {
    { std::remove_cvref_t<F>::graph.view() } -> std::same_as<graph_view>;
};

namespace detail {

template <int Outputs>
struct brace_list {
    output_braces at[static_cast<unsigned>(Outputs) + 1]{};
};

template <class S>
constexpr void find_braces(output_braces*& next) {
    if constexpr (!requires { sizeof(parts<S>); }) ++next;  // a number, or a tensor, which check_shown refuses
    else {
        output_braces* const first = next;
        parts<S>::visit([&next]<class Part>(part_path const&) { find_braces<Part>(next); }, nullptr);
        if (next == first) return;
        ++first->open;
        ++next[-1].close;
    }
}

template <class Result, int Outputs>
constexpr auto braces_of() {
    brace_list<Outputs> list;
    output_braces* next = list.at;
    find_braces<Result>(next);
    return list;
}

template <class F, class List>
struct traced_call;
template <class F, class... S>
struct traced_call<F, structure_list<S...>> {
    using type = traced_function<F, S...>;
};

/// What is shown of a function: what it computes as it is written.
template <class F, class... A>
struct shown_call {
    using arguments = typename primal_for<value_verb, F, A...>::type;
    using traced = typename traced_call<F, arguments>::type;
    static constexpr auto const& graph = traced::value;
    static constexpr auto braces = braces_of<typename traced::output, graph.view().output_count>();
};

/// Of a verb's result: the simplified graph that its call runs.
template <class Verb, class F, class... A>
struct shown_call<verb_function<Verb, F>, A...> {
    using call = inspected<verb_function<Verb, F>, A...>;
    using arguments = typename call::arguments;
    static constexpr auto graph = [] {  // captured numbers, which are the last inputs of the call
        auto g = call::graph;
        constexpr int inputs = layout_of<arguments>::type::leaves;
        for (node& n : g.nodes)
            if (n.operation == op::input && n.a >= inputs) n = {op::captured, n.a - inputs, 0, 0, 0, nullptr};
        return g;
    }();
    static constexpr auto braces = braces_of<typename call::result, graph.view().output_count>();
};

/// Of an expression: its graph.
template <graph_holder F>
struct shown_call<F> {
    static constexpr auto const& graph = F::graph;
    static constexpr int outputs = graph.view().output_count;
    using arguments =
        decltype(scalars_list<F>(std::make_index_sequence<static_cast<std::size_t>(graph.view().input_count)>{}));
    using result = std::conditional_t<outputs == 1, structure::scalar,
                                      structure::array<structure::scalar, static_cast<std::size_t>(outputs)>>;
    static constexpr auto braces = braces_of<result, outputs>();
};

/// Whether a function can be shown; a sentence where not.
template <class F, class... A>
constexpr bool check_shown() {
    return check_written<decltype(shown_call<function_of<F>, A...>::graph)>();
}

template <class Names, class F, class... A>
struct shown : shown_call<function_of<F>, A...> {
private:
    using base = shown_call<function_of<F>, A...>;

public:
    static constexpr auto const& inputs = input_names<function_of<F>, typename base::arguments, Names>::value;
    template <class Notation, class Sink>
    static constexpr void write(Sink& sink) {
        formula_room<base::graph.view().size> room;
        formula_writer<Notation>(base::graph.view(), inputs.data(), room).write_results(base::braces.at, sink);
    }
};

/// The text in an object of just its size.
template <class Notation, class Names, class F, class... A>
struct rendered {
private:
    static constexpr std::size_t size = [] {
        text_counter counter;
        shown<Names, F, A...>::template write<Notation>(counter);
        return counter.size;
    }();

public:
    static constexpr fixed_string<size> value = [] {
        fixed_string<size> text;
        text_storage storage{text.characters};
        shown<Names, F, A...>::template write<Notation>(storage);
        return text;
    }();
};

}  // namespace detail

}  // namespace tapeless

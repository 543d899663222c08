// SPDX-License-Identifier: BSL-1.0
// The road from a function of tensors to its program.
// In: a verb and a traced function whose nodes have shapes. Out: the graph of what the verb wants, its program, and how it
// runs or becomes part of another graph.
#pragma once

#include <tapeless/calculus/shaped_jacobian.hpp>
#include <tapeless/calculus/workspace.hpp>
#include <tapeless/execute/tensor_program.hpp>
#include <tapeless/expression/tensor.hpp>
#include <tapeless/graph/batch.hpp>
#include <tapeless/simplify/tensors.hpp>

namespace tapeless {

/// What a program may take from the stack besides its results.
inline constexpr int most_stack_bytes = 1 << 20;

namespace detail {

template <class F>
struct tensor_back_end {};

/// What a verb wants of a function of tensors.
template <class Verb, class... S>
constexpr void transform_shapes(graph_view const& from, graph_builder& out, int* ends) {
    if constexpr (requires { Verb::template transform_shaped<S...>(from, out, ends); })
        Verb::template transform_shaped<S...>(from, out, ends);
    else Verb::template transform<S...>(from, out, ends);
}

/// All of it in one evaluation, for short graphs.
template <class Verb, class F, class... S>
struct shaped_stage {
    using trace = traced_function<F, S...>;
    using output = typename trace::output;
    using result = typename Verb::template result<output, S...>;
    static constexpr int outputs = leaf_count<result>;
    static constexpr int guess = 8 * trace::value.size + 4 * outputs + 64;

    template <int Capacity, table_sizes Sizes = table_sizes{}>
    static constexpr auto run() {
        int before[leaf_count<output> + 1]{};
        graph_builder plain(sharing::on, trace::value.size + 16);
        simplify_shaped(trace::value.view(), plain, before);
        graph_view const from = plain.view(before, leaf_count<output>);
        graph_builder raw(from, sharing::on, 4 * from.size + 16);
        int ends[outputs + 1]{};
        transform_shapes<Verb, S...>(from, raw, ends);
        constexpr leaf_shapes<result> shapes;
        for (int i = 0; i < outputs; ++i) ends[i] = arrange::broadcast_to(raw, ends[i], shapes.at[i]);
        int simplified[outputs + 1]{};
        graph_builder out(sharing::on, 4 * from.size + 16);
        simplify_shaped(raw.view(ends, outputs), out, simplified);
        return out.template freeze<Capacity, outputs, Sizes>(simplified);
    }
};

/// One pass over a graph with shapes; two leave what simplify_shaped does.
template <class Before>
struct shaped_pass {
    static constexpr int outputs = Before::value.view().output_count;
    static constexpr int guess = Before::value.size + 64;

    template <int Capacity, table_sizes Sizes = table_sizes{}>
    static constexpr auto run() {
        graph_view const from = Before::value.view();
        graph_builder out(sharing::on, Capacity);
        out.adopt_tables(from);
        int ends[outputs + 1]{};
        tensor_simplification(from, out).run(ends);
        return out.template freeze<Capacity, outputs, Sizes>(ends);
    }
};
template <class Graph>
using shaped_passes = fitted<shaped_pass<fitted<shaped_pass<Graph>>>>;

/// The raw derivatives of a function of tensors.
template <class Verb, class F, class... S>
struct shaped_differentiation {
    using before = shaped_passes<traced_function<F, S...>>;
    using result = typename Verb::template result<typename traced_function<F, S...>::output, S...>;
    static constexpr int outputs = leaf_count<result>;
    static constexpr int guess = 8 * before::value.size + 4 * outputs + 64;

    template <int Capacity, table_sizes Sizes = table_sizes{}>
    static constexpr auto run() {
        graph_builder raw(before::value.view(), sharing::on, Capacity);
        int ends[outputs + 1]{};
        transform_shapes<Verb, S...>(before::value.view(), raw, ends);
        constexpr leaf_shapes<result> shapes;
        for (int i = 0; i < outputs; ++i) ends[i] = arrange::broadcast_to(raw, ends[i], shapes.at[i]);
        return raw.template freeze<Capacity, outputs, Sizes>(ends);
    }
};

/// In one evaluation clang meets its limit at a dense net of about 100 layers, whose trace has 500 nodes.
inline constexpr int shaped_nodes_in_one_evaluation = 250;
template <class Verb, class F, class... S>
constexpr auto shaped_stages() {
    constexpr graph_view trace = traced_function<F, S...>::value.view();
    if constexpr (Verb::weight * (trace.size + trace.tables.sizes.part_nodes) <= shaped_nodes_in_one_evaluation)
        return std::type_identity<shaped_stage<Verb, F, S...>>();
    else return std::type_identity<shaped_pass<fitted<shaped_pass<fitted<shaped_differentiation<Verb, F, S...>>>>>>();
}

/// A graph whose nodes have shapes, with a place for each of them.
template <class Graph, class Inputs, class Outputs, class InPlace>
struct tensor_program {
    static constexpr graph_view graph() { return Graph::value.view(); }
    static constexpr place const* output_places = Outputs::places;
    using plan_type = tensor_plan<Graph::value.view().size, Graph::value.view().output_count>;
    /// Whether results are written to the memory of inputs, as InPlace says; else all of them lie apart.
    static constexpr bool runs_in_place = [] {
        if constexpr (std::is_same_v<InPlace, nothing_in_place>) return false;
        else return !plan_type(graph(), Inputs::places, Outputs::places, InPlace::value.at).copies_overlap;
    }();
    static constexpr plan_type plan{graph(), Inputs::places, Outputs::places,
                                    runs_in_place ? InPlace::value.at : nullptr};
    static constexpr int workspace = plan.workspace;
};

/// Fails in one sentence.
template <int Bytes>
struct fits_on_the_stack {
    static constexpr bool value = Bytes <= most_stack_bytes;
    static_assert(value,
                  "gradient(f)(x...) and its relatives require a workspace of at most 1 MiB to be on the stack: hand "
                  "over a larger one, as in gradient(f).in(memory)(x...) with workspace<double, N> memory");
};

template <class Program, class T, class Memory>
constexpr void run_shaped(T const* const* in, T* const* out, Memory memory) noexcept {
    if constexpr (std::is_same_v<Memory, T*>) run_tensor_program<Program>(in, out, memory);
    else if constexpr (fits_on_the_stack<Program::workspace* static_cast<int>(sizeof(T))>::value) {
        alignas(64) T workspace[static_cast<unsigned>(Program::workspace) + 1];
        run_tensor_program<Program>(in, out, workspace);
    }
}

/// The graph of a verb as part of the one that its arguments belong to.
template <class Compiled, class... Arguments>
constexpr auto replay_shaped_call(Arguments const&... arguments) {
    constexpr auto const& from = Compiled::graph_type::value;
    constexpr int outputs = leaf_count<typename Compiled::result>;
    graph_builder& g = *graph_around(arguments...);
    traced handles[static_cast<std::size_t>((1 + ... + leaf_count<structure_of<Arguments>>))];
    traced* next = handles;
    ((next = flatten(as_handles(g, arguments), next)), ...);
    int places[sizeof(handles) / sizeof(traced) + static_cast<std::size_t>(outputs)]{};
    graph_view const view = from.view();
    for (int i = 0; i < view.size; ++i)
        if (node const& n = view.nodes[i]; n.operation == op::input)
            places[n.a] = arrange::broadcast_to(g, handles[n.a].index_in(g), view.shape_of(i));
    int* const ends = places + sizeof(handles) / sizeof(traced);
    append_shaped_graph(view, places, g, ends);
    traced results[static_cast<std::size_t>(outputs) + 1];
    for (int i = 0; i < outputs; ++i) results[i] = traced(&g, ends[i]);
    return unflatten<typename Compiled::result>(results);
}

}  // namespace detail

}  // namespace tapeless

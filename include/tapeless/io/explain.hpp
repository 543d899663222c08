// SPDX-License-Identifier: BSL-1.0
// What a call runs, as text.
// In: a function, a verb's result or an expression, and the types of its arguments. Out: its loops, one line each.
#pragma once

#include <tapeless/calculus/program_facts.hpp>
#include <tapeless/core/fixed_string.hpp>
#include <tapeless/io/sinks.hpp>

#include <utility>

namespace tapeless {

namespace detail {

template <class Sink>
constexpr void put_counted(Sink& sink, int count, std::string_view one, std::string_view many) {
    put_number(sink, count);
    sink.put(" ");
    sink.put(count == 1 ? one : many);
}

/// 3 x 4
template <class Sink>
constexpr void put_lengths(Sink& sink, extents const& lengths) {
    if (lengths.rank == 0) sink.put("1");
    for (int k = 0; k < lengths.rank; ++k) {
        if (k > 0) sink.put(" x ");
        put_number(sink, lengths.at[k]);
    }
}

template <class T, class Sink>
constexpr void put_bytes(Sink& sink, int numbers) {
    put_counted(sink, numbers * static_cast<int>(sizeof(T)), "byte", "bytes");
}

/// What runs, its loops, and the packs by which they go.
template <class Sink>
constexpr void put_loops(Sink& sink, group_facts const& facts) {
    sink.put(facts.what == group_kind::contraction ? "contraction " : "nest ");
    put_lengths(sink, facts.loops);
    if (facts.sums.rank > 0) {
        sink.put(", sums of ");
        put_lengths(sink, facts.sums);
    }
    if (facts.lanes > 1) {
        sink.put(", packs of ");
        put_number(sink, facts.lanes);
        if (facts.along_sums) sink.put(" along sums");
        if (facts.copies) sink.put(" from a copy");
    }
    if (facts.whole_rows) sink.put(", rows in registers");
}

/// The operations of a group in their order.
template <class Program, class Sink>
constexpr void put_operations(Sink& sink, group_facts const& facts) {
    graph_view const g = Program::graph();
    for (int i = facts.first; i >= 0; i = Program::plan.next[i]) {
        sink.put(i == facts.first ? ": " : ", ");
        bool const is_product = facts.what == group_kind::nest && g.nodes[i].operation == op::contract;
        sink.put(is_product ? "mul" : row(g.nodes[i].operation).name);
        if (!is_reduction(g.nodes[i].operation)) continue;
        reach const lies = Program::plan.lies[i];
        sink.put(lies == reach::row ? " by row" : lies == reach::column ? " by column" : " of all");
    }
}

/// How often each kind of line came.
struct line_counts {
    int lines = 0;
    int nests = 0;
    int contractions = 0;
    int others = 0;
    int flops = 0;

    constexpr void add(group_facts const& facts) {
        ++lines;
        flops += facts.flops;
        ++(facts.what == group_kind::nest ? nests : facts.what == group_kind::contraction ? contractions : others);
    }
};

template <class Program, class T, class Sink>
constexpr void put_steps(Sink& sink, int indent, line_counts& counts);

/// The body of a loop, deeper.
template <class Program, class T, int Node, class Sink>
constexpr void put_body(Sink& sink, int indent) {
    line_counts inside;
    put_steps<loop_body<Program, Node>, T>(sink, indent + 2, inside);
}

template <class Program, class T, int Step, class Sink>
constexpr void put_step(Sink& sink, int indent, line_counts& counts) {
    if constexpr (happens<Program, T, Step>()) {
        constexpr auto const& facts = facts_maker<Program, T, Step>::value;
        constexpr op first = Program::graph().nodes[facts.first].operation;
        counts.add(facts);
        for (int k = 0; k < indent; ++k) sink.put(" ");
        put_number(sink, counts.lines);
        sink.put(". ");
        if constexpr (facts.result >= 0) {
            sink.put("copy ");
            put_lengths(sink, facts.loops);
            sink.put(" to result ");
            put_number(sink, facts.result);
        } else if constexpr (facts.what != group_kind::single) {
            put_loops(sink, facts);
            put_operations<Program>(sink, facts);
        } else if constexpr (first == op::scan) {
            sink.put("scan of ");
            put_counted(sink, loop_body<Program, facts.first>::what.steps, "step", "steps");
        } else {
            sink.put(row(first).name);
            sink.put(" ");
            put_lengths(sink, facts.loops);
        }
        sink.put("; reads ");
        put_bytes<T>(sink, facts.read);
        sink.put(", writes ");
        put_bytes<T>(sink, facts.written);
        if (facts.flops > 0) {
            sink.put("; ");
            put_counted(sink, facts.flops, "flop", "flops");
        }
        sink.put("\n");
        if constexpr (first == op::scan && facts.result < 0) put_body<Program, T, facts.first>(sink, indent);
    }
}
template <class Program, class T, class Sink>
constexpr void put_steps(Sink& sink, int indent, line_counts& counts) {
    [&]<int... Step>(std::integer_sequence<int, Step...>) {
        bool const done[] = {true, (put_step<Program, T, Step>(sink, indent, counts), true)...};
        static_cast<void>(done);
    }
    (std::make_integer_sequence<int, steps_of_program<Program>>{});
}

template <class... S>
constexpr int numbers_in(structure_list<S...>) {
    return (0 + ... + number_count<S>);
}

/// What goes in and comes out of a call.
template <class Call, class T, class Sink>
constexpr void put_arguments_and_results(Sink& sink) {
    sink.put("; arguments ");
    put_bytes<T>(sink, numbers_in(typename Call::arguments{}));
    sink.put(", results ");
    put_bytes<T>(sink, numbers_in(structure_list<typename Call::result>{}));
}

/// How many results take the memory of arguments.
template <class Compiled>
constexpr int results_in_place() {
    using program = typename Compiled::on_tensors;
    int count = 0;
    if constexpr (program::runs_in_place)
        for (int i = 0; i < program::graph().output_count; ++i)
            count += Compiled::in_place::value.at[i] >= 0 && !program::plan.copied[i] ? 1 : 0;
    return count;
}

template <class Call, class T, class Sink>
constexpr void put_program_of_tensors(Sink& sink) {
    using program = typename Call::program::on_tensors;
    line_counts counts;
    put_steps<program, T>(sink, 0, counts);
    sink.put("total: ");
    put_counted(sink, counts.nests, "nest", "nests");
    sink.put(", ");
    put_counted(sink, counts.contractions, "contraction", "contractions");
    sink.put(", ");
    put_counted(sink, counts.others, "other", "others");
    sink.put("; ");
    put_counted(sink, counts.flops, "flop", "flops");
    sink.put("; workspace ");
    put_bytes<T>(sink, program::workspace);
    put_arguments_and_results<Call, T>(sink);
    if (constexpr int in_place = results_in_place<typename Call::program>(); in_place > 0) {
        sink.put(", ");
        put_number(sink, in_place);
        sink.put(" in place");
    }
    sink.put("\n");
}

template <class Call, class T, class Sink>
constexpr void put_program_of_numbers(Sink& sink) {
    constexpr graph_view g = Call::graph_type::value.view();
    constexpr flops work = flops_of<typename Call::graph_type>;
    int branches = 0;
    for (int i = 0; i < Call::program::value.size; ++i)
        branches += Call::program::value.steps[i].what == action::branch ? 1 : 0;
    sink.put("straight-line code");
    if (branches > 0) {
        sink.put(" with ");
        put_counted(sink, branches, "branch", "branches");
    }
    sink.put(": ");
    put_counted(sink, count_nodes(g), "operation", "operations");
    sink.put("; ");
    put_counted(sink, work.total, "flop", "flops");
    struct kind {
        int count;
        std::string_view one, many;
    };
    char const* before = " (";
    for (kind const& k :
         {kind{work.additions, "addition", "additions"},
          kind{work.multiplications, "multiplication", "multiplications"},
          kind{work.divisions, "division", "divisions"},
          kind{work.transcendental, "call of an elementary function", "calls of elementary functions"},
          kind{work.comparisons, "comparison", "comparisons"}, kind{work.selections, "selection", "selections"}}) {
        if (k.count == 0) continue;
        sink.put(std::exchange(before, ", "));
        put_counted(sink, k.count, k.one, k.many);
    }
    if (work.total > 0) sink.put(")");
    sink.put("; at most ");
    put_counted(sink, live_values_of<typename Call::program>, "value", "values");
    sink.put(" alive");
    put_arguments_and_results<Call, T>(sink);
    sink.put("\n");
}

template <class F, class... A>
struct explained {
    template <class Sink>
    static constexpr void write(Sink& sink) {
        using call = inspected<F, A...>;
        using T = scalar_type_of<A...>;
        if constexpr (requires { requires call::program::is_shaped; }) put_program_of_tensors<call, T>(sink);
        else if constexpr (requires { call::program::is_shaped; }) put_program_of_numbers<call, T>(sink);
    }

private:
    static constexpr std::size_t size = [] {
        text_counter counter;
        write(counter);
        return counter.size;
    }();

public:
    static constexpr fixed_string<size> text = [] {
        fixed_string<size> result;
        text_storage storage{result.characters};
        write(storage);
        return result;
    }();
};

}  // namespace detail

/// What a call of f runs, as text: for functions of tensors a line for each nest of loops, contraction or other step.
///
///   std::cout << explain<tensor<float, 4, 10>>(softmax)
///
///   1. nest 4 x 10, packs of 4, rows in registers: reduce_max by row, abs, equal, select, sub, exp, reduce_sum by row,
///   div; reads 160 bytes, writes 160 bytes; 212 flops
///   total: 1 nest, 0 contractions, 0 others; 212 flops; workspace 0 bytes; arguments 160 bytes, results 160 bytes
///
/// A step names its loops, of which packs run along the last one, and its operations in their order; between them
/// numbers are in registers. Bytes are those of the operands that it reads from memory and of the numbers that it
/// writes, each once. The steps of a loop's body follow it, for one turn. Functions of numbers are one line of counts.
///
/// Shapes      A...: as for node_count; their numbers are float or double as in the call
/// Cost        text in the program, zero-terminated; the program of f is planned as for a call. `write_explanation` puts
///             the same piece by piece into any sink with a member put(std::string_view), for graphs of any size
/// Error       "explain(f) requires a function f of numbers, or the types of its arguments: ..."
/// Example     tests/io/explain.cpp
template <class... A, class F>
[[nodiscard]] constexpr std::string_view explain(F const&) noexcept {
    if constexpr (!detail::check_explained<F, A...>()) return {};
    else return detail::explained<F, A...>::text.view();
}

template <class... A, class F, class Sink>
constexpr void write_explanation(Sink& sink, F const&) {
    if constexpr (detail::check_explained<F, A...>()) detail::explained<F, A...>::write(sink);
}

}  // namespace tapeless

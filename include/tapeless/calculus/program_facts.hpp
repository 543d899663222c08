// SPDX-License-Identifier: BSL-1.0
// What the program of a function of tensors does, group by group.
// In: a program and its scalar. Out: for each group its loops, operations, bytes and flops, as constants.
#pragma once

#include <tapeless/calculus/counts.hpp>
#include <tapeless/calculus/shaped.hpp>

namespace tapeless {

/// A group of operations that run together, or a copy of a result.
struct group_facts {
    group_kind what = group_kind::single;
    extents loops{};  ///< their lengths; packs run along the last one
    extents sums{};   ///< of a contraction: the lengths of its sums
    int lanes = 1;
    bool along_sums = false;  ///< packs run along the last sum instead
    bool copies = false;      ///< an operand of a contraction, to have packs in it
    bool whole_rows = false;  ///< a row is in registers at once
    int result = -1;          ///< the one that is copied
    int first = 0;            ///< its node, or its first one
    int read = 0;             ///< numbers; an operand counts once, however often loops come back to it
    int written = 0;
    int flops = 0;
};

namespace detail {

/// How many numbers stand where a node is read.
[[nodiscard]] constexpr int numbers_behind(location const& l, extents const& shape) {
    if (l.where == memory_space::constant) return 0;
    int count = 1;
    for (int k = 0; k < shape.rank; ++k)
        if (l.layout.stride[k] != 0 || l.where == memory_space::nowhere) count *= shape.at[k];
    return count;
}

/// A step of Program: a group, or behind them an output that is copied.
template <class Program, class T, int Step>
class facts_maker {
    static constexpr int groups = Program::plan.group_count;
    static constexpr int index = Step < groups ? Program::plan.order[Step < groups ? Step : 0] : -1;

    static constexpr int read_from_outside(int i) {
        graph_view const g = Program::graph();
        return numbers_behind(Program::plan.at[i], g.shape_of(i));
    }
    static constexpr void count_members(group_facts& facts) {
        graph_view const g = Program::graph();
        for (int i = facts.first; i >= 0; i = Program::plan.next[i]) {
            facts.flops += shaped_flops(g, i).total;
            if (Program::plan.stored[i]) facts.written += g.shape_of(i).size();
        }
    }
    static constexpr void describe_loops(group_facts& facts) {
        constexpr auto const& code = group_code<Program, index>::code;
        if (facts.what == group_kind::contraction) {
            constexpr contraction_plan plan = group_code<Program, index>::code.contraction;
            constexpr contraction_way way = choose_way(plan, native_lanes<T>).way;
            for (int k = 0; k < plan.rank; ++k) facts.loops.push(plan.length[k]);
            for (int k = 0; k < plan.sums; ++k) facts.sums.push(plan.sum_length[k]);
            facts.lanes = lanes_of(plan, native_lanes<T>);
            facts.along_sums = way == contraction_way::packs_of_terms;
            facts.copies = way == contraction_way::after_copy;
        } else {
            facts.loops = code.outer;
            if (code.row != 1 || facts.loops.rank == 0) facts.loops.push(code.row);
            facts.lanes = nest_lanes<group_code<Program, index>, T>();
            facts.whole_rows = code.whole_rows;
        }
        for (int k = 0; k < code.pointers; ++k)
            if (Program::plan.group_of[Program::plan.root[code.nodes[k]]] != index)
                facts.read += read_from_outside(code.nodes[k]);
    }
    static constexpr void describe_single(group_facts& facts) {
        graph_view const g = Program::graph();
        node const& n = g.nodes[facts.first];
        facts.loops = g.shape_of(facts.first);
        if (reads_list(n)) {
            operand_list const operands(g.nodes, n.a);
            for (int k = 0; k < operands.size(); ++k) facts.read += read_from_outside(operands[k]);
            for (int i = facts.first + 1; i < g.size; ++i)
                if (g.nodes[i].operation == op::result && g.nodes[i].a == facts.first && Program::plan.stored[i])
                    facts.written += g.shape_of(i).size();
        } else
            for (int k = 0; k < operands_read(n); ++k) facts.read += read_from_outside(operand(n, k));
    }

public:
    static constexpr group_facts value = [] {
        group_facts facts;
        if constexpr (Step < groups) {
            facts.what = Program::plan.groups[index].what;
            facts.first = Program::plan.groups[index].first;
            count_members(facts);
            if constexpr (Program::plan.groups[index].what == group_kind::single) describe_single(facts);
            else describe_loops(facts);
        } else {
            facts.result = Step - groups;
            facts.first = Program::graph().outputs[facts.result];
            facts.loops = Program::graph().shape_of(facts.first);
            facts.read = read_from_outside(facts.first);
            facts.written = facts.loops.size();
        }
        return facts;
    }();
};

/// All steps of a program. Results of loops and results in their place are steps in which nothing happens.
template <class Program>
inline constexpr int steps_of_program = Program::plan.group_count + Program::graph().output_count;
template <class Program, class T, int Step>
constexpr bool happens() {
    if constexpr (Step >= Program::plan.group_count) return Program::plan.copied[Step - Program::plan.group_count];
    else return Program::graph().nodes[facts_maker<Program, T, Step>::value.first].operation != op::result;
}

/// The types of arguments without which a function of tensors cannot be traced.
template <class F, class... A>
constexpr bool check_explained() {
    using applied = applied_verb<function_of<F>>;
    using function = typename applied::function;
    if constexpr (!std::is_empty_v<function> || !std::is_default_constructible_v<function>) return true;  // said later
    else {
        constexpr bool fits = takes<function, typename primal_for<typename applied::verb, function, A...>::type>();
        static_assert(fits, "explain(f) requires a function f of numbers, or the types of its arguments: "
                            "explain<tensor<float, 8>, double>(f)");
        return fits;
    }
}

}  // namespace detail

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Instructions: nodes that are cheaper together become one.
// In: a simplified graph. Out: one instruction for each node, of which some are absorbed by others.
#pragma once

#include <tapeless/execute/program.hpp>
#include <tapeless/graph/graph.hpp>

namespace tapeless {

/// The action that computes a node, with the nodes that it reads.
struct instruction {
    enum state_type : std::uint8_t {
        plain,
        absorbed,  ///< computed inside its only user
        second,    ///< a second result: `a` is the instruction that computes both
    };
    action what = action::load;
    state_type state = plain;
    bool truth = false;  ///< the result is a condition
    int count = 0;       ///< operands
    int a = 0;
    int b = 0;
    int c = 0;
    int partner = -1;  ///< the node of the second result
};

namespace detail {

/// sin(x) with cos(x) and erf(x) or erfc(x) with exp(-x * x) are one computation each.
template <int Nodes, int Outputs, unsigned Room>
constexpr void pair_up(graph<Nodes, Outputs> const& from, instruction (&code)[Room], int const (&uses)[Room]) {
    int waiting[Room]{};  // for each x: 1 + the node of sin(x), erf(x) or erfc(x)
    for (int i = 0; i < from.size; ++i) {
        op const operation = from.nodes[i].operation;
        if (operation == op::sin || operation == op::erf || operation == op::erfc) waiting[from.nodes[i].a] = i + 1;
    }
    for (int i = 0; i < from.size; ++i) {
        node const& n = from.nodes[i];
        int first = -1;
        action both = action::sincos;
        if (n.operation == op::cos && waiting[n.a] != 0 && from.nodes[waiting[n.a] - 1].operation == op::sin)
            first = waiting[n.a] - 1;
        if (n.operation == op::exp && from.nodes[n.a].operation == op::neg) {
            node const& square = from.nodes[from.nodes[n.a].a];
            if (square.operation == op::mul && square.a == square.b && waiting[square.a] != 0 &&
                from.nodes[waiting[square.a] - 1].operation != op::sin) {
                first = waiting[square.a] - 1;
                both = from.nodes[first].operation == op::erf ? action::erf_exp : action::erfc_exp;
                if (uses[n.a] == 1) {
                    code[n.a].state = instruction::absorbed;
                    if (uses[from.nodes[n.a].a] == 1) code[from.nodes[n.a].a].state = instruction::absorbed;
                }
            }
        }
        if (first < 0 || code[first].partner >= 0) continue;
        code[first].what = both;
        code[first].partner = i;
        code[i] = {both, instruction::second, false, 1, first, 0, 0, -1};
    }
}

/// A product that only a sum or a difference uses is computed there: a * b + c.
template <int Nodes, int Outputs, unsigned Room>
constexpr void fuse_products(graph<Nodes, Outputs> const& from, instruction (&code)[Room], int const (&uses)[Room]) {
    for (int i = 0; i < from.size; ++i) {
        node const& n = from.nodes[i];
        if (n.operation != op::add && n.operation != op::sub) continue;
        bool const second =
            code[n.b].what == action_of(op::mul) && code[n.b].state == instruction::plain && uses[n.b] == 1;
        bool const first =
            code[n.a].what == action_of(op::mul) && code[n.a].state == instruction::plain && uses[n.a] == 1;
        if (!first && !second) continue;
        int const product = second ? n.b : n.a;
        int const other = second ? n.a : n.b;
        action const what = n.operation == op::add ? action::mul_add : second ? action::sub_mul : action::mul_sub;
        code[i] = {what, instruction::plain, false, 3, code[product].a, code[product].b, other, -1};
        code[product].state = instruction::absorbed;
    }
}

}  // namespace detail

/// How many users of a node wait, and the sum of their indices: when one is left, the sum is that one.
struct user_list {
    int count = 0;
    int sum = 0;
    constexpr void add(int user) { count += 1, sum += user; }
    constexpr void remove(int user) { count -= 1, sum -= user; }
};
template <int Nodes>
struct users_of {
    user_list at[static_cast<unsigned>(Nodes) + 1]{};
};

/// One instruction for each node, and who uses its result.
template <int Nodes>
struct fused_code {
    instruction instructions[static_cast<unsigned>(Nodes) + 1]{};
    users_of<Nodes> users;
};

template <int Nodes, int Outputs>
[[nodiscard]] constexpr fused_code<Nodes> fuse(graph<Nodes, Outputs> const& from) {
    fused_code<Nodes> result;
    int uses[static_cast<unsigned>(Nodes) + 1]{};
    for (int i = 0; i < from.size; ++i) {
        node const& n = from.nodes[i];
        int const operands = arity(n.operation);
        result.instructions[i] = {
            action_of(n.operation), instruction::plain, is_condition(n.operation), operands, n.a, n.b, n.c, -1};
        if (operands > 0) ++uses[n.a];
        if (operands > 1) ++uses[n.b];
        if (operands > 2) ++uses[n.c];
    }
    for (int i = 0; i < Outputs; ++i) ++uses[from.outputs[i]];
    detail::pair_up(from, result.instructions, uses);
    detail::fuse_products(from, result.instructions, uses);
    for (int i = 0; i < from.size; ++i) {
        instruction const& n = result.instructions[i];
        if (n.state != instruction::plain || n.count == 0) continue;
        result.users.at[n.a].add(i);
        if (n.count > 1 && n.b != n.a) result.users.at[n.b].add(i);
        if (n.count > 2 && n.c != n.a && n.c != n.b) result.users.at[n.c].add(i);
    }
    return result;
}

}  // namespace tapeless

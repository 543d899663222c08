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
constexpr void pair_up(graph_view const& from, instruction* code, int const* uses) {
    unsigned const size = static_cast<unsigned>(from.size);
    int* const waiting = new int[size]{};  // for each x: 1 + the node of sin(x), erf(x) or erfc(x)
    for (int i = 0; i < from.size; ++i) {
        op const operation = from.nodes[i].operation;
        if (operation == op::sin || operation == op::erf || operation == op::erfc)
            waiting[from.nodes[i].a] = i + 1;
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
    delete[] waiting;
}

/// A product that only a sum or a difference uses is computed there: a * b + c.
constexpr void fuse_products(graph_view const& from, instruction* code, int const* uses) {
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
        action const what = n.operation == op::add ? action::mul_add
                            : second               ? action::sub_mul
                                                   : action::mul_sub;
        code[i] = {what, instruction::plain, false, 3, code[product].a, code[product].b, other, -1};
        code[product].state = instruction::absorbed;
    }
}

}  // namespace detail

/// One instruction for each node; the caller deletes the array.
[[nodiscard]] constexpr instruction* fuse(graph_view const& from) {
    unsigned const size = static_cast<unsigned>(from.size);
    instruction* const code = new instruction[size]{};
    int* const uses = new int[size]{};
    for (int i = 0; i < from.size; ++i) {
        node const& n = from.nodes[i];
        int const operands = arity(n.operation);
        code[i] = {action_of(n.operation),
                   instruction::plain,
                   is_condition(n.operation),
                   operands,
                   n.a,
                   n.b,
                   n.c,
                   -1};
        if (operands > 0) ++uses[n.a];
        if (operands > 1) ++uses[n.b];
        if (operands > 2) ++uses[n.c];
    }
    for (int i = 0; i < from.output_count; ++i) ++uses[from.outputs[i]];
    detail::pair_up(from, code, uses);
    detail::fuse_products(from, code, uses);
    delete[] uses;
    return code;
}

}  // namespace tapeless

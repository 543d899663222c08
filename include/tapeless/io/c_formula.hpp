// SPDX-License-Identifier: BSL-1.0
// Formulas for comments.
// In: a graph and what writes its inputs. Out: short formulas as they are written on paper.
#pragma once

#include <tapeless/io/c_writer.hpp>

namespace tapeless::detail {

/// Writes the nodes of a graph as formulas that repeat what is used twice.
class c_formula {
public:
    static constexpr int most_operations = 40;

    c_formula(std::ostream& out, graph_view const& from, c_setting const& setting, c_place_writer input)
        : out_(out), from_(from), setting_(setting), input_(input) {}

    /// Whether a formula has few enough operations to be read.
    [[nodiscard]] bool is_short(int node) const { return count(node, most_operations) >= 0; }
    void write(int node) { write(node, 0); }

private:
    /// What is left of `budget` after the operations of a formula; below 0 if that is too little.
    [[nodiscard]] int count(int i, int budget) const {
        node const& n = from_.nodes[i];
        for (int k = 0; k < arity(n.operation) && budget >= 0; ++k) budget = count(operand(n, k), budget - (k == 0));
        return budget;
    }

    /// 1: a choice, 2: or, 3: and, 4: a comparison, 5: a sum, 6: a product, 7: a sign, 8: anything else.
    [[nodiscard]] static constexpr int rank(op operation) {
        switch (operation) {
        case op::select:
        case op::cond: return 1;
        case op::logical_or: return 2;
        case op::logical_and: return 3;
        case op::less:
        case op::less_equal:
        case op::equal: return 4;
        case op::add:
        case op::sub: return 5;
        case op::mul:
        case op::div: return 6;
        case op::neg:
        case op::logical_not: return 7;
        default: return 8;
        }
    }

    void write(int i, int around) {
        node const& n = from_.nodes[i];
        if (n.operation == op::input) return input_(out_, n.a, setting_.names);
        if (n.operation == op::constant) {
            char text[40];
            return write_text(
                out_, {text, static_cast<std::size_t>(std::to_chars(text, text + sizeof text, n.value).ptr - text)});
        }
        int const own = rank(n.operation);
        if (own <= around) write_text(out_, "(");
        if (own == 8) write_call(n);
        else write_form(form_of(action_of(n.operation)), n, own);
        if (own <= around) write_text(out_, ")");
    }
    void write_call(node const& n) {
        write_text(out_, row(n.operation).name);
        write_text(out_, "(");
        for (int k = 0; k < arity(n.operation); ++k) {
            if (k > 0) write_text(out_, ", ");
            write(operand(n, k), 0);
        }
        write_text(out_, ")");
    }
    void write_form(std::string_view form, node const& n, int own) {
        for (char const& c : form) {
            if (c == 'a') write(n.a, arity(n.operation) == 2 ? own - 1 : own);  // from left to right
            else if (c == 'b') write(n.b, own == 1 ? own : n.operation == op::add ? own - 1 : own);
            else if (c == 'c') write(n.c, own);
            else write_text(out_, {&c, 1});
        }
    }

    std::ostream& out_;
    graph_view from_;
    c_setting const& setting_;
    c_place_writer input_;
};

}  // namespace tapeless::detail

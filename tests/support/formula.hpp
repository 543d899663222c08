// SPDX-License-Identifier: BSL-1.0
// Graphs as formulas, for the message of a failed test.
// In: a graph. Out: one line a shared value and one line a result, in the notation of a user's function.
#pragma once

#include "support/graphs.hpp"

#include <charconv>

namespace support {

namespace detail {

/// The shortest decimal that reads back as the same number.
inline std::string shortest(double x) {
    char text[40];
    return {text, std::to_chars(text, text + sizeof text, x).ptr};
}

/// How tightly a piece of text holds together: an operand that binds less than its place asks for gets brackets.
enum binding { comparison, sum, product, sign, whole };

struct infix {
    op operation;
    char const* symbol;
    binding strength;
    binding left, right;  ///< what the operands must have
};
inline constexpr infix infixes[] = {
    {op::add, " + ", sum, sum, sum},
    {op::sub, " - ", sum, sum, product},
    {op::mul, " * ", product, product, product},
    {op::div, " / ", product, product, sign},
    {op::less, " < ", comparison, sum, sum},
    {op::less_equal, " <= ", comparison, sum, sum},
    {op::equal, " == ", comparison, sum, sum},
    {op::logical_and, " && ", comparison, whole, whole},
    {op::logical_or, " || ", comparison, whole, whole},
};

class formula_printer {
public:
    explicit formula_printer(owned_graph const& g) : graph_(g), uses_(g.nodes.size()), text_(g.nodes.size()) {
        for (int output : g.outputs) ++uses_[static_cast<std::size_t>(output)];
        for (std::size_t i = g.nodes.size(); i-- > 0;)
            for (int k = 0; uses_[i] != 0 && k < tapeless::arity(g.nodes[i].operation); ++k)
                ++uses_[static_cast<std::size_t>(operand(g.nodes[i], k))];
    }

    std::string print() {
        std::string lines;
        int named = 0;
        for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
            if (uses_[i] == 0) continue;
            text_[i] = piece_of(graph_.nodes[i]);
            if (uses_[i] == 1 || tapeless::arity(graph_.nodes[i].operation) == 0) continue;
            std::string const name = "t" + std::to_string(++named);
            lines += name + " = " + text_[i].text + "\n";
            text_[i] = {name, whole};
        }
        for (int output : graph_.outputs) lines += "-> " + text_[static_cast<std::size_t>(output)].text + "\n";
        return lines;
    }

private:
    struct piece {
        std::string text;
        binding strength = whole;
    };

    std::string at(int i, binding wanted) const {
        piece const& p = text_[static_cast<std::size_t>(i)];
        return p.strength >= wanted ? p.text : "(" + p.text + ")";
    }
    piece piece_of(node const& n) const {
        if (n.operation == op::input) return {n.a < 3 ? std::string(1, "xyz"[n.a]) : "x" + std::to_string(n.a), whole};
        if (n.operation == op::constant) return {shortest(n.value), std::signbit(n.value) ? sign : whole};
        if (n.operation == op::neg) return {"-" + at(n.a, whole), sign};
        if (n.operation == op::logical_not) return {"!" + at(n.a, whole), sign};
        for (infix const& i : infixes)
            if (i.operation == n.operation) return {at(n.a, i.left) + i.symbol + at(n.b, i.right), i.strength};
        std::string text = std::string(tapeless::row(n.operation).name) + "(";
        for (int k = 0; k < tapeless::arity(n.operation); ++k)
            text += (k == 0 ? "" : ", ") + at(operand(n, k), comparison);
        return {text + ")", whole};
    }

    owned_graph const& graph_;
    std::vector<int> uses_;
    std::vector<piece> text_;
};

}  // namespace detail

/// A line for each value that several nodes use (t1 = ...), then one for each output (-> ...).
inline std::string formula(owned_graph const& g) { return detail::formula_printer(g).print(); }

/// As `formula`, with the arguments below.
inline std::string formula_at(owned_graph const& g, std::vector<double> const& point) {
    std::string text = formula(g) + "at";
    for (double x : point) text += " " + detail::shortest(x);
    return text + "\n";
}

}  // namespace support

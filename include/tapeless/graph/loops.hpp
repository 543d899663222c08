// SPDX-License-Identifier: BSL-1.0
// Loops as nodes: a body that is kept once, carried values, and values read and written step by step.
// In: a body and its operands. Out: a node, its results, and what passes ask of it.
#pragma once

#include <tapeless/graph/arrange.hpp>

namespace tapeless {

/// A node op::scan taken apart. Operands and inputs of the body: what is carried, what is read step by step (with a leading
/// axis outside), what every step reads. Results: what is carried after the last step, then what is written step by step.
struct loop {
    int part = -1;
    int steps = 0;
    int carried = 0;
    int read = 0;
    bool backwards = false;
    bool recomputed = false;  ///< a checkpoint: differentiation keeps nothing of its inside
    int extends = -1;         ///< the part whose results are the first ones of this loop, with the same operands

    constexpr loop() = default;
    constexpr explicit loop(attribute const& how)
        : part(how.part), steps(how.axis[0]), carried(how.axis[1]), read(how.axis[2]), backwards(how.axis[3] != 0),
          recomputed(how.axis[4] != 0), extends(how.axis[5] - 1) {}
    [[nodiscard]] constexpr attribute how() const {
        attribute result;
        int const all[] = {steps, carried, read, backwards ? 1 : 0, recomputed ? 1 : 0, extends + 1};
        for (int i = 0; i < 6; ++i) result.axis[i] = all[i];
        result.part = part;
        return result;
    }
};

/// The operands of a loop, in a list that the node's operand leads to.
[[nodiscard]] constexpr int operand_count(node const* nodes, int list) {
    int count = 1;
    for (; nodes[list].operation == op::argument; list = nodes[list].a) ++count;
    return count;
}
constexpr void write_operands(node const* nodes, int list, int count, int* operands) {
    for (int k = count - 1; k > 0; --k, list = nodes[list].a) operands[k] = nodes[list].b;
    operands[0] = list;
}
/// The same as an object.
class operand_list {
public:
    constexpr operand_list(node const* nodes, int list)
        : count_(operand_count(nodes, list)), at_(new int[static_cast<unsigned>(count_) + 1]{}) {
        write_operands(nodes, list, count_, at_);
    }
    operand_list(operand_list const&) = delete;
    operand_list& operator=(operand_list const&) = delete;
    constexpr ~operand_list() { delete[] at_; }
    [[nodiscard]] constexpr int size() const { return count_; }
    constexpr int& operator[](int i) { return at_[i]; }
    constexpr int operator[](int i) const { return at_[i]; }
    [[nodiscard]] constexpr int const* data() const { return at_; }

private:
    int count_;
    int* at_;
};

namespace arrange {

/// A loop over some operands, at least one.
[[nodiscard]] constexpr int scan(graph_builder& g, loop const& what, int const* operands, int count) {
    int list = operands[0];
    for (int i = 1; i < count; ++i) list = g.append(op::argument, list, operands[i]);
    return g.append_shaped({.operation = op::scan, .a = list, .c = g.tables().attribute(what.how())});
}
/// Result `k` of a loop.
[[nodiscard]] constexpr int scan_result(graph_builder& g, int node, loop const& what, int k) {
    graph_view const body = g.tables().view_of_part(what.part);
    extents shape = body.shape_of(body.outputs[k]);
    if (k >= what.carried) {
        extents longer;
        longer.push(what.steps);
        for (int i = 0; i < shape.rank; ++i) longer.push(shape.at[i]);
        shape = longer;
    }
    return g.append_shaped(
        {.operation = op::result, .a = node, .b = k, .shape = shape.rank > 0 ? g.tables().shape(shape) : 0});
}

}  // namespace arrange

}  // namespace tapeless

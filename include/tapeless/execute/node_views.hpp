// SPDX-License-Identifier: BSL-1.0
// Which nodes of a graph with shapes are computed, and through which others the rest is seen.
// In: a graph and where its inputs are. Out: for every node whose numbers it shows, and with which strides.
#pragma once

#include <tapeless/core/structure.hpp>
#include <tapeless/execute/places.hpp>
#include <tapeless/graph/loops.hpp>

namespace tapeless {

/// A view's map of indices as strides, where it stays inside of its operand.
[[nodiscard]] constexpr strided through_view(strided const& operand, int operand_rank, attribute const& how,
                                             extents const& result) noexcept {
    strided layout;
    layout.base = operand.base;
    for (int j = 0; j < operand_rank; ++j) layout.base += how.offset[j] * operand.stride[j];
    for (int i = 0; i < result.rank; ++i)
        layout.stride[i] = how.axis[i] < 0 ? 0 : how.step[i] * operand.stride[how.axis[i]];
    return layout;
}

/// Whether the node's operand leads to a list of operands.
[[nodiscard]] constexpr bool reads_list(node const& n) { return n.operation == op::scan || n.operation == op::call; }
/// How many operands a kernel reads; what only tells differentiation something is not among them.
[[nodiscard]] constexpr int operands_read(node const& n) {
    return n.operation == op::custom || n.operation == op::result ? 1 : arity(n.operation);
}

/// f(operand) for everything that a kernel reads: a loop and a call read a list.
template <class F>
constexpr void for_each_operand(graph_view const& g, int i, F const& f) {
    node const& n = g.nodes[i];
    if (reads_list(n)) {
        operand_list const operands(g.nodes, n.a);
        for (int k = 0; k < operands.size(); ++k) f(operands[k]);
    } else
        for (int k = 0; k < operands_read(n); ++k) f(operand(n, k));
}

/// Views and most reshapes compute nothing: they are other strides over the node that they show, their root.
class node_views {
public:
    constexpr node_views(graph_view const& g, place const* inputs)
        : at(new location[static_cast<unsigned>(g.size) + 1]{}), root(new int[static_cast<unsigned>(g.size) + 1]{}),
          needed(new bool[static_cast<unsigned>(g.size) + 1]{}),
          output_of(new int[static_cast<unsigned>(g.size) + 1]{}),
          row_by_row_(new bool[static_cast<unsigned>(g.size) + 1]{}) {
        for (int i = 0; i < g.size; ++i) output_of[i] = -1;
        for (int i = g.output_count - 1; i >= 0; --i) {
            needed[g.outputs[i]] = true;
            output_of[g.outputs[i]] = i;
        }
        for (int i = g.size - 1; i >= 0; --i)
            if (needed[i]) mark_operands(g, i);
        for (int i = 0; i < g.size; ++i)
            if (needed[i]) {
                root[i] = i;
                locate(g, i, inputs, row_by_row_[i] || output_of[i] >= 0);
                if (!at[i].computed && operands_read(g.nodes[i]) > 0) root[i] = root[g.nodes[i].a];
            }
    }
    node_views(node_views const&) = delete;
    node_views& operator=(node_views const&) = delete;
    constexpr ~node_views() {
        delete[] at;
        delete[] root;
        delete[] needed;
        delete[] output_of;
        delete[] row_by_row_;
    }

    location* at;
    int* root;
    bool* needed;
    int* output_of;  ///< the first output that a node is, or -1

private:
    constexpr void mark_operands(graph_view const& g, int i) {
        node const& n = g.nodes[i];
        for (int k = 0; k < operands_read(n); ++k) {
            needed[operand(n, k)] = true;
            bool const passes_on = (n.operation == op::stop_gradient || n.operation == op::custom) && row_by_row_[i];
            if (passes_on || (n.operation >= op::cholesky && n.operation <= op::scan) ||
                n.operation == op::triangular_solve || n.operation == op::argument)
                row_by_row_[operand(n, k)] = true;
        }
    }

    /// Everything but places in the workspace and in the outputs.
    constexpr void locate(graph_view const& g, int i, place const* inputs, bool row_by_row) {
        node const& n = g.nodes[i];
        extents const& shape = g.shape_of(i);
        location& l = at[i];
        l.layout = contiguous(shape);
        switch (n.operation) {
        case op::input: l = {memory_space::input, false, inputs[n.a].run, inputs[n.a].offset, l.layout}; return;
        case op::constant: l = {memory_space::constant, false, i, 0, l.layout}; return;
        case op::table: l = {memory_space::table, false, i, n.a, l.layout}; return;
        case op::iota: l = {memory_space::iota, false, i, 0, l.layout}; return;
        case op::stop_gradient:
        case op::custom: l.layout = at[n.a].layout; return;
        case op::argument: return;
        case op::result: l.computed = true; return;
        case op::view:
            if (!row_by_row && stays_inside(g.shape_of(n.a), g.attribute_of(i), shape)) {
                l.layout = through_view(at[n.a].layout, g.shape_of(n.a).rank, g.attribute_of(i), shape);
                return;
            }
            break;
        case op::reshape:
            if (reshapes_in_place(at[n.a].layout, g.shape_of(n.a), shape, l.layout) &&
                (!row_by_row || is_row_by_row(l.layout, shape)))
                return;
            l.layout = contiguous(shape);
            break;
        default: break;
        }
        l.computed = true;
    }
    static constexpr bool is_row_by_row(strided const& layout, extents const& shape) {
        for (int i = 0; i < shape.rank; ++i)
            if (shape.at[i] != 1 && layout.stride[i] != shape.stride(i)) return false;
        return true;
    }
    /// The strides of a reshaped operand, if axes only come and go without changing the order.
    static constexpr bool reshapes_in_place(strided const& from, extents const& before, extents const& after,
                                            strided& to) {
        if (is_row_by_row(from, before)) {
            to.base = from.base;
            return true;
        }
        int next = 0;
        strided found;
        found.base = from.base;
        for (int i = 0; i < after.rank; ++i) {
            if (after.at[i] == 1) continue;
            while (next < before.rank && before.at[next] == 1) ++next;
            if (next == before.rank || before.at[next] != after.at[i]) return false;
            found.stride[i] = from.stride[next++];
        }
        to = found;
        return true;
    }

    bool* row_by_row_;
};

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Where the numbers of every node of a graph with shapes lie.
// In: a graph, where its inputs are and where its outputs go. Out: a place for every node, and the workspace they share.
#pragma once

#include <tapeless/core/structure.hpp>
#include <tapeless/execute/places.hpp>
#include <tapeless/graph/loops.hpp>

// g++ finds shadowed names of the user's in lambdas of templates.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

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

/// Places for all nodes. Views and most reshapes take none: they are other strides over their operand.
///
/// Workspace   numbers that are alive at the same time lie side by side, others reuse their place (first fit); a loop has
///             what it carries twice, and the workspace of its body
class tensor_planner {
public:
    constexpr tensor_planner(graph_view const& g, place const* inputs, place const* outputs)
        : at(new location[static_cast<unsigned>(g.size) + 1]{}),
          copied(new bool[static_cast<unsigned>(g.output_count) + 1]{}) {
        unsigned const size = static_cast<unsigned>(g.size) + 1;
        bool* const needed = new bool[size]{};
        bool* const row_by_row = new bool[size]{};
        int* const output_of = new int[size]{};
        int* const root = new int[size]{};
        int* const last_use = new int[size]{};
        for (int i = 0; i < g.size; ++i) output_of[i] = -1;
        for (int i = g.output_count - 1; i >= 0; --i) {
            needed[g.outputs[i]] = true;
            output_of[g.outputs[i]] = i;
        }
        for (int i = g.size - 1; i >= 0; --i)
            if (needed[i]) mark_operands(g, i, needed, row_by_row);
        for (int i = 0; i < g.size; ++i)
            if (needed[i]) {
                root[i] = i;
                locate(g, i, inputs, row_by_row[i] || output_of[i] >= 0);
                if (!at[i].computed && operands_read(g.nodes[i]) > 0) root[i] = root[g.nodes[i].a];
                last_use[root[i]] = i;
                for (int k = 0; k < operands_read(g.nodes[i]); ++k) last_use[root[operand(g.nodes[i], k)]] = i;
                if (!reads_list(g.nodes[i])) continue;
                operand_list const operands(g.nodes, g.nodes[i].a);
                for (int k = 0; k < operands.size(); ++k) last_use[root[operands[k]]] = i;
            }
        for (int i = 0; i < g.output_count; ++i) {
            int const of = g.outputs[i];
            location& l = at[of];
            if (l.computed && output_of[of] == i) {
                l.where = memory_space::output;
                l.run = outputs[i].run;
                l.offset = outputs[i].offset;
            } else {
                copied[i] = true;
                last_use[root[of]] = g.size;
            }
        }
        allocate(g, needed, last_use);
        for (int i = 0; i < g.size; ++i)
            if (needed[i] && root[i] != i) {
                at[i].where = at[root[i]].where;
                at[i].run = at[root[i]].run;
                at[i].offset = at[root[i]].offset;
            }
        delete[] needed;
        delete[] row_by_row;
        delete[] output_of;
        delete[] root;
        delete[] last_use;
    }
    tensor_planner(tensor_planner const&) = delete;
    tensor_planner& operator=(tensor_planner const&) = delete;
    constexpr ~tensor_planner() {
        delete[] at;
        delete[] copied;
    }

    location* at;
    bool* copied;       ///< whether output i is a copy of a node that lies elsewhere
    int workspace = 0;  ///< numbers
    /// Whether the node's operand leads to a list of operands.
    [[nodiscard]] static constexpr bool reads_list(node const& n) {
        return n.operation == op::scan || n.operation == op::call;
    }
    /// How many operands a kernel reads; what only tells differentiation something is not among them.
    [[nodiscard]] static constexpr int operands_read(node const& n) {
        return n.operation == op::custom || n.operation == op::result ? 1 : arity(n.operation);
    }

private:
    static constexpr void mark_operands(graph_view const& g, int i, bool* needed, bool* row_by_row) {
        node const& n = g.nodes[i];
        for (int k = 0; k < operands_read(n); ++k) {
            needed[operand(n, k)] = true;
            bool const passes_on = (n.operation == op::stop_gradient || n.operation == op::custom) && row_by_row[i];
            if (passes_on || (n.operation >= op::cholesky && n.operation <= op::scan) ||
                n.operation == op::triangular_solve || n.operation == op::argument)
                row_by_row[operand(n, k)] = true;
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

    /// Places in the workspace. The results of a loop or call are alive from its first step on.
    constexpr void allocate(graph_view const& g, bool const* needed, int const* last_use) {
        detail::first_fit alive(at, g.size);
        int* const leaving = new int[static_cast<unsigned>(g.size) + 1]{};  // the last one that leaves after each node
        int* const also = new int[static_cast<unsigned>(g.size) + 1]{};
        for (int i = 0; i <= g.size; ++i) leaving[i] = -1;
        auto const give_place = [&](int i, int size) {
            at[i].where = memory_space::workspace;
            at[i].offset = alive.take(i, size);
            if (workspace < at[i].offset + size) workspace = at[i].offset + size;
            also[i] = leaving[last_use[i]];
            leaving[last_use[i]] = i;
        };
        for (int i = 0; i < g.size; ++i) {
            if (i > 0)
                for (int k = leaving[i - 1]; k >= 0; k = also[k]) alive.leave(k);
            if (!needed[i] || !at[i].computed || g.nodes[i].operation == op::result) continue;
            if (reads_list(g.nodes[i])) {
                if (g.nodes[i].operation == op::scan) give_place(i, loop_scratch(g, i, needed));
                else if (at[i].where != memory_space::output) give_place(i, 1);
                for (int k = i + 1; k < g.size; ++k)
                    if (needed[k] && g.nodes[k].operation == op::result && g.nodes[k].a == i &&
                        at[k].where != memory_space::output)
                        give_place(k, g.shape_of(k).size());
            } else if (at[i].where != memory_space::output) give_place(i, g.shape_of(i).size());
        }
        delete[] leaving;
        delete[] also;
    }
    static constexpr int loop_scratch(graph_view const& g, int i, bool const* needed);
};

constexpr int tensor_planner::loop_scratch(graph_view const& g, int i, bool const* needed) {
    loop const what(g.attribute_of(i));
    graph_view const body = g.part(what.part);
    int total = 0;
    for (int k = 0; k < body.output_count; ++k) {
        int const size = body.shape_of(body.outputs[k]).size();
        bool wanted = false;
        for (int r = i + 1; r < g.size; ++r)
            wanted =
                wanted || (needed[r] && g.nodes[r].operation == op::result && g.nodes[r].a == i && g.nodes[r].b == k);
        int const copies = k < what.carried ? 2 : wanted ? 0 : 1;
        for (int c = 0; c < copies; ++c) total = detail::end_behind(total, size);
    }
    place* const places = new place[static_cast<unsigned>(body.input_count + body.output_count) + 1]{};
    for (int k = 0; k < body.input_count; ++k) places[k].run = k;
    for (int k = 0; k < body.output_count; ++k) places[body.input_count + k].run = k;
    total = detail::end_behind(total, tensor_planner(body, places, places + body.input_count).workspace);
    delete[] places;
    return total;
}

/// The same in an object of fixed size.
template <int Nodes, int Outputs>
struct tensor_plan {
    location at[static_cast<unsigned>(Nodes) + 1]{};
    bool copied[static_cast<unsigned>(Outputs) + 1]{};
    int workspace = 0;

    constexpr tensor_plan(graph_view const& g, place const* inputs, place const* outputs) {
        tensor_planner const plan(g, inputs, outputs);
        for (int i = 0; i < g.size; ++i) at[i] = plan.at[i];
        for (int i = 0; i < g.output_count; ++i) copied[i] = plan.copied[i];
        workspace = plan.workspace;
    }
};

}  // namespace tapeless

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

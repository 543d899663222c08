// SPDX-License-Identifier: BSL-1.0
// Which nodes of a graph with shapes share a loop nest.
// In: a graph and how its nodes are seen. Out: groups of nodes in an order in which they can run, and which nodes other
// groups read, so that these need memory.
#pragma once

#include <tapeless/core/pack.hpp>
#include <tapeless/execute/node_views.hpp>

namespace tapeless {

/// What a group is.
enum class group_kind : std::uint8_t {
    single,       ///< one operation with a kernel of its own
    nest,         ///< operations on each number, sums and extremes of them
    contraction,  ///< sums of products, and operations on each of them
};

/// How the numbers of a node lie in the space of its group.
enum class reach : std::uint8_t {
    full,    ///< one for each point
    row,     ///< one for each row: the last axes are gone
    column,  ///< one for each point of a row: the sum over the other axes
    total,   ///< one for all
};

/// Nodes that one loop nest computes. Its space has no axes of length 1.
struct node_group {
    group_kind what = group_kind::single;
    extents space{};
    int row_axes = 0;         ///< how many of the last axes make a row; 0: none of the nodes asks for rows
    bool whole_rows = false;  ///< numbers of a row wait for a result of the row, so that all of it is in registers
    bool has_rows = false;
    bool has_columns = false;
    int first = 0;
    int last = 0;
    int count = 0;
};

/// How long a row may be that is held in registers: eight packs of single precision.
inline constexpr int longest_row_in_registers = 8 * (native_lanes<float> > 4 ? native_lanes<float> : 4);
/// More nodes than this would only crowd the registers.
inline constexpr int most_nodes_in_group = 48;
/// How far back a node looks for a group that it could join.
inline constexpr int groups_to_look_at = 4;

/// Without axes of length 1.
[[nodiscard]] constexpr extents squeezed(extents const& of) noexcept {
    extents result;
    for (int i = 0; i < of.rank; ++i)
        if (of.at[i] != 1) result.at[result.rank++] = of.at[i];
    return result;
}
[[nodiscard]] constexpr strided squeezed(strided const& layout, extents const& of) noexcept {
    strided result;
    result.base = layout.base;
    for (int i = 0, k = 0; i < of.rank; ++i)
        if (of.at[i] != 1) result.stride[k++] = layout.stride[i];
    return result;
}

/// How the operand of an operation on each number lies under the result's axes.
[[nodiscard]] constexpr strided stretched(strided const& operand, extents const& of, extents const& result) noexcept {
    strided to;
    to.base = operand.base;
    for (int i = 0; i < result.rank; ++i) {
        int const axis = i - (result.rank - of.rank);
        to.stride[i] = axis < 0 || of.at[axis] == 1 ? 0 : operand.stride[axis];
    }
    return to;
}

/// Whether a contraction sums nothing: a product of numbers that are spread over the result's axes.
[[nodiscard]] constexpr bool is_outer_product(graph_view const& g, int i) {
    node const& n = g.nodes[i];
    if (n.operation != op::contract) return false;
    attribute const& how = g.attribute_of(i);
    extents const& result = g.shape_of(i);
    auto const kept = [&](extents const& of, int const* labels) {
        for (int k = 0; k < of.rank; ++k) {
            bool found = of.at[k] == 1;
            for (int j = 0; j < result.rank; ++j) found = found || how.offset[j] == labels[k];
            if (!found) return false;
        }
        return true;
    };
    return kept(g.shape_of(n.a), how.axis) && kept(g.shape_of(n.b), how.step);
}
[[nodiscard]] constexpr bool works_on_numbers(graph_view const& g, int i) {
    return (has_kernel(g.nodes[i].operation) && !is_marker(g.nodes[i].operation)) || is_outer_product(g, i);
}
[[nodiscard]] constexpr bool is_reduction(op operation) {
    return operation >= op::reduce_sum && operation <= op::reduce_min;
}

/// Operand k of a node that works on numbers, under the axes of the result; of a reduction, under those of the operand.
[[nodiscard]] constexpr strided operand_layout(graph_view const& g, location const* at, int i, int k) {
    node const& n = g.nodes[i];
    int const from = operand(n, k);
    if (is_reduction(n.operation)) return at[from].layout;
    if (n.operation != op::contract) return stretched(at[from].layout, g.shape_of(from), g.shape_of(i));
    attribute const& how = g.attribute_of(i);
    int const* const labels = k == 0 ? how.axis : how.step;
    strided to;
    to.base = at[from].layout.base;
    for (int j = 0; j < g.shape_of(i).rank; ++j)
        for (int axis = 0; axis < g.shape_of(from).rank; ++axis)
            if (labels[axis] == how.offset[j] && g.shape_of(from).at[axis] != 1)
                to.stride[j] += at[from].layout.stride[axis];
    return to;
}

/// Groups, greedily in the order of the nodes: a node joins the group that computes the last of its operands, where it
/// finds that operand in a register.
class node_grouping {
public:
    constexpr node_grouping(graph_view const& graph, node_views const& views)
        : group_of(new int[static_cast<unsigned>(graph.size) + 1]{}),
          lies(new reach[static_cast<unsigned>(graph.size) + 1]{}),
          next(new int[static_cast<unsigned>(graph.size) + 1]{}),
          stored(new bool[static_cast<unsigned>(graph.size) + 1]{}),
          groups(new node_group[static_cast<unsigned>(graph.size) + 1]{}), g_(graph), views_(views),
          lasting_(new bool[static_cast<unsigned>(graph.size) + 1]{}) {
        find_lasting();
        for (int i = 0; i < g_.size; ++i) group_of[i] = next[i] = -1;
        for (int i = 0; i < g_.size; ++i)
            if (views.needed[i] && views.at[i].computed) place_node(i);
        for (int i = 0; i < g_.output_count; ++i) store(g_.outputs[i]);
    }
    node_grouping(node_grouping const&) = delete;
    node_grouping& operator=(node_grouping const&) = delete;
    constexpr ~node_grouping() {
        delete[] group_of;
        delete[] lies;
        delete[] next;
        delete[] stored;
        delete[] groups;
        delete[] lasting_;
    }

    int* group_of;
    reach* lies;
    int* next;  ///< the node after this one in its group
    bool* stored;
    node_group* groups;
    int count = 0;

private:
    constexpr void store(int node) { stored[views_.root[node]] = true; }

    constexpr void place_node(int i) {
        node const& n = g_.nodes[i];
        int latest = -1;
        for (int k = 0; k < operands_read(n) && !reads_list(n) && n.operation != op::result; ++k)
            if (int const c = group_of[views_.root[operand(n, k)]]; c > latest) latest = c;
        if (works_on_numbers(g_, i)) {
            if (latest >= 0 && saves_memory(i, latest) && joins(i, latest)) return;
            // Beside what is computed since then, if it has the same space: the later, the less must be kept until then.
            for (int c = count - 1; c > latest && c >= count - groups_to_look_at; --c)
                if (joins(i, c)) return;
            if (latest >= 0 && joins(i, latest)) return;
            begin(i, group_kind::nest, squeezed(g_.shape_of(i)));
        } else if (is_reduction(n.operation) && reduces(i, latest)) return;
        else if (n.operation == op::contract) begin(i, group_kind::contraction, squeezed(g_.shape_of(i)));
        else begin(i, group_kind::single, squeezed(g_.shape_of(i)));
        read_operands(i);
    }
    /// Whether an operand that the group computes need not be in memory if the node joins it.
    [[nodiscard]] constexpr bool saves_memory(int i, int to) const {
        for (int k = 0; k < operands_read(g_.nodes[i]); ++k) {
            int const root = views_.root[operand(g_.nodes[i], k)];
            if (group_of[root] == to && !stored[root] && !lasting_[root]) return true;
        }
        return false;
    }
    /// What products, loops and other operations with kernels of their own read is in memory anyway.
    constexpr void find_lasting() {
        for (int i = 0; i < g_.size; ++i) {
            node const& n = g_.nodes[i];
            if (!views_.needed[i] || !views_.at[i].computed || works_on_numbers(g_, i) || is_reduction(n.operation) ||
                n.operation == op::result)
                continue;
            for_each_operand(g_, i, [this](int from) { lasting_[views_.root[from]] = true; });
        }
        for (int i = 0; i < g_.output_count; ++i) lasting_[views_.root[g_.outputs[i]]] = true;
    }
    constexpr void begin(int i, group_kind what, extents const& space, reach how = reach::full) {
        groups[count].what = what;
        groups[count].space = space;
        groups[count].first = i;
        add(i, count++, how);
    }
    constexpr void add(int i, int to, reach how) {
        node_group& c = groups[to];
        group_of[i] = to;
        lies[i] = how;
        if (c.count++ > 0) next[c.last] = i;
        c.last = i;
        if (how == reach::row) c.has_rows = true;
        if (how == reach::column) c.has_columns = true;
    }
    /// What a node reads from other groups must be in memory.
    constexpr void read_operands(int i) {
        if (g_.nodes[i].operation == op::result) return;
        for_each_operand(g_, i, [&](int from) {
            if (group_of[views_.root[from]] != group_of[i]) store(from);
        });
    }

    [[nodiscard]] static constexpr int row_length(node_group const& c, int axes) {
        int result = 1;
        for (int k = c.space.rank - axes; k < c.space.rank; ++k) result *= c.space.at[k];
        return result;
    }
    /// Whether one stride leads through the last axes.
    [[nodiscard]] static constexpr bool is_one_line(strided const& layout, extents const& space, int axes) {
        for (int k = space.rank - axes; k + 1 < space.rank; ++k)
            if (layout.stride[k] != layout.stride[k + 1] * space.at[k + 1]) return false;
        return true;
    }
    /// Whether the axes from `first` to before `end` are walked row by row, and those behind them not at all.
    [[nodiscard]] static constexpr bool is_place(strided const& layout, extents const& space, int first, int end) {
        int stride = 1;
        for (int k = space.rank - 1; k >= 0; --k) {
            bool const own = k >= first && k < end;
            if (layout.stride[k] != (own ? stride : 0)) return false;
            if (own) stride *= space.at[k];
        }
        return layout.base == 0;
    }

    /// Whether a group has what the node reads from it in registers, if the node lies there as `how`.
    constexpr bool reads_registers(int i, int to, reach how, bool& needs_whole_rows) const {
        node_group const& c = groups[to];
        extents const& shape = is_reduction(g_.nodes[i].operation) ? g_.shape_of(g_.nodes[i].a) : g_.shape_of(i);
        int const outer = c.space.rank - c.row_axes;
        for (int k = 0; k < operands_read(g_.nodes[i]); ++k) {
            int const root = views_.root[operand(g_.nodes[i], k)];
            strided const layout = squeezed(operand_layout(g_, views_.at, i, k), shape);
            if (group_of[root] != to) {
                if (how == reach::full && c.row_axes > 1 && !is_one_line(layout, c.space, c.row_axes)) return false;
                continue;
            }
            if (how == reach::full) {
                if (lies[root] == reach::full && is_place(layout, c.space, 0, c.space.rank)) continue;
                if (lies[root] != reach::row || !is_place(layout, c.space, 0, outer)) return false;
                needs_whole_rows = true;
            } else if (lies[root] != reach::row || !is_place(layout, leading_axes(c.space, c.row_axes), 0, outer))
                return false;
        }
        return true;
    }
    constexpr bool joins(int i, int to) {
        node_group& c = groups[to];
        if (c.what == group_kind::single || c.count >= most_nodes_in_group) return false;
        extents const shape = squeezed(g_.shape_of(i));
        reach how = reach::full;
        if (shape != c.space) {
            if (c.row_axes == 0 || shape != leading_axes(c.space, c.row_axes)) return false;
            how = reach::row;
        }
        bool whole_rows = c.whole_rows;
        if (!reads_registers(i, to, how, whole_rows)) return false;
        if (whole_rows && row_length(c, c.row_axes) > longest_row_in_registers) return false;
        c.whole_rows = whole_rows;
        add(i, to, how);
        read_operands(i);
        return true;
    }

    /// A sum or extreme over the last axes, the first ones or all joins the nest of its operand or begins one.
    constexpr bool reduces(int i, int latest) {
        node const& n = g_.nodes[i];
        extents const& from = g_.shape_of(n.a);
        extents const space = squeezed(from);
        int const mask = g_.attribute_of(i).axis[0];
        int kept = 0;      // axes that stay
        int trailing = 0;  // of those that go, how many are the last ones
        bool leading = true;
        for (int k = 0; k < from.rank; ++k) {
            if (from.at[k] == 1) continue;
            if ((mask >> k & 1) != 0) {
                ++trailing;
                leading = leading && kept == 0;
            } else {
                kept += 1;
                trailing = 0;
            }
        }
        int const gone = space.rank - kept;
        if (gone == 0) return false;
        bool const last = trailing == gone;
        if (!last && !leading) return false;
        if (latest >= 0 && group_of[views_.root[n.a]] == latest && reduces_in(i, latest, space, kept, gone, last))
            return true;
        int const row_axes = last ? gone : kept;
        if (!is_one_line(squeezed(views_.at[n.a].layout, from), space, row_axes)) return false;
        begin(i, group_kind::nest, space, last ? reach::row : reach::column);
        groups[count - 1].row_axes = row_axes;
        read_operands(i);
        return true;
    }
    constexpr bool reduces_in(int i, int to, extents const& space, int kept, int gone, bool last) {
        node_group& c = groups[to];
        if (c.what != group_kind::nest || c.space != space || c.count >= most_nodes_in_group) return false;
        reach how = last ? reach::row : reach::column;
        int const axes = last ? gone : kept;
        if (c.row_axes != 0 && c.row_axes != axes) {
            if (kept != 0) return false;
            how = reach::total;
        }
        bool unused = false;
        if (!reads_registers(i, to, reach::full, unused) || unused) return false;
        if (c.row_axes == 0) {
            for (int m = c.first; m >= 0; m = next[m])
                for (int k = 0; k < operands_read(g_.nodes[m]); ++k)
                    if (group_of[views_.root[operand(g_.nodes[m], k)]] != to &&
                        !is_one_line(squeezed(operand_layout(g_, views_.at, m, k), g_.shape_of(m)), space, axes))
                        return false;
        }
        bool const both = (c.has_columns || how == reach::column) && (c.has_rows || how == reach::row);
        int const row_axes = c.row_axes == 0 ? axes : c.row_axes;
        if (both && row_length(c, row_axes) > longest_row_in_registers) return false;
        c.row_axes = row_axes;
        add(i, to, how);
        return true;
    }

    graph_view const g_;
    node_views const& views_;
    bool* lasting_;
};

}  // namespace tapeless

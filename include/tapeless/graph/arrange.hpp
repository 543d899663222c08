// SPDX-License-Identifier: BSL-1.0
// Shaped nodes by what they are for: what users' functions and derivative rules are written in.
// In: nodes of a builder. Out: nodes that arrange, sum and multiply them.
#pragma once

#include <tapeless/graph/builder.hpp>

namespace tapeless::arrange {

/// The labels of axes in a contraction: equal labels run together.
struct labels {
    int count = 0;
    int at[max_rank]{};
    constexpr void push(int label) { at[count++] = label; }
    [[nodiscard]] constexpr bool has(int label) const {
        for (int i = 0; i < count; ++i)
            if (at[i] == label) return true;
        return false;
    }
};

[[nodiscard]] constexpr int reshape(graph_builder& g, int x, extents const& to) {
    if (g.shape_of(x) == to) return x;
    if (g[x].operation == op::reshape) return reshape(g, g[x].a, to);
    return g.append_shaped(op::reshape, to, x);
}
/// A view of `x`; x itself where the view changes nothing.
[[nodiscard]] constexpr int view(graph_builder& g, int x, extents const& to, attribute const& how) {
    bool same = g.shape_of(x) == to;
    for (int i = 0; i < to.rank && same; ++i)
        same = how.axis[i] == i && (how.step[i] == 1 || to.at[i] == 1) && how.offset[i] == 0;
    return same ? x : g.append_shaped(op::view, to, how, x);
}
/// What a view passes back to an operand of the shape `to`.
[[nodiscard]] constexpr int unview(graph_builder& g, int x, extents const& to, attribute const& how) {
    return g.append_shaped(op::unview, to, how, x);
}
[[nodiscard]] constexpr int broadcast_to(graph_builder& g, int x, extents const& to) {
    extents const from = g.shape_of(x);
    if (from == to) return x;
    attribute how;
    for (int i = 0; i < to.rank; ++i) {
        int const axis = i - (to.rank - from.rank);
        how.axis[i] = axis < 0 || (from.at[axis] == 1 && to.at[i] != 1) ? -1 : axis;
        how.step[i] = how.axis[i] < 0 ? 0 : 1;
    }
    return view(g, x, to, how);
}
/// The result's axis i is the operand's axis order[i].
[[nodiscard]] constexpr int permute(graph_builder& g, int x, int const* order) {
    extents const from = g.shape_of(x);
    extents to;
    attribute how;
    for (int i = 0; i < from.rank; ++i) {
        how.axis[i] = order[i];
        how.step[i] = 1;
        to.push(from.at[order[i]]);
    }
    return view(g, x, to, how);
}
/// The last two axes change places.
[[nodiscard]] constexpr int transpose(graph_builder& g, int x) {
    int const rank = g.shape_of(x).rank;
    int order[max_rank]{};
    for (int i = 0; i < rank; ++i) order[i] = i < rank - 2 ? i : 2 * rank - 3 - i;
    return permute(g, x, order);
}
/// `count` numbers along an axis from `first` on, `step` apart; beyond the ends stand zeros.
[[nodiscard]] constexpr int slice(graph_builder& g, int x, int axis, int first, int count, int step = 1) {
    extents to = g.shape_of(x);
    attribute how;
    for (int i = 0; i < to.rank; ++i) {
        how.axis[i] = i;
        how.step[i] = i == axis ? step : 1;
    }
    how.offset[axis] = first;
    to.at[axis] = count;
    return view(g, x, to, how);
}
[[nodiscard]] constexpr int flip(graph_builder& g, int x, int axis) {
    int const length = g.shape_of(x).at[axis];
    return slice(g, x, axis, length - 1, length, -1);
}
/// A sum, maximum or minimum over the axes of a mask, which are dropped.
[[nodiscard]] constexpr int reduce(graph_builder& g, op operation, int x, int mask) {
    if (mask == 0) return x;
    attribute how;
    how.axis[0] = mask;
    return g.append_shaped(operation, reduced(g.shape_of(x), mask, false), how, x);
}
/// A reduced node beside what it came from: its dropped axes have length 1, or stretch.
[[nodiscard]] constexpr int restore_axes(graph_builder& g, int x, extents const& before, int mask, bool stretch) {
    int const kept = reshape(g, x, reduced(before, mask, true));
    return stretch ? broadcast_to(g, kept, before) : kept;
}
/// The sum over what broadcasting from `to` has repeated.
[[nodiscard]] constexpr int sum_to(graph_builder& g, int x, extents const& to) {
    extents const from = g.shape_of(x);
    if (from == to) return x;
    if (from.rank < to.rank || from.size() < to.size()) return broadcast_to(g, x, to);
    int mask = 0;
    for (int i = 0; i < from.rank; ++i) {
        int const axis = i - (from.rank - to.rank);
        if (axis < 0 || (to.at[axis] == 1 && from.at[i] != 1)) mask |= 1 << i;
    }
    return reshape(g, reduce(g, op::reduce_sum, x, mask), to);
}

/// sum of a * b over the labels that the result does not have; every label of the result is one of a or b.
[[nodiscard]] constexpr int contract(graph_builder& g, int a, labels const& of_a, int b, labels const& of_b,
                                     labels const& of_result) {
    extents to;
    attribute how;
    for (int i = 0; i < of_a.count; ++i) how.axis[i] = of_a.at[i];
    for (int i = 0; i < of_b.count; ++i) how.step[i] = of_b.at[i];
    for (int i = 0; i < of_result.count; ++i) {
        how.offset[i] = of_result.at[i];
        for (int k = 0; k < of_a.count; ++k)
            if (of_a.at[k] == of_result.at[i]) to.at[i] = g.shape_of(a).at[k];
        for (int k = 0; k < of_b.count; ++k)
            if (of_b.at[k] == of_result.at[i]) to.at[i] = g.shape_of(b).at[k];
    }
    to.rank = of_result.count;
    return g.append_shaped(op::contract, to, how, a, b);
}
/// Products of the matrices in the last two axes, each perhaps transposed; the axes before are the same.
[[nodiscard]] constexpr int matmul(graph_builder& g, int a, bool transpose_a, int b, bool transpose_b) {
    labels of_a;
    labels of_b;
    labels of_result;
    int const batches = g.shape_of(a).rank - 2;
    for (int i = 0; i < batches; ++i) {
        of_a.push(i);
        of_b.push(i);
        of_result.push(i);
    }
    int const row = batches;
    int const column = batches + 1;
    int const inner = batches + 2;
    of_a.push(transpose_a ? inner : row);
    of_a.push(transpose_a ? row : inner);
    of_b.push(transpose_b ? column : inner);
    of_b.push(transpose_b ? inner : column);
    of_result.push(row);
    of_result.push(column);
    return contract(g, a, of_a, b, of_b, of_result);
}

/// 0, 1, 2, ... along the given axis of a shape whose other axes have length 1, counted from the last axis.
[[nodiscard]] constexpr int count_along(graph_builder& g, int length, int axes_behind) {
    extents line;
    line.push(length);
    int const numbers = g.append_shaped(op::iota, line, 0);
    for (int i = 0; i < axes_behind; ++i) line.push(1);
    return reshape(g, numbers, line);
}
/// The lower triangle of the matrices in the last two axes, `half` of their diagonal; zeros above.
[[nodiscard]] constexpr int lower_triangle(graph_builder& g, int x, double diagonal) {
    extents const shape = g.shape_of(x);
    int const n = shape.at[shape.rank - 1];
    int const row = count_along(g, n, 1);
    int const column = count_along(g, n, 0);
    int const below = g.append(op::select, g.append(op::less, column, row), x, g.constant(0));
    int const scaled = diagonal == 1 ? x : g.append(op::mul, x, g.constant(diagonal));
    return g.append(op::select, g.append(op::equal, column, row), scaled, below);
}

}  // namespace tapeless::arrange

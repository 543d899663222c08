// SPDX-License-Identifier: BSL-1.0
// Recipes of random graphs with shapes, and nodes that are drawn by dice.
// In: a builder and operands. Out: nodes that rearrange and multiply them in any way.
#pragma once

#include "support/graphs.hpp"

#include <tapeless/graph/loops.hpp>

#include <algorithm>

namespace support {

using tapeless::attribute;
using tapeless::extents;
using tapeless::graph_builder;
namespace arrange = tapeless::arrange;

/// What a recipe makes.
enum class dish : int {
    arithmetic,
    function,
    comparison,
    logic,
    choice,
    number,
    table,
    count,
    stop,
    reduction,
    extreme_place,
    permuted,
    sliced,
    flipped,
    windows,
    repeated,
    diagonal,
    any_view,
    unview,
    reshaped,
    contraction,
    gathered,
    scattered,
    sums,
    concatenation,
    inverse,
    factor,
    determinant,
    solved,
    loop,
};
inline constexpr int dish_count = static_cast<int>(dish::loop) + 1;

/// One step: operands as distances back; everything else is drawn from the seed.
struct shaped_recipe {
    dish what = dish::arithmetic;
    int a = 0;
    int b = 0;
    int seed = 0;
};

/// What a graph may contain.
struct shaped_kitchen {
    bool stops = true;     ///< stop_gradient
    bool matrices = true;  ///< inverses, factors, determinants and triangular systems
    bool tame = false;     ///< only functions that are moderate everywhere, no quotients
    int deepest = 2;       ///< loops in loops
};

/// Shapes of at most this many numbers.
inline constexpr int most_numbers = 27;

/// Nodes that need no choice of operands but dice.
class shaped_tools {
public:
    constexpr explicit shaped_tools(graph_builder& g) : g_(g) { static_cast<void>(g.tables()); }

protected:
    constexpr int below(int n) { return dice_.below(n); }
    [[nodiscard]] constexpr extents shape(int i) const { return g_.shape_of(i); }

    constexpr extents any_shape(int most_rank) {
        extents to;
        for (int k = below(most_rank + 1); k > 0; --k) to.push(1 + below(3));
        return to;
    }
    constexpr int table(extents const& to, bool whole) {
        std::vector<double> values;
        for (int k = 0; k < to.size(); ++k) values.push_back(whole ? below(3) : (below(17) - 8) / 4.0);
        return table(to, values);
    }
    constexpr int table(extents const& to, std::vector<double> const& values) {
        int const first = g_.tables().numbers(values.data(), to.size());
        return g_.append_shaped({.operation = op::table, .a = first, .shape = g_.tables().shape(to)});
    }
    /// Any node as one of another shape: rearranged, or the sum of all its numbers.
    constexpr int fit(int i, extents const& to) {
        if (shape(i).size() == to.size()) return arrange::reshape(g_, i, to);
        return arrange::broadcast_to(g_, arrange::reduce(g_, op::reduce_sum, i, (1 << shape(i).rank) - 1), to);
    }

    constexpr int rearranged(dish what, int x) {
        extents const of = shape(x);
        int const axis = of.rank == 0 ? 0 : below(of.rank);
        switch (what) {
        case dish::permuted: {
            int order[tapeless::max_rank]{};
            for (int k = 0; k < of.rank; ++k) order[k] = k;
            for (int k = of.rank - 1; k > 0; --k) std::swap(order[k], order[below(k + 1)]);
            return arrange::permute(g_, x, order);
        }
        case dish::sliced: {
            constexpr int steps[] = {1, 1, 2, -1, -2};
            int const first = below(of.at[axis] + 2) - 1;  // arguments of a call have no order
            int const count = 1 + below(4);
            return arrange::slice(g_, x, axis, first, count, steps[below(5)]);
        }
        case dish::flipped: return arrange::flip(g_, x, axis);
        case dish::windows: {
            int const width = 1 + below(of.at[axis]);
            attribute how;
            extents to = of;
            to.at[axis] = of.at[axis] - width + 1 + 2 * below(2);
            how.offset[axis] = to.at[axis] > of.at[axis] - width + 1 ? -1 : 0;
            to.push(width);
            for (int k = 0; k < to.rank; ++k) {
                how.axis[k] = k < of.rank ? k : axis;
                how.step[k] = 1;
            }
            return arrange::view(g_, x, to, how);
        }
        case dish::repeated: {
            extents to;
            for (int k = below(3 - (of.rank > 2 ? 2 : of.rank)); k > 0; --k) to.push(1 + below(3));
            for (int k = 0; k < of.rank; ++k) to.push(of.at[k] == 1 ? 1 + below(3) : of.at[k]);
            return arrange::broadcast_to(g_, x, to);
        }
        case dish::diagonal: {
            if (of.rank < 2) return -1;
            int const n = of.at[of.rank - 1];
            int const rows = of.size() / n;
            extents line;
            line.push(of.size());
            return arrange::slice(g_, arrange::reshape(g_, x, line), 0, 0, n < rows ? n : rows, n + 1);
        }
        case dish::reshaped: return reshaped(x, of, axis);
        default: return viewed(x, of, what == dish::unview);
        }
    }
    constexpr int reshaped(int x, extents const& of, int axis) {
        extents to;
        switch (below(4)) {
        case 0: to.push(of.size()); break;
        case 1:
            for (int k = 0; k < of.rank; ++k) {
                if (k == axis) to.push(1);
                to.push(of.at[k]);
            }
            if (of.rank == 0) to.push(1);
            break;
        case 2:
            for (int k = of.rank - 1; k >= 0; --k) to.push(of.at[k]);
            break;
        default:
            for (int k = 0; k < of.rank; ++k)
                if (of.at[k] != 1) to.push(of.at[k]);
            break;
        }
        return arrange::reshape(g_, x, to);
    }
    /// Any attribute at all, between any shapes.
    constexpr int viewed(int x, extents const& of, bool transposed) {
        extents const other = any_shape(3);
        extents const& read = transposed ? other : of;
        extents const& result = transposed ? of : other;
        attribute how;
        for (int k = 0; k < result.rank; ++k) {
            constexpr int steps[] = {1, 1, -1, 2};
            how.axis[k] = below(read.rank + 1) - 1;
            how.step[k] = how.axis[k] < 0 ? 0 : steps[below(4)];
        }
        for (int j = 0; j < read.rank; ++j) {
            how.offset[j] = below(read.at[j] + 1);
            how.offset[j] -= below(2);
        }
        return transposed ? arrange::unview(g_, x, other, how) : arrange::view(g_, x, other, how);
    }

    constexpr int contracted(int a, int b) {
        if (a < 0 || b < 0 || shape(a).rank > 3 || shape(b).rank > 3) return -1;
        arrange::labels of_a, of_b, all, of_result;
        int names[] = {0, 1, 2, 3, 4, 5, 6};
        for (int k = 6; k > 0; --k) std::swap(names[k], names[below(k + 1)]);
        int next = 0;
        for (int k = 0; k < shape(a).rank; ++k) {
            of_a.push(names[next]);
            all.push(names[next++]);
        }
        for (int k = 0; k < shape(b).rank; ++k) {
            int label = -1;
            for (int j = 0, first = below(3); j < shape(a).rank && below(4) != 0; ++j) {
                int const axis = (first + j) % shape(a).rank;
                if (shape(a).at[axis] == shape(b).at[k] && !of_b.has(of_a.at[axis])) label = of_a.at[axis];
            }
            if (label < 0) all.push(label = names[next++]);
            of_b.push(label);
        }
        for (int k = all.count - 1; k > 0; --k) std::swap(all.at[k], all.at[below(k + 1)]);
        for (int k = 0; k < all.count && of_result.count < 3; ++k)
            if (below(2) == 0) of_result.push(all.at[k]);
        return arrange::contract(g_, a, of_a, b, of_b, of_result);
    }

    graph_builder& g_;
    random_source dice_{0};
};

}  // namespace support

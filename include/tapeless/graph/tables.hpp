// SPDX-License-Identifier: BSL-1.0
// What shaped nodes name by number: shapes, attributes, constant numbers and the graphs of loop bodies.
// In: values, one at a time. Out: their numbers, the same for the same value.
#pragma once

#include <tapeless/core/extents.hpp>
#include <tapeless/core/growing_list.hpp>
#include <tapeless/graph/op.hpp>

namespace tapeless {

/// What a shaped operation needs to know besides its operands. Unused numbers are 0.
///
///   view, unview      the index along axis j of the operand is offset[j] + the sum of step[k] * i_k over the axes k of
///                     the result with axis[k] = j; axis[k] = -1 repeats, and outside of the operand stands 0
///   reduce_*, arg*    axis[0]: the mask of the axes; they are dropped
///   cumsum, concat    axis[0]: the axis
///   gather, scatter   axis[0]: the axis of the operand that the indices choose from; axis[1]: how many leading axes the
///                     operand and the indices have in common
///   contract          axis, step: the labels of the axes of the operands; offset: those of the result
///   triangular_solve  axis[0]: 1 for an upper triangle; axis[1]: 1 for the transposed matrix
///   scan              part: the body; axis[0]: steps; axis[1]: carried values; axis[2]: values that are read step by
///                     step; axis[3]: 1 for backwards
struct attribute {
    // Zeros are written out: g++ 12 takes template arguments for equal that differ in the places of left out zeros.
    int axis[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};
    int step[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};
    int offset[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};
    int part = -1;
    friend constexpr bool operator==(attribute const&, attribute const&) = default;
};

/// Whether a view reads nothing outside of its operand.
[[nodiscard]] constexpr bool stays_inside(extents const& operand, attribute const& how,
                                          extents const& result) noexcept {
    for (int j = 0; j < operand.rank; ++j) {
        int least = how.offset[j];
        int most = how.offset[j];
        for (int i = 0; i < result.rank; ++i)
            if (how.axis[i] == j) (how.step[i] < 0 ? least : most) += how.step[i] * (result.at[i] - 1);
        if (least < 0 || most >= operand.at[j]) return false;
    }
    return true;
}

/// A graph inside a graph: where its nodes and outputs stand among those of all parts.
struct part_range {
    int first_node = 0;
    int size = 0;
    int first_output = 0;
    int output_count = 0;
    int input_count = 0;
    friend constexpr bool operator==(part_range const&, part_range const&) = default;
};

/// How many entries the tables have.
struct table_sizes {
    int shapes = 0;
    int attributes = 0;
    int numbers = 0;
    int parts = 0;
    int part_nodes = 0;
    int part_outputs = 0;
    friend constexpr bool operator==(table_sizes const&, table_sizes const&) = default;
};

struct node;

/// What a pass reads of the tables; all empty where every node is a number.
struct tables_view {
    extents const* shapes = nullptr;
    attribute const* attributes = nullptr;
    double const* numbers = nullptr;
    part_range const* parts = nullptr;
    node const* part_nodes = nullptr;
    int const* part_outputs = nullptr;
    table_sizes sizes{};
};

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Index tuples and where they lie, independent of the loops that execute/ makes.
// In: shapes and indices. Out: places of numbers; which way a function was decided.
#pragma once

#include "support/graphs.hpp"

#include <tapeless/graph/loops.hpp>

#include <algorithm>
#include <limits>

namespace support {

using tapeless::attribute;
using tapeless::extents;
using tapeless::graph_view;
using tapeless::max_rank;

/// Numbers in a shape, row by row.
template <class Real>
struct shaped_numbers {
    extents shape;
    std::vector<Real> at;
};

/// Calls visit(index) for all index tuples of a shape, the last axis fastest.
template <class Visit>
void for_each_index(extents const& shape, Visit visit) {
    int index[max_rank]{};
    for (;;) {
        visit(static_cast<int const*>(index));
        int axis = shape.rank - 1;
        while (axis >= 0 && ++index[axis] == shape.at[axis]) index[axis--] = 0;
        if (axis < 0) return;
    }
}
inline std::size_t place_of_index(extents const& shape, int const* index) {
    int place = 0;
    for (int i = 0; i < shape.rank; ++i) place = place * shape.at[i] + index[i];
    return static_cast<std::size_t>(place);
}
/// Where a view reads for an index of its result; -1 outside of the operand.
inline int place_read(extents const& operand, attribute const& how, int result_rank, int const* index) {
    int at[max_rank]{};
    for (int j = 0; j < operand.rank; ++j) {
        at[j] = how.offset[j];
        for (int k = 0; k < result_rank; ++k)
            if (how.axis[k] == j) at[j] += how.step[k] * index[k];
        if (at[j] < 0 || at[j] >= operand.at[j]) return -1;
    }
    return static_cast<int>(place_of_index(operand, at));
}

/// What makes a function jump or bend: on which side it is, and how near to the other one.
struct decisions {
    std::vector<long double> sides;
    long double gap = std::numeric_limits<long double>::infinity();  ///< the smallest distance that is not 0
    bool tied = false;                                               ///< whether a distance is 0

    void near(long double distance) {
        if (distance == 0) tied = true;
        else gap = std::min(gap, std::fabs(distance));
    }
    void by(long double distance) {
        sides.push_back((distance > 0) - (distance < 0));
        near(distance);
    }
};

}  // namespace support

// SPDX-License-Identifier: BSL-1.0
// Sums of products as loops: which axes the result has, which are summed, and how the operands lie under them.
// In: the labels, shapes and strides of a contraction. Out: its plan, which the kernels take as a template argument.
#pragma once

#include <tapeless/execute/nest.hpp>
#include <tapeless/graph/tables.hpp>

namespace tapeless {

/// The loops of a sum of products, without axes of length 1. The bases of the operands are added to their pointers.
///
/// Zeros are written out: g++ 12 takes template arguments for equal that differ in the places of left out zeros.
struct contraction_plan {
    int rank = 0;  ///< axes of the result, row by row; packs run along the last one
    int length[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};
    int result[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};  ///< strides of the result row by row
    int a[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};
    int b[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};
    int sums = 0;  ///< summed axes, the innermost last
    int sum_length[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};
    int sum_a[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};
    int sum_b[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};

    /// How many numbers the result has.
    [[nodiscard]] constexpr int size() const noexcept {
        int product = 1;
        for (int i = 0; i < rank; ++i) product *= length[i];
        return product;
    }
    /// How many products are summed in each of them.
    [[nodiscard]] constexpr int terms() const noexcept {
        int product = 1;
        for (int i = 0; i < sums; ++i) product *= sum_length[i];
        return product;
    }
    friend constexpr bool operator==(contraction_plan const&, contraction_plan const&) = default;
};

/// The index of a number of the result, along each axis of its plan.
struct contraction_position {
    int at[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};
};

namespace detail {

/// Summed axes that both operands walk through as one become one.
constexpr void merge_sums(contraction_plan& plan) noexcept {
    int kept = 0;
    for (int i = 0; i < plan.sums; ++i) {
        bool const joins = kept > 0 && plan.sum_a[kept - 1] == plan.sum_a[i] * plan.sum_length[i] &&
                           plan.sum_b[kept - 1] == plan.sum_b[i] * plan.sum_length[i];
        int const length = plan.sum_length[i] * (joins ? plan.sum_length[kept - 1] : 1);
        if (!joins) ++kept;
        plan.sum_length[kept - 1] = length;
        plan.sum_a[kept - 1] = plan.sum_a[i];
        plan.sum_b[kept - 1] = plan.sum_b[i];
    }
    for (int i = kept; i < plan.sums; ++i) plan.sum_length[i] = plan.sum_a[i] = plan.sum_b[i] = 0;
    plan.sums = kept;
}

}  // namespace detail

/// The loops of a contraction with the labels `how`. The axes of the result stay apart, see merged().
[[nodiscard]] constexpr contraction_plan plan_contraction(attribute const& how, extents const& of_a, strided const& a,
                                                          extents const& of_b, strided const& b,
                                                          extents const& result) {
    struct line {
        int label, length, of_a, of_b;
    };
    line lines[3 * max_rank]{};
    int count = 0;
    auto const line_of = [&](int label, int length) -> line& {
        int i = 0;
        while (i < count && lines[i].label != label) ++i;
        if (i == count) lines[count++] = {label, length, 0, 0};
        return lines[i];
    };
    for (int i = 0; i < result.rank; ++i) static_cast<void>(line_of(how.offset[i], result.at[i]));
    int const axes = count;
    for (int i = 0; i < of_a.rank; ++i) line_of(how.axis[i], of_a.at[i]).of_a += a.stride[i];  // a diagonal: both
    for (int i = 0; i < of_b.rank; ++i) line_of(how.step[i], of_b.at[i]).of_b += b.stride[i];
    contraction_plan plan;
    for (int i = 0; i < axes; ++i) {
        if (lines[i].length == 1) continue;
        plan.length[plan.rank] = lines[i].length;
        plan.result[plan.rank] = result.stride(i);
        plan.a[plan.rank] = lines[i].of_a;
        plan.b[plan.rank++] = lines[i].of_b;
    }
    for (int i = axes; i < count; ++i) {
        if (lines[i].length == 1) continue;
        if (plan.sums == max_rank) detail::more_axes_than_max_rank();
        plan.sum_length[plan.sums] = lines[i].length;
        plan.sum_a[plan.sums] = lines[i].of_a;
        plan.sum_b[plan.sums++] = lines[i].of_b;
    }
    detail::merge_sums(plan);
    return plan;
}

/// The same with neighbouring axes of the result joined where both operands walk through them as one.
[[nodiscard]] constexpr contraction_plan merged(contraction_plan plan) noexcept {
    int kept = 0;
    for (int i = 0; i < plan.rank; ++i) {
        bool const joins = kept > 0 && plan.result[kept - 1] == plan.result[i] * plan.length[i] &&
                           plan.a[kept - 1] == plan.a[i] * plan.length[i] &&
                           plan.b[kept - 1] == plan.b[i] * plan.length[i];
        int const length = plan.length[i] * (joins ? plan.length[kept - 1] : 1);
        if (!joins) ++kept;
        plan.length[kept - 1] = length;
        plan.result[kept - 1] = plan.result[i];
        plan.a[kept - 1] = plan.a[i];
        plan.b[kept - 1] = plan.b[i];
    }
    for (int i = kept; i < plan.rank; ++i) plan.length[i] = plan.result[i] = plan.a[i] = plan.b[i] = 0;
    plan.rank = kept;
    return plan;
}

/// The same with the operands exchanged.
[[nodiscard]] constexpr contraction_plan exchanged(contraction_plan const& plan) noexcept {
    contraction_plan to = plan;
    for (int i = 0; i < max_rank; ++i) {
        to.a[i] = plan.b[i];
        to.b[i] = plan.a[i];
        to.sum_a[i] = plan.sum_b[i];
        to.sum_b[i] = plan.sum_a[i];
    }
    return to;
}

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// An operand copied so that packs can be loaded along the result's last axis.
// In: the plan, before and with the copy. Out: the copy, transposed in registers block by block.
#pragma once

#include <tapeless/core/pack_shuffles.hpp>
#include <tapeless/execute/contraction_tiling.hpp>

namespace tapeless::detail {

/// The axes of the second operand. The last but one is that which is contiguous, if one is, the last one the result's.
struct copied_axes {
    int rank = 0;
    int length[2 * max_rank] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    int from[2 * max_rank] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    int to[2 * max_rank] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    bool has_contiguous = false;

    constexpr copied_axes(contraction_plan const& plan, contraction_plan const& copied) noexcept {
        int const last = plan.rank - 1;
        for (bool const contiguous : {false, true}) {
            for (int i = 0; i < last; ++i) push(contiguous, plan.length[i], plan.b[i], copied.b[i]);
            for (int i = 0; i < plan.sums; ++i) push(contiguous, plan.sum_length[i], plan.sum_b[i], copied.sum_b[i]);
        }
        length[rank] = plan.length[last];
        from[rank] = plan.b[last];
        to[rank++] = 1;
    }

private:
    constexpr void push(bool contiguous, int axis_length, int stride, int new_stride) noexcept {
        if (stride == 0 || (stride == 1) != contiguous) return;
        has_contiguous = contiguous;
        length[rank] = axis_length;
        from[rank] = stride;
        to[rank++] = new_stride;
    }
};

template <contraction_plan Plan, class T>
struct contraction_copy {
    static constexpr contraction_plan copied = with_copy(Plan, native_lanes<T>);
    static constexpr copied_axes axes{Plan, copied};
    static constexpr int last = axes.rank - 1;
    static constexpr int inner = axes.has_contiguous ? last - 1 : 0;
    static constexpr int lanes =
        lanes_for(axes.length[last] < axes.length[inner] ? axes.length[last] : axes.length[inner], native_lanes<T>);
    using V = pack<T, lanes>;

    /// `Rows` rows that are `Columns` numbers long become columns.
    template <int Rows, int Columns, int... I>
    TAPELESS_ALWAYS_INLINE inline static void copy_block(T const* from, T* to,
                                                         std::integer_sequence<int, I...>) noexcept {
        V const rows[] = {load_row<I, Rows, Columns>(from)...};
        V columns[static_cast<unsigned>(lanes)];
        packs::transpose(rows, columns);
        (store_column<I, Rows, Columns>(to, columns[I]), ...);
    }
    template <int I, int Rows, int Columns>
    TAPELESS_ALWAYS_INLINE inline static V load_row(T const* from) noexcept {
        if constexpr (I < Rows) return packs::load<V, Columns>(from + I * axes.from[last]);
        else return V{};
    }
    template <int I, int Rows, int Columns>
    TAPELESS_ALWAYS_INLINE inline static void store_column(T* to, V column) noexcept {
        if constexpr (I < Columns) packs::store<V, Rows>(to + I * axes.to[inner], column);
    }
    template <int Columns>
    TAPELESS_ALWAYS_INLINE inline static void copy_columns(T const* from, T* to) noexcept {
        constexpr int rest = axes.length[last] % lanes;
        constexpr auto all = std::make_integer_sequence<int, lanes>{};
        for (int i = 0; i < axes.length[last] - rest; i += lanes)
            copy_block<lanes, Columns>(from + i * axes.from[last], to + i, all);
        constexpr int done = axes.length[last] - rest;
        if constexpr (rest > 0) copy_block<rest, Columns>(from + done * axes.from[last], to + done, all);
    }
    template <int Axis>
    TAPELESS_ALWAYS_INLINE inline static void run(T const* from, T* to) noexcept {
        if constexpr (Axis == last)
            for (int i = 0; i < axes.length[last]; ++i) to[i] = from[i * axes.from[last]];
        else if constexpr (axes.has_contiguous && Axis == inner) {
            constexpr int rest = axes.length[inner] % lanes;
            constexpr int done = axes.length[inner] - rest;
            for (int k = 0; k < done; k += lanes) copy_columns<lanes>(from + k, to + k * axes.to[inner]);
            if constexpr (rest > 0) copy_columns<rest>(from + done, to + done * axes.to[inner]);
        } else
            for (int i = 0; i < axes.length[Axis]; ++i)
                run<Axis + 1>(from + i * axes.from[Axis], to + i * axes.to[Axis]);
    }
};

}  // namespace tapeless::detail

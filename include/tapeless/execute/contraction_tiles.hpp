// SPDX-License-Identifier: BSL-1.0
// A tile of sums of products in registers, and the loops over all tiles of a result.
// In: a plan and how it is tiled. Out: every pack of results goes through a callable.
#pragma once

#include <tapeless/core/pack_shuffles.hpp>
#include <tapeless/execute/contraction_tiling.hpp>

// g++ finds shadowed names of the user's in lambdas of templates.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

namespace tapeless::detail {

/// Whether code that is put behind every pack of a tile may be repeated as often.
template <class Finish>
inline constexpr bool is_short_finish = requires {
    requires Finish::is_short;
};

/// A plan tiled one way. With `Terms` the lanes are neighbours along the innermost summed axis, else along the result's
/// last one.
template <contraction_plan Plan, class T, bool Terms>
struct contraction_tiles {
    static constexpr contraction_tiling tiling =
        Terms ? tile_terms(Plan, native_lanes<T>) : tile_results(Plan, native_lanes<T>);
    static constexpr int lanes = tiling.lanes;
    using V = pack<T, lanes>;
    static constexpr int last = Plan.rank - 1;
    static constexpr int inner = Plan.sums - 1;
    static constexpr int row_axis = tiling.row_axis;
    static constexpr int row_a = row_axis < 0 ? 0 : Plan.a[row_axis < 0 ? 0 : row_axis];
    static constexpr int row_b = row_axis < 0 ? 0 : Plan.b[row_axis < 0 ? 0 : row_axis];
    static constexpr int rows = row_axis < 0 ? 1 : Plan.length[row_axis < 0 ? 0 : row_axis];
    /// Numbers of the result in a column of the tile.
    static constexpr int column_width = Terms ? 1 : lanes;
    /// How the numbers under the lanes of a pack lie, and how far the next column is.
    static constexpr int lane_a = Terms ? Plan.sum_a[inner < 0 ? 0 : inner] : Plan.a[last];
    static constexpr int lane_b = Terms ? Plan.sum_b[inner < 0 ? 0 : inner] : Plan.b[last];
    static constexpr int column_a = Plan.a[last] * column_width;
    static constexpr int column_b = Plan.b[last] * column_width;

    /// The packs of one operand in one row; one where it does not have the last axis.
    template <int Lane, int Column, int Columns>
    struct operand {
        static constexpr int size = Column == 0 ? 1 : Columns;
        V at[static_cast<unsigned>(size)];

        template <int Count>
        TAPELESS_ALWAYS_INLINE inline static V load(T const* from) noexcept {
            if constexpr (Lane == 1) return packs::load<V, Count>(from);
            else if constexpr (Lane != 0) return packs::gather<V, Count>(from, Lane);
            else if constexpr (Terms) return packs::first<Count>(packs::splat<V>(*from), T(0));  // inf * 0 is a NaN
            else return packs::splat<V>(*from);
        }
        /// `Count` lanes, in the last column `Tail`.
        template <int Count, int Tail, int... C>
        TAPELESS_ALWAYS_INLINE inline void load_all(T const* from, std::integer_sequence<int, C...>) noexcept {
            ((at[C] = load < C + 1 == Columns ? Tail : Count > (from + C * Column)), ...);
        }
        template <int Count, int Tail>
        TAPELESS_ALWAYS_INLINE inline void load_from(T const* from) noexcept {
            load_all<Count, Tail>(from, std::make_integer_sequence<int, size>{});
        }
        template <int C>
        TAPELESS_ALWAYS_INLINE inline V column() const noexcept {
            return at[size == 1 ? 0 : C];
        }
    };

    /// `Tail` lanes of the last column are needed.
    template <int Rows, int Columns, int Tail>
    struct tile {
        static constexpr int size = Rows * Columns;
        using columns = std::make_integer_sequence<int, Columns>;
        V sum[static_cast<unsigned>(size * tiling.sets)]{};

        template <int Set, int Count, int R, int... C>
        TAPELESS_ALWAYS_INLINE inline void add_row(operand<lane_a, column_a, Columns>& x,
                                                   operand<lane_b, column_b, Columns>& y, T const* a, T const* b,
                                                   std::integer_sequence<int, C...>) noexcept {
            constexpr int tail = Tail < Count ? Tail : Count;
            constexpr int first = Set * size + R * Columns;
            if constexpr (R == 0 || row_a != 0) x.template load_from<Count, tail>(a + R * row_a);
            if constexpr (R == 0 || row_b != 0) y.template load_from<Count, tail>(b + R * row_b);
            ((sum[first + C] = packs::mul_add<V>(x.template column<C>(), y.template column<C>(), sum[first + C])), ...);
        }
        template <int Set, int Count, int... R>
        TAPELESS_ALWAYS_INLINE inline void add_rows(T const* a, T const* b, std::integer_sequence<int, R...>) noexcept {
            operand<lane_a, column_a, Columns> x;
            operand<lane_b, column_b, Columns> y;
            (add_row<Set, Count, R>(x, y, a, b, columns{}), ...);
        }
        /// One term of every sum, or `Count` of them.
        template <int Set, int Count = lanes>
        TAPELESS_ALWAYS_INLINE inline void add(T const* a, T const* b) noexcept {
            add_rows<Set, Count>(a, b, std::make_integer_sequence<int, Rows>{});
        }
        template <int StepA, int StepB, int... K>
        TAPELESS_ALWAYS_INLINE inline void add_some([[maybe_unused]] T const* a, [[maybe_unused]] T const* b,
                                                    std::integer_sequence<int, K...>) noexcept {
            (add<K % tiling.sets>(a + K * StepA, b + K * StepB), ...);
        }
        template <int Length, int StepA, int StepB>
        TAPELESS_ALWAYS_INLINE inline void add_along(T const* a, T const* b) noexcept {
            constexpr int unroll = tiling.unroll < Length ? tiling.unroll : Length;
            constexpr int rest = unroll == 0 ? 0 : Length % (unroll == 0 ? 1 : unroll);
            constexpr auto terms = std::make_integer_sequence<int, unroll>{};
            if constexpr (unroll > 0 && Length - rest == unroll) add_some<StepA, StepB>(a, b, terms);
            else if constexpr (unroll > 0) {
#if defined(__clang__)
#pragma clang loop unroll(disable)  // ten rounds in one go ran out of registers: 1.2 us for 0.8 us
#endif
                for (int k = 0; k < Length - rest; k += unroll)
                    add_some<StepA, StepB>(a + k * StepA, b + k * StepB, terms);
            }
            add_some<StepA, StepB>(a + (Length - rest) * StepA, b + (Length - rest) * StepB,
                                   std::make_integer_sequence<int, rest>{});
        }
        template <int Axis>
        TAPELESS_ALWAYS_INLINE inline void add_all(T const* a, T const* b) noexcept {
            if constexpr (Axis < inner)
                for (int k = 0; k < Plan.sum_length[Axis]; ++k)
                    add_all<Axis + 1>(a + k * Plan.sum_a[Axis], b + k * Plan.sum_b[Axis]);
            else if constexpr (Plan.sums == 0) add<0>(a, b);
            else if constexpr (!Terms) add_along<Plan.sum_length[Axis], Plan.sum_a[Axis], Plan.sum_b[Axis]>(a, b);
            else {
                constexpr int whole = Plan.sum_length[Axis] / lanes;
                constexpr int rest = Plan.sum_length[Axis] % lanes;
                add_along<whole, lanes * lane_a, lanes * lane_b>(a, b);
                if constexpr (rest > 0)
                    add<whole % tiling.sets, rest>(a + whole * lanes * lane_a, b + whole * lanes * lane_b);
            }
        }
        /// All sets in one, the second half to the first one.
        template <int Sets>
        TAPELESS_ALWAYS_INLINE inline void join() noexcept {
            constexpr int half = (Sets + 1) / 2;
            if constexpr (Sets > 1) {
                join_from<half * size>(std::make_integer_sequence<int, (Sets - half) * size>{});
                join<half>();
            }
        }
        template <int From, int... I>
        TAPELESS_ALWAYS_INLINE inline void join_from(std::integer_sequence<int, I...>) noexcept {
            ((sum[I] = sum[I] + sum[From + I]), ...);
        }
    };

    /// One row of a tile. `row` leads to its sums.
    template <int Columns, int Tail, class Finish, int... C>
    TAPELESS_ALWAYS_INLINE inline static void finish_row(V const* row, contraction_position const& at,
                                                         Finish const& finish,
                                                         std::integer_sequence<int, C...>) noexcept {
        if constexpr (Terms) finish.template operator()<Columns>(at, packs::horizontal_sums<Columns>(row));
        else (finish.template operator() < C + 1 == Columns ? Tail : lanes > (moved<C * lanes>(at, last), row[C]), ...);
    }
    template <int By>
    TAPELESS_ALWAYS_INLINE inline static contraction_position moved(contraction_position at, int axis) noexcept {
        at.at[axis] += By;
        return at;
    }
    template <int Columns, int Tail, class Finish, int... R>
    TAPELESS_ALWAYS_INLINE inline static void finish_rows(V const* sums, contraction_position const& at,
                                                          Finish const& finish,
                                                          std::integer_sequence<int, R...>) noexcept {
        using columns = std::make_integer_sequence<int, Columns>;
        (finish_row<Columns, Tail>(sums + R * Columns, moved<R>(at, row_axis < 0 ? 0 : row_axis), finish, columns{}),
         ...);
    }

    template <int Rows, int Columns, int Tail, class Finish>
    TAPELESS_ALWAYS_INLINE inline static void run_tile(T const* a, T const* b, contraction_position at,
                                                       Finish const& finish) noexcept {
        tile<Rows, Columns, Tail> sums;
        sums.template add_all<0>(a, b);
        sums.template join<tiling.sets>();
        if constexpr (Rows <= 2 || is_short_finish<Finish>)
            finish_rows<Columns, Tail>(sums.sum, at, finish, std::make_integer_sequence<int, Rows>{});
        else {
            V held[static_cast<unsigned>(sums.size)];
            for (int i = 0; i < sums.size; ++i) held[i] = sums.sum[i];
            for (int i = 0; i < Rows; ++i, ++at.at[row_axis])
                finish_row<Columns, Tail>(held + i * Columns, at, finish, std::make_integer_sequence<int, Columns>{});
        }
    }

    /// The tiles of some columns in every row.
    template <int Columns, int Tail, class Finish>
    TAPELESS_ALWAYS_INLINE inline static void run_rows(T const* a, T const* b, contraction_position at,
                                                       Finish const& finish) noexcept {
        constexpr int rest = rows % tiling.rows;
        constexpr int place = row_axis < 0 ? 0 : row_axis;
        int i = 0;
        for (; i < rows - rest; i += tiling.rows) {
            if constexpr (row_axis >= 0) at.at[place] = i;
            run_tile<tiling.rows, Columns, Tail>(a + i * row_a, b + i * row_b, at, finish);
        }
        if constexpr (rest > 0) {
            at.at[place] = i;
            run_tile<rest, Columns, Tail>(a + i * row_a, b + i * row_b, at, finish);
        }
    }
    template <class Finish>
    TAPELESS_ALWAYS_INLINE inline static void run_columns(T const* a, T const* b, contraction_position at,
                                                          Finish const& finish) noexcept {
        constexpr int width = tiling.columns * column_width;
        constexpr int rest = Plan.length[last] % width;
        int j = 0;
        for (; j < Plan.length[last] - rest; j += width) {
            at.at[last] = j;
            run_rows<tiling.columns, lanes>(a + j * Plan.a[last], b + j * Plan.b[last], at, finish);
        }
        if constexpr (rest > 0) {
            at.at[last] = j;
            run_rows<divided_up(rest, column_width), Terms ? lanes : (rest - 1) % lanes + 1>(
                a + j * Plan.a[last], b + j * Plan.b[last], at, finish);
        }
    }
    template <int Axis, class Finish>
    TAPELESS_ALWAYS_INLINE inline static void run(T const* a, T const* b, contraction_position at,
                                                  Finish const& finish) noexcept {
        if constexpr (Axis == last) run_columns(a, b, at, finish);
        else if constexpr (Axis == row_axis) run<Axis + 1>(a, b, at, finish);
        else
            for (int i = 0; i < Plan.length[Axis]; ++i) {
                at.at[Axis] = i;
                run<Axis + 1>(a + i * Plan.a[Axis], b + i * Plan.b[Axis], at, finish);
            }
    }
};

}  // namespace tapeless::detail

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

// SPDX-License-Identifier: BSL-1.0
// Sums of products, register tile by register tile.
// In: a plan, two operands, and a callable. Out: every pack of results goes through the callable, which stores it.
#pragma once

#include <tapeless/core/ieee.hpp>
#include <tapeless/core/pack.hpp>
#include <tapeless/execute/contraction.hpp>

// g++ finds shadowed names of the user's in lambdas of templates.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

namespace tapeless {

namespace detail {

template <contraction_plan Plan, int Axis, class T>
TAPELESS_ALWAYS_INLINE constexpr T sum_of_numbers(T sum, T const* a, T const* b) noexcept {
    if constexpr (Axis == Plan.sums) return ieee::add(sum, ieee::mul(*a, *b));
    else {
        for (int k = 0; k < Plan.sum_length[Axis]; ++k)
            sum = sum_of_numbers<Plan, Axis + 1>(sum, a + k * Plan.sum_a[Axis], b + k * Plan.sum_b[Axis]);
        return sum;
    }
}
template <contraction_plan Plan, int Axis, class T, class Finish>
TAPELESS_ALWAYS_INLINE constexpr void finish_numbers(T const* a, T const* b, contraction_position at,
                                                     Finish const& finish) {
    if constexpr (Axis == Plan.rank) {
        T x{};
        if constexpr (Plan.sums == 0) x = ieee::mul(*a, *b);
        else x = sum_of_numbers<Plan, 0>(x, a, b);
        finish.template operator()<1>(at, x);
    } else
        for (int i = 0; i < Plan.length[Axis]; ++i) {
            at.at[Axis] = i;
            finish_numbers<Plan, Axis + 1>(a + i * Plan.a[Axis], b + i * Plan.b[Axis], at, finish);
        }
}

/// How many rows and packs of results stay in registers at once, and how the tiles of a plan are cut.
struct contraction_tiling {
    int lanes = 1;
    int packs = 1;      ///< along the last axis
    int rows = 1;       ///< along row_axis
    int row_axis = -1;  ///< -1: none
};

/// The axis whose neighbours share an operand, preferably that which the packs are loaded from.
[[nodiscard]] constexpr int row_axis_of(contraction_plan const& plan) noexcept {
    int best = -1;
    int best_worth = 0;
    int const last = plan.rank - 1;
    for (int i = 0; i < last; ++i) {
        bool const shares_packs = (plan.b[i] == 0 && plan.b[last] != 0) || (plan.a[i] == 0 && plan.a[last] != 0);
        bool const shares = plan.a[i] == 0 || plan.b[i] == 0;
        int const length = plan.length[i] < 8 ? plan.length[i] : 8;
        int const worth = length + (shares_packs ? 200 : shares ? 100 : 0);
        if (worth < best_worth) continue;
        best = i;
        best_worth = worth;
    }
    return best;
}
[[nodiscard]] constexpr int divided_up(int x, int by) noexcept { return (x + by - 1) / by; }

[[nodiscard]] constexpr contraction_tiling tile_contraction(contraction_plan const& plan, int most_lanes,
                                                            int least_lanes) noexcept {
    contraction_tiling to;
    int const last = plan.rank - 1;
    to.lanes = most_lanes;
    while (to.lanes > least_lanes && to.lanes / 2 >= plan.length[last]) to.lanes /= 2;
    int const packs = divided_up(plan.length[last], to.lanes);
    to.packs = divided_up(packs, divided_up(packs, register_count >= 32 ? 4 : 2));
    to.row_axis = row_axis_of(plan);
    if (to.row_axis >= 0) {
        int const most = register_count >= 32 ? (to.packs >= 4 ? 6 : to.packs == 3 ? 8 : 12) : to.packs == 2 ? 6 : 8;
        int const rows = plan.length[to.row_axis];
        to.rows = divided_up(rows, divided_up(rows, most));
    }
    return to;
}

/// Tiles of packs along the last axis of the result.
template <contraction_plan Plan, class T>
struct contraction_tiles {
    static constexpr int last = Plan.rank - 1;
    static constexpr contraction_tiling tiling =
        tile_contraction(Plan, native_lanes<T>, native_lanes<T> == 1 ? 1 : 16 / static_cast<int>(sizeof(T)));
    static constexpr int lanes = tiling.lanes;
    static constexpr int row_axis = tiling.row_axis;
    static constexpr int row_a = row_axis < 0 ? 0 : Plan.a[row_axis < 0 ? 0 : row_axis];
    static constexpr int row_b = row_axis < 0 ? 0 : Plan.b[row_axis < 0 ? 0 : row_axis];
    using V = pack<T, lanes>;

    /// What lies under a pack of results.
    template <int Stride, int Count>
    TAPELESS_ALWAYS_INLINE inline static V load(T const* from) noexcept {
        if constexpr (Stride == 0) return packs::splat<V>(*from);
        else if constexpr (Stride == 1) return packs::load<V, Count>(from);
        else return packs::gather<V, Count>(from, Stride);
    }
    /// The packs of one operand in one row; one where it does not have the last axis.
    template <int Stride, int Packs>
    struct row {
        static constexpr int size = Stride == 0 ? 1 : Packs;
        V at[static_cast<unsigned>(size)];
        template <int Tail, int... P>
        TAPELESS_ALWAYS_INLINE inline void load_all(T const* from, std::integer_sequence<int, P...>) noexcept {
            ((at[P] = load < Stride, P + 1 == Packs ? Tail : lanes > (from + P * lanes * Stride)), ...);
        }
        template <int Tail>
        TAPELESS_ALWAYS_INLINE inline void load_from(T const* from) noexcept {
            load_all<Tail>(from, std::make_integer_sequence<int, size>{});
        }
    };

    template <int Rows, int Packs, int Tail>
    struct tile {
        V sum[static_cast<unsigned>(Rows * Packs)]{};

        template <int R, int... P>
        TAPELESS_ALWAYS_INLINE inline void add_row(row<Plan.a[last], Packs> x, row<Plan.b[last], Packs> y, T const* a,
                                                   T const* b, std::integer_sequence<int, P...>) noexcept {
            if constexpr (R == 0 || row_a != 0) x.template load_from<Tail>(a + R * row_a);
            if constexpr (R == 0 || row_b != 0) y.template load_from<Tail>(b + R * row_b);
            ((sum[R * Packs + P] =
                  packs::mul_add<V>(x.at[x.size == 1 ? 0 : P], y.at[y.size == 1 ? 0 : P], sum[R * Packs + P])),
             ...);
        }
        template <int... R>
        TAPELESS_ALWAYS_INLINE inline void add_rows(T const* a, T const* b, std::integer_sequence<int, R...>) noexcept {
            row<Plan.a[last], Packs> x;
            row<Plan.b[last], Packs> y;
            if constexpr (row_a == 0) x.template load_from<Tail>(a);
            if constexpr (row_b == 0) y.template load_from<Tail>(b);
            (add_row<R>(x, y, a, b, std::make_integer_sequence<int, Packs>{}), ...);
        }
        template <int Axis>
        TAPELESS_ALWAYS_INLINE inline void add(T const* a, T const* b) noexcept {
            if constexpr (Axis == Plan.sums) add_rows(a, b, std::make_integer_sequence<int, Rows>{});
            else
                for (int k = 0; k < Plan.sum_length[Axis]; ++k)
                    add<Axis + 1>(a + k * Plan.sum_a[Axis], b + k * Plan.sum_b[Axis]);
        }
        template <class Finish, int... I>
        TAPELESS_ALWAYS_INLINE inline void hand_over(contraction_position const& at, Finish const& finish,
                                                     std::integer_sequence<int, I...>) const {
            (finish.template operator() < I % Packs + 1 == Packs ? Tail
                                                                 : lanes > (moved<I / Packs, I % Packs>(at), sum[I]),
             ...);
        }
        template <int R, int P>
        TAPELESS_ALWAYS_INLINE inline static contraction_position moved(contraction_position at) noexcept {
            if constexpr (row_axis >= 0) at.at[row_axis < 0 ? 0 : row_axis] += R;
            at.at[last] += P * lanes;
            return at;
        }
    };

    template <int Rows, int Packs, int Tail, class Finish>
    TAPELESS_ALWAYS_INLINE inline static void run_tile(T const* a, T const* b, contraction_position const& at,
                                                       Finish const& finish) {
        tile<Rows, Packs, Tail> sums;
        sums.template add<0>(a, b);
        sums.hand_over(at, finish, std::make_integer_sequence<int, Rows * Packs>{});
    }

    /// The tiles of some packs in every row.
    template <int Packs, int Tail, class Finish>
    TAPELESS_ALWAYS_INLINE inline static void run_rows(T const* a, T const* b, contraction_position at,
                                                       Finish const& finish) {
        if constexpr (row_axis < 0) run_tile<1, Packs, Tail>(a, b, at, finish);
        else {
            constexpr int rows = Plan.length[row_axis < 0 ? 0 : row_axis];
            constexpr int whole = rows / tiling.rows;
            constexpr int rest = rows % tiling.rows;
            int i = 0;
            for (; i < whole * tiling.rows; i += tiling.rows) {
                at.at[row_axis] = i;
                run_tile<tiling.rows, Packs, Tail>(a + i * row_a, b + i * row_b, at, finish);
            }
            if constexpr (rest > 0) {
                at.at[row_axis] = i;
                run_tile<rest, Packs, Tail>(a + i * row_a, b + i * row_b, at, finish);
            }
        }
    }
    template <class Finish>
    TAPELESS_ALWAYS_INLINE inline static void run_columns(T const* a, T const* b, contraction_position at,
                                                          Finish const& finish) {
        constexpr int length = Plan.length[last];
        constexpr int width = tiling.packs * lanes;
        constexpr int whole = length / width;
        constexpr int rest = length % width;
        int j = 0;
        for (; j < whole * width; j += width) {
            at.at[last] = j;
            run_rows<tiling.packs, lanes>(a + j * Plan.a[last], b + j * Plan.b[last], at, finish);
        }
        if constexpr (rest > 0) {
            at.at[last] = j;
            run_rows<divided_up(rest, lanes), (rest - 1) % lanes + 1>(a + j * Plan.a[last], b + j * Plan.b[last], at,
                                                                      finish);
        }
    }
    template <int Axis, class Finish>
    TAPELESS_ALWAYS_INLINE inline static void run(T const* a, T const* b, contraction_position at,
                                                  Finish const& finish) {
        if constexpr (Axis == last) run_columns(a, b, at, finish);
        else if constexpr (Axis == row_axis) run<Axis + 1>(a, b, at, finish);
        else
            for (int i = 0; i < Plan.length[Axis]; ++i) {
                at.at[Axis] = i;
                run<Axis + 1>(a + i * Plan.a[Axis], b + i * Plan.b[Axis], at, finish);
            }
    }
};

}  // namespace detail

/// Every sum of products of the plan, by plain loops: for constant evaluation.
///
/// Cost        finish(position, x) once for each number of the result, as a pack of one
template <contraction_plan Plan, class T, class Finish>
TAPELESS_ALWAYS_INLINE constexpr void contract_numbers(T const* a, T const* b, Finish const& finish) {
    detail::finish_numbers<Plan, 0>(a, b, contraction_position{}, finish);
}

/// How many numbers contract_packs copies operands to.
[[nodiscard]] constexpr int contraction_scratch([[maybe_unused]] contraction_plan const& plan,
                                                [[maybe_unused]] int lanes) noexcept {
    return 0;
}

/// Every sum of products of the plan, pack by pack.
///
///   finish.template operator()<Count>(position, x)
///
/// x is a pack of results that are neighbours along the last axis of the plan, or one number; its first `Count` are
/// valid, and `position` is the index of the first one. Each number of the result is handed over once.
///
/// Cost        no allocation; `scratch` holds contraction_scratch(Plan, native_lanes<T>) numbers at 64 bytes
/// Numerics    products are summed in another order than by contract_numbers, and fused where the target can
template <contraction_plan Plan, class T, class Finish>
TAPELESS_ALWAYS_INLINE inline void contract_packs(T const* a, T const* b, Finish const& finish,
                                                  [[maybe_unused]] T* scratch) {
    if constexpr (Plan.rank == 0) contract_numbers<Plan>(a, b, finish);
    else detail::contraction_tiles<Plan, T>::template run<0>(a, b, contraction_position{}, finish);
}

}  // namespace tapeless

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

// SPDX-License-Identifier: BSL-1.0
// Which way a contraction is computed, and how much of it stays in registers at once.
// In: its plan and the width of the target's registers. Out: the choice, made while compiling.
#pragma once

#include <tapeless/core/pack.hpp>
#include <tapeless/execute/contraction.hpp>

namespace tapeless {

namespace detail {

enum class contraction_way {
    numbers,           ///< plain loops
    packs_of_results,  ///< lanes are neighbours along the result's last axis
    packs_of_terms,    ///< lanes are neighbours along a summed axis, and are summed in the end
    after_copy         ///< packs of results, from a copy of the second operand that has their axis contiguous
};

/// A tile is `rows` x `columns` packs of sums, of which there may be several sets that take terms by turns, so that a
/// sum need not wait for the one before.
struct contraction_tiling {
    int lanes = 1;
    int columns = 1;
    int rows = 1;
    int row_axis = -1;  ///< -1: none
    int sets = 1;
    int unroll = 1;  ///< terms in a round of the innermost loop
};

[[nodiscard]] constexpr int divided_up(int x, int by) noexcept { return (x + by - 1) / by; }
[[nodiscard]] constexpr int least_of(int a, int b) noexcept { return a < b ? a : b; }
[[nodiscard]] constexpr int most_of(int a, int b) noexcept { return a > b ? a : b; }

/// The narrowest pack of at least 16 bytes that holds `length` numbers, or the widest one.
[[nodiscard]] constexpr int lanes_for(int length, int native) noexcept {
    int const least = register_bytes == 0 ? 1 : most_of(native * 16 / most_of(register_bytes, 1), 1);
    int lanes = native;
    while (lanes > least && lanes / 2 >= length) lanes /= 2;
    return lanes;
}

/// The axis whose neighbours share an operand, preferably that which has the packs.
[[nodiscard]] constexpr int row_axis_of(contraction_plan const& plan) noexcept {
    int best = -1;
    int best_worth = 0;
    int const last = plan.rank - 1;
    for (int i = 0; i < last; ++i) {
        bool const shares_packs = (plan.b[i] == 0 && plan.b[last] != 0) || (plan.a[i] == 0 && plan.a[last] != 0);
        bool const shares = plan.a[i] == 0 || plan.b[i] == 0;
        int const worth = least_of(plan.length[i], 8) + (shares_packs ? 200 : shares ? 100 : 0);
        if (worth < best_worth) continue;
        best = i;
        best_worth = worth;
    }
    return best;
}
/// Rows, so that the last tile is not much smaller than the others.
constexpr void choose_rows(contraction_tiling& to, contraction_plan const& plan, int most) noexcept {
    to.row_axis = row_axis_of(plan);
    if (to.row_axis < 0) return;
    int const rows = plan.length[to.row_axis];
    to.rows = divided_up(rows, divided_up(rows, most));
}
/// Eight sums at once hide the latency of two multiplications and additions in each cycle. Measured (Zen 4): a loop
/// of more than about 8 of them in a round gains nothing.
constexpr void choose_unrolling(contraction_tiling& to, int terms) noexcept {
    int const sums = to.rows * to.columns;
    to.sets = most_of(least_of(least_of(divided_up(8, sums), 4), terms / 2), 1);
    to.unroll = terms * sums <= 40 ? terms : to.sets * divided_up(8, sums * to.sets);
}

[[nodiscard]] constexpr contraction_tiling tile_results(contraction_plan const& plan, int native) noexcept {
    contraction_tiling to;
    int const length = plan.length[plan.rank - 1];
    bool const many = register_count >= 32;
    to.lanes = lanes_for(length, native);
    int const columns = divided_up(length, to.lanes);
    bool const one_row = row_axis_of(plan) < 0;
    to.columns = divided_up(columns, divided_up(columns, one_row ? 8 : many ? 4 : 2));
    choose_rows(to, plan, many ? (to.columns == 4 ? 6 : to.columns == 3 ? 8 : 12) : to.columns == 2 ? 6 : 10);
    choose_unrolling(to, plan.sums > 0 ? plan.sum_length[plan.sums - 1] : 1);
    return to;
}

[[nodiscard]] constexpr bool is_walked_by_packs(int stride_a, int stride_b) noexcept {
    return (stride_a == 1 && (stride_b == 0 || stride_b == 1)) || (stride_a == 0 && stride_b == 1);
}
/// The longest summed axis that both operands can be loaded along; -1 if there is none.
[[nodiscard]] constexpr int pack_sum_of(contraction_plan const& plan) noexcept {
    int best = -1;
    for (int i = 0; i < plan.sums; ++i)
        if (is_walked_by_packs(plan.sum_a[i], plan.sum_b[i]) &&
            (best < 0 || plan.sum_length[i] > plan.sum_length[best]))
            best = i;
    return best;
}
/// With an axis of length 1 instead of none, and the summed axis that packs run along as the innermost one.
[[nodiscard]] constexpr contraction_plan ordered_for_terms(contraction_plan plan) noexcept {
    if (plan.rank == 0) {
        plan.rank = 1;
        plan.length[0] = plan.result[0] = 1;
    }
    int const inner = plan.sums - 1;
    int const from = pack_sum_of(plan);
    if (from < 0) return plan;
    auto const exchange = [inner, from](int(&of)[max_rank]) {
        int const held = of[from];
        of[from] = of[inner];
        of[inner] = held;
    };
    exchange(plan.sum_length);
    exchange(plan.sum_a);
    exchange(plan.sum_b);
    return plan;
}
/// Of an ordered plan.
[[nodiscard]] constexpr contraction_tiling tile_terms(contraction_plan const& plan, int native) noexcept {
    contraction_tiling to;
    int const terms = plan.sum_length[plan.sums - 1];
    // Sums over lanes: 16 x 16 times a vector takes 12 ns with 32 bytes and 20 ns with 64, one after the other (Zen 4).
    bool const narrow =
        register_bytes == 64 && (row_axis_of(plan) < 0 || terms <= native || (terms - 1) % native < native / 2);
    to.lanes = lanes_for(terms, narrow ? native / 2 : native);
    to.columns = least_of(plan.length[plan.rank - 1], to.lanes);
    choose_rows(to, plan, most_of((register_count >= 32 ? 24 : 12) / to.columns, 1));
    choose_unrolling(to, terms / to.lanes);
    return to;
}

/// The second operand copied so that the result's last axis is contiguous in it; its other axes in the same order.
[[nodiscard]] constexpr contraction_plan with_copy(contraction_plan plan, int native) noexcept {
    int const last = plan.rank - 1;
    int const lanes = lanes_for(plan.length[last], native);
    int stride = divided_up(plan.length[last], lanes) * lanes;
    for (int i = plan.sums - 1; i >= 0; --i)
        if (plan.sum_b[i] != 0) {
            plan.sum_b[i] = stride;
            stride *= plan.sum_length[i];
        }
    for (int i = last - 1; i >= 0; --i)
        if (plan.b[i] != 0) {
            plan.b[i] = stride;
            stride *= plan.length[i];
        }
    plan.b[last] = 1;
    return plan;
}
[[nodiscard]] constexpr int size_of_copy(contraction_plan const& copied, int native) noexcept {
    int const last = copied.rank - 1;
    int const lanes = lanes_for(copied.length[last], native);
    int size = divided_up(copied.length[last], lanes) * lanes;
    for (int i = 0; i < last; ++i)
        if (copied.b[i] != 0) size *= copied.length[i];
    for (int i = 0; i < copied.sums; ++i)
        if (copied.sum_b[i] != 0) size *= copied.sum_length[i];
    return size;
}

/// Costs in instructions on a pack of the widest kind. Those on narrower ones count less where 64 bytes take longer than
/// 32, as on Zen 4; a gather takes about 1.5 instructions a lane.
[[nodiscard]] constexpr double cost_of_results(contraction_plan const& plan, int native) noexcept {
    int const last = plan.rank - 1;
    contraction_tiling const tiling = tile_results(plan, native);
    double const width = register_bytes == 64 && tiling.lanes < native ? 0.6 : 1.0;
    double const packs = double(plan.size()) / plan.length[last] * divided_up(plan.length[last], tiling.lanes);
    double each = width;
    for (int const* of : {plan.a, plan.b}) {
        if (of[last] == 0 || of[last] == 1) continue;
        bool const shared = tiling.row_axis >= 0 && of[tiling.row_axis] == 0;
        each += 1.5 * tiling.lanes / (shared ? tiling.rows : 1);
    }
    return packs * plan.terms() * each;
}
[[nodiscard]] constexpr double cost_of_terms(contraction_plan const& plan, int native) noexcept {
    int const inner = plan.sum_length[plan.sums - 1];
    contraction_tiling const tiling = tile_terms(plan, native);
    double const width = register_bytes == 64 && tiling.lanes < native ? 0.6 : 1.0;
    return double(plan.size()) * (double(plan.terms()) / inner * divided_up(inner, tiling.lanes) + 3) * width;
}

struct contraction_choice {
    contraction_way way = contraction_way::numbers;
    bool exchanges = false;  ///< the operands, so that the second one is copied
};
[[nodiscard]] constexpr contraction_choice choose_way(contraction_plan const& plan, int native) noexcept {
    contraction_choice best;
    double least = 0;
    auto const offer = [&](contraction_way way, bool exchanges, double cost) {
        if (best.way != contraction_way::numbers && cost >= least) return;
        best = {way, exchanges};
        least = cost;
    };
    int const last = plan.rank - 1;
    if (plan.rank > 0) offer(contraction_way::packs_of_results, false, cost_of_results(plan, native));
    if (native > 1 && pack_sum_of(plan) >= 0)
        offer(contraction_way::packs_of_terms, false, cost_of_terms(ordered_for_terms(plan), native));
    for (bool const exchanges : {false, true}) {
        if (native == 1 || plan.rank == 0) break;
        contraction_plan const from = exchanges ? exchanged(plan) : plan;
        if (from.b[last] == 0 || from.b[last] == 1 || (from.a[last] != 0 && from.a[last] != 1)) continue;
        contraction_plan const copied = with_copy(from, native);
        offer(contraction_way::after_copy, exchanges,
              cost_of_results(copied, native) + 0.6 * size_of_copy(copied, native) + 30);
    }
    return best;
}

/// How many lanes the packs have that a contraction is computed by.
[[nodiscard]] constexpr int lanes_of(contraction_plan const& plan, int native) noexcept {
    contraction_choice const choice = choose_way(plan, native);
    contraction_plan const from = choice.exchanges ? exchanged(plan) : plan;
    switch (choice.way) {
    case contraction_way::packs_of_results: return tile_results(from, native).lanes;
    case contraction_way::packs_of_terms: return tile_terms(ordered_for_terms(from), native).lanes;
    case contraction_way::after_copy: return tile_results(with_copy(from, native), native).lanes;
    default: return 1;
    }
}

}  // namespace detail

/// How many numbers contract_packs copies operands to, for packs of `lanes` numbers.
[[nodiscard]] constexpr int contraction_scratch(contraction_plan const& plan, int lanes) noexcept {
    detail::contraction_choice const choice = detail::choose_way(plan, lanes);
    if (choice.way != detail::contraction_way::after_copy) return 0;
    return detail::size_of_copy(detail::with_copy(choice.exchanges ? exchanged(plan) : plan, lanes), lanes);
}

}  // namespace tapeless

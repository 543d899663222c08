// SPDX-License-Identifier: BSL-1.0
// Sums of products, register tile by register tile.
// In: a plan, two operands, and a callable. Out: every pack of results goes through the callable, which stores it.
#pragma once

#include <tapeless/core/ieee.hpp>
#include <tapeless/execute/contraction_copy.hpp>
#include <tapeless/execute/contraction_tiles.hpp>

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
                                                     Finish const& finish) noexcept {
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

}  // namespace detail

/// Every sum of products of the plan, by plain loops: for constant evaluation.
///
/// Cost        finish(position, x) once for each number of the result, as a pack of one
template <contraction_plan Plan, class T, class Finish>
TAPELESS_ALWAYS_INLINE constexpr void contract_numbers(T const* a, T const* b, Finish const& finish) noexcept {
    detail::finish_numbers<Plan, 0>(a, b, contraction_position{}, finish);
}

/// Every sum of products of the plan, pack by pack.
///
///   finish.template operator()<Count>(position, x)
///
/// x is a pack of results that are neighbours along the last axis of the plan, or one number; its first `Count` are
/// valid, and `position` is the index of the first one. Each number of the result is handed over once.
/// The operands are read until the last one has been handed over, so what is stored may not overlap them.
/// Where Finish::is_short is true, the callable is repeated for every pack of a tile, else it is in a loop.
///
/// Cost        no allocation; `scratch` holds contraction_scratch(Plan, native_lanes<T>) numbers at 64 bytes
/// Numerics    products are summed in another order than by contract_numbers, and fused where the target can
template <contraction_plan Plan, class T, class Finish>
TAPELESS_ALWAYS_INLINE inline void contract_packs(T const* a, T const* b, Finish const& finish,
                                                  [[maybe_unused]] T* scratch) noexcept {
    using detail::contraction_way;
    constexpr detail::contraction_choice choice = detail::choose_way(Plan, native_lanes<T>);
    if constexpr (choice.exchanges) contract_packs<exchanged(Plan)>(b, a, finish, scratch);
    else if constexpr (choice.way == contraction_way::numbers) contract_numbers<Plan>(a, b, finish);
    else if constexpr (choice.way == contraction_way::packs_of_results)
        detail::contraction_tiles<Plan, T, false>::template run<0>(a, b, contraction_position{}, finish);
    else if constexpr (choice.way == contraction_way::packs_of_terms)
        detail::contraction_tiles<detail::ordered_for_terms(Plan), T, true>::template run<0>(
            a, b, contraction_position{}, finish);
    else {
        using copy = detail::contraction_copy<Plan, T>;
        copy::template run<0>(b, scratch);
        detail::contraction_tiles<copy::copied, T, false>::template run<0>(a, scratch, contraction_position{}, finish);
    }
}

}  // namespace tapeless

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

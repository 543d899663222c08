// SPDX-License-Identifier: BSL-1.0
// Loops of fixed lengths over operands that lie in memory with fixed strides.
// In: the lengths and strides. Out: a nest of loops with as few of them as possible.
#pragma once

#include <tapeless/core/attributes.hpp>
#include <tapeless/core/extents.hpp>

#include <cstddef>
#include <utility>

namespace tapeless {

/// How an operand lies under the axes of a loop nest: the place of the first number, and how far each axis moves.
///
/// Zeros are written out: g++ 12 takes template arguments for equal that differ in the places of left out zeros.
struct strided {
    int base = 0;
    int stride[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};
    friend constexpr bool operator==(strided const&, strided const&) = default;
};

/// Row by row.
[[nodiscard]] constexpr strided contiguous(extents const& of) noexcept {
    strided result;
    for (int i = 0; i < of.rank; ++i) result.stride[i] = of.stride(i);
    return result;
}

/// Loops around `Operands` pointers.
template <int Operands>
struct loop_nest {
    extents over;
    strided at[Operands];

    constexpr loop_nest() noexcept {
        for (strided& operand : at) operand = strided();
    }
    constexpr loop_nest(extents const& lengths, strided const (&operands)[Operands]) noexcept : over(lengths) {
        for (int k = 0; k < Operands; ++k) at[k] = operands[k];
    }

    /// Without axes of length 1, and with neighbours that all operands walk through as if they were one axis.
    [[nodiscard]] constexpr loop_nest collapsed() const noexcept {
        loop_nest result;
        for (int k = 0; k < Operands; ++k) result.at[k].base = at[k].base;
        for (int i = 0; i < over.rank; ++i) {
            if (over.at[i] == 1) continue;
            int const last = result.over.rank - 1;
            bool joins = last >= 0;
            for (int k = 0; k < Operands && joins; ++k)
                joins = result.at[k].stride[last] == at[k].stride[i] * over.at[i];
            int const place = joins ? last : result.over.rank;
            if (joins) result.over.at[last] *= over.at[i];
            else result.over.push(over.at[i]);
            for (int k = 0; k < Operands; ++k) result.at[k].stride[place] = at[k].stride[i];
        }
        return result;
    }
    friend constexpr bool operator==(loop_nest const&, loop_nest const&) = default;
};

namespace detail {

/// Calls body(pointers...) for every combination of indices, the last axis fastest.
template <auto Nest, int Axis, class Body, class... Pointer>
TAPELESS_ALWAYS_INLINE constexpr void run_axes(Body const& body, Pointer... p) {
    if constexpr (Axis == Nest.over.rank) body(p...);
    else
        for (int i = 0; i < Nest.over.at[Axis]; ++i) [&]<std::size_t... K>(std::index_sequence<K...>) {
                run_axes<Nest, Axis + 1>(body, (p + i * Nest.at[K].stride[Axis])...);
            }
    (std::index_sequence_for<Pointer...>{});
}

}  // namespace detail

/// Runs the nest: one pointer for each of its operands.
template <auto Nest, class Body, class... Pointer>
TAPELESS_ALWAYS_INLINE constexpr void run_nest(Body const& body, Pointer... p) {
    [&]<std::size_t... K>(std::index_sequence<K...>) { detail::run_axes<Nest, 0>(body, (p + Nest.at[K].base)...); }
    (std::index_sequence_for<Pointer...>{});
}

}  // namespace tapeless

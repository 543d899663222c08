// SPDX-License-Identifier: BSL-1.0
// Axes of tensors by number, as functions are told them.
// In: numbers, negative ones from the end. Out: masks of axes of a shape.
#pragma once

#include <tapeless/core/extents.hpp>

namespace tapeless {

/// Axes by number; negative ones count from the end.
template <int... Axis>
struct axis_list {};
template <int... Axis>
inline constexpr axis_list<Axis...> axes{};
template <int Axis>
inline constexpr axis_list<Axis> axis{};

namespace detail {

/// The mask of some axes of a shape; all of them where none is named; 0 if one is not there or named twice.
template <int... Axis>
constexpr int mask_of(extents const& of, axis_list<Axis...>) {
    if constexpr (sizeof...(Axis) == 0) return (1 << of.rank) - 1;
    int mask = 0;
    int const all[] = {Axis..., 0};
    for (int i = 0; i < static_cast<int>(sizeof...(Axis)); ++i) {
        int const place = axis_in(of, all[i]);
        if (place < 0 || (mask >> place & 1) != 0) return 0;
        mask |= 1 << place;
    }
    return mask;
}

}  // namespace detail

}  // namespace tapeless

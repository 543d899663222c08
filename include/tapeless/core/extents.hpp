// SPDX-License-Identifier: BSL-1.0
// Shapes as values, and what operations make of them.
// In: the extents of operands. Out: those of the result, or the mark of a mismatch.
#pragma once

namespace tapeless {

/// The most axes that a node may have. Users' tensors have up to four; batches, windows and the products of shapes in
/// Jacobians add to them.
inline constexpr int max_rank = 8;

namespace detail {

// These stop constant evaluation, where the compiler names them.
[[noreturn]] inline void index_outside_of_its_axis() { __builtin_trap(); }
[[noreturn]] inline void more_axes_than_max_rank() { __builtin_trap(); }

}  // namespace detail

/// The lengths of the axes, the slowest first. Rank 0 is a number.
struct extents {
    int rank = 0;
    int at[max_rank]{};

    [[nodiscard]] constexpr int size() const noexcept {
        int result = 1;
        for (int i = 0; i < rank; ++i) result *= at[i];
        return result;
    }
    constexpr void push(int length) noexcept {
        if (rank == max_rank) detail::more_axes_than_max_rank();
        at[rank++] = length;
    }
    /// How far apart neighbours along an axis lie, row by row.
    [[nodiscard]] constexpr int stride(int axis) const noexcept {
        int result = 1;
        for (int i = axis + 1; i < rank; ++i) result *= at[i];
        return result;
    }
    friend constexpr bool operator==(extents const&, extents const&) = default;
};

/// A type that spells a shape, for messages.
template <int... Dims>
struct shape {
    static constexpr extents value{sizeof...(Dims), {Dims...}};
};

inline constexpr extents no_shape{-1, {}};

/// NumPy's broadcasting: axes are aligned at the last one, and an axis of length 1 stretches.
[[nodiscard]] constexpr extents broadcast(extents const& a, extents const& b) noexcept {
    extents result{a.rank > b.rank ? a.rank : b.rank, {}};
    for (int i = 1; i <= result.rank; ++i) {
        int const of_a = i <= a.rank ? a.at[a.rank - i] : 1;
        int const of_b = i <= b.rank ? b.at[b.rank - i] : 1;
        if (of_a != of_b && of_a != 1 && of_b != 1) return no_shape;
        result.at[result.rank - i] = of_a == 1 ? of_b : of_a;
    }
    return result;
}

/// The axis that a number means, negative ones from the end; -1 if there is none.
[[nodiscard]] constexpr int axis_in(extents const& of, int axis) noexcept {
    int const place = axis < 0 ? axis + of.rank : axis;
    return place >= 0 && place < of.rank ? place : -1;
}

/// The shape without the axes whose bits are set in `mask`, or with them as axes of length 1.
[[nodiscard]] constexpr extents reduced(extents const& of, int mask, bool keep) noexcept {
    extents result;
    for (int i = 0; i < of.rank; ++i)
        if ((mask >> i & 1) == 0) result.push(of.at[i]);
        else if (keep) result.push(1);
    return result;
}

/// The axes before the last `count`; none where there are no more than these.
[[nodiscard]] constexpr extents leading_axes(extents const& of, int count) noexcept {
    extents result;
    for (int i = 0; i < of.rank - count; ++i) result.push(of.at[i]);
    return result;
}

}  // namespace tapeless

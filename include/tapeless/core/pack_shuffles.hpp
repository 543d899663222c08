// SPDX-License-Identifier: BSL-1.0
// Numbers that change lanes: the sums of several packs in one pack, and blocks of numbers with rows and columns exchanged.
// In: packs. Out: packs.
#pragma once

#include <tapeless/core/pack.hpp>

namespace tapeless::packs {

namespace detail {

/// The lanes among which numbers move at the least cost.
template <class V>
inline constexpr int lanes_of_16_bytes = sizeof(V) < 16 ? lanes<V> : 16 / static_cast<int>(sizeof(lane_type<V>));

template <class V, int... I>
TAPELESS_ALWAYS_INLINE inline pack<lane_type<V>, lanes<V> / 2> folded(V x, std::integer_sequence<int, I...>) noexcept {
    using half = pack<lane_type<V>, lanes<V> / 2>;
    if constexpr (lanes<V> == 2) return x[0] + x[1];
    else
        return static_cast<half>(__builtin_shufflevector(x, x, I...)) +
               static_cast<half>(__builtin_shufflevector(x, x, (I + lanes<V> / 2)...));
}

/// Which lane of two packs behind each other goes to `lane`, when two sets of half sums become one set of sums. The first
/// levels stay within 16 bytes, where lanes change place at the least cost.
[[nodiscard]] constexpr int source_of_sum(int level, bool second, int lane, int count, int inner) noexcept {
    int const inner_levels = inner == 4 ? 2 : inner == 2 ? 1 : 0;
    int const blocks = count / inner;
    int const block = lane / inner;
    int const place = lane % inner;
    if (level < inner_levels) {
        bool const pairs = inner == 4 && level == 0;  // x0 y0 x1 y1, then x0 x1 y0 y1
        bool const from_other = inner == 2 || pairs ? place % 2 == 1 : place >= 2;
        int const of = inner == 2 ? 0 : pairs ? place / 2 : place % 2;
        return (from_other ? count : 0) + block * inner + of + (second ? inner / 2 : 0);
    }
    bool const from_other = block >= blocks / 2;
    int const of = block % (blocks / 2);
    bool const neighbours = blocks == 4 && level == inner_levels + 1;  // 0 2 and 1 3, before that 0 1 and 2 3
    int const from = neighbours ? of * 2 + (second ? 1 : 0) : of + (second ? blocks / 2 : 0);
    return (from_other ? count : 0) + from * inner + place;
}

template <int Level, bool Second, class V, int... I>
TAPELESS_ALWAYS_INLINE inline V paired(V x, V y, std::integer_sequence<int, I...>) noexcept {
    constexpr int inner = lanes_of_16_bytes<V>;
    return static_cast<V>(__builtin_shufflevector(x, y, source_of_sum(Level, Second, I, lanes<V>, inner)...));
}
template <int Level, bool Second, class V>
TAPELESS_ALWAYS_INLINE inline V paired(V x, V y) noexcept {
    return paired<Level, Second>(x, y, std::make_integer_sequence<int, lanes<V>>{});
}
template <int Level, class V>
TAPELESS_ALWAYS_INLINE inline V sum_pair(V x, V y) noexcept {
    return paired<Level, false>(x, y) + paired<Level, true>(x, y);
}

/// Sums of the packs from `First` on; of `Count`, the others are not needed.
template <int Level, int First, int Count, class V>
TAPELESS_ALWAYS_INLINE inline V sum_tree(V const* x) noexcept {
    if constexpr (Level == 0) return x[First];
    else {
        constexpr int half = 1 << (Level - 1);
        V const left = sum_tree<Level - 1, First, Count>(x);
        if constexpr (First + half < Count)
            return sum_pair<Level - 1>(left, sum_tree<Level - 1, First + half, Count>(x));
        else return sum_pair<Level - 1>(left, left);
    }
}

[[nodiscard]] constexpr int level_of(int lanes) noexcept { return lanes <= 1 ? 0 : 1 + level_of(lanes / 2); }

/// The columns of a block come out in the order of the levels that chose them: which is at `place`?
[[nodiscard]] constexpr int column_at(int place, int count, int inner) noexcept {
    int const inner_levels = level_of(inner);
    int const levels = level_of(count);
    int column = 0;
    for (int level = 0; level < levels; ++level)
        if ((place >> level & 1) != 0)
            column |=
                level < inner_levels ? inner >> (level + 1) : inner * ((count / inner) >> (level - inner_levels + 1));
    return column;
}
template <int Level, class V, int... I>
TAPELESS_ALWAYS_INLINE inline void exchange(V const* x, V* to, std::integer_sequence<int, I...> all) noexcept {
    if constexpr ((1 << Level) == lanes<V>) ((to[column_at(I, lanes<V>, lanes_of_16_bytes<V>)] = x[I]), ...);
    else {
        constexpr int step = 1 << Level;
        V const next[] = {paired<Level, (I / step % 2 == 1)>(x[I / (2 * step) * 2 * step + I % step],
                                                             x[I / (2 * step) * 2 * step + I % step + step])...};
        exchange<Level + 1>(next, to, all);
    }
}

}  // namespace detail

/// The sum of a pack's two halves.
template <class V>
TAPELESS_ALWAYS_INLINE inline pack<lane_type<V>, lanes<V> / 2> folded(V x) noexcept {
    return detail::folded(x, std::make_integer_sequence<int, lanes<V> / 2>{});
}

/// How many lanes horizontal_sums returns for `Count` packs.
template <class V, int Count>
inline constexpr int lanes_of_sums = [] {
    int result = lanes<V>;
    while (result / 2 >= Count && result / 2 >= (Count == 1 ? 1 : 16 / static_cast<int>(sizeof(lane_type<V>))))
        result /= 2;
    return result;
}();

/// The sums over the lanes of `Count` packs, side by side.
///
/// Cost        for as many packs as lanes about three instructions a pack
template <int Count, class V, int... I>
TAPELESS_ALWAYS_INLINE inline auto horizontal_sums(V const* x, std::integer_sequence<int, I...> all) noexcept {
    static_assert(Count >= 1 && Count <= lanes<V> && sizeof...(I) == Count);
    if constexpr (lanes_of_sums<V, Count> == lanes<V>) return detail::sum_tree<detail::level_of(lanes<V>), 0, Count>(x);
    else {
        pack<lane_type<V>, lanes<V> / 2> const halves[] = {folded(x[I])...};
        return horizontal_sums<Count>(halves, all);
    }
}
template <int Count, class V>
TAPELESS_ALWAYS_INLINE inline auto horizontal_sums(V const* x) noexcept {
    return horizontal_sums<Count>(x, std::make_integer_sequence<int, Count>{});
}

/// As many packs as they have lanes, rows and columns exchanged.
template <class V>
TAPELESS_ALWAYS_INLINE inline void transpose(V const* rows, V* columns) noexcept {
    if constexpr (lanes<V> == 1) *columns = *rows;
    else detail::exchange<0>(rows, columns, std::make_integer_sequence<int, lanes<V>>{});
}

}  // namespace tapeless::packs

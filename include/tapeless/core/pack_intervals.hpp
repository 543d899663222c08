// SPDX-License-Identifier: BSL-1.0
// In: packs as wide as a register of AVX-512. Out: choices from tables in registers, significands and exponents by one
// instruction each, on which functions by intervals stand.
#pragma once

#include <tapeless/core/pack_instructions.hpp>

namespace tapeless::packs {

namespace detail {

template <class To, class V, int... I>
TAPELESS_ALWAYS_INLINE inline To with_lanes(V x, std::integer_sequence<int, I...>) noexcept {
    return __builtin_shufflevector(x, x, (I < lanes<V> ? I : -1)...);
}

}  // namespace detail

/// The same numbers in a larger register, where anything stands behind them.
template <class To, class V>
TAPELESS_ALWAYS_INLINE inline To widened(V x) noexcept {
    return detail::with_lanes<To>(x, std::make_integer_sequence<int, lanes<To>>{});
}
/// The first numbers in a smaller one.
template <class To, class V>
TAPELESS_ALWAYS_INLINE inline To narrowed(V x) noexcept {
    return detail::with_lanes<To>(x, std::make_integer_sequence<int, lanes<To>>{});
}

/// Whether `pick` is an instruction, out of as many numbers as two registers hold.
template <class V>
inline constexpr bool has_pick = detail::is_widest<V>;

/// For each lane the number of its index in a table, of which the lowest bits count.
template <class V>
TAPELESS_ALWAYS_INLINE inline V pick([[maybe_unused]] lane_type<V> const (&table)[2 * lanes<V>],
                                     [[maybe_unused]] pack_of_bits<V> index) noexcept {
    static_assert(has_pick<V>);
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    V const low = packs::load<V>(table);
    V const high = packs::load<V>(table + lanes<V>);
#if defined(__clang__)
    if constexpr (detail::is_single<V>) return __builtin_ia32_vpermi2varps512(low, (pack<int, 16>)index, high);
    else return __builtin_ia32_vpermi2varpd512(low, (pack<long long, 8>)index, high);
#else
    return __builtin_shuffle(low, high, (pack_of_integers<V>)index);
#endif
#else
    return V{};
#endif
}

/// The significand in [3/4, 3/2) and the exponent of any number, where both are instructions: of 0 1 and -inf, of
/// infinity 1 and inf, of negative numbers NaN.
template <class V>
TAPELESS_ALWAYS_INLINE inline V significand_of([[maybe_unused]] V x) noexcept {
    static_assert(has_pick<V>);
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    if constexpr (detail::is_single<V>)
        return __builtin_ia32_getmantps512_mask(x, 11, x, detail::all_floats, detail::current_rounding);
    else return __builtin_ia32_getmantpd512_mask(x, 11, x, detail::all_doubles, detail::current_rounding);
#else
    return V{};
#endif
}
template <class V>
TAPELESS_ALWAYS_INLINE inline V exponent_of([[maybe_unused]] V x) noexcept {
    static_assert(has_pick<V>);
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    if constexpr (detail::is_single<V>)
        return __builtin_ia32_getexpps512_mask(x, x, detail::all_floats, detail::current_rounding);
    else return __builtin_ia32_getexppd512_mask(x, x, detail::all_doubles, detail::current_rounding);
#else
    return V{};
#endif
}
/// x * 2^n for an integer n.
template <class V>
TAPELESS_ALWAYS_INLINE inline V scaled_by([[maybe_unused]] V x, [[maybe_unused]] V n) noexcept {
    static_assert(has_pick<V>);
    return packs::scaled(x, integer_number<V>{n, {}});
}

}  // namespace tapeless::packs

// SPDX-License-Identifier: BSL-1.0
// In: packs. Out: the operations that IEEE 754 rounds at most once: bounds, abs, copysign, sqrt, rounding to integers,
// scaling, by one instruction where the target has it. Built-in functions, as in pack.hpp.
#pragma once

#include <tapeless/core/floating_point.hpp>
#include <tapeless/core/pack.hpp>

namespace tapeless::packs {

namespace detail {

/// Whether a register of AVX-512 holds V.
template <class V>
inline constexpr bool is_widest =
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    sizeof(V) == 64;
#else
    false;
#endif

/// Whether V has packed instructions of AVX-512, which need another extension for narrow registers.
template <class V>
inline constexpr bool has_scaling =
#if defined(__AVX512F__) && defined(__AVX512VL__)
    sizeof(V) == 64 || sizeof(V) == 32 || sizeof(V) == 16;
#else
    is_widest<V>;
#endif

/// All lanes, and the rounding mode as it is set.
[[maybe_unused]] inline constexpr unsigned short all_floats = 0xffff;
[[maybe_unused]] inline constexpr unsigned char all_doubles = 0xff;
[[maybe_unused]] inline constexpr int current_rounding = 4;

template <class V>
inline constexpr bool is_single = sizeof(lane_type<V>) == 4;

}  // namespace detail

/// a < b ? a : b, and so b where one is NaN.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V minimum(V a, V b) noexcept {
#if defined(__AVX512F__) && defined(__AVX512DQ__) && !defined(__clang__)
    // g++ 12 makes a comparison and a masked move
    if constexpr (detail::is_widest<V> && detail::is_single<V>)
        return __builtin_ia32_minps512_mask(a, b, a, detail::all_floats, detail::current_rounding);
    else if constexpr (detail::is_widest<V>)
        return __builtin_ia32_minpd512_mask(a, b, a, detail::all_doubles, detail::current_rounding);
    else
#endif
        return a < b ? a : b;
}
/// a > b ? a : b, and so b where one is NaN.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V maximum(V a, V b) noexcept {
#if defined(__AVX512F__) && defined(__AVX512DQ__) && !defined(__clang__)
    if constexpr (detail::is_widest<V> && detail::is_single<V>)
        return __builtin_ia32_maxps512_mask(a, b, a, detail::all_floats, detail::current_rounding);
    else if constexpr (detail::is_widest<V>)
        return __builtin_ia32_maxpd512_mask(a, b, a, detail::all_doubles, detail::current_rounding);
    else
#endif
        return a > b ? a : b;
}

/// |x|
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V abs(V x) noexcept {
    if constexpr (lanes<V> == 1) return elementary::abs(x);
    else {
        using U = lane_type<pack_of_bits<V>>;
        return packs::reinterpret<V>(packs::reinterpret<pack_of_bits<V>>(x) & static_cast<U>(~U{0} >> 1));
    }
}
/// The magnitude of one number with the sign of another.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V copysign(V magnitude, V sign) noexcept {
    if constexpr (lanes<V> == 1) return elementary::copysign(magnitude, sign);
    else {
        using U = lane_type<pack_of_bits<V>>;
        constexpr U rest = ~U{0} >> 1;
        return packs::reinterpret<V>((packs::reinterpret<pack_of_bits<V>>(magnitude) & rest) |
                                     (packs::reinterpret<pack_of_bits<V>>(sign) & static_cast<U>(~rest)));
    }
}
/// x with its sign changed where that of `sign` is set.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V flip_sign(V x, V sign) noexcept {
    using words = pack_of_bits<V>;
    using U = lane_type<words>;
    constexpr U top = ~(~U{0} >> 1);
    return packs::reinterpret<V>(packs::reinterpret<words>(x) ^ (packs::reinterpret<words>(sign) & top));
}

/// Square root, correctly rounded.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V sqrt(V x) noexcept {
    if constexpr (lanes<V> == 1) return elementary::sqrt(x);
    else {
#if defined(__clang__)
        return __builtin_elementwise_sqrt(x);
#else
#if defined(__AVX512F__) && defined(__AVX512DQ__)
        if constexpr (detail::is_widest<V> && detail::is_single<V>)
            return __builtin_ia32_sqrtps512_mask(x, x, detail::all_floats, detail::current_rounding);
        else if constexpr (detail::is_widest<V>)
            return __builtin_ia32_sqrtpd512_mask(x, x, detail::all_doubles, detail::current_rounding);
        else
#endif
#if defined(__AVX__)
            if constexpr (sizeof(V) == 32 && detail::is_single<V>)
            return __builtin_ia32_sqrtps256(x);
        else if constexpr (sizeof(V) == 32) return __builtin_ia32_sqrtpd256(x);
        else
#endif
#if defined(__SSE2__)
            if constexpr (sizeof(V) == 16 && detail::is_single<V>)
            return __builtin_ia32_sqrtps(x);
        else if constexpr (sizeof(V) == 16) return __builtin_ia32_sqrtpd(x);
        else
#endif
        {
            V y{};
            for (int i = 0; i < lanes<V>; ++i) y[i] = elementary::sqrt(static_cast<lane_type<V>>(x[i]));
            return y;
        }
#endif
    }
}

namespace detail {

/// How the instructions name the directions.
inline constexpr int down = 9;
inline constexpr int towards_zero = 11;

template <int Direction, class V>
TAPELESS_ALWAYS_INLINE constexpr V to_integer(V x) noexcept {
#if defined(__clang__)
    if constexpr (Direction == down) return __builtin_elementwise_floor(x);
    else return __builtin_elementwise_trunc(x);
#else
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    if constexpr (is_widest<V> && is_single<V>)
        return __builtin_ia32_rndscaleps_mask(x, Direction, x, all_floats, current_rounding);
    else if constexpr (is_widest<V>)
        return __builtin_ia32_rndscalepd_mask(x, Direction, x, all_doubles, current_rounding);
    else
#endif
#if defined(__AVX__)
        if constexpr (sizeof(V) == 32 && is_single<V>)
        return __builtin_ia32_roundps256(x, Direction);
    else if constexpr (sizeof(V) == 32) return __builtin_ia32_roundpd256(x, Direction);
    else
#endif
#if defined(__SSE4_1__)
        if constexpr (sizeof(V) == 16 && is_single<V>)
        return __builtin_ia32_roundps(x, Direction);
    else if constexpr (sizeof(V) == 16) return __builtin_ia32_roundpd(x, Direction);
    else
#endif
    {
        // an addition that leaves no room for a fraction rounds |x| to an integer
        using T = lane_type<V>;
        V const whole = splat<V>(is_single<V> ? static_cast<T>(0x1p23) : static_cast<T>(0x1p52));
        V const magnitude = packs::abs(x);
        V const nearest = (magnitude + whole) - whole;
        V const t = nearest > magnitude ? nearest - splat<V>(1) : nearest;
        V const truncated = magnitude < whole ? packs::copysign(t, x) : x;
        if constexpr (Direction == down) return truncated > x ? truncated - splat<V>(1) : truncated;
        else return truncated;
    }
#endif
}

}  // namespace detail

/// x without its fraction; the largest integer not above x; the smallest not below; the nearest, halves away from zero.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V trunc(V x) noexcept {
    if constexpr (lanes<V> == 1) return elementary::trunc(x);
    else return detail::to_integer<detail::towards_zero>(x);
}
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V floor(V x) noexcept {
    if constexpr (lanes<V> == 1) return elementary::floor(x);
    else return detail::to_integer<detail::down>(x);
}
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V ceil(V x) noexcept {
    return -packs::floor(-x);
}
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V round(V x) noexcept {
    if constexpr (lanes<V> == 1) return elementary::round(x);
    else {
        V const t = packs::trunc(x);
        auto const away = packs::abs(x - t) >= splat<V>(lane_type<V>(0.5));  // not of an infinity: NaN
        return away ? t + packs::copysign(splat<V>(1), x) : t;
    }
}

/// Whether `fused` is one instruction for V.
template <class V>
inline constexpr bool has_fused =
#if defined(__FMA__)
    lanes<V> == 1 || sizeof(V) == 16 || sizeof(V) == 32 || detail::is_widest<V>;
#elif defined(__aarch64__) && defined(__clang__)
    true;
#else
    detail::is_widest<V>;
#endif
/// a * b + c, rounded once, whatever the user's flags are.
template <class V>
TAPELESS_ALWAYS_INLINE inline V fused(V a, V b, V c) noexcept {
    static_assert(has_fused<V>);
    if constexpr (lanes<V> == 1 && detail::is_single<V>) return __builtin_fmaf(a, b, c);
    else if constexpr (lanes<V> == 1) return __builtin_fma(a, b, c);
    else {
#if defined(__clang__)
        return __builtin_elementwise_fma(a, b, c);
#else
#if defined(__AVX512F__) && defined(__AVX512DQ__)
        if constexpr (detail::is_widest<V> && detail::is_single<V>)
            return __builtin_ia32_vfmaddps512_mask(a, b, c, detail::all_floats, detail::current_rounding);
        else if constexpr (detail::is_widest<V>)
            return __builtin_ia32_vfmaddpd512_mask(a, b, c, detail::all_doubles, detail::current_rounding);
        else
#endif
#if defined(__FMA__)
            if constexpr (sizeof(V) == 32 && detail::is_single<V>)
            return __builtin_ia32_vfmaddps256(a, b, c);
        else if constexpr (sizeof(V) == 32) return __builtin_ia32_vfmaddpd256(a, b, c);
        else if constexpr (detail::is_single<V>) return __builtin_ia32_vfmaddps(a, b, c);
        else return __builtin_ia32_vfmaddpd(a, b, c);
#else
        return a * b + c;
#endif
#endif
    }
}

template <class V>
inline constexpr int fraction_bits = sizeof(lane_type<V>) == 4 ? 23 : 52;
template <class V>
inline constexpr int exponent_bias = sizeof(lane_type<V>) == 4 ? 127 : 1023;

/// An integer as a number and, in its lowest bits, as an integer.
template <class V>
struct integer_number {
    V value;
    pack_of_bits<V> low_bits;
};
/// The integer nearest to x * factor, below 2^22 or 2^51.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr integer_number<V> to_nearest(V x, lane_type<V> factor) noexcept {
    using T = lane_type<V>;
    constexpr T shift = sizeof(T) == 4 ? static_cast<T>(0x1.8p23) : static_cast<T>(0x1.8p52);
    V const shifted = x * splat<V>(factor) + splat<V>(shift);
    return {shifted - splat<V>(shift), packs::reinterpret<pack_of_bits<V>>(shifted)};
}

/// 2^n for n within the exponents of normal numbers.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V two_to(pack_of_bits<V> n) noexcept {
    using U = lane_type<pack_of_bits<V>>;
    return packs::reinterpret<V>((n << static_cast<U>(fraction_bits<V>)) +
                                 (static_cast<U>(exponent_bias<V>) << fraction_bits<V>));
}

/// x * 2^n, rounded once, for n from twice the smallest exponent to twice the largest.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V scaled(V x, integer_number<V> n) noexcept {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    if constexpr (sizeof(V) == 64 && detail::is_single<V>)
        return __builtin_ia32_scalefps512_mask(x, n.value, x, detail::all_floats, detail::current_rounding);
    else if constexpr (sizeof(V) == 64)
        return __builtin_ia32_scalefpd512_mask(x, n.value, x, detail::all_doubles, detail::current_rounding);
    else
#if defined(__AVX512VL__)
        if constexpr (sizeof(V) == 32 && detail::is_single<V>)
        return __builtin_ia32_scalefps256_mask(x, n.value, x, detail::all_doubles);
    else if constexpr (sizeof(V) == 32) return __builtin_ia32_scalefpd256_mask(x, n.value, x, detail::all_doubles);
    else if constexpr (sizeof(V) == 16 && detail::is_single<V>)
        return __builtin_ia32_scalefps128_mask(x, n.value, x, detail::all_doubles);
    else if constexpr (sizeof(V) == 16) return __builtin_ia32_scalefpd128_mask(x, n.value, x, detail::all_doubles);
    else
#endif
#endif
    {
        using words = pack_of_bits<V>;
        using U = lane_type<words>;
        // half of n, by a shift of an integer that is made positive
        constexpr U even = sizeof(U) == 4 ? U(0x400) : U(0x4000);
        constexpr U mask = 2 * even - 1;
        words const half = (((n.low_bits + even) & mask) >> U(1)) - even / 2;
        return x * packs::two_to<V>(half) * packs::two_to<V>(n.low_bits - half);
    }
}

}  // namespace tapeless::packs

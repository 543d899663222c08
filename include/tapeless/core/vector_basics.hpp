// SPDX-License-Identifier: BSL-1.0
// In: packs. Out: what the elementary functions of packs are made of: bounds, polynomials, powers of two, and the exact
// functions (abs, copysign, sqrt, rounding to integers), by one instruction where the target has it.
#pragma once

#include <tapeless/core/floating_point.hpp>
#include <tapeless/core/pack.hpp>

namespace tapeless::packs {

/// Both, one or the other of two conditions, and the contrary of one.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr auto both(V a, V b) noexcept {
    if constexpr (std::is_same_v<V, bool>) return a && b;
    else return a & b;
}
template <class V>
TAPELESS_ALWAYS_INLINE constexpr auto either(V a, V b) noexcept {
    if constexpr (std::is_same_v<V, bool>) return a || b;
    else return a | b;
}
template <class V>
TAPELESS_ALWAYS_INLINE constexpr auto contrary(V a) noexcept {
    if constexpr (std::is_same_v<V, bool>) return !a;
    else return ~a;
}

/// Whether a condition holds in any lane.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr bool any(V test) noexcept {
    if constexpr (lanes<V> == 1) return test != V{};
    else {
        // halves down to 16 bytes, which every target has instructions for
        auto const wide = packs::reinterpret<pack<std::int64_t, static_cast<int>(sizeof(V) / 8)>>(test);
        return packs::fold(wide, [](auto a, auto b) { return a | b; }) != 0;
    }
}

/// The smaller and the larger of two numbers; y where x is NaN and x where y is.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V at_most(V x, lane_type<V> bound) noexcept {
    V const y = splat<V>(bound);
    return y < x ? y : x;  // keeps NaN
}
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V at_least(V x, lane_type<V> bound) noexcept {
    V const y = splat<V>(bound);
    return y > x ? y : x;
}

/// |x| and the magnitude of one number with the sign of another, by their bits.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V abs(V x) noexcept {
    if constexpr (lanes<V> == 1) return elementary::abs(x);
    else {
        using U = lane_type<pack_of_bits<V>>;
        return packs::reinterpret<V>(packs::reinterpret<pack_of_bits<V>>(x) & static_cast<U>(~U{0} >> 1));
    }
}
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

/// Square root, correctly rounded.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V sqrt(V x) noexcept {
    if constexpr (lanes<V> == 1) return elementary::sqrt(x);
    else {
#if defined(__clang__)
        return __builtin_elementwise_sqrt(x);
#else
        using T = lane_type<V>;
        constexpr int size = static_cast<int>(sizeof(V));
        static_cast<void>(size);
#if defined(__AVX512F__)
        if constexpr (size == 64 && sizeof(T) == 4) return __builtin_ia32_sqrtps512_mask(x, x, -1, 4);
        if constexpr (size == 64 && sizeof(T) == 8) return __builtin_ia32_sqrtpd512_mask(x, x, -1, 4);
#endif
#if defined(__AVX__)
        if constexpr (size == 32 && sizeof(T) == 4) return __builtin_ia32_sqrtps256(x);
        if constexpr (size == 32 && sizeof(T) == 8) return __builtin_ia32_sqrtpd256(x);
#endif
#if defined(__SSE2__)
        if constexpr (size == 16 && sizeof(T) == 4) return __builtin_ia32_sqrtps(x);
        if constexpr (size == 16 && sizeof(T) == 8) return __builtin_ia32_sqrtpd(x);
#endif
        V y{};
        for (int i = 0; i < lanes<V>; ++i) y[i] = elementary::sqrt(T(x[i]));
        return y;
#endif
    }
}

/// x without its fraction; the largest integer not above x, the smallest not below, the nearest, halves away from zero.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V trunc(V x) noexcept {
    if constexpr (lanes<V> == 1) return elementary::trunc(x);
    else {
#if defined(__clang__)
        return __builtin_elementwise_trunc(x);
#else
        // to an integer and back, where that has a meaning
        using T = lane_type<V>;
        constexpr T whole = sizeof(T) == 4 ? T(0x1p23) : T(0x1p52);
        auto const has_fraction = packs::abs(x) < packs::splat<V>(whole);
        V const bounded = has_fraction ? x : V{};
        V const t = packs::convert<V>(packs::convert<pack_of_integers<V>>(bounded));
        return has_fraction ? packs::copysign(t, x) : x;
#endif
    }
}
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V floor(V x) noexcept {
    if constexpr (lanes<V> == 1) return elementary::floor(x);
    else {
        V const t = packs::trunc(x);
        return t > x ? t - packs::splat<V>(1) : t;
    }
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
        auto const away = packs::abs(x - t) >= packs::splat<V>(lane_type<V>(0.5));
        return away ? t + packs::copysign(packs::splat<V>(1), x) : t;
    }
}

namespace detail {

template <int Begin, int Count, class V, int Size>
TAPELESS_ALWAYS_INLINE constexpr V estrin(lane_type<V> const (&c)[Size], V x, V x2, V x4, V x8) noexcept {
    static_assert(Count <= 16);
    if constexpr (Count == 1) return splat<V>(c[Begin]);
    else if constexpr (Count == 2) return mul_add(splat<V>(c[Begin + 1]), x, splat<V>(c[Begin]));
    else if constexpr (Count <= 4)
        return mul_add(detail::estrin<Begin + 2, Count - 2>(c, x, x2, x4, x8), x2,
                       detail::estrin<Begin, 2>(c, x, x2, x4, x8));
    else if constexpr (Count <= 8)
        return mul_add(detail::estrin<Begin + 4, Count - 4>(c, x, x2, x4, x8), x4,
                       detail::estrin<Begin, 4>(c, x, x2, x4, x8));
    else
        return mul_add(detail::estrin<Begin + 8, Count - 8>(c, x, x2, x4, x8), x8,
                       detail::estrin<Begin, 8>(c, x, x2, x4, x8));
}

}  // namespace detail

/// c[0] + c[1] x + c[2] x^2 + ...: the terms in pairs, pairs of pairs and so on, for the shortest latency.
///
/// Source      G. Estrin, "Organization of computer systems: the fixed plus variable structure computer", 1960
template <class V, int Size>
TAPELESS_ALWAYS_INLINE constexpr V polynomial(V x, lane_type<V> const (&c)[Size]) noexcept {
    V const x2 = x * x;
    V const x4 = x2 * x2;
    return detail::estrin<0, Size>(c, x, x2, x4, x4 * x4);
}

/// The integer nearest to x, as a number and with the bits of an integer: |x| < 2^22 or 2^51.
template <class V>
struct nearest {
    V value;
    pack_of_integers<V> integer;
};
template <class V>
TAPELESS_ALWAYS_INLINE constexpr nearest<V> to_nearest(V x, lane_type<V> factor) noexcept {
    using T = lane_type<V>;
    constexpr T shift = sizeof(T) == 4 ? T(0x1.8p23) : T(0x1.8p52);
    V const shifted = x * splat<V>(factor) + splat<V>(shift);
    using integers = pack_of_integers<V>;
    // the bits below the shift's own, which is even: as a difference of bits
    return {shifted - splat<V>(shift),
            packs::reinterpret<integers>(shifted) - packs::reinterpret<integers>(splat<V>(shift))};
}

template <class V>
inline constexpr int fraction_bits = sizeof(lane_type<V>) == 4 ? 23 : 52;
template <class V>
inline constexpr int exponent_bias = sizeof(lane_type<V>) == 4 ? 127 : 1023;

/// 2^n for n within the exponents of normal numbers.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V two_to(pack_of_integers<V> n) noexcept {
    using I = lane_type<pack_of_integers<V>>;
    return packs::reinterpret<V>((n + static_cast<I>(exponent_bias<V>)) << static_cast<I>(fraction_bits<V>));
}

}  // namespace tapeless::packs

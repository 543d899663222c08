// SPDX-License-Identifier: BSL-1.0
// In: packs. Out: conditions, bounds and polynomials, of which the elementary functions of packs are made.
#pragma once

#include <tapeless/core/pack_intervals.hpp>

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

/// test ? a : b of two results that are there already; for one number by its bits, since a compiler that respects traps
/// would branch around the computation of one, and then neither inline nor vectorise a loop as well.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V choose_computed(mask_type<V> test, V a, V b) noexcept {
    if constexpr (lanes<V> == 1) {
        using U = pack_of_bits<V>;
        U const mask = test ? ~U{0} : U{0};
        return packs::reinterpret<V>((packs::reinterpret<U>(a) & mask) | (packs::reinterpret<U>(b) & ~mask));
    } else return test ? a : b;
}

/// Whether a condition of numbers like V's holds in any lane.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr bool any(mask_type<V> test) noexcept {
    if constexpr (lanes<V> == 1) return test;
    else {
#if defined(__clang__)
        return __builtin_reduce_or(test) != 0;
#else
#if defined(__AVX512F__) && defined(__AVX512DQ__)
        if constexpr (sizeof(V) == 64 && lanes<V> == 16) return __builtin_ia32_cvtd2mask512(test) != 0;
        else if constexpr (sizeof(V) == 64) return __builtin_ia32_cvtq2mask512((pack<long long, 8>)test) != 0;
        else
#endif
#if defined(__AVX__)
            if constexpr (sizeof(V) == 32)
            return __builtin_ia32_movmskps256((pack<float, 8>)test) != 0;
        else
#endif
#if defined(__SSE2__)
            if constexpr (sizeof(V) == 16)
            return __builtin_ia32_movmskps((pack<float, 4>)test) != 0;
        else
#endif
            return packs::fold(test, [](auto a, auto b) noexcept { return a | b; }) != 0;
#endif
    }
}

/// x within bounds; NaN stays.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V at_most(V x, lane_type<V> bound) noexcept {
    return packs::minimum(splat<V>(bound), x);
}
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V at_least(V x, lane_type<V> bound) noexcept {
    return packs::maximum(splat<V>(bound), x);
}

/// What a * b lost when it was rounded to `product`: exact unless it underflows.
///
/// Source      T. J. Dekker, "A floating-point technique for extending the available precision", 1971
template <class V>
TAPELESS_ALWAYS_INLINE inline V product_error(V a, V b, V product) noexcept {
    if constexpr (has_fused<V>) return packs::fused(a, b, -product);
    else {
        using words = pack_of_bits<V>;
        using U = lane_type<words>;
        constexpr U upper = detail::is_single<V> ? U(0xfffff000) : static_cast<U>(0xfffffffff8000000);
        V const a_head = packs::reinterpret<V>(packs::reinterpret<words>(a) & upper);
        V const b_head = packs::reinterpret<V>(packs::reinterpret<words>(b) & upper);
        V const a_tail = a - a_head;
        V const b_tail = b - b_head;
        return (((a_head * b_head - product) + a_head * b_tail) + a_tail * b_head) + a_tail * b_tail;
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

/// One of two polynomials in each lane, by choosing its coefficients.
template <class V, int Size>
TAPELESS_ALWAYS_INLINE constexpr V polynomial_of_either(mask_type<V> test, V x, lane_type<V> const (&a)[Size],
                                                        lane_type<V> const (&b)[Size]) noexcept {
    static_assert(Size >= 5 && Size <= 8);
    auto const c = [&](int i) noexcept { return packs::choose<V>(test, splat<V>(a[i]), splat<V>(b[i])); };
    V const x2 = x * x;
    V const low = mul_add(mul_add(c(3), x, c(2)), x2, mul_add(c(1), x, c(0)));
    if constexpr (Size == 5) return mul_add(c(4), x2 * x2, low);
    else if constexpr (Size == 6) return mul_add(mul_add(c(5), x, c(4)), x2 * x2, low);
    else if constexpr (Size == 7) return mul_add(mul_add(c(6), x2, mul_add(c(5), x, c(4))), x2 * x2, low);
    else return mul_add(mul_add(mul_add(c(7), x, c(6)), x2, mul_add(c(5), x, c(4))), x2 * x2, low);
}

}  // namespace tapeless::packs

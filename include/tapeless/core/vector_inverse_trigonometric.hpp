// SPDX-License-Identifier: BSL-1.0
// In: floats, doubles and packs of them. Out: asin, acos, atan and atan2, without calls, tables or branches.
#pragma once

#include <tapeless/core/vector_basics.hpp>

namespace tapeless::vectors {

namespace detail {

/// (atan(t) - t)/t^3 from z = t^2 for |t| <= tan(pi/8); tests/reference/coefficients.py vectors.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V atan_tail(V z) noexcept {
    if constexpr (packs::detail::is_single<V>) {
        constexpr float c[] = {-0x1.555554p-2f, 0x1.99972cp-3f, -0x1.241f98p-3f, 0x1.b802fp-4f, -0x1.08197cp-4f};
        return packs::polynomial(z, c);
    } else {
        constexpr double c[] = {-0x1.5555555555555p-2, 0x1.9999999999952p-3,  -0x1.249249248d684p-3,
                                0x1.c71c71c2f380bp-4,  -0x1.745d165a9c6e5p-4, 0x1.3b1392795fc5ap-4,
                                -0x1.110e814671e04p-4, 0x1.e199784c12a9ep-5,  -0x1.ac761bf063541p-5,
                                0x1.74c978a6dcea9p-5,  -0x1.1aff6be5c2d5p-5,  0x1.0a5f9b30092c3p-6};
        return packs::polynomial(z, c);
    }
}
/// (asin(s) - s)/s^3 from z = s^2 for |s| <= 1/2.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V asin_tail(V z) noexcept {
    if constexpr (packs::detail::is_single<V>) {
        constexpr float c[] = {0x1.555554p-3f, 0x1.333432p-4f, 0x1.6d5b8ep-5f,
                               0x1.fd921ap-6f, 0x1.18e1f6p-6f, 0x1.14138cp-5f};
        return packs::polynomial(z, c);
    } else {
        constexpr double c[] = {0x1.5555555555556p-3, 0x1.3333333332ec4p-4, 0x1.6db6db6e3292ep-5, 0x1.f1c71c1d4aa0dp-6,
                                0x1.6e8bb1d89492bp-6, 0x1.1c4d343fa57f6p-6, 0x1.c9cf3759fd8ffp-7, 0x1.78246f32d075cp-7,
                                0x1.524ea8b3aad31p-7, 0x1.653a8f8cfd43cp-8, 0x1.1d661531b222ep-6, -0x1.e7a24f548c99fp-7,
                                0x1.d78189767524ep-6};
        return packs::polynomial(z, c);
    }
}

/// pi/2 in two parts.
template <class V>
inline constexpr lane_type<V> half_pi_head = packs::detail::is_single<V>
                                                 ? static_cast<lane_type<V>>(0x1.921fb6p0)
                                                 : static_cast<lane_type<V>>(0x1.921fb54442d18p0);
template <class V>
inline constexpr lane_type<V> half_pi_tail = packs::detail::is_single<V>
                                                 ? static_cast<lane_type<V>>(-0x1.777a5cp-25)
                                                 : static_cast<lane_type<V>>(0x1.1a62633145c07p-54);

/// An angle as a multiple of pi/4 and the rest.
template <class V>
struct angle_parts {
    V head;  // the multiple
    V tail;  // what its head lacks
    V rest;
    V correction;  // of the rest
};
/// atan(n / d) for n, d >= 0 that are not both infinite; 0 for 0/0.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr angle_parts<V> angle_of(V n, V d) noexcept {
    using T = lane_type<V>;
    V const one = packs::splat<V>(1);
    auto const steep = n > d * packs::splat<V>(static_cast<T>(2.414213562373095));
    auto const middle = n > d * packs::splat<V>(static_cast<T>(0.41421356237309503));
    V const above = packs::choose<V>(steep, -d, packs::choose<V>(middle, n - d, n));
    V const below = packs::choose<V>(steep, n, packs::choose<V>(middle, n + d, packs::choose<V>(d == V{}, one, d)));
    V const eighths = packs::choose<V>(steep, one, packs::choose<V>(middle, packs::splat<V>(T(0.5)), V{}));
    V const t = above / below;
    V const z = t * t;
    return {eighths * packs::splat<V>(half_pi_head<V>), eighths * packs::splat<V>(half_pi_tail<V>), t,
            t * (z * detail::atan_tail(z))};
}

}  // namespace detail

/// Inverse tangent. Numerics: at most 2 ULP; atan(-0) = -0, atan(+-inf) = +-pi/2.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V atan(V x) noexcept {
    auto const a = detail::angle_of<V>(packs::abs(x), packs::splat<V>(1));
    return packs::copysign(a.head + (a.rest + (a.correction + a.tail)), x);
}

/// The angle of the point (x, y). Numerics: at most 3 ULP; all special cases of C99 F.9.1.4.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V atan2(V y, V x) noexcept {
    using T = lane_type<V>;
    using words = pack_of_bits<V>;
    using U = lane_type<words>;
    constexpr T infinity = static_cast<T>(__builtin_inf());
    V const one = packs::splat<V>(1);
    V const of_y = packs::abs(y);
    V const of_x = packs::abs(x);
    auto const both_infinite = packs::both(of_y == packs::splat<V>(infinity), of_x == packs::splat<V>(infinity));
    // sums of very large numbers would overflow
    auto const is_large =
        packs::maximum(of_y, of_x) > packs::splat<V>(sizeof(T) == 4 ? T(0x1p100f) : static_cast<T>(0x1p900));
    V const down = packs::choose<V>(is_large, packs::splat<V>(sizeof(T) == 4 ? T(0x1p-30f) : T(0x1p-100)), one);
    auto const a = detail::angle_of<V>(packs::choose<V>(both_infinite, one, of_y * down),
                                       packs::choose<V>(both_infinite, one, of_x * down));
    V const angle = a.head + (a.rest + (a.correction + a.tail));
    // pi - angle, beginning with the multiples of pi/4
    V const head = packs::splat<V>(2 * detail::half_pi_head<V>) - a.head;
    V const tail = packs::splat<V>(2 * detail::half_pi_tail<V>) - a.tail;
    V const left = head - (a.rest + (a.correction - tail));
    auto const is_left = (packs::reinterpret<words>(x) & ~(~U{0} >> 1)) != 0;
    return packs::copysign(packs::choose<V>(is_left, left, angle), y);
}

/// Inverse sine. Numerics: at most 3 ULP; asin(-0) = -0, NaN beyond 1.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V asin(V x) noexcept {
    using T = lane_type<V>;
    V const half = packs::splat<V>(T(0.5));
    V const a = packs::abs(x);
    auto const is_large = a > half;
    V const z = packs::choose<V>(is_large, (packs::splat<V>(1) - a) * half, a * a);
    V const s = packs::choose<V>(is_large, packs::sqrt(z), a);
    V const correction = s * (z * detail::asin_tail(z));
    V const large = packs::splat<V>(detail::half_pi_head<V>) -
                    ((s + s) + ((correction + correction) - packs::splat<V>(detail::half_pi_tail<V>)));
    return packs::copysign(packs::choose<V>(is_large, large, s + correction), x);
}

/// Inverse cosine. Numerics: at most 2 ULP; acos(1) = 0, NaN beyond 1.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V acos(V x) noexcept {
    using T = lane_type<V>;
    V const half = packs::splat<V>(T(0.5));
    V const a = packs::abs(x);
    auto const is_large = a > half;
    V const z = packs::choose<V>(is_large, (packs::splat<V>(1) - a) * half, x * x);
    V const s = packs::choose<V>(is_large, packs::sqrt(z), x);
    V const correction = s * (z * detail::asin_tail(z));
    V const twice = (s + s) + (correction + correction);
    V const left =
        packs::splat<V>(2 * detail::half_pi_head<V>) - (twice - packs::splat<V>(2 * detail::half_pi_tail<V>));
    V const middle =
        packs::splat<V>(detail::half_pi_head<V>) - (s + (correction - packs::splat<V>(detail::half_pi_tail<V>)));
    return packs::choose<V>(is_large, packs::choose<V>(x < V{}, left, twice), middle);
}

}  // namespace tapeless::vectors

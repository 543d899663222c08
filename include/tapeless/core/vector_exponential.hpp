// SPDX-License-Identifier: BSL-1.0
// In: floats, doubles and packs of them. Out: exp, exp2, expm1, tanh and sigmoid from one reduction, without calls,
// tables or branches: the same source for one number, which the compiler can inline, and for every width.
#pragma once

#include <tapeless/core/vector_basics.hpp>

namespace tapeless::vectors {

namespace detail {

/// (exp(r) - 1 - r)/r^2 for |r| <= log(2)/2 and a little; tests/reference/coefficients.py vectors.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V exp_tail(V r) noexcept {
    if constexpr (sizeof(lane_type<V>) == 4) {
        constexpr float c[] = {0x1p-1f, 0x1.5554dcp-3f, 0x1.555518p-5f, 0x1.120be2p-7f, 0x1.6d117cp-10f};
        return packs::polynomial(r, c);
    } else {
        constexpr double c[] = {0x1p-1,
                                0x1.5555555555557p-3,
                                0x1.5555555555556p-5,
                                0x1.11111111100bep-7,
                                0x1.6c16c16c162c3p-10,
                                0x1.a01a01abf85abp-13,
                                0x1.a01a01a6e1e2ap-16,
                                0x1.71de01fdbf9cap-19,
                                0x1.27e4db46cddd1p-22,
                                0x1.af4e554377204p-26,
                                0x1.1f7340dbc337ep-29};
        return packs::polynomial(r, c);
    }
}

/// exp(x) = 2^exponent (1 + excess), the exponent as a number and as an integer, for |x| < 2000.
template <class V>
struct power {
    packs::nearest<V> exponent;
    V excess;
};
template <class V>
TAPELESS_ALWAYS_INLINE constexpr power<V> power_of_e(V x) noexcept {
    using T = lane_type<V>;
    constexpr bool is_single = sizeof(T) == 4;
    // log(2) in two parts, whose first times a small integer is exact
    constexpr T head = is_single ? T(0x1.62e4p-1) : T(0x1.62e42fefap-1);
    constexpr T tail = is_single ? T(0x1.7f7d1cp-20) : T(0x1.cf79abc9e3b3ap-40);
    packs::nearest<V> const k = packs::to_nearest(x, is_single ? T(0x1.715476p0) : T(0x1.71547652b82fep0));
    V const r = (x - k.value * packs::splat<V>(head)) - k.value * packs::splat<V>(tail);
    return {k, r + r * r * detail::exp_tail(r)};
}

/// x * 2^n, rounded once, for n from twice the smallest exponent to twice the largest.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V scaled(V x, packs::nearest<V> n) noexcept {
    pack_of_integers<V> const half = n.integer >> 1;
    return x * packs::two_to<V>(half) * packs::two_to<V>(n.integer - half);
}

/// Bounds beyond which exp overflows or rounds to 0.
template <class V>
inline constexpr lane_type<V> exp_high = sizeof(lane_type<V>) == 4 ? 89 : 710;
template <class V>
inline constexpr lane_type<V> exp_low = sizeof(lane_type<V>) == 4 ? -104 : -746;

}  // namespace detail

/// e^x. Numerics: at most 0.95 ULP in float and double.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V exp(V x) noexcept {
    auto const a = detail::power_of_e(packs::at_most(packs::at_least(x, detail::exp_low<V>), detail::exp_high<V>));
    return detail::scaled(packs::splat<V>(1) + a.excess, a.exponent);
}

/// e^x - 1. Numerics: at most 1.45 ULP.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V expm1(V x) noexcept {
    using T = lane_type<V>;
    auto const a =
        detail::power_of_e(packs::at_most(packs::at_least(x, sizeof(T) == 4 ? T(-20) : T(-40)), detail::exp_high<V>));
    // half of the result first: 2^128 and 2^1024 are no numbers
    V const half = packs::two_to<V>(a.exponent.integer - 1);
    V const e = (half - packs::splat<V>(T(0.5))) + half * a.excess;
    V const magnitude = packs::abs(x);
    return packs::choose<V>(magnitude < packs::splat<V>(sizeof(T) == 4 ? T(0x1p-25) : T(0x1p-54)), x, e + e);
}

/// Hyperbolic tangent.
///
///   (e^2x - 1) / (e^2x + 1), both from 2^k and the excess over it, which are exact but for one rounding
///
/// Numerics    at most 2 ULP
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V tanh(V x) noexcept {
    using T = lane_type<V>;
    V const magnitude = packs::at_most(packs::abs(x), sizeof(T) == 4 ? T(10) : T(20));
    auto const a = detail::power_of_e(magnitude + magnitude);
    V const power = packs::two_to<V>(a.exponent.integer);
    V const one = packs::splat<V>(1);
    V const above = (power - one) + power * a.excess;
    V const below = (power + one) + power * a.excess;
    return packs::copysign(above / below, x);
}

/// 1 / (1 + e^-x). Numerics: at most 2 ULP.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V sigmoid(V x) noexcept {
    V const magnitude = packs::abs(x);
    V const e = vectors::exp(-magnitude);
    V const one = packs::splat<V>(1);
    return packs::choose<V>(x < V{}, e, one) / (one + e);
}

}  // namespace tapeless::vectors

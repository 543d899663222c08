// SPDX-License-Identifier: BSL-1.0
// In: floats, doubles and packs of them. Out: exp, expm1, tanh and sigmoid from one reduction, without calls, tables or
// branches: the same source for one number, which the compiler can inline, and for every width.
#pragma once

#include <tapeless/core/tanh_intervals.hpp>
#include <tapeless/core/vector_basics.hpp>

namespace tapeless::vectors {

namespace detail {

/// (exp(r) - 1 - r)/r^2 for |r| <= log(2)/2 and a little; tests/reference/coefficients.py vectors.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V exp_tail(V r) noexcept {
    if constexpr (sizeof(lane_type<V>) == 4) {
        constexpr float c[] = {0x1p-1f, 0x1.555556p-3f, 0x1.5554e4p-5f, 0x1.1110ep-7f, 0x1.6d492p-10f, 0x1.a12a42p-13f};
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

/// log(2) in two parts, whose first times a small integer is exact.
template <class V>
inline constexpr lane_type<V> ln2_head = sizeof(lane_type<V>) == 4 ? static_cast<lane_type<V>>(0x1.62e4p-1)
                                                                   : static_cast<lane_type<V>>(0x1.62e42fefap-1);
template <class V>
inline constexpr lane_type<V> ln2_tail = sizeof(lane_type<V>) == 4 ? static_cast<lane_type<V>>(0x1.7f7d1cp-20)
                                                                   : static_cast<lane_type<V>>(0x1.cf79abc9e3b3ap-40);
template <class V>
inline constexpr lane_type<V> inverse_ln2 = sizeof(lane_type<V>) == 4 ? static_cast<lane_type<V>>(0x1.715476p0)
                                                                      : static_cast<lane_type<V>>(0x1.71547652b82fep0);

/// exp(x) = 2^exponent (1 + excess), for |x| < 2000.
template <class V>
struct power {
    packs::integer_number<V> exponent;
    V excess;
};
template <class V>
TAPELESS_ALWAYS_INLINE constexpr power<V> power_of_e(V x) noexcept {
    auto const k = packs::to_nearest(x, inverse_ln2<V>);
    V const head = x - k.value * packs::splat<V>(ln2_head<V>);
    V const r = head - k.value * packs::splat<V>(ln2_tail<V>);
    return {k, r + r * r * detail::exp_tail(r)};
}
/// The same as 2^exponent (1 + rest + tail), which are added to 2^exponent - 1 with one rounding.
template <class V>
struct precise_power {
    packs::integer_number<V> exponent;
    V rest;
    V tail;
};
template <class V>
TAPELESS_ALWAYS_INLINE constexpr precise_power<V> precise_power_of_e(V x) noexcept {
    auto const k = packs::to_nearest(x, inverse_ln2<V>);
    V const head = x - k.value * packs::splat<V>(ln2_head<V>);
    V const r = head - k.value * packs::splat<V>(ln2_tail<V>);
    V const lost = (head - r) - k.value * packs::splat<V>(ln2_tail<V>);
    return {k, r, r * r * detail::exp_tail(r) + lost};
}
/// factor * (2^exponent (1 + rest + tail) - 1), with power = factor * 2^exponent, as a rounded sum and its rounding.
template <class V>
struct rounded_sum {
    V value;
    V lost;
};
template <class V>
TAPELESS_ALWAYS_INLINE constexpr rounded_sum<V> minus_one(precise_power<V> a, V power, V factor) noexcept {
    V const start = power - factor;
    V const sum = start + power * a.rest;
    V const low = ((start - sum) + power * a.rest) + power * a.tail;
    V const value = sum + low;
    return {value, low - (value - sum)};
}

/// Bounds beyond which exp overflows or rounds to 0.
template <class V>
inline constexpr lane_type<V> exp_high = sizeof(lane_type<V>) == 4 ? 89 : 710;
template <class V>
inline constexpr lane_type<V> exp_low = sizeof(lane_type<V>) == 4 ? -104 : -746;

}  // namespace detail

/// e^x. Numerics: at most 1.1 ULP.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V exp(V x) noexcept {
    auto const a = detail::power_of_e(packs::at_most(packs::at_least(x, detail::exp_low<V>), detail::exp_high<V>));
    return packs::scaled(packs::splat<V>(1) + a.excess, a.exponent);
}

/// e^x - 1. Numerics: at most 1.45 ULP.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V expm1(V x) noexcept {
    using T = lane_type<V>;
    using U = lane_type<pack_of_bits<V>>;
    auto const a = detail::precise_power_of_e(
        packs::at_most(packs::at_least(x, sizeof(T) == 4 ? T(-20) : T(-40)), detail::exp_high<V>));
    // half of the result first: 2^128 and 2^1024 are no numbers
    V const half = packs::two_to<V>(a.exponent.low_bits - U(1));
    V const e = detail::minus_one(a, half, packs::splat<V>(T(0.5))).value;
    auto const is_tiny = packs::abs(x) < packs::splat<V>(sizeof(T) == 4 ? T(0x1p-25) : T(0x1p-54));
    return packs::choose<V>(is_tiny, x, e + e);
}

namespace detail {

/// (e^2x - 1) / (e^2x + 1), both from 2^k and the excess over it. Numerics: at most 1.55 ULP.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V tanh_by_quotient(V x) noexcept {
    using T = lane_type<V>;
    V const magnitude = packs::at_most(packs::abs(x), sizeof(T) == 4 ? T(10) : T(20));
    auto const a = detail::precise_power_of_e(magnitude + magnitude);
    V const power = packs::two_to<V>(a.exponent.low_bits);
    V const one = packs::splat<V>(1);
    V const two = packs::splat<V>(2);
    auto const above = detail::minus_one(a, power, one);
    V const below = above.value + two;
    V const exact = below - two;
    // for e^2x - 1 > 2 both share one rounding, which the quotient hardly feels; else what was lost is put back, by
    // 1/below = (1 - quotient)/2
    auto const is_large = above.value > two;
    V const quotient = packs::choose<V>(is_large, exact, above.value) / below;
    V const lost = packs::choose<V>(is_large, V{}, (above.value - exact) + above.lost);
    V const correction = (above.lost - quotient * lost) * (packs::splat<V>(T(0.5)) * (one - quotient));
    return packs::copysign(quotient + correction, x);
}

/// A polynomial below 5/8, else 1 - 2/(e^2x + 1). Numerics: at most 1.3 ULP in float.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V tanh_by_parts(V x) noexcept {
    V const magnitude = packs::abs(x);
    V const z = magnitude * magnitude;
    // (tanh(x)/x - 1)/x^2; tests/reference/coefficients.py vectors
    constexpr float c[] = {-0x1.555556p-2f, 0x1.1110e6p-3f, -0x1.ba07a8p-5f,
                           0x1.64978ep-6f,  -0x1.10f5cp-7f, 0x1.2a78a4p-9f};
    V const small = magnitude + magnitude * (z * packs::polynomial(z, c));
    V const bounded = packs::at_most(magnitude, 10.0f);
    auto const a = detail::power_of_e(bounded + bounded);
    V const power = packs::two_to<V>(a.exponent.low_bits);
    V const one = packs::splat<V>(1);
    V const large = one - packs::splat<V>(2) / ((power + one) + power * a.excess);
    return packs::copysign(packs::choose_computed<V>(magnitude < packs::splat<V>(0.625f), small, large), x);
}

/// A polynomial of the interval, where a register holds all intervals' coefficients. Numerics: at most 1 ULP.
template <class V>
TAPELESS_ALWAYS_INLINE inline V tanh_by_intervals(V x) noexcept {
    using words = pack_of_bits<V>;
    auto const& table = detail::tanh_intervals;
    V const magnitude = packs::at_most(packs::abs(x), 9.875f);
    words const index = packs::reinterpret<words>(packs::at_least(magnitude, 0x1.4p-5f)) >> 21u;
    V const t = magnitude - packs::pick<V>(table[0], index);
    V const low = packs::pick<V>(table[2], index) + packs::pick<V>(table[3], index) * t;
    V const middle = packs::pick<V>(table[4], index) + packs::pick<V>(table[5], index) * t;
    V const high = packs::pick<V>(table[6], index) + packs::pick<V>(table[7], index) * t;
    V const square = t * t;
    V const slope = low + square * (middle + square * high);
    return packs::copysign(packs::pick<V>(table[1], index) + t * slope, x);
}

}  // namespace detail

/// Hyperbolic tangent. Numerics: at most 1 ULP in packs of floats with AVX-512, 1.3 in other floats, 1.55 in doubles.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V tanh(V x) noexcept {
    if constexpr (packs::has_pick<V> && lanes<V> == 16) return detail::tanh_by_intervals(x);
    else if constexpr (lanes<V> == 8 && packs::detail::is_single<V> && packs::has_pick<pack<float, 16>>)
        return packs::narrowed<V>(detail::tanh_by_intervals(packs::widened<pack<float, 16>>(x)));
    else if constexpr (packs::detail::is_single<V>) return detail::tanh_by_parts(x);
    else return detail::tanh_by_quotient(x);
}

/// 1 / (1 + e^-x), with what dividend and divisor lost put back. Numerics: at most 1.6 ULP.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V sigmoid(V x) noexcept {
    V const one = packs::splat<V>(1);
    auto const a = detail::power_of_e(packs::at_least(-packs::abs(x), detail::exp_low<V>));
    V const power = packs::scaled(one, a.exponent);
    V const head = one + a.excess;
    auto const is_negative = x < V{};
    V const above = packs::choose<V>(is_negative, packs::scaled(head, a.exponent), one);
    V const above_lost = packs::choose<V>(is_negative, packs::scaled((one - head) + a.excess, a.exponent), V{});
    V const below = (one + power) + power * a.excess;
    V const below_lost = ((one + power) - below) + power * a.excess;
    V const quotient = above / below;
    V const reciprocal = packs::choose<V>(is_negative, one - quotient, quotient);  // of below
    return quotient + (above_lost - quotient * below_lost) * reciprocal;
}

/// 2^x. Numerics: at most 1.5 ULP in float, 1.75 in double; exact for integers.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V exp2(V x) noexcept {
    using T = lane_type<V>;
    constexpr bool is_single = packs::detail::is_single<V>;
    V const bounded = packs::at_most(packs::at_least(x, is_single ? T(-151) : T(-1076)), is_single ? T(129) : T(1025));
    auto const k = packs::to_nearest(bounded, T(1));
    V const r = bounded - k.value;
    V const one = packs::splat<V>(1);
    // (2^r - 1)/r for |r| <= 1/2; tests/reference/coefficients.py vectors
    if constexpr (is_single) {
        constexpr float c[] = {0x1.62e43p-1f,   0x1.ebfbep-3f,  0x1.c6b08ep-5f, 0x1.3b2a1ap-7f,
                               0x1.5d879ep-10f, 0x1.4440ap-13f, 0x1.00a5e4p-16f};
        return packs::scaled(one + r * packs::polynomial(r, c), k);
    } else {
        constexpr double c[] = {0x1.62e42fefa39efp-1,  0x1.ebfbdff82c58fp-3,  0x1.c6b08d704a0c6p-5,
                                0x1.3b2ab6fba4e79p-7,  0x1.5d87fe78a3f4bp-10, 0x1.430912f86b7bap-13,
                                0x1.ffcbfc6dc7729p-17, 0x1.62c02242c55a8p-20, 0x1.b524eb7daec92p-24,
                                0x1.e4cf109c96efp-28,  0x1.e9ecb42c532a9p-32, 0x1.c4a308a6fefb4p-36};
        return packs::scaled(one + r * packs::polynomial(r, c), k);
    }
}

namespace detail {

/// A quarter of e^a - 1 for a >= 0: sinh and cosh are numbers where e^a no longer is.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V quarter_of_expm1(V a) noexcept {
    using T = lane_type<V>;
    using U = lane_type<pack_of_bits<V>>;
    auto const p = detail::precise_power_of_e(packs::at_most(a, packs::detail::is_single<V> ? T(89.5) : T(710.6)));
    return detail::minus_one(p, packs::two_to<V>(p.exponent.low_bits - U(2)), packs::splat<V>(T(0.25))).value;
}

}  // namespace detail

/// Hyperbolic sine. Numerics: at most 2.5 ULP; sinh(-0) = -0, overflow gives +-inf.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V sinh(V x) noexcept {
    using T = lane_type<V>;
    V const a = packs::abs(x);
    V const q = detail::quarter_of_expm1(a);
    V const half = q + q / (q * packs::splat<V>(4) + packs::splat<V>(1));
    auto const is_tiny = a < packs::splat<V>(packs::detail::is_single<V> ? T(0x1p-13) : T(0x1p-27));
    return packs::copysign(packs::choose<V>(is_tiny, a, half + half), x);
}

/// Hyperbolic cosine. Numerics: at most 2 ULP; overflow gives inf.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V cosh(V x) noexcept {
    using T = lane_type<V>;
    V const power = detail::quarter_of_expm1(packs::abs(x)) + packs::splat<V>(T(0.25));
    V const half = power + packs::splat<V>(T(0.0625)) / power;
    return half + half;
}

}  // namespace tapeless::vectors

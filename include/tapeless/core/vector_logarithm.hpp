// SPDX-License-Identifier: BSL-1.0
// In: floats, doubles and packs of them. Out: log, log1p and softplus, without calls, tables or branches.
#pragma once

#include <tapeless/core/log_intervals.hpp>
#include <tapeless/core/vector_exponential.hpp>

namespace tapeless::vectors {

namespace detail {

/// x = 2^exponent (1 + excess), 1 + excess in [sqrt(1/2), sqrt(2)), for normal positive x; factor is 2^(1 - exponent).
template <class V>
struct significand {
    V exponent;
    V excess;
    V factor;
};
template <class V>
TAPELESS_ALWAYS_INLINE constexpr significand<V> split(V x) noexcept {
    using T = lane_type<V>;
    using words = pack_of_bits<V>;
    using U = lane_type<words>;
    constexpr int digits = packs::fraction_bits<V>;
    constexpr U unit = U(1) << digits;
    constexpr U one = static_cast<U>(packs::exponent_bias<V>) << digits;
    constexpr U middle = sizeof(T) == 4 ? U(0x3f3504f3) : static_cast<U>(0x3fe6a09e667f3bcd);  // sqrt(1/2)
    constexpr T shift = sizeof(T) == 4 ? T(0x1p23) : T(0x1p52);
    words const b = packs::reinterpret<words>(x);
    words const t = b + (one - middle);
    words const power = t & ~(unit - 1);
    // the biased exponent to a number: no target but AVX-512 converts 64 bits
    V const exponent = packs::reinterpret<V>((t >> U(digits)) | packs::reinterpret<words>(packs::splat<V>(shift))) -
                       packs::splat<V>(shift + T(packs::exponent_bias<V>));
    return {exponent, packs::reinterpret<V>(b - power + one) - packs::splat<V>(1),
            packs::reinterpret<V>((one + one + unit) - power)};
}

/// log(1 + f) - f for 1 + f in [sqrt(1/2), sqrt(2)).
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V logarithm_tail(V f) noexcept {
    using T = lane_type<V>;
    V const half_square = f * f * packs::splat<V>(T(0.5));
    if constexpr (packs::detail::is_single<V>) {
        // (log(1 + f) - f + f^2/2)/f^3; tests/reference/coefficients.py vectors
        constexpr T c[] = {0x1.555554p-2f,  -0x1.fffffcp-3f, 0x1.999d6p-3f,   -0x1.555b54p-3f, 0x1.23d126p-3f,
                           -0x1.fcf158p-4f, 0x1.deb356p-4f,  -0x1.d658d6p-4f, 0x1.1d8bdep-4f};
        return f * f * f * packs::polynomial(f, c) - half_square;
    } else {
        // log(1 + f) = f - (f^2/2 - s (f^2/2 + z R)), s = f/(2 + f), z = s^2, R = (2 atanh(s) - 2 s)/s^3
        constexpr T c[] = {0x1.5555555555558p-1, 0x1.9999999995204p-2, 0x1.2492492e09d4dp-2, 0x1.c71c62c639fdep-3,
                           0x1.7462bd8f7796ep-3, 0x1.39fd392179a95p-3, 0x1.2b6688a387e03p-3};
        V const s = f / (packs::splat<V>(T(2)) + f);
        V const z = s * s;
        return s * (half_square + z * packs::polynomial(z, c)) - half_square;
    }
}

/// exponent log(2) + log(1 + f + rest), the rest below an ulp of 1 + f.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V logarithm(V exponent, V f, V rest) noexcept {
    V const multiple = exponent * packs::splat<V>(ln2_head<V>);
    V const sum = multiple + f;
    V const lost = f - (sum - multiple);
    V const low = exponent * packs::splat<V>(ln2_tail<V>) + (lost + rest);
    return sum + (low + detail::logarithm_tail(f));
}

/// log(x + lost) = exponent log(2) + fraction, by a near-reciprocal of the significand; with the edges of log for x.
template <class V>
struct short_logarithm {
    V exponent;
    V fraction;
};
template <bool HasLost, class V>
TAPELESS_ALWAYS_INLINE inline short_logarithm<V> logarithm_by_intervals(V x, [[maybe_unused]] V lost) noexcept {
    using words = pack_of_bits<V>;
    V const m = packs::significand_of(x);
    V const exponent = packs::exponent_of(x) - packs::exponent_of(m);
    words const index = packs::reinterpret<words>(m) >> (packs::detail::is_single<V> ? 18u : 48u);
    V reciprocal{};
    V start{};
    V curve{};  // (log(1 + r) - r)/r^2; tests/reference/coefficients.py vectors
    V r{};
    if constexpr (packs::detail::is_single<V>) {
        constexpr float c[] = {-0x1p-1f, 0x1.5555ap-2f, -0x1.0008bp-2f, 0x1.8f5d82p-3f};
        reciprocal = packs::pick<V>(log_reciprocals_of_floats, index);
        start = packs::pick<V>(log_starts_of_floats, index);
        r = packs::fused(m, reciprocal, packs::splat<V>(-1));
        if constexpr (HasLost) r = packs::fused(packs::scaled_by(lost, -exponent), reciprocal, r);
        curve = packs::polynomial(r, c);
    } else {
        constexpr double c[] = {-0x1p-1,
                                0x1.555555555555ap-2,
                                -0x1.0000000000e97p-2,
                                0x1.9999999996ccfp-3,
                                -0x1.55555539192cfp-3,
                                0x1.2492480773804p-3,
                                -0x1.00008baca055ep-3,
                                0x1.c731739ac467p-4,
                                -0x1.9837266e42134p-4,
                                0x1.456f3bab732d9p-4};
        reciprocal = packs::pick<V>(log_reciprocals_of_doubles, index);
        start = packs::pick<V>(log_starts_of_doubles, index);
        r = packs::fused(m, reciprocal, packs::splat<V>(-1));
        if constexpr (HasLost) r = packs::fused(packs::scaled_by(lost, -exponent), reciprocal, r);
        curve = packs::polynomial(r, c);
    }
    return {exponent, start + (r + r * r * curve)};
}
template <class V>
TAPELESS_ALWAYS_INLINE inline V natural(short_logarithm<V> a) noexcept {
    using T = lane_type<V>;
    constexpr bool is_single = packs::detail::is_single<V>;
    V const head = packs::splat<V>(is_single ? static_cast<T>(0x1.62e43p-1) : static_cast<T>(0x1.62e42fefa39efp-1));
    if constexpr (is_single) return packs::fused(a.exponent, head, a.fraction);
    else
        return packs::fused(a.exponent, head,
                            packs::fused(a.exponent, packs::splat<V>(0x1.abc9e3b39803fp-56), a.fraction));
}

template <class V>
TAPELESS_ALWAYS_INLINE constexpr V positive_or_special(V x, V value) noexcept {
    using T = lane_type<V>;
    constexpr T infinity = static_cast<T>(__builtin_inf());
    constexpr T nan = static_cast<T>(__builtin_nan(""));
    V const edge =
        packs::choose<V>(x == V{}, packs::splat<V>(-infinity), packs::choose<V>(x < V{}, packs::splat<V>(nan), x));
    return packs::choose<V>(packs::both(x > V{}, x < packs::splat<V>(infinity)), value, edge);
}

/// The same for every positive x.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr significand<V> split_any(V x) noexcept {
    using T = lane_type<V>;
    constexpr bool is_single = packs::detail::is_single<V>;
    auto const tiny = x < packs::splat<V>(is_single ? static_cast<T>(0x1p-126) : static_cast<T>(0x1p-1022));
    V const up = packs::splat<V>(is_single ? T(0x1p24) : T(0x1p54));
    significand<V> s = detail::split(packs::choose<V>(tiny, x * up, x));
    s.exponent = s.exponent - packs::choose<V>(tiny, packs::splat<V>(is_single ? T(24) : T(54)), V{});
    return s;
}

/// log(1 + x + low) for finite x > -1 that is not tiny, low below an ulp of x.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V log_of_one_and(V x, V low_of_x) noexcept {
    V const one = packs::splat<V>(1);
    V const sum = one + x;
    V const second = sum - one;
    V const lost = (one - (sum - second)) + ((x - second) + low_of_x);
    if constexpr (packs::has_pick<V>) return detail::natural(detail::logarithm_by_intervals<true>(sum, lost));
    else {
        auto const s = detail::split(sum);
        V const low = lost * packs::splat<V>(lane_type<V>(0.5)) * s.factor;
        V const f = s.excess + low;  // x itself near 0
        return detail::logarithm(s.exponent, f, (s.excess - f) + low);
    }
}

}  // namespace detail

/// Natural logarithm. Numerics: at most 1 ULP; log(0) = -inf, log(x < 0) = NaN.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V log(V x) noexcept {
    if constexpr (packs::has_pick<V>) return detail::natural(detail::logarithm_by_intervals<false>(x, V{}));
    else {
        auto const s = detail::split_any(x);
        return detail::positive_or_special(x, detail::logarithm(s.exponent, s.excess, V{}));
    }
}

/// Logarithm to base 2. Numerics: at most 2 ULP; exact for powers of two; edges as log.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V log2(V x) noexcept {
    V const inverse = packs::splat<V>(detail::inverse_ln2<V>);
    if constexpr (packs::has_pick<V>) {
        auto const a = detail::logarithm_by_intervals<false>(x, V{});
        return packs::fused(a.fraction, inverse, a.exponent);
    }
    auto const s = detail::split_any(x);
    V const value = s.exponent + (s.excess * inverse + detail::logarithm_tail(s.excess) * inverse);
    return detail::positive_or_special(x, value);
}

/// Logarithm to base 10. Numerics: at most 2.5 ULP; edges as log.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V log10(V x) noexcept {
    using T = lane_type<V>;
    constexpr bool is_single = packs::detail::is_single<V>;
    // log10(2) in two parts, whose first times an exponent is exact
    V const head = packs::splat<V>(is_single ? T(0x1.344p-2) : static_cast<T>(0x1.34413509f78p-2));
    V const tail = packs::splat<V>(is_single ? static_cast<T>(0x1.3509f8p-18) : static_cast<T>(0x1.fef311f12b358p-46));
    V const inverse = packs::splat<V>(is_single ? static_cast<T>(0x1.bcb7b2p-2) : static_cast<T>(0x1.bcb7b1526e50ep-2));
    if constexpr (packs::has_pick<V>) {
        auto const a = detail::logarithm_by_intervals<false>(x, V{});
        return a.exponent * head + packs::fused(a.fraction, inverse, a.exponent * tail);
    }
    auto const s = detail::split_any(x);
    V const low = s.exponent * tail + detail::logarithm_tail(s.excess) * inverse;
    return detail::positive_or_special(x, s.exponent * head + (s.excess * inverse + low));
}

/// log(1 + x). Numerics: at most 1.25 ULP, also near 0; log1p(-0) = -0, log1p(-1) = -inf, log1p(x < -1) = NaN.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V log1p(V x) noexcept {
    using T = lane_type<V>;
    constexpr bool is_single = sizeof(T) == 4;
    V const edge = detail::positive_or_special(packs::splat<V>(1) + x, detail::log_of_one_and(x, V{}));
    return packs::choose<V>(packs::abs(x) < packs::splat<V>(is_single ? T(0x1p-25) : T(0x1p-54)), x, edge);
}

/// log(1 + e^x). Numerics: at most 1.6 ULP; softplus(-1000) = 0, softplus(1000) = 1000.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V softplus(V x) noexcept {
    using T = lane_type<V>;
    // e^-|x| as a sum of two
    auto const a = detail::power_of_e(packs::at_least(-packs::abs(x), detail::exp_low<V>));
    V const one = packs::splat<V>(1);
    V const head = one + a.excess;
    V const e = packs::scaled(head, a.exponent);
    V const value = detail::log_of_one_and(e, packs::scaled((one - head) + a.excess, a.exponent));
    V const small = packs::choose<V>(e < packs::splat<V>(sizeof(T) == 4 ? T(0x1p-25) : T(0x1p-54)), e, value);
    return packs::choose<V>(x < V{}, V{}, x) + small;
}

}  // namespace tapeless::vectors

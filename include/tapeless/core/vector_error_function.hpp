// SPDX-License-Identifier: BSL-1.0
// In: floats, doubles and packs of them. Out: erf and erfc without tables or branches.
#pragma once

#include <tapeless/core/vector_exponential.hpp>

namespace tapeless::vectors {

namespace detail {

/// 2/sqrt(pi) - 1
template <class V>
inline constexpr lane_type<V> erf_excess = static_cast<lane_type<V>>(0x1.06eba8214db69p-3);

/// (erf(x)/x - 2/sqrt(pi))/z from z = x^2 for |x| <= 1; tests/reference/coefficients.py vectors.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V erf_tail(V z) noexcept {
    if constexpr (packs::detail::is_single<V>) {
        constexpr float c[] = {-0x1.812746p-2f,  0x1.ce2f1ep-4f,  -0x1.b82bf2p-6f, 0x1.5644ep-8f,
                               -0x1.be17c2p-11f, 0x1.e05216p-14f, -0x1.56d132p-17f};
        return packs::polynomial(z, c);
    } else {
        constexpr double c[] = {-0x1.812746b0379e7p-2,  0x1.ce2f21a042bd7p-4,   -0x1.b82ce312882f8p-6,
                                0x1.565bcd0e434bbp-8,   -0x1.c02db3f4735cbp-11, 0x1.f9a324ddf0f34p-14,
                                -0x1.f4d21efdafc7dp-17, 0x1.b9e2333703249p-20,  -0x1.5f39372686202p-23,
                                0x1.f8d476ab1a455p-27,  -0x1.3c1e91b012003p-30, 0x1.0f8a27a51ad26p-34};
        return packs::polynomial(z, c);
    }
}

/// exp(x^2) erfc(x) (x + K) = start + t slope(t), t = (x - K)/(x + K), from x = 3/4 to where erfc vanishes.
template <class V>
inline constexpr lane_type<V> erfc_middle = packs::detail::is_single<V> ? 2 : 3;
template <class V>
inline constexpr lane_type<V> erfc_start = packs::detail::is_single<V> ? static_cast<lane_type<V>>(0x1.058672p0f)
                                                                       : static_cast<lane_type<V>>(0x1.12f21ddd9f5e2p0);
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V scaled_erfc_slope(V t) noexcept {
    using T = lane_type<V>;
    V rest{};
    constexpr bool is_single = packs::detail::is_single<V>;
    if constexpr (is_single) {
        constexpr T c[] = {-0x1.607218p-6f,  0x1.a96e8ep-8f,  0x1.9550a2p-9f,
                           -0x1.de4d8ep-11f, -0x1.4860bp-11f, 0x1.9c107p-13f};
        rest = packs::polynomial(t, c);
    } else {
        constexpr T c[] = {
            0x1.e995f11b167ddp-4,   -0x1.b78993d6e9b21p-6,  -0x1.3dd3e70b89b5ap-10, 0x1.8dae3a4958e88p-9,
            -0x1.1f78e1fa5fb8fp-11, -0x1.2239095ea8498p-12, 0x1.c32575673bb11p-14,  0x1.fe03fbcbb4f08p-16,
            -0x1.25219302ad86bp-16, -0x1.3efdcc17bb746p-18, 0x1.7408ca02f979bp-19,  0x1.0e56abc6014eep-20,
            -0x1.c89e4772b43c6p-22, -0x1.017f3d585e296p-22, 0x1.3170e16dcafbap-24,  0x1.8c6769eee7a2dp-25};
        V const t2 = t * t;
        V const t4 = t2 * t2;
        V const t8 = t4 * t4;
        rest = packs::polynomial(t, c) + t8 * t8 * packs::splat<V>(static_cast<T>(-0x1.1eaa512e94ccap-26));
    }
    // the first terms alternate: one by one they lose less than in pairs
    V const first = packs::splat<V>(is_single ? T(-0x1.5fd386p-1) : static_cast<T>(-0x1.c44c471baa377p-1));
    V const second = packs::splat<V>(is_single ? T(0x1.1e2df2p-2) : static_cast<T>(0x1.2e326945de2bap-1));
    V const third = packs::splat<V>(is_single ? T(-0x1.2a8a9p-5) : static_cast<T>(-0x1.3deb21415db6ep-2));
    return first + t * (second + t * (third + t * rest));
}

/// erfc(a) for 3/4 <= a and exp(-a^2), 0 where they underflow.
template <class V>
struct large_erfc {
    V erfc;
    V exp;
};
template <class V>
TAPELESS_ALWAYS_INLINE inline large_erfc<V> erfc_of_large(V magnitude) noexcept {
    using T = lane_type<V>;
    constexpr bool is_single = packs::detail::is_single<V>;
    V const a = packs::at_most(magnitude, is_single ? T(10.25) : T(27.375));
    // the square in two parts
    V const square = a * a;
    V const lost = packs::product_error(a, a, square);
    auto const k = packs::to_nearest(-square, inverse_ln2<V>);
    V const r = (-square - k.value * packs::splat<V>(ln2_head<V>)) - (k.value * packs::splat<V>(ln2_tail<V>) + lost);
    V const middle = packs::splat<V>(erfc_middle<V>);
    // the quotient P(t)/(a + K) as a sum of two
    V const sum = a + middle;
    V const reciprocal = packs::splat<V>(1) / sum;
    V const product = reciprocal * sum;
    V const lost_reciprocal =
        ((packs::splat<V>(1) - product) - packs::product_error(reciprocal, sum, product)) * reciprocal;
    V const t = (a - middle) * reciprocal;
    V const start = packs::splat<V>(erfc_start<V>);
    V const slope = t * detail::scaled_erfc_slope(t);
    V const scaled = start + slope;
    V const value = scaled * reciprocal;
    V const lost_value = packs::product_error(scaled, reciprocal, value) +
                         (((start - scaled) + slope) * reciprocal + scaled * lost_reciprocal);
    V const excess = r + r * r * detail::exp_tail(r);
    return {packs::scaled(value + (value * excess + (lost_value + lost_value * excess)), k),
            packs::scaled(packs::splat<V>(1) + excess, k)};
}

}  // namespace detail

/// A function and exp(-x^2), which is its derivative but for a factor.
template <class V>
struct with_exponential {
    V value;
    V exp;
};

/// Error function and exp(-x^2). Numerics: at most 2 ULP; erf(-0) = -0, erf(+-inf) = +-1.
template <class V>
TAPELESS_ALWAYS_INLINE inline with_exponential<V> erf_exp(V x) noexcept {
    V const a = packs::abs(x);
    V const z = a * a;
    V const one = packs::splat<V>(1);
    V const small = a + a * (packs::splat<V>(detail::erf_excess<V>) + z * detail::erf_tail(z));
    auto const large = detail::erfc_of_large(a);
    return {packs::copysign(packs::choose<V>(a < one, small, one - large.erfc), x), large.exp};
}
template <class V>
TAPELESS_ALWAYS_INLINE inline V erf(V x) noexcept {
    return vectors::erf_exp(x).value;
}

/// Complementary error function and exp(-x^2). Numerics: at most 4 ULP where the result is normal; erfc(-inf) = 2,
/// erfc(28) = 0.
template <class V>
TAPELESS_ALWAYS_INLINE inline with_exponential<V> erfc_exp(V x) noexcept {
    V const a = packs::abs(x);
    V const z = a * a;
    V const one = packs::splat<V>(1);
    V const small = (one - x) - x * (packs::splat<V>(detail::erf_excess<V>) + z * detail::erf_tail(z));
    auto const large = detail::erfc_of_large(a);
    V const outside = packs::choose<V>(x < V{}, packs::splat<V>(2) - large.erfc, large.erfc);
    return {packs::choose<V>(a < packs::splat<V>(lane_type<V>(0.75)), small, outside), large.exp};
}
template <class V>
TAPELESS_ALWAYS_INLINE inline V erfc(V x) noexcept {
    return vectors::erfc_exp(x).value;
}

}  // namespace tapeless::vectors

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

/// exp(x^2) erfc(x) (x + K) as a polynomial in (x - K)/(x + K), from x = 1 to where erfc vanishes.
template <class V>
inline constexpr lane_type<V> erfc_middle = packs::detail::is_single<V> ? 2 : 3;
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V scaled_erfc(V t) noexcept {
    if constexpr (packs::detail::is_single<V>) {
        constexpr float c[] = {0x1.058672p0f,  -0x1.5fd386p-1f, 0x1.1e2deep-2f,   -0x1.2a8dd8p-5f, -0x1.606694p-6f,
                               0x1.aaf9eap-8f, 0x1.8e7b54p-9f,  -0x1.056074p-10f, -0x1.5c5974p-12f};
        return packs::polynomial(t, c);
    } else {
        constexpr double low[] = {
            0x1.12f21ddd9f5e2p0,    -0x1.c44c471baa376p-1,  0x1.2e326945de2b7p-1,   -0x1.3deb21415dc7p-2,
            0x1.e995f11b17267p-4,   -0x1.b78993d6be0bcp-6,  -0x1.3dd3e7121dd06p-10, 0x1.8dae3a2f540f1p-9,
            -0x1.1f78e0f4dbd59p-11, -0x1.223901725b2cap-12, 0x1.c3251b5b2ce94p-14,  0x1.fe01808a44738p-16,
            -0x1.25189d3f6879bp-16, -0x1.3eea3a47b90b1p-18, 0x1.7304d22cf2f15p-19,  0x1.0ecca6f197f43p-20};
        constexpr double high[] = {-0x1.b9847b6a07eedp-22, -0x1.0db033630f8c2p-22, 0x1.0cc8b9cfacab6p-24,
                                   0x1.02c84c468f493p-24, -0x1.729df29fb3416p-26};
        V const t2 = t * t;
        V const t4 = t2 * t2;
        V const t8 = t4 * t4;
        return packs::polynomial(t, low) + t8 * t8 * packs::polynomial(t, high);
    }
}

/// erfc(a) for 1 <= a, 0 where it underflows.
template <class V>
TAPELESS_ALWAYS_INLINE inline V erfc_of_large(V magnitude) noexcept {
    using T = lane_type<V>;
    constexpr bool is_single = packs::detail::is_single<V>;
    V const a = packs::at_most(magnitude, is_single ? T(10.25) : T(27.375));
    // the square in two parts
    V const square = a * a;
    V lost{};
    if constexpr (packs::has_fused<V>) lost = packs::fused(a, a, -square);
    else {
        using words = pack_of_bits<V>;
        using U = lane_type<words>;
        constexpr U upper = is_single ? U(0xfffff000) : static_cast<U>(0xfffffffff8000000);
        V const head = packs::reinterpret<V>(packs::reinterpret<words>(a) & upper);
        lost = (head * head - square) + (a - head) * (a + head);
    }
    auto const k = packs::to_nearest(-square, inverse_ln2<V>);
    V const r = (-square - k.value * packs::splat<V>(ln2_head<V>)) - (k.value * packs::splat<V>(ln2_tail<V>) + lost);
    V const middle = packs::splat<V>(erfc_middle<V>);
    V const reciprocal = packs::splat<V>(1) / (a + middle);
    V const rest = detail::scaled_erfc((a - middle) * reciprocal) * reciprocal;
    return packs::scaled(rest + rest * (r + r * r * detail::exp_tail(r)), k);
}

}  // namespace detail

/// Error function. Numerics: at most 2 ULP; erf(-0) = -0, erf(+-inf) = +-1.
template <class V>
TAPELESS_ALWAYS_INLINE inline V erf(V x) noexcept {
    V const a = packs::abs(x);
    V const z = a * a;
    V const one = packs::splat<V>(1);
    V const small = a + a * (packs::splat<V>(detail::erf_excess<V>) + z * detail::erf_tail(z));
    return packs::copysign(packs::choose<V>(a < one, small, one - detail::erfc_of_large(a)), x);
}

/// Complementary error function. Numerics: at most 4 ULP where the result is normal; erfc(-inf) = 2, erfc(28) = 0.
template <class V>
TAPELESS_ALWAYS_INLINE inline V erfc(V x) noexcept {
    V const a = packs::abs(x);
    V const z = a * a;
    V const one = packs::splat<V>(1);
    V const small = (one - x) - x * (packs::splat<V>(detail::erf_excess<V>) + z * detail::erf_tail(z));
    V const large = detail::erfc_of_large(a);
    return packs::choose<V>(a < one, small, packs::choose<V>(x < V{}, packs::splat<V>(2) - large, large));
}

}  // namespace tapeless::vectors

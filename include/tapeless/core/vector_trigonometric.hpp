// SPDX-License-Identifier: BSL-1.0
// In: packs of float or double. Out: sin, cos, both and tan, without branches where every argument is moderate; lanes
// beyond are computed one by one.
#pragma once

#include <tapeless/core/sine_intervals.hpp>
#include <tapeless/core/trigonometric.hpp>
#include <tapeless/core/vector_basics.hpp>

namespace tapeless::vectors {

template <class V>
struct sine_and_cosine_of {
    V sin;
    V cos;
};

namespace detail {

/// Which arguments the short reduction takes.
template <class V>
inline constexpr lane_type<V> moderate_angle = packs::detail::is_single<V>
                                                   ? (packs::has_fused<V> ? lane_type<V>(0x1p17) : lane_type<V>(400))
                                                   : (packs::has_fused<V> ? lane_type<V>(0x1p30)
                                                                          : lane_type<V>(0x1p20));

/// x - k pi/Parts, as a sum. With a fused multiplication pi in three whole parts; without in pieces
/// short enough for exact products, whether the compiler fuses them or not.
///
/// Source      W. J. Cody, W. Waite, "Software Manual for the Elementary Functions", 1980
template <class V>
struct small_angle {
    V value;
    V lost;
};
template <int Parts, class V>
TAPELESS_ALWAYS_INLINE inline small_angle<V> reduce_angle(V x, V k) noexcept {
    using T = lane_type<V>;
    constexpr T unit = T(1) / T(Parts);
    constexpr bool is_single = packs::detail::is_single<V>;
    V const minus_k = -k;
    if constexpr (packs::has_fused<V>) {
        V const first = packs::splat<V>(unit * (is_single ? T(0x1.921fb6p1) : static_cast<T>(0x1.921fb54442d18p1)));
        V const second =
            packs::splat<V>(unit * (is_single ? T(-0x1.777a5cp-24) : static_cast<T>(0x1.1a62633145c07p-53)));
        V const third =
            packs::splat<V>(unit * (is_single ? T(-0x1.ee59dap-49) : static_cast<T>(-0x1.f1976b7ed8fbcp-109)));
        V const head = packs::fused(minus_k, first, x);
        V const middle = packs::fused(minus_k, second, head);
        V const value = packs::fused(minus_k, third, middle);
        return {value, packs::fused(minus_k, third, middle - value)};
    } else {
        V const first = packs::splat<V>(unit * (is_single ? T(0x1.9218p1) : static_cast<T>(0x1.921fb544p1)));
        V const second = packs::splat<V>(unit * (is_single ? T(0x1.ed5p-13) : static_cast<T>(0x1.0b4611a6p-33)));
        V const third = packs::splat<V>(unit * (is_single ? T(0x1.10bp-29) : static_cast<T>(0x1.3198a2ep-68)));
        V const fourth =
            packs::splat<V>(unit * (is_single ? T(0x1.184698p-43) : static_cast<T>(0x1.b839a252049c1p-103)));
        V const head = x + minus_k * first;
        V const middle = head + minus_k * second;
        V const rest = (head - middle) + minus_k * second;
        V const value = middle + minus_k * third;
        return {value, (((middle - value) + minus_k * third) + rest) + minus_k * fourth};
    }
}

/// (sin(r) - r)/r^3 and (cos(r) - 1 + z/2)/z^2 from z = r^2 for |r| <= pi/4; tests/reference/coefficients.py vectors.
template <class V>
TAPELESS_ALWAYS_INLINE inline V quarter_turn_sine_tail(V z) noexcept {
    if constexpr (packs::detail::is_single<V>) {
        constexpr float c[] = {-0x1.555556p-3f, 0x1.11110ep-7f, -0x1.a013a2p-13f, 0x1.6dbbeep-19f};
        return packs::polynomial(z, c);
    } else {
        constexpr double c[] = {-0x1.5555555555555p-3, 0x1.111111111111p-7,    -0x1.a01a01a019926p-13,
                                0x1.71de3a545e7p-19,   -0x1.ae64540f0ba18p-26, 0x1.61217c1864fa1p-33,
                                -0x1.ab161757f0c63p-41};
        return packs::polynomial(z, c);
    }
}
template <class V>
TAPELESS_ALWAYS_INLINE inline V quarter_turn_cosine_tail(V z) noexcept {
    if constexpr (packs::detail::is_single<V>) {
        constexpr float c[] = {0x1.555556p-5f, -0x1.6c16cp-10f, 0x1.a015cp-16f, -0x1.2522e6p-22f};
        return packs::polynomial(z, c);
    } else {
        constexpr double c[] = {0x1.5555555555555p-5,   -0x1.6c16c16c1696p-10, 0x1.a01a019f4d0e1p-16,
                                -0x1.27e4fa15bcd8cp-22, 0x1.1eeb66b5fab3bp-29, -0x1.907c0e137d158p-37};
        return packs::polynomial(z, c);
    }
}

template <class V, class Mask>
TAPELESS_ALWAYS_INLINE inline V either_tail(Mask is_cosine, V z) noexcept {
    if constexpr (packs::detail::is_single<V>) {
        constexpr float cosine[] = {-0x1p-1f, 0x1.555556p-5f, -0x1.6c16cp-10f, 0x1.a015cp-16f, -0x1.2522e6p-22f};
        constexpr float sine[] = {-0x1.555556p-3f, 0x1.11110ep-7f, -0x1.a013a2p-13f, 0x1.6dbbeep-19f, 0.0f};
        return packs::polynomial_of_either(is_cosine, z, cosine, sine);
    } else {
        constexpr double cosine[] = {-0x1p-1,
                                     0x1.5555555555555p-5,
                                     -0x1.6c16c16c1696p-10,
                                     0x1.a01a019f4d0e1p-16,
                                     -0x1.27e4fa15bcd8cp-22,
                                     0x1.1eeb66b5fab3bp-29,
                                     -0x1.907c0e137d158p-37};
        constexpr double sine[] = {-0x1.5555555555555p-3, 0x1.111111111111p-7,    -0x1.a01a01a019926p-13,
                                   0x1.71de3a545e7p-19,   -0x1.ae64540f0ba18p-26, 0x1.61217c1864fa1p-33,
                                   -0x1.ab161757f0c63p-41};
        return packs::polynomial_of_either(is_cosine, z, cosine, sine);
    }
}

/// 1/pi
template <class V>
inline constexpr lane_type<V> inverse_pi = packs::detail::is_single<V>
                                               ? lane_type<V>(0x1.45f306p-2)
                                               : static_cast<lane_type<V>>(0x1.45f306dc9c883p-2);

/// The sine of some steps of pi/16 or pi/8 and a rest, or a quarter of a turn on, from the steps' sines, which two
/// registers hold: no choices and a quarter of the operations less.
template <int Shift, class V>
TAPELESS_ALWAYS_INLINE inline V turned_sine(V sine, V cosine_less_one, pack_of_bits<V> steps) noexcept {
    using U = lane_type<pack_of_bits<V>>;
    constexpr bool is_single = packs::detail::is_single<V>;
    constexpr U quarter = is_single ? 8 : 4;
    auto const& heads = [&]() -> auto const& {
        if constexpr (is_single) return sines_of_floats;
        else return sines_of_doubles;
    }
    ();
    auto const& tails = [&]() -> auto const& {
        if constexpr (is_single) return sine_tails_of_floats;
        else return sine_tails_of_doubles;
    }
    ();
    pack_of_bits<V> const index = steps + Shift * quarter;
    V const head = packs::pick<V>(heads, index);
    // without contraction, as g++ -O1 computes, sums of products err by 1.93 ULP, these by 1.53
    V const rest = packs::fused(head, cosine_less_one, packs::pick<V>(tails, index));
    return head + packs::fused(packs::pick<V>(heads, index + quarter), sine, rest);
}
template <class V>
struct step_angle {
    V sine;
    V cosine_less_one;
    pack_of_bits<V> steps;
};
template <class V>
TAPELESS_ALWAYS_INLINE inline step_angle<V> in_steps(V x) noexcept {
    using T = lane_type<V>;
    constexpr bool is_single = packs::detail::is_single<V>;
    constexpr int parts = is_single ? 16 : 8;
    auto const k = packs::to_nearest(x, T(parts) * inverse_pi<V>);
    auto const r = detail::reduce_angle<parts>(x, k.value);
    V const z = r.value * r.value;
    // (sin(r)/r - 1)/z and (cos(r) - 1)/z; tests/reference/coefficients.py sine_intervals
    if constexpr (is_single) {
        constexpr float s[] = {-0x1.555556p-3f, 0x1.1100b4p-7f};
        constexpr float c[] = {-0x1.fffffep-2f, 0x1.5538b4p-5f};
        return {r.value + (r.value * z * packs::polynomial(z, s) + r.lost), z * packs::polynomial(z, c), k.low_bits};
    } else {
        constexpr double s[] = {-0x1.5555555555555p-3, 0x1.11111111110fbp-7, -0x1.a01a019fd54c2p-13,
                                0x1.71de358e6b1fap-19, -0x1.ae1eeac306afcp-26};
        constexpr double c[] = {-0x1p-1, 0x1.555555555550fp-5, -0x1.6c16c16ba71c7p-10, 0x1.a019f9dcd742dp-16,
                                -0x1.27ac949b98809p-22};
        return {r.value + (r.value * z * packs::polynomial(z, s) + r.lost), z * packs::polynomial(z, c), k.low_bits};
    }
}

/// The sine of x or, one quarter of a turn on, the cosine: 1 + z C or r + r z S with one polynomial, whose coefficients
/// each lane chooses.
template <int Shift, class V>
TAPELESS_ALWAYS_INLINE inline V sine_or_cosine(V x) noexcept {
    if constexpr (packs::has_pick<V>) {
        auto const a = detail::in_steps(x);
        return detail::turned_sine<Shift>(a.sine, a.cosine_less_one, a.steps);
    } else {
        using T = lane_type<V>;
        using U = lane_type<pack_of_bits<V>>;
        auto const k = packs::to_nearest(x, T(2) * inverse_pi<V>);
        auto const r = detail::reduce_angle<2>(x, k.value);
        pack_of_bits<V> const quadrant = k.low_bits + U(Shift);
        auto const is_cosine = (quadrant & U(1)) != 0;
        V const z = r.value * r.value;
        V const start = packs::choose<V>(is_cosine, packs::splat<V>(1), r.value);
        V const lost = packs::choose<V>(is_cosine, -r.value * r.lost, r.lost);
        V const value = start + (start * z * detail::either_tail(is_cosine, z) + lost);
        return packs::reinterpret<V>(packs::reinterpret<pack_of_bits<V>>(value) ^
                                     ((quadrant & U(2)) << static_cast<U>(8 * sizeof(U) - 2)));
    }
}

/// x with the sign bit of its lanes changed where the lowest bit of an integer is set.
template <class V>
TAPELESS_ALWAYS_INLINE inline V flip_if_odd(V x, pack_of_bits<V> integer) noexcept {
    using U = lane_type<pack_of_bits<V>>;
    return packs::reinterpret<V>(packs::reinterpret<pack_of_bits<V>>(x) ^
                                 (integer << static_cast<U>(8 * sizeof(U) - 1)));
}

/// The lanes of x whose magnitude is not below a bound, by a function of one finite number. Out of line: it is rare.
template <int Count, class T, class Function>
[[gnu::noinline, gnu::cold]] void replace_beyond(T bound, T const* x, T* result, Function function) noexcept {
    for (int i = 0; i < Count; ++i)
        if (!(elementary::abs(x[i]) < bound))
            result[i] = elementary::isfinite(x[i]) ? function(x[i]) : static_cast<T>(__builtin_nan(""));
}
template <class V, class Function>
TAPELESS_ALWAYS_INLINE inline V with_large_angles(V x, V result, Function function) noexcept {
    using T = lane_type<V>;
    if (packs::any<V>(packs::contrary(packs::abs(x) < packs::splat<V>(moderate_angle<V>)))) [[unlikely]] {
        T arguments[lanes<V>];
        T results[lanes<V>];
        packs::store<V>(arguments, x);
        packs::store<V>(results, result);
        detail::replace_beyond<lanes<V>>(moderate_angle<V>, arguments, results, function);
        return packs::load<V>(results);
    }
    return result;
}

inline constexpr auto exact_sine = [](auto x) noexcept { return elementary::sin(x); };
inline constexpr auto exact_cosine = [](auto x) noexcept { return elementary::cos(x); };
inline constexpr auto exact_tangent = [](auto x) noexcept { return elementary::tan(x); };

/// Sine and cosine of the rest after multiples of pi/2, and how many these were.
template <class V>
struct quarter_turns {
    V sine;
    V cosine;
    pack_of_bits<V> count;
};
template <class V>
TAPELESS_ALWAYS_INLINE inline quarter_turns<V> in_quarter_turns(V magnitude) noexcept {
    using T = lane_type<V>;
    auto const k = packs::to_nearest(magnitude, T(2) * inverse_pi<V>);
    auto const r = detail::reduce_angle<2>(magnitude, k.value);
    V const z = r.value * r.value;
    V const one = packs::splat<V>(1);
    V const half = z * packs::splat<V>(T(0.5));
    V const head = one - half;
    V const sine = r.value + (r.value * z * detail::quarter_turn_sine_tail(z) + r.lost);
    V const cosine = head + (((one - head) - half) + (z * z * detail::quarter_turn_cosine_tail(z) - r.value * r.lost));
    return {sine, cosine, k.low_bits};
}

}  // namespace detail

/// Sine. Numerics: at most 2 ULP for every finite argument; sin(-0) = -0, sin(inf) = NaN.
template <class V>
TAPELESS_ALWAYS_INLINE inline V sin(V x) noexcept {
    V const value = packs::flip_sign(detail::sine_or_cosine<0>(packs::abs(x)), x);
    return detail::with_large_angles(x, value, detail::exact_sine);
}

/// Cosine. Numerics: at most 2 ULP for every finite argument; cos(inf) = NaN.
template <class V>
TAPELESS_ALWAYS_INLINE inline V cos(V x) noexcept {
    return detail::with_large_angles(x, detail::sine_or_cosine<1>(packs::abs(x)), detail::exact_cosine);
}

/// Both from one reduction. Numerics: at most 2 ULP.
template <class V>
TAPELESS_ALWAYS_INLINE inline sine_and_cosine_of<V> sincos(V x) noexcept {
    if constexpr (packs::has_pick<V>) {
        auto const a = detail::in_steps(packs::abs(x));
        V const sine = packs::flip_sign(detail::turned_sine<0>(a.sine, a.cosine_less_one, a.steps), x);
        V const cosine = detail::turned_sine<1>(a.sine, a.cosine_less_one, a.steps);
        return {detail::with_large_angles(x, sine, detail::exact_sine),
                detail::with_large_angles(x, cosine, detail::exact_cosine)};
    }
    using U = lane_type<pack_of_bits<V>>;
    auto const r = detail::in_quarter_turns(packs::abs(x));
    auto const is_odd = ((r.count & U(1)) != 0);
    pack_of_bits<V> const half_turns = r.count >> U(1);
    V const sine = packs::flip_sign(detail::flip_if_odd(packs::choose<V>(is_odd, r.cosine, r.sine), half_turns), x);
    V const cosine = detail::flip_if_odd(packs::choose<V>(is_odd, r.sine, r.cosine), half_turns + (r.count & U(1)));
    return {detail::with_large_angles(x, sine, detail::exact_sine),
            detail::with_large_angles(x, cosine, detail::exact_cosine)};
}

/// Tangent. Numerics: at most 3.5 ULP.
template <class V>
TAPELESS_ALWAYS_INLINE inline V tan(V x) noexcept {
    using U = lane_type<pack_of_bits<V>>;
    auto const r = detail::in_quarter_turns(packs::abs(x));
    auto const is_odd = ((r.count & U(1)) != 0);
    V const above = packs::choose<V>(is_odd, r.cosine, r.sine);
    V const below = packs::choose<V>(is_odd, r.sine, r.cosine);
    V const value = packs::flip_sign(detail::flip_if_odd(above / below, r.count), x);
    return detail::with_large_angles(x, value, detail::exact_tangent);
}

}  // namespace tapeless::vectors

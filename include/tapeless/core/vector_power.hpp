// SPDX-License-Identifier: BSL-1.0
// In: floats, doubles and packs of them. Out: cbrt, hypot, the inverse hyperbolic functions and the power of floats.
#pragma once

#include <tapeless/core/vector_logarithm.hpp>

namespace tapeless::vectors {

/// Cube root.
///
///   2^k m^(1/3) from a polynomial of 7 bits and two steps of Halley's iteration
///
/// Numerics    at most 1.5 ULP; keeps the sign, also of zero
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V cbrt(V x) noexcept {
    using T = lane_type<V>;
    V const a = packs::abs(x);
    auto const s = detail::split_any(a);
    auto const third = packs::to_nearest(s.exponent, static_cast<T>(1.0 / 3));
    // the rest of the exponent, -1, 0 or 1, goes to the significand
    V const rest = s.exponent - third.value * packs::splat<V>(3);
    V const factor = packs::choose<V>(rest > V{}, packs::splat<V>(2),
                                      packs::choose<V>(rest < V{}, packs::splat<V>(T(0.5)), packs::splat<V>(1)));
    V const m = (s.excess + packs::splat<V>(1)) * factor;
    constexpr T c[] = {static_cast<T>(0x1.d92511e92735dp-2), static_cast<T>(0x1.a6540a5b0bfaap-1),
                       static_cast<T>(-0x1.89c53084b1119p-2), static_cast<T>(0x1.c9538a50a8996p-4),
                       static_cast<T>(-0x1.a9be3576ee5f7p-7)};
    V y = packs::polynomial(m, c);
    for (int i = 0; i < 2; ++i) {
        V const cube = y * y * y;
        y = y - y * ((cube - m) / (cube + cube + m));
    }
    V const root = packs::copysign(y * packs::two_to<V>(third.low_bits), x);
    constexpr T infinity = static_cast<T>(__builtin_inf());
    return packs::choose<V>(packs::both(a > V{}, a < packs::splat<V>(infinity)), root, x);
}

/// sqrt(x^2 + y^2) without overflow or underflow in between.
///
/// Numerics    at most 1.5 ULP where the result is normal; infinite if either argument is, even beside a NaN
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V hypot(V x, V y) noexcept {
    using T = lane_type<V>;
    using words = pack_of_bits<V>;
    using U = lane_type<words>;
    constexpr T infinity = static_cast<T>(__builtin_inf());
    V const a = packs::abs(x);
    V const b = packs::abs(y);
    V const larger = packs::maximum(a, b);
    // the power of two below the larger one, and its inverse
    constexpr U exponents = static_cast<U>(2 * packs::exponent_bias<V> + 1) << packs::fraction_bits<V>;
    constexpr T smallest = sizeof(T) == 4 ? static_cast<T>(0x1p-125) : static_cast<T>(0x1p-1021);
    constexpr T largest = sizeof(T) == 4 ? static_cast<T>(0x1p125) : static_cast<T>(0x1p1021);
    V const unit = packs::at_most(
        packs::at_least(packs::reinterpret<V>(packs::reinterpret<words>(larger) & exponents), smallest), largest);
    constexpr U twice = static_cast<U>(2 * packs::exponent_bias<V>) << packs::fraction_bits<V>;
    V const inverse = packs::reinterpret<V>(twice - packs::reinterpret<words>(unit));
    V const p = a * inverse;
    V const q = b * inverse;
    V const value = packs::sqrt(p * p + q * q) * unit;
    auto const is_infinite = packs::either(a == packs::splat<V>(infinity), b == packs::splat<V>(infinity));
    return packs::choose<V>(is_infinite, packs::splat<V>(infinity), value);
}

namespace detail {

template <class V>
inline constexpr lane_type<V> huge = packs::detail::is_single<V> ? lane_type<V>(0x1p30) : lane_type<V>(0x1p60);

/// log1p(x), or log(2) more.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V log1p_and(mask_type<V> twice, V x) noexcept {
    using T = lane_type<V>;
    return vectors::log1p(x) + packs::choose<V>(twice, packs::splat<V>(static_cast<T>(0.6931471805599453)), V{});
}

}  // namespace detail

/// Inverse hyperbolic sine. Numerics: at most 3 ULP; asinh(-0) = -0.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V asinh(V x) noexcept {
    V const one = packs::splat<V>(1);
    V const a = packs::abs(x);
    auto const is_huge = a > packs::splat<V>(detail::huge<V>);
    V const square = a * a;
    V const more = a + square / (one + packs::sqrt(square + one));
    return packs::copysign(detail::log1p_and<V>(is_huge, packs::choose<V>(is_huge, a, more)), x);
}

/// Inverse hyperbolic cosine. Numerics: at most 3 ULP; acosh(1) = 0, NaN below 1.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V acosh(V x) noexcept {
    using T = lane_type<V>;
    V const one = packs::splat<V>(1);
    auto const is_huge = x > packs::splat<V>(detail::huge<V>);
    V const above = x - one;
    V const more = above + packs::sqrt(above * (above + packs::splat<V>(2)));
    V const value = detail::log1p_and<V>(is_huge, packs::choose<V>(is_huge, x, more));
    return packs::choose<V>(x < one, packs::splat<V>(static_cast<T>(__builtin_nan(""))), value);
}

/// Inverse hyperbolic tangent. Numerics: at most 3 ULP; atanh(-0) = -0, atanh(+-1) = +-inf, NaN beyond.
template <class V>
TAPELESS_ALWAYS_INLINE constexpr V atanh(V x) noexcept {
    using T = lane_type<V>;
    V const a = packs::abs(x);
    V const half = packs::splat<V>(T(0.5)) * vectors::log1p((a + a) / (packs::splat<V>(1) - a));
    return packs::copysign(packs::choose<V>(a < packs::splat<V>(sizeof(T) == 4 ? T(0x1p-13) : T(0x1p-28)), a, half), x);
}

namespace detail {

/// |x|^y for floats in double arithmetic; wrong where log is not finite times 0.
template <class V>
TAPELESS_ALWAYS_INLINE inline V power_of_magnitude(V a, V y) noexcept {
    if constexpr (lanes<V> == 1)
        return static_cast<float>(vectors::exp(static_cast<double>(y) * vectors::log(static_cast<double>(a))));
    else if constexpr (lanes<V> == 2) {
        using wide = pack<double, 2>;
        return packs::convert<V>(vectors::exp(packs::convert<wide>(y) * vectors::log(packs::convert<wide>(a))));
    } else {
        constexpr int count = lanes<V> / 2;
        using wide = pack<double, count>;
        using narrow = pack<float, count>;
        float numbers[2 * lanes<V>];
        packs::store<V>(numbers, a);
        packs::store<V>(numbers + lanes<V>, y);
        float results[lanes<V>];
        for (int i = 0; i < lanes<V>; i += count) {
            wide const base = packs::convert<wide>(packs::load<narrow>(numbers + i));
            wide const exponent = packs::convert<wide>(packs::load<narrow>(numbers + lanes<V> + i));
            packs::store<narrow>(results + i, packs::convert<narrow>(vectors::exp(exponent * vectors::log(base))));
        }
        return packs::load<V>(results);
    }
}

}  // namespace detail

/// x to the power y, for floats.
///
/// Numerics    at most 1 ULP; all special cases of C99 F.9.4.4
template <class V>
    requires(packs::detail::is_single<V>)
TAPELESS_ALWAYS_INLINE inline V pow(V x, V y) noexcept {
    constexpr float infinity = __builtin_inff();
    V const one = packs::splat<V>(1);
    V const zero{};
    V const a = packs::abs(x);
    V const half = y * packs::splat<V>(0.5f);
    auto const is_integer = packs::trunc(y) == y;
    auto const is_odd = packs::both(is_integer, packs::trunc(half) != half);
    V const magnitude = detail::power_of_magnitude(a, y);
    V const value = packs::choose<V>(is_odd, packs::copysign(magnitude, x), magnitude);
    auto const has_root = packs::both(packs::both(x<zero, x> packs::splat<V>(-infinity)), packs::contrary(is_integer));
    V const defined = packs::choose<V>(has_root, packs::splat<V>(__builtin_nanf("")), value);
    auto const is_turning = packs::both(a == one, packs::abs(y) == packs::splat<V>(infinity));
    auto const is_one = packs::either(packs::either(y == zero, x == one), is_turning);
    return packs::choose<V>(is_one, one, packs::choose<V>(y != y, y, defined));
}

}  // namespace tapeless::vectors

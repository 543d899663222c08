// SPDX-License-Identifier: BSL-1.0
// In: float. Out: exp, expm1, tanh and sigmoid in single precision arithmetic without calls, tables or branches, so
// that the compiler can inline and vectorise them. For run time; constant evaluation uses the exact functions.
#pragma once

#include <tapeless/core/floating_point.hpp>

namespace tapeless::elementary::inline_float {

namespace detail {

using elementary::detail::bits;
using elementary::detail::from_bits;

/// condition ? a : b with both computed, which a compiler that respects traps would not do.
[[nodiscard]] constexpr float choose(bool condition, float a, float b) noexcept {
    const std::uint32_t mask = condition ? 0xffffffffu : 0u;
    return from_bits((bits(a) & mask) | (bits(b) & ~mask));
}

/// x = exponent * log(2) + rest, with 2^exponent given as a product of two normal floats.
struct argument {
    float rest;
    float first;
    float second;
};
[[nodiscard]] constexpr argument reduce(float x) noexcept {
    constexpr float shift = 0x1.8p23f;
    const float shifted = x * 0x1.715476p0f + shift;
    const float k = shifted - shift;
    const std::uint32_t n = bits(shifted) - bits(shift);
    const std::uint32_t half = static_cast<std::uint32_t>(static_cast<std::int32_t>(n) >> 1);
    return {(x - k * 0x1.62e4p-1f) - k * 0x1.7f7d1cp-20f, from_bits((half + 127u) << 23),
            from_bits((n - half + 127u) << 23)};
}
/// (exp(r) - 1 - r)/r^2 for |r| <= log(2)/2 and a little; tests/reference/coefficients.py single.
[[nodiscard]] constexpr float exp_tail(float r) noexcept {
    const float z = r * r;
    return (0x1p-1f + r * 0x1.555556p-3f) +
           z * ((0x1.5554e4p-5f + r * 0x1.1110ep-7f) + z * (0x1.6d492p-10f + r * 0x1.a12a42p-13f));
}

}  // namespace detail

/// e^x. Numerics: at most 0.78 ULP.
[[nodiscard]] constexpr float exp(float x) noexcept {
    const float bounded = x < -104.0f ? -104.0f : x;
    const float clamped = bounded > 89.0f ? 89.0f : bounded;  // keeps NaN
    const detail::argument a = detail::reduce(clamped);
    const float head = 1.0f + a.rest;  // 1 + r + r^2 q with the rounding of 1 + r put back
    const float tail = ((1.0f - head) + a.rest) + a.rest * a.rest * detail::exp_tail(a.rest);
    return ((head + tail) * a.first) * a.second;
}

/// e^x - 1. Numerics: at most 1.45 ULP.
[[nodiscard]] constexpr float expm1(float x) noexcept {
    const float bounded = x < -20.0f ? -20.0f : x;
    const float clamped = bounded > 89.0f ? 89.0f : bounded;
    const detail::argument a = detail::reduce(clamped);
    // 2^k (1 + p) - 1 as 2^b (2^a - 2^-b + 2^a p): neither 2^128 nor the difference overflows or loses bits
    const float inverse = detail::from_bits((254u << 23) - detail::bits(a.second));
    const float e = ((a.first - inverse) + a.first * (a.rest + a.rest * a.rest * detail::exp_tail(a.rest))) * a.second;
    return x == 0.0f ? x : e;
}

/// Hyperbolic tangent. Numerics: at most 1.3 ULP.
[[nodiscard]] constexpr float tanh(float x) noexcept {
    const float magnitude = elementary::abs(x);
    const float z = x * x;
    const float near_zero =
        magnitude +
        magnitude *
            (z * ((-0x1.555556p-2f + z * 0x1.1110e6p-3f) +
                  z * z * ((-0x1.ba07a8p-5f + z * 0x1.64978ep-6f) + z * z * (-0x1.10f5cp-7f + z * 0x1.2a78a4p-9f))));
    const detail::argument a = detail::reduce(magnitude > 10.0f ? 20.0f : 2.0f * magnitude);  // keeps NaN
    const float power = a.first * a.second;
    const float e = power + power * (a.rest + a.rest * a.rest * detail::exp_tail(a.rest));
    return elementary::copysign(detail::choose(magnitude < 0.625f, near_zero, 1.0f - 2.0f / (e + 1.0f)), x);
}

/// 1 / (1 + e^-x). Numerics: at most 1.75 ULP.
[[nodiscard]] constexpr float sigmoid(float x) noexcept {
    const float e = inline_float::exp(-elementary::abs(x));
    const float sum = 1.0f + e;
    const float value = (x < 0.0f ? e : 1.0f) / sum;
    const float reciprocal = x < 0.0f ? 1.0f - value : value;  // of the sum
    return value - value * (((1.0f - sum) + e) * reciprocal);  // puts its rounding back
}

}  // namespace tapeless::elementary::inline_float

// SPDX-License-Identifier: BSL-1.0
// In: float and double. Out: their bits, sign, classification, rounding to integers, scaling by powers of two and
// the square root: exact operations, usable in constant evaluation with every compiler (no <cmath>, no math built-in).
#pragma once

#include <cstdint>
#include <type_traits>

namespace tapeless::elementary {

namespace detail {

inline constexpr double infinity = __builtin_inf();
inline constexpr double not_a_number = __builtin_nan("");

[[nodiscard]] constexpr std::uint64_t bits(double x) noexcept { return __builtin_bit_cast(std::uint64_t, x); }
[[nodiscard]] constexpr std::uint32_t bits(float x) noexcept { return __builtin_bit_cast(std::uint32_t, x); }
[[nodiscard]] constexpr double from_bits(std::uint64_t b) noexcept { return __builtin_bit_cast(double, b); }
[[nodiscard]] constexpr float from_bits(std::uint32_t b) noexcept { return __builtin_bit_cast(float, b); }

/// 2^n for -1022 <= n <= 1023.
[[nodiscard]] constexpr double two_to(int n) noexcept {
    return from_bits(static_cast<std::uint64_t>(static_cast<std::int64_t>(n) + 1023) << 52);
}

/// Double to float, rounded once; infinity where constant evaluation would refuse a conversion out of range.
[[nodiscard]] constexpr float narrow(double x) noexcept {
    constexpr double first_overflow = 0x1.ffffffp127;
    return x >= first_overflow    ? __builtin_inff()
           : x <= -first_overflow ? -__builtin_inff()
           : x != x               ? __builtin_nanf("")
                                  : static_cast<float>(x);
}

/// The integer nearest to x and the same as a double, for |x| < 2^31.
struct nearest {
    double value;
    int integer;
};
[[nodiscard]] constexpr nearest to_nearest(double x) noexcept {
    constexpr double shift = 0x1.8p52;
    const double shifted = x + shift;
    return {shifted - shift, static_cast<int>(static_cast<std::uint32_t>(bits(shifted)))};
}

}  // namespace detail

// These two built-ins are constant expressions with both compilers, and keep the value in its register.
[[nodiscard]] constexpr double abs(double x) noexcept { return __builtin_fabs(x); }
[[nodiscard]] constexpr float abs(float x) noexcept { return __builtin_fabsf(x); }

[[nodiscard]] constexpr bool signbit(double x) noexcept { return (detail::bits(x) >> 63) != 0; }
[[nodiscard]] constexpr bool signbit(float x) noexcept { return (detail::bits(x) >> 31) != 0; }

[[nodiscard]] constexpr bool isnan(double x) noexcept { return x != x; }
[[nodiscard]] constexpr bool isnan(float x) noexcept { return x != x; }
[[nodiscard]] constexpr bool isinf(double x) noexcept { return abs(x) == detail::infinity; }
[[nodiscard]] constexpr bool isinf(float x) noexcept { return abs(x) == __builtin_inff(); }
[[nodiscard]] constexpr bool isfinite(double x) noexcept { return abs(x) < detail::infinity; }
[[nodiscard]] constexpr bool isfinite(float x) noexcept { return abs(x) < __builtin_inff(); }

/// The magnitude of the first argument with the sign of the second.
[[nodiscard]] constexpr double copysign(double magnitude, double sign) noexcept {
    return __builtin_copysign(magnitude, sign);
}
[[nodiscard]] constexpr float copysign(float magnitude, float sign) noexcept {
    return __builtin_copysignf(magnitude, sign);
}

/// x without its fraction.
[[nodiscard]] constexpr double trunc(double x) noexcept {
    return abs(x) < 0x1p52 ? copysign(static_cast<double>(static_cast<std::int64_t>(x)), x) : x;
}
[[nodiscard]] constexpr float trunc(float x) noexcept {
    return abs(x) < 0x1p23f ? copysign(static_cast<float>(static_cast<std::int32_t>(x)), x) : x;
}

/// The largest integer not above x. Numerics: exact; keeps -0, infinities and NaN.
[[nodiscard]] constexpr double floor(double x) noexcept {
    const double t = trunc(x);
    return t > x ? t - 1.0 : t;
}
[[nodiscard]] constexpr float floor(float x) noexcept {
    const float t = trunc(x);
    return t > x ? t - 1.0f : t;
}

/// The smallest integer not below x. Numerics: exact; ceil(-0.5) is -0.
[[nodiscard]] constexpr double ceil(double x) noexcept { return -floor(-x); }
[[nodiscard]] constexpr float ceil(float x) noexcept { return -floor(-x); }

/// The nearest integer, halves away from zero.
[[nodiscard]] constexpr double round(double x) noexcept {
    const double t = trunc(x);
    return abs(x) < 0x1p52 && abs(x - t) >= 0.5 ? t + copysign(1.0, x) : t;
}
[[nodiscard]] constexpr float round(float x) noexcept {
    const float t = trunc(x);
    return abs(x) < 0x1p23f && abs(x - t) >= 0.5f ? t + copysign(1.0f, x) : t;
}

namespace detail {

/// x * 2^n, rounded once where the result is subnormal and |x| is in [1/4, 4]; infinity beyond the range.
[[nodiscard]] constexpr double scale(double x, int n) noexcept {
    if (n > 0 && (n > 1100 || elementary::abs(x) * two_to(n - 1024) >= 1.0)) return copysign(infinity, x);
    const int first = n / 2;
    return x * two_to(first) * two_to(n - first);
}

/// Square root of a positive finite number by Newton's iteration, then made exact with an integer remainder.
[[nodiscard]] constexpr double positive_square_root(double x) noexcept {
    const bool tiny = x < 0x1p-1022;
    const std::uint64_t b = bits(tiny ? x * 0x1p54 : x);
    const int exponent = static_cast<int>(b >> 52) - 1023;
    const int odd = exponent & 1;
    const std::uint64_t mantissa = (b & 0xfffffffffffffu) | (std::uint64_t{1} << 52);
    const double m = from_bits((b & 0xfffffffffffffu) | (static_cast<std::uint64_t>(1023 + odd) << 52));  // in [1, 4)
    const double y1 = 0.5 * ((m + 2.0) * (1.0 / 3.0) + 3.0 * m / (m + 2.0));
    const double y2 = 0.5 * (y1 + m / y1);
    const double y3 = 0.5 * (y2 + m / y2);
    const double y4 = 0.5 * (y3 + m / y3);
    const auto guess = static_cast<std::uint64_t>(y4 * 0x1p52);
    const std::uint64_t square = mantissa << (52 + odd);  // modulo 2^64, as is the remainder
    const auto first_rest = static_cast<std::int64_t>(square - guess * guess);
    const std::uint64_t root = first_rest < 0                                      ? guess - 1
                               : first_rest > static_cast<std::int64_t>(2 * guess) ? guess + 1
                                                                                   : guess;
    const bool up = static_cast<std::int64_t>(square - root * root) > static_cast<std::int64_t>(root);
    return static_cast<double>(root + (up ? 1u : 0u)) * two_to((exponent - odd) / 2 - 52 - (tiny ? 27 : 0));
}

}  // namespace detail

/// Square root.
///
/// Numerics    correctly rounded (0.5 ULP) in both precisions; sqrt(-0) = -0, sqrt(x < 0) = NaN
/// Source      IEEE 754-2019 5.4.1; Newton, remainder in integers
[[nodiscard]] constexpr double sqrt(double x) noexcept {
    if (!__builtin_is_constant_evaluated()) return __builtin_sqrt(x);  // the same bits
    return x > 0.0 && x < detail::infinity ? detail::positive_square_root(x) : x < 0.0 ? detail::not_a_number : x;
}
[[nodiscard]] constexpr float sqrt(float x) noexcept {
    if (!__builtin_is_constant_evaluated()) return __builtin_sqrtf(x);
    // rounding a 53-bit root to 24 bits gives the correctly rounded 24-bit root
    return detail::narrow(sqrt(static_cast<double>(x)));
}

}  // namespace tapeless::elementary

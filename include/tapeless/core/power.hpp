// SPDX-License-Identifier: BSL-1.0
// In: the exponential and logarithm cores. Out: pow, cbrt and hypot.
#pragma once

#include <tapeless/core/exponential.hpp>

namespace tapeless::elementary {

namespace detail {

/// 0: y is not an integer, 1: odd, 2: even (finite y).
[[nodiscard]] constexpr int parity(double y) noexcept {
    const double a = elementary::abs(y);
    if (a >= 0x1p53) return 2;
    const auto n = static_cast<std::int64_t>(a);
    return static_cast<double>(n) != a ? 0 : (n & 1) != 0 ? 1 : 2;
}

/// x^y for finite x > 0 and 2^-70 <= |y| < 2^65.
[[nodiscard]] constexpr double power_of_positive(double x, double y) noexcept {
    const double_double exponent = natural_logarithm({x, 0.0}) * y;
    if (exponent.hi > 709.8) return infinity;
    if (exponent.hi < -745.2) return 0.0;
    const scaled e = exponential(exponent);
    return scale(e.significand.hi, e.exponent);
}
/// The same for float arguments, in plain double.
[[nodiscard]] constexpr double power_of_positive_float(double x, double y) noexcept {
    const double exponent = y * plain::log(x);
    return exponent > 100.0 ? infinity : plain::exp(exponent);
}

template <double regular(double, double) noexcept>
[[nodiscard]] constexpr double power(double x, double y) noexcept {
    if (y == 0.0 || x == 1.0) return 1.0;
    if (x != x) return x;
    if (y != y) return y;
    const double a = elementary::abs(x);
    if (elementary::isinf(y)) return a == 1.0 ? 1.0 : (a > 1.0) == (y > 0.0) ? infinity : 0.0;
    const int kind = parity(y);
    if (x < 0.0 && kind == 0 && a != infinity) return not_a_number;
    const double sign = elementary::signbit(x) && kind == 1 ? -1.0 : 1.0;
    if (a == 0.0 || a == infinity) return (a == 0.0) == (y > 0.0) ? sign * 0.0 : sign * infinity;
    if (elementary::abs(y) < 0x1p-70 || a == 1.0) return sign;
    if (elementary::abs(y) >= 0x1p65) return (a > 1.0) == (y > 0.0) ? infinity : 0.0;
    return sign * regular(a, y);
}

/// Cube root of m in [1, 8) as a start of 5 bits and three steps of Newton's iteration, the last in double-double.
[[nodiscard]] constexpr double cube_root(double m) noexcept {
    const double y0 = 0.67 + m * (0.35 + m * (-0.037 + m * 0.0019));
    const double y1 = (2.0 * y0 + m / (y0 * y0)) * (1.0 / 3);
    const double y2 = (2.0 * y1 + m / (y1 * y1)) * (1.0 / 3);
    const double y3 = (2.0 * y2 + m / (y2 * y2)) * (1.0 / 3);
    const double_double cube = two_product(y3, y3) * y3;
    return y3 + ((m - cube.hi) - cube.lo) / (3.0 * y3 * y3);
}

}  // namespace detail

/// x to the power y.
///
/// Numerics    at most 0.51 ULP, 0.75 where the result is subnormal;
///             all special cases of C99 F.9.4.4: pow(x, 0) = pow(1, y) = 1 also for NaN, pow(x < 0, y) is NaN
///             unless y is an integer, odd integers keep the sign of x
/// Source      exp(y log x), the exponent in double-double
[[nodiscard]] constexpr double pow(double x, double y) noexcept {
    return detail::power<detail::power_of_positive>(x, y);
}
[[nodiscard]] constexpr float pow(float x, float y) noexcept {
    return detail::narrow(detail::power<detail::power_of_positive_float>(x, y));
}

/// Cube root.
///
/// Numerics    at most 0.51 ULP; keeps the sign, also of zero
[[nodiscard]] constexpr double cbrt(double x) noexcept {
    const double a = abs(x);
    if (!(a > 0.0 && a < detail::infinity)) return x;
    const bool tiny = a < 0x1p-1022;
    const std::uint64_t b = detail::bits(tiny ? a * 0x1p54 : a);
    const int exponent = static_cast<int>(b >> 52) - 1023 + 1026;  // positive, and 1026 = 3 * 342
    const double m =
        detail::from_bits((b & 0xfffffffffffffu) | (static_cast<std::uint64_t>(1023 + exponent % 3) << 52));
    return copysign(detail::cube_root(m) * detail::two_to(exponent / 3 - 342 - (tiny ? 18 : 0)), x);
}
[[nodiscard]] constexpr float cbrt(float x) noexcept { return detail::narrow(cbrt(static_cast<double>(x))); }

/// sqrt(x^2 + y^2) without overflow or underflow in between.
///
/// Numerics    at most 0.51 ULP, 0.75 where the result is subnormal; infinite if either argument is, even beside a NaN
[[nodiscard]] constexpr double hypot(double x, double y) noexcept {
    const double a = abs(x) > abs(y) ? abs(x) : abs(y);
    const double b = abs(x) > abs(y) ? abs(y) : abs(x);
    if (isinf(x) || isinf(y)) return detail::infinity;
    if (x != x || y != y) return detail::not_a_number;
    if (b <= a * 0x1p-54) return a + b;
    const int exponent = a < 0x1p-500 ? -700 : a > 0x1p500 ? 700 : 0;
    const double up = detail::two_to(-exponent);
    const detail::double_double sum = detail::two_product(a * up, a * up) + detail::two_product(b * up, b * up);
    return detail::scale(detail::square_root(sum).hi, exponent);
}
[[nodiscard]] constexpr float hypot(float x, float y) noexcept {
    if (isinf(x) || isinf(y)) return __builtin_inff();
    if (x != x || y != y) return __builtin_nanf("");
    const double a = x;
    const double b = y;
    return detail::narrow(sqrt(a * a + b * b));
}

}  // namespace tapeless::elementary

// SPDX-License-Identifier: BSL-1.0
// In: the exponential and logarithm cores. Out: sinh, cosh, tanh and their inverses.
#pragma once

#include <tapeless/core/exponential.hpp>

namespace tapeless::elementary {

/// Hyperbolic sine, (e^x - e^-x)/2.
///
/// Numerics    at most 0.51 ULP; sinh(-0) = -0, overflow gives +-inf
[[nodiscard]] constexpr double sinh(double x) noexcept {
    const double a = abs(x);
    if (a < 0x1p-28 || x != x) return x;
    if (a > 711.0) return copysign(detail::infinity, x);
    if (a > 40.0) {
        const detail::scaled e = detail::exponential(detail::double_double{a, 0.0});
        return copysign(detail::scale(e.significand.hi, e.exponent - 1), x);
    }
    const detail::double_double e = detail::exponential_minus_one({a, 0.0});
    return copysign(0.5 * (e + e / (e + 1.0)).hi, x);
}
[[nodiscard]] constexpr float sinh(float x) noexcept {
    if (abs(x) < 0x1p-13f || x != x) return x;
    if (abs(x) > 90.0f) return copysign(__builtin_inff(), x);
    const double e = plain::expm1(static_cast<double>(abs(x)));
    return copysign(detail::narrow(0.5 * (e + e / (e + 1.0))), x);
}

/// Hyperbolic cosine, (e^x + e^-x)/2.
///
/// Numerics    at most 0.51 ULP; overflow gives inf
[[nodiscard]] constexpr double cosh(double x) noexcept {
    if (x != x) return x;
    if (abs(x) > 711.0) return detail::infinity;
    const detail::scaled e = detail::exponential(detail::double_double{abs(x), 0.0});
    if (abs(x) > 40.0) return detail::scale(e.significand.hi, e.exponent - 1);
    const detail::double_double power = detail::scaled_by(e.significand, detail::two_to(e.exponent - 1));
    return (power + detail::double_double{0.25, 0.0} / power).hi;
}
[[nodiscard]] constexpr float cosh(float x) noexcept {
    if (x != x) return x;
    if (abs(x) > 90.0f) return __builtin_inff();
    const double e = plain::exp(static_cast<double>(abs(x)));
    return detail::narrow(0.5 * (e + 1.0 / e));
}

/// Hyperbolic tangent.
///
/// Numerics    at most 0.51 ULP; tanh(-0) = -0, tanh(+-inf) = +-1
/// Source      (e^2x - 1) / (e^2x + 1)
[[nodiscard]] constexpr double tanh(double x) noexcept {
    if (abs(x) < 0x1p-28 || x != x) return x;
    if (abs(x) > 20.0) return copysign(1.0, x);
    const detail::double_double e = detail::exponential_minus_one({2.0 * abs(x), 0.0});
    return copysign((e / (e + 2.0)).hi, x);
}
[[nodiscard]] constexpr float tanh(float x) noexcept {
    if (abs(x) < 0x1p-13f || x != x) return x;
    if (abs(x) > 10.0f) return copysign(1.0f, x);
    const double e = plain::expm1(2.0 * static_cast<double>(abs(x)));
    return copysign(detail::narrow(e / (e + 2.0)), x);
}

/// Inverse hyperbolic sine, log(x + sqrt(x^2 + 1)).
///
/// Numerics    at most 0.51 ULP; asinh(-0) = -0
[[nodiscard]] constexpr double asinh(double x) noexcept {
    const double a = abs(x);
    if (a < 0x1p-28 || a == detail::infinity || x != x) return x;
    if (a < 0x1p-20) return x - x * x * x * (1.0 / 6);
    if (a > 0x1p30) return copysign((detail::natural_logarithm({a, 0.0}) + detail::ln2).hi, x);
    const detail::double_double root = detail::square_root(detail::two_product(a, a) + 1.0);
    return copysign(detail::natural_logarithm(root + a).hi, x);
}
[[nodiscard]] constexpr float asinh(float x) noexcept {
    const double a = static_cast<double>(abs(x));
    if (a < 0x1p-14 || isinf(x) || x != x) return x;
    if (a < 0x1p-12) return detail::narrow(x - a * a * x * (1.0 / 6));
    return copysign(detail::narrow(plain::log(a + sqrt(a * a + 1.0))), x);
}

/// Inverse hyperbolic cosine, log(x + sqrt(x^2 - 1)).
///
/// Numerics    at most 0.51 ULP; acosh(1) = 0, NaN below 1
[[nodiscard]] constexpr double acosh(double x) noexcept {
    if (!(x > 1.0 && x < detail::infinity)) return x == 1.0 ? 0.0 : x < 1.0 ? detail::not_a_number : x;
    if (x > 0x1p30) return (detail::natural_logarithm({x, 0.0}) + detail::ln2).hi;
    const detail::double_double root = detail::square_root(detail::two_sum(x, 1.0) * (x - 1.0));
    return detail::natural_logarithm(root + x).hi;
}
[[nodiscard]] constexpr float acosh(float x) noexcept {
    if (!(x > 1.0f && x < __builtin_inff())) return detail::narrow(acosh(static_cast<double>(x)));
    const double above = static_cast<double>(x) - 1.0;
    const double root = sqrt(above * (above + 2.0));
    const detail::double_double sum = detail::two_sum(1.0, above + root);
    return detail::narrow(plain::log(sum.hi, sum.lo));
}

/// Inverse hyperbolic tangent, log((1 + x) / (1 - x)) / 2.
///
/// Numerics    at most 0.51 ULP; atanh(-0) = -0, atanh(+-1) = +-inf, NaN beyond
[[nodiscard]] constexpr double atanh(double x) noexcept {
    const double a = abs(x);
    if (a < 0x1p-28) return x;
    if (a < 0x1p-20) return x + x * x * x * (1.0 / 3);
    if (!(a < 1.0)) return x != x ? x : a == 1.0 ? copysign(detail::infinity, x) : detail::not_a_number;
    return copysign(0.5 * detail::natural_logarithm(detail::two_sum(1.0, a) / detail::two_sum(1.0, -a)).hi, x);
}
[[nodiscard]] constexpr float atanh(float x) noexcept {
    const double a = static_cast<double>(abs(x));
    if (a < 0x1p-14) return x;
    if (a < 0x1p-12) return detail::narrow(x + a * a * x * (1.0 / 3));
    if (!(a < 1.0)) return detail::narrow(atanh(static_cast<double>(x)));
    const detail::double_double ratio = detail::two_sum(1.0, 2.0 * a / (1.0 - a));
    return copysign(detail::narrow(0.5 * plain::log(ratio.hi, ratio.lo)), x);
}

}  // namespace tapeless::elementary

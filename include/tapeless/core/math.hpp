// SPDX-License-Identifier: BSL-1.0
// In: float or double. Out: every elementary function the library calls. In constant evaluation they are core's own,
// at run time core's own or the C library's, by measurement against glibc 2.36 (the reason stands at each group).
#pragma once

#include <tapeless/core/activation.hpp>
#include <tapeless/core/error_function.hpp>
#include <tapeless/core/hyperbolic.hpp>
#include <tapeless/core/power.hpp>
#include <tapeless/core/trigonometric.hpp>
#include <tapeless/core/vector_exponential.hpp>

namespace tapeless::math {

using elementary::abs;
using elementary::ceil;
using elementary::copysign;
using elementary::floor;
using elementary::isfinite;
using elementary::isinf;
using elementary::isnan;
using elementary::round;
using elementary::signbit;
using elementary::sqrt;
using elementary::trunc;

// The C library's at run time: it chooses variants for the machine. glibc 2.36 stays within 1 ULP in exp, log, pow and
// the trigonometric functions and within 2 in the rest, but for the double cbrt (2.6) and cosines next to a zero at a
// huge argument (8, see the test).
[[nodiscard]] constexpr double exp2(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::exp2(x) : __builtin_exp2(x);
}
[[nodiscard]] constexpr float exp2(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::exp2(x) : __builtin_exp2f(x);
}
[[nodiscard]] constexpr double log(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::log(x) : __builtin_log(x);
}
[[nodiscard]] constexpr float log(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::log(x) : __builtin_logf(x);
}
[[nodiscard]] constexpr double log2(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::log2(x) : __builtin_log2(x);
}
[[nodiscard]] constexpr float log2(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::log2(x) : __builtin_log2f(x);
}
[[nodiscard]] constexpr double log10(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::log10(x) : __builtin_log10(x);
}
[[nodiscard]] constexpr float log10(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::log10(x) : __builtin_log10f(x);
}
[[nodiscard]] constexpr double log1p(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::log1p(x) : __builtin_log1p(x);
}
[[nodiscard]] constexpr float log1p(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::log1p(x) : __builtin_log1pf(x);
}
[[nodiscard]] constexpr double sin(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::sin(x) : __builtin_sin(x);
}
[[nodiscard]] constexpr float sin(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::sin(x) : __builtin_sinf(x);
}
[[nodiscard]] constexpr double cos(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::cos(x) : __builtin_cos(x);
}
[[nodiscard]] constexpr float cos(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::cos(x) : __builtin_cosf(x);
}
[[nodiscard]] constexpr double asin(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::asin(x) : __builtin_asin(x);
}
[[nodiscard]] constexpr float asin(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::asin(x) : __builtin_asinf(x);
}
[[nodiscard]] constexpr double acos(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::acos(x) : __builtin_acos(x);
}
[[nodiscard]] constexpr float acos(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::acos(x) : __builtin_acosf(x);
}
[[nodiscard]] constexpr double atan(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::atan(x) : __builtin_atan(x);
}
[[nodiscard]] constexpr float atan(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::atan(x) : __builtin_atanf(x);
}
[[nodiscard]] constexpr double cosh(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::cosh(x) : __builtin_cosh(x);
}
[[nodiscard]] constexpr float cosh(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::cosh(x) : __builtin_coshf(x);
}
[[nodiscard]] constexpr double asinh(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::asinh(x) : __builtin_asinh(x);
}
[[nodiscard]] constexpr float asinh(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::asinh(x) : __builtin_asinhf(x);
}
[[nodiscard]] constexpr double acosh(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::acosh(x) : __builtin_acosh(x);
}
[[nodiscard]] constexpr float acosh(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::acosh(x) : __builtin_acoshf(x);
}
[[nodiscard]] constexpr double atanh(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::atanh(x) : __builtin_atanh(x);
}
[[nodiscard]] constexpr float atanh(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::atanh(x) : __builtin_atanhf(x);
}
[[nodiscard]] constexpr double cbrt(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::cbrt(x) : __builtin_cbrt(x);
}
[[nodiscard]] constexpr float cbrt(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::cbrt(x) : __builtin_cbrtf(x);
}
[[nodiscard]] constexpr double exp(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::exp(x) : __builtin_exp(x);
}
[[nodiscard]] constexpr double tan(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::tan(x) : __builtin_tan(x);
}
[[nodiscard]] constexpr double sinh(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::sinh(x) : __builtin_sinh(x);
}
[[nodiscard]] constexpr double pow(double x, double y) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::pow(x, y) : __builtin_pow(x, y);
}
[[nodiscard]] constexpr float pow(float x, float y) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::pow(x, y) : __builtin_powf(x, y);
}
[[nodiscard]] constexpr double atan2(double y, double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::atan2(y, x) : __builtin_atan2(y, x);
}
[[nodiscard]] constexpr float atan2(float y, float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::atan2(y, x) : __builtin_atan2f(y, x);
}
[[nodiscard]] constexpr double hypot(double x, double y) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::hypot(x, y) : __builtin_hypot(x, y);
}
// Core's own at run time, in plain double arithmetic rounded once: 0.51 ULP where glibc 2.36 has up to 2.5 in 1.1 to 2
// times the time on a machine with fused multiply-add (without it erf and erfc take 1.3 times glibc's time).
[[nodiscard]] constexpr float tan(float x) noexcept { return elementary::tan(x); }
[[nodiscard]] constexpr float sinh(float x) noexcept { return elementary::sinh(x); }
[[nodiscard]] constexpr float hypot(float x, float y) noexcept { return elementary::hypot(x, y); }
[[nodiscard]] constexpr float erf(float x) noexcept { return elementary::erf(x); }
[[nodiscard]] constexpr float erfc(float x) noexcept { return elementary::erfc(x); }

// The functions of packs, for one number: they inline and vectorise. Alone, exp takes 1 to 3 ns longer than the C library's; in a loop 0.3 to 0.4
// ns instead of 3.0 with AVX-512, without AVX2 1.1 (clang) and 4.3 (g++): there the C library's is taken.
[[nodiscard]] constexpr float exp(float x) noexcept {
#if defined(__AVX2__)
    return __builtin_is_constant_evaluated() ? elementary::exp(x) : vectors::exp(x);
#else
    return __builtin_is_constant_evaluated() ? elementary::exp(x) : __builtin_expf(x);
#endif
}
[[nodiscard]] constexpr float expm1(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::expm1(x) : vectors::expm1(x);
}
[[nodiscard]] constexpr float tanh(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::tanh(x) : vectors::tanh(x);
}
[[nodiscard]] constexpr float sigmoid(float x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::sigmoid(x) : vectors::sigmoid(x);
}

/// e^x - 1. Numerics: at run time at most 1.45 ULP; glibc 2.36: 0.8 ULP in twice the time.
[[nodiscard]] constexpr double expm1(double x) noexcept {
    if (__builtin_is_constant_evaluated()) return elementary::expm1(x);
    if (x > 50.0) return __builtin_exp(x);
    return abs(x) < 0x1p-54 ? x : elementary::plain::expm1(x < -40.0 ? -40.0 : x);
}

/// Hyperbolic tangent. Numerics: at run time at most 2.1 ULP; glibc 2.36: 2.1 ULP in 1.5 to 2 times the time.
[[nodiscard]] constexpr double tanh(double x) noexcept {
    if (__builtin_is_constant_evaluated()) return elementary::tanh(x);
    const auto e = elementary::plain::expm1_parts(abs(x) > 20.0 ? 40.0 : 2.0 * abs(x));
    const double sum = e.hi + 2.0;
    const double quotient = e.hi / sum;
    const double correction = e.lo - quotient * (e.lo + (e.hi - (sum - 2.0)));  // what e and the sum were rounded by
    return copysign(quotient + correction * (1.0 / sum), x);
}

/// 1 / (1 + e^-x). Numerics: at run time at most 1.95 ULP where the result is normal.
[[nodiscard]] constexpr double sigmoid(double x) noexcept {
    if (__builtin_is_constant_evaluated()) return elementary::sigmoid(x);
    const double e = elementary::plain::exp(-abs(x));
    const double sum = 1.0 + e;
    const double value = (x < 0.0 ? e : 1.0) / sum;
    const double reciprocal = x < 0.0 ? 1.0 - value : value;
    return value - value * (((1.0 - sum) + e) * reciprocal);  // puts the rounding of the sum back
}

/// log(1 + e^x). Numerics: at run time at most 1.6 ULP in both precisions.
[[nodiscard]] constexpr double softplus(double x) noexcept {
    if (__builtin_is_constant_evaluated()) return elementary::softplus(x);
    return (x < 0.0 ? 0.0 : x) + __builtin_log1p(__builtin_exp(-abs(x)));  // keeps NaN
}
[[nodiscard]] constexpr float softplus(float x) noexcept {
    if (__builtin_is_constant_evaluated()) return elementary::softplus(x);
    return (x < 0.0f ? 0.0f : x) + __builtin_log1pf(vectors::exp(-abs(x)));
}

#if defined(__GLIBC__)
namespace detail {
// The C library's own prototypes (clang 19 has no built-in of this name); harmless beside <math.h>.
extern "C" void sincos(double, double*, double*) noexcept;
extern "C" void sincosf(float, float*, float*) noexcept;
}  // namespace detail
#endif

template <typename Real>
struct sine_and_cosine {
    Real sin;
    Real cos;
};

/// sin(x) and cos(x) by one call.
///
/// Cost        at run time the C library's sincos where it has one; clang does not merge two calls by itself
/// Numerics    as sin and cos
[[nodiscard]] constexpr sine_and_cosine<double> sincos(double x) noexcept {
#if defined(__GLIBC__)
    if (!__builtin_is_constant_evaluated()) {
        sine_and_cosine<double> both{};
        detail::sincos(x, &both.sin, &both.cos);
        return both;
    }
#endif
    return {math::sin(x), math::cos(x)};
}
[[nodiscard]] constexpr sine_and_cosine<float> sincos(float x) noexcept {
#if defined(__GLIBC__)
    if (!__builtin_is_constant_evaluated()) {
        sine_and_cosine<float> both{};
        detail::sincosf(x, &both.sin, &both.cos);
        return both;
    }
#endif
    return {math::sin(x), math::cos(x)};
}

/// Error function. Numerics: at run time at most 1.75 ULP in double (glibc 2.36: 1.0), 0.51 ULP in float.
[[nodiscard]] constexpr double erf(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::erf(x) : elementary::plain::erf(x);
}

/// Complementary error function. Numerics: at run time at most 2.7 ULP in double (glibc 2.36: 2.7), 0.51 ULP in float.
[[nodiscard]] constexpr double erfc(double x) noexcept {
    return __builtin_is_constant_evaluated() ? elementary::erfc(x) : elementary::plain::erfc(x);
}

template <typename Real>
struct erfc_and_exponential {
    Real erfc;
    Real exp;
};
template <typename Real>
struct erf_and_exponential {
    Real erf;
    Real exp;
};

/// erfc(x) and exp(-x^2), which is its derivative but for -2/sqrt(pi), from one exponential.
///
/// Numerics    at run time at most 2.7 ULP and at most 1.3 ULP where the results are normal
[[nodiscard]] constexpr erfc_and_exponential<double> erfc_exp(double x) noexcept {
    if (__builtin_is_constant_evaluated()) return {elementary::erfc(x), elementary::exp_of_minus_square(x)};
    const elementary::plain::erfc_and_exp both = elementary::plain::erfc_exp(x);
    return {both.erfc, both.exp};
}
[[nodiscard]] constexpr erfc_and_exponential<float> erfc_exp(float x) noexcept {
    if (x != x) return {x, x};
    const elementary::plain::erfc_and_exp both = elementary::plain::erfc_exp_single(static_cast<double>(x));
    return {static_cast<float>(both.erfc), static_cast<float>(both.exp)};
}

/// erf(x) and exp(-x^2) from one exponential.
///
/// Numerics    at run time at most 1.75 ULP and at most 1.3 ULP where the results are normal
[[nodiscard]] constexpr erf_and_exponential<double> erf_exp(double x) noexcept {
    if (__builtin_is_constant_evaluated()) return {elementary::erf(x), elementary::exp_of_minus_square(x)};
    const elementary::plain::erf_and_exp both = elementary::plain::erf_exp(x);
    return {both.erf, both.exp};
}
[[nodiscard]] constexpr erf_and_exponential<float> erf_exp(float x) noexcept {
    if (x != x) return {x, x};
    const elementary::plain::erf_and_exp both = elementary::plain::erf_exp(static_cast<double>(x));
    return {static_cast<float>(both.erf), static_cast<float>(both.exp)};
}

}  // namespace tapeless::math

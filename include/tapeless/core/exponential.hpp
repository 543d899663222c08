// SPDX-License-Identifier: BSL-1.0
// In: floating point and double-double. Out: exp, exp2, expm1, log, log2, log10, log1p, and the two cores (a
// double-double exponential and logarithm) on which powers, hyperbolic functions and activations stand.
#pragma once

#include <tapeless/core/exponential_table.hpp>

namespace tapeless::elementary {

namespace detail {

/// x = step * ln(2)/32 + rest, |rest| <= ln(2)/64, for |x| < 2000.
struct exp_argument {
    int step;
    double_double rest;
};
[[nodiscard]] constexpr exp_argument reduce_exp(double_double x) noexcept {
    const nearest k = to_nearest(x.hi * 0x1.71547652b82fep5);
    const double_double rest = two_sum(x.hi - k.value * 0x1.62e42fefap-6, -k.value * 0x1.cf79abc9e3b3ap-45);
    return {k.integer, quick_two_sum(rest.hi, rest.lo + x.lo)};
}

/// exp(r) - 1 - r for |r| <= ln(2)/64; Taylor's series ends below 2^-70.
[[nodiscard]] constexpr double exp_tail(double r) noexcept {
    return r * r *
           (1.0 / 2 +
            r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040 + r * (1.0 / 40320)))))));
}

/// significand * 2^exponent
struct scaled {
    double_double significand;
    int exponent;
};

[[nodiscard]] constexpr double_double expm1_near_zero(double_double r) noexcept {
    return quick_two_sum(r.hi, r.lo + (r.hi * r.lo + exp_tail(r.hi)));
}
[[nodiscard]] constexpr scaled exponential(exp_argument x) noexcept {
    const double_double power = exp2_table[x.step & 31];
    const double_double rest = power * expm1_near_zero(x.rest);
    const double_double sum = quick_two_sum(power.hi, rest.hi);
    return {quick_two_sum(sum.hi, sum.lo + (power.lo + rest.lo)), x.step >> 5};
}

/// exp(x) with a relative error below 2^-65, for |x| < 2000.
[[nodiscard]] constexpr scaled exponential(double_double x) noexcept { return exponential(reduce_exp(x)); }

/// exp(x) - 1 with a relative error below 2^-58, for |x| < 700.
[[nodiscard]] constexpr double_double exponential_minus_one(double_double x) noexcept {
    const exp_argument a = reduce_exp(x);
    if (a.step == 0) return expm1_near_zero(a.rest);
    const scaled e = exponential(a);
    return scaled_by(e.significand, two_to(e.exponent)) + -1.0;
}

/// log(x) = exponent * log(2) + rest, |rest| < 0.36, for finite x > 0 (x.lo = 0 if x.hi is subnormal or above 2^1000).
/// Relative error of the logarithm below 2^-64.
struct logarithm_parts {
    double exponent;
    double_double rest;
};
struct log_argument {
    int exponent;
    log_entry entry;
    double_double rest;
};
[[nodiscard]] constexpr log_argument reduce_log(double_double x) noexcept {
    constexpr std::uint64_t middle = 0x3fe6a09e667f3bcd;  // sqrt(1/2)
    const bool tiny = x.hi < 0x1p-1022;
    const std::uint64_t b = bits(tiny ? x.hi * 0x1p54 : x.hi);
    const int exponent = static_cast<int>(static_cast<std::int64_t>(b - middle) >> 52);
    const double m = from_bits(b - (static_cast<std::uint64_t>(static_cast<std::int64_t>(exponent)) << 52));
    const log_entry entry = log_table[static_cast<int>(m * 64.0 + 0.5) - 45];
    const double head = from_bits(bits(m) & ~std::uint64_t{0x3ff});  // head * reciprocal is exact
    const double low = x.lo == 0.0 ? 0.0 : x.lo * two_to(-exponent);
    const double_double rest = quick_two_sum(head * entry.reciprocal - 1.0, (m - head) * entry.reciprocal);
    return {tiny ? exponent - 54 : exponent, entry, quick_two_sum(rest.hi, rest.lo + low * entry.reciprocal)};
}
[[nodiscard]] constexpr logarithm_parts logarithm(double_double x) noexcept {
    const log_argument a = reduce_log(x);
    const double r = a.rest.hi;
    const double_double square = two_product(r, r);
    const double tail =
        r * square.hi *
        (1.0 / 3 -
         r * (1.0 / 4 -
              r * (1.0 / 5 - r * (1.0 / 6 - r * (1.0 / 7 - r * (1.0 / 8 - r * (1.0 / 9 - r * (1.0 / 10 - r / 11))))))));
    const double_double near_one = quick_two_sum(r, -0.5 * square.hi);
    const double_double sum = quick_two_sum(a.entry.hi, near_one.hi);
    const double low = tail + (a.rest.lo - r * a.rest.lo - 0.5 * square.lo);
    return {static_cast<double>(a.exponent), quick_two_sum(sum.hi, sum.lo + (near_one.lo + (a.entry.lo + low)))};
}

/// head * exponent + rest, for an exact product exponent * head.hi.
[[nodiscard]] constexpr double_double combine(double exponent, double_double head, double_double rest) noexcept {
    const double_double sum = quick_two_sum(exponent * head.hi, rest.hi);
    return quick_two_sum(sum.hi, sum.lo + (rest.lo + exponent * head.lo));
}
[[nodiscard]] constexpr double_double natural_logarithm(double_double x) noexcept {
    const logarithm_parts parts = logarithm(x);
    return combine(parts.exponent, ln2_exact_head, parts.rest);
}

/// Values of every logarithm outside the finite positive numbers.
[[nodiscard]] constexpr double log_special(double x) noexcept {
    return x == 0.0 ? -infinity : x < 0.0 ? not_a_number : x;
}
[[nodiscard]] constexpr bool log_regular(double x) noexcept { return x > 0.0 && x < infinity; }

}  // namespace detail

/// The same functions in plain double arithmetic: one rounding more, half the work; they carry the float versions.
/// Arguments in constant evaluation must not be NaN.
namespace plain {

/// (exp(r) - 1 - r)/r^2 for |r| <= ln(2)/64, to 2^-61 of exp(r) - 1.
[[nodiscard]] constexpr double exp_tail(double r) noexcept {
    return (1.0 / 2 + r * (1.0 / 6)) + r * r * ((1.0 / 24 + r * (1.0 / 120)) + r * r * (1.0 / 720 + r * (1.0 / 5040)));
}

/// exp(x + low) = significand * 2^exponent for |x| < 2000 and |low| < 2^-10.
struct scaled {
    double significand;
    int exponent;
};
[[nodiscard]] constexpr scaled exp_scaled(double x, double low = 0.0) noexcept {
    using namespace detail;
    const nearest k = to_nearest(x * 0x1.71547652b82fep5);
    const double r = (x - k.value * 0x1.62e42fefap-6) - (k.value * 0x1.cf79abc9e3b3ap-45 - low);
    const double p = r + r * r * plain::exp_tail(r);
    const double_double power = exp2_table[k.integer & 31];
    return {power.hi + (power.lo + power.hi * p), k.integer >> 5};
}
[[nodiscard]] constexpr double value_of(scaled a) noexcept {
    const int half = a.exponent >> 1;
    return a.significand * detail::two_to(half) * detail::two_to(a.exponent - half);
}

/// e^x. Numerics: at most 0.57 ULP where the result is normal.
[[nodiscard]] constexpr double exp(double x) noexcept {
    const double bounded = x < -746.0 ? -746.0 : x;
    return plain::value_of(plain::exp_scaled(x > 710.0 ? 710.0 : bounded));  // keeps NaN
}

/// exp(x) - 1 for |x| < 700 as a rounded sum and its rounding error.
[[nodiscard]] constexpr detail::double_double expm1_parts(double x) noexcept {
    using namespace detail;
    const nearest k = to_nearest(x * 0x1.71547652b82fep5);
    const double head = x - k.value * 0x1.62e42fefap-6;
    const double tail = k.value * 0x1.cf79abc9e3b3ap-45;
    const double r = head - tail;
    const double p = r + (((head - r) - tail) + r * r * plain::exp_tail(r));
    const double_double power = exp2_table[k.integer & 31];
    const double unit = two_to(k.integer >> 5);
    return two_sum(power.hi * unit - 1.0, unit * (p + (power.lo + (power.hi - 1.0) * p)));
}
/// exp(x) - 1 for |x| < 700. Numerics: at most 1.45 ULP.
[[nodiscard]] constexpr double expm1(double x) noexcept { return plain::expm1_parts(x).hi; }

/// log(x + low) for finite x > 0. Numerics: at most 0.6 ULP.
[[nodiscard]] constexpr double log(double x, double low = 0.0) noexcept {
    using namespace detail;
    const log_argument a = reduce_log({x, low});
    const double r = a.rest.hi;
    const double tail =
        r * r * (-1.0 / 2 + r * (1.0 / 3)) +
        r * r * (r * r) *
            ((-1.0 / 4 + r * (1.0 / 5)) + r * r * ((-1.0 / 6 + r * (1.0 / 7)) + r * r * (-1.0 / 8 + r * (1.0 / 9))));
    const double_double base = quick_two_sum(a.exponent * ln2_exact_head.hi, a.entry.hi);
    const double_double sum = quick_two_sum(base.hi, r);
    return sum.hi + (sum.lo + (tail + (a.rest.lo + (base.lo + (a.entry.lo + a.exponent * ln2_exact_head.lo)))));
}

}  // namespace plain

/// e^x.
///
/// Numerics    at most 0.51 ULP, 0.75 where the result is subnormal; exp(-inf) = 0, overflow gives inf
/// Source      table of 2^(j/32) and Taylor's series (P. T. P. Tang, ACM TOMS 15, 1989)
[[nodiscard]] constexpr double exp(double x) noexcept {
    if (!(x > -745.2)) return x != x ? x : 0.0;
    if (x > 709.8) return detail::infinity;
    const detail::scaled e = detail::exponential(detail::double_double{x, 0.0});
    return detail::scale(e.significand.hi, e.exponent);
}
[[nodiscard]] constexpr float exp(float x) noexcept {
    return x != x ? x : x > 89.0f ? __builtin_inff() : x < -104.0f ? 0.0f : detail::narrow(plain::exp(x));
}

/// 2^x.
///
/// Numerics    at most 0.51 ULP, 0.75 where the result is subnormal; exact for integers
[[nodiscard]] constexpr double exp2(double x) noexcept {
    if (!(x > -1075.5)) return x != x ? x : 0.0;
    if (x >= 1024.0) return detail::infinity;
    const detail::nearest k = detail::to_nearest(x * 32.0);
    const detail::scaled e =
        detail::exponential(detail::exp_argument{k.integer, detail::ln2 * (x - k.value * 0.03125)});
    return detail::scale(e.significand.hi, e.exponent);
}
[[nodiscard]] constexpr float exp2(float x) noexcept { return detail::narrow(exp2(static_cast<double>(x))); }

/// e^x - 1.
///
/// Numerics    at most 0.51 ULP, also near 0; expm1(-0) = -0
[[nodiscard]] constexpr double expm1(double x) noexcept {
    if (abs(x) < 0x1p-54 || x != x) return x;
    if (x < -40.0) return -1.0;
    return x > 50.0 ? exp(x) : detail::exponential_minus_one({x, 0.0}).hi;
}
[[nodiscard]] constexpr float expm1(float x) noexcept {
    if (abs(x) < 0x1p-25f || x != x) return x;
    return x > 89.0f ? __builtin_inff() : x < -40.0f ? -1.0f : detail::narrow(plain::expm1(x));
}

/// Natural logarithm.
///
/// Numerics    at most 0.51 ULP; log(0) = -inf, log(x < 0) = NaN
/// Source      table of reciprocals j/64 and the series of log(1 + r) (Tang, ACM TOMS 16, 1990)
[[nodiscard]] constexpr double log(double x) noexcept {
    return detail::log_regular(x) ? detail::natural_logarithm({x, 0.0}).hi : detail::log_special(x);
}
[[nodiscard]] constexpr float log(float x) noexcept {
    return detail::narrow(detail::log_regular(x) ? plain::log(x) : detail::log_special(x));
}

/// Logarithm to base 2.
///
/// Numerics    at most 0.51 ULP; exact for powers of two; edges as log
[[nodiscard]] constexpr double log2(double x) noexcept {
    if (!detail::log_regular(x)) return detail::log_special(x);
    const detail::logarithm_parts parts = detail::logarithm({x, 0.0});
    return detail::combine(parts.exponent, {1.0, 0.0}, parts.rest * detail::inverse_ln2).hi;
}
[[nodiscard]] constexpr float log2(float x) noexcept { return detail::narrow(log2(static_cast<double>(x))); }

/// Logarithm to base 10.
///
/// Numerics    at most 0.51 ULP; exact for powers of ten; edges as log
[[nodiscard]] constexpr double log10(double x) noexcept {
    if (!detail::log_regular(x)) return detail::log_special(x);
    const detail::logarithm_parts parts = detail::logarithm({x, 0.0});
    return detail::combine(parts.exponent, detail::log10_of_2, parts.rest * detail::inverse_ln10).hi;
}
[[nodiscard]] constexpr float log10(float x) noexcept { return detail::narrow(log10(static_cast<double>(x))); }

/// log(1 + x).
///
/// Numerics    at most 0.51 ULP, also near 0; log1p(-0) = -0, log1p(-1) = -inf, log1p(x < -1) = NaN
[[nodiscard]] constexpr double log1p(double x) noexcept {
    if (abs(x) < 0x1p-54) return x;
    if (!(x > -1.0 && x < 0x1p60)) return x < 0x1p60 ? detail::log_special(1.0 + x) : log(x);
    return detail::natural_logarithm(detail::two_sum(1.0, x)).hi;
}
[[nodiscard]] constexpr float log1p(float x) noexcept {
    if (abs(x) < 0x1p-13f) return detail::narrow(x - 0.5 * x * x * (1.0 - x * (2.0 / 3)));
    return x > -1.0f && x < 0x1p100f ? detail::narrow(plain::log(1.0 + x))
                                     : detail::narrow(log1p(static_cast<double>(x)));
}

}  // namespace tapeless::elementary

// SPDX-License-Identifier: BSL-1.0
// In: the exponential core. Out: erf and erfc, and both together with exp(-x^2), which is their derivative but for a
// constant, from one exponential.
#pragma once

#include <tapeless/core/error_function_table.hpp>
#include <tapeless/core/exponential.hpp>

namespace tapeless::elementary {

namespace detail {

/// The piece for 0 <= x < 27.3 and the distance from its middle.
struct erfcx_argument {
    int index;
    double distance;
};
[[nodiscard]] constexpr erfcx_argument reduce_erfcx(double x) noexcept {
    const std::uint64_t b = bits(x + 1.0);
    // a sum rounded up to the next piece moves its argument by half a unit over the edge, which is harmless
    const double middle = from_bits((b & ~std::uint64_t{0x1ffffffffffff}) | 0x1000000000000u);
    return {static_cast<int>((b >> 49) - (std::uint64_t{1023} << 3)), x - (middle - 1.0)};
}

/// (erf(x)/x - 2/sqrt(pi)) / x^2 from z = x^2 <= 1, coefficients.py erf_small.
[[nodiscard]] constexpr double erf_tail(double z) noexcept {
    const double z2 = z * z;
    const double z4 = z2 * z2;
    return ((-0x1.812746b0379e7p-2 + z * 0x1.ce2f21a042bd7p-4) +
            z2 * (-0x1.b82ce312882f8p-6 + z * 0x1.565bcd0e434bbp-8)) +
           z4 * (((-0x1.c02db3f4735cbp-11 + z * 0x1.f9a324ddf0f34p-14) +
                  z2 * (-0x1.f4d21efdafc7dp-17 + z * 0x1.b9e2333703249p-20)) +
                 z4 * ((-0x1.5f39372686202p-23 + z * 0x1.f8d476ab1a455p-27) +
                       z2 * (-0x1.3c1e91b012003p-30 + z * 0x1.0f8a27a51ad26p-34)));
}
inline constexpr double_double two_over_root_pi{0x1.20dd750429b6dp0, 0x1.1ae3a914fed8p-56};
inline constexpr double excess = 0x1.06eba8214db69p-3;  // 2/sqrt(pi) - 1

/// erf(x) for |x| <= 1/2
[[nodiscard]] constexpr double_double erf_near_zero(double x) noexcept {
    const double_double head = two_over_root_pi * x;
    return quick_two_sum(head.hi, head.lo + x * (x * x) * erf_tail(x * x));
}

/// erfc(x) for 1/4 <= x < 27.3, relative error below 2^-55.
[[nodiscard]] constexpr scaled erfc_of_positive(double x) noexcept {
    const erfcx_argument a = reduce_erfcx(x);
    const erfcx_piece& c = erfcx_table[a.index];
    const double s = a.distance;
    const double tail =
        s * (c.rest[0] +
             s * (c.rest[1] +
                  s * (c.rest[2] +
                       s * (c.rest[3] +
                            s * (c.rest[4] +
                                 s * (c.rest[5] +
                                      s * (c.rest[6] +
                                           s * (c.rest[7] + s * (c.rest[8] + s * (c.rest[9] + s * c.rest[10]))))))))));
    const double_double scaled_erfc = quick_two_sum(c.hi, tail);
    const scaled e = exponential(-two_product(x, x));
    return {e.significand * double_double{scaled_erfc.hi, scaled_erfc.lo + c.lo}, e.exponent};
}

}  // namespace detail

/// Error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.
///
/// Numerics    at most 0.75 ULP in double and 0.51 in float; erf(-0) = -0, erf(+-inf) = +-1
/// Source      own fits, tests/reference/coefficients.py
[[nodiscard]] constexpr double erf(double x) noexcept {
    const double a = abs(x);
    if (x != x || x == 0.0) return x;
    if (a < 0x1p-1000) return detail::scale((detail::two_over_root_pi * (x * 0x1p600)).hi, -600);
    if (a < 0.5) return detail::erf_near_zero(x).hi;
    if (a > 6.0) return copysign(1.0, x);
    const detail::scaled c = detail::erfc_of_positive(a);
    return copysign((-detail::scaled_by(c.significand, detail::two_to(c.exponent)) + 1.0).hi, x);
}

/// Complementary error function, 1 - erf(x), without its cancellation.
///
/// Numerics    at most 0.61 ULP in double (0.75 where subnormal) and 0.51 in float;
///             erfc(-inf) = 2, erfc(28) = 0
[[nodiscard]] constexpr double erfc(double x) noexcept {
    if (x != x) return x;
    if (x > 27.25) return 0.0;
    if (x < -6.0) return 2.0;
    if (abs(x) < 0x1p-60) return 1.0;
    if (x < 0.25 && x > -0.5) return (-detail::erf_near_zero(x) + 1.0).hi;
    const detail::scaled c = detail::erfc_of_positive(abs(x));
    if (x > 0.0) return detail::scale(c.significand.hi, c.exponent);
    return (-detail::scaled_by(c.significand, detail::two_to(c.exponent)) + 2.0).hi;
}

/// exp(-x^2), the square in full precision.
///
/// Numerics    at most 0.51 ULP, 0.75 where the result is subnormal
[[nodiscard]] constexpr double exp_of_minus_square(double x) noexcept {
    if (x != x) return x;
    if (abs(x) > 27.5) return 0.0;
    const detail::scaled e = detail::exponential(-detail::two_product(x, x));
    return detail::scale(e.significand.hi, e.exponent);
}

namespace plain {

/// The two results of math::erfc_exp and of math::erf_exp before rounding to the argument's type.
struct erfc_and_exp {
    double erfc;
    double exp;
};
struct erf_and_exp {
    double erf;
    double exp;
};

/// exp(-x^2) for 0 <= x <= 27.25; the square is exact in two pieces without a fused multiply-add.
[[nodiscard]] constexpr double exp_of_minus_square(double x) noexcept {
    const double head = detail::from_bits(detail::bits(x) & ~std::uint64_t{0x7ffffff});
    const plain::scaled e = plain::exp_scaled(-(head * head), -(x - head) * (x + head));
    return x < 26.0 ? e.significand * detail::two_to(e.exponent) : plain::value_of(e);
}

/// exp(-z) for 0 <= z <= 9/16 without reduction, coefficients.py exp_near_zero.
[[nodiscard]] constexpr double exp_of_minus_small(double z) noexcept {
    const double z2 = z * z;
    const double z4 = z2 * z2;
    const double tail =
        ((0x1.0000000000000p-1 + z * -0x1.55555555554d3p-3) + z2 * (0x1.555555554dd8dp-5 + z * -0x1.1111110e66342p-7)) +
        z4 * (((0x1.6c16c074ad74ep-10 + z * -0x1.a019ce0d6dc04p-13) +
               z2 * (0x1.a01371eebdedep-16 + z * -0x1.715964486d1e0p-19)) +
              z4 * (0x1.217dd177c2a93p-22 + z * -0x1.550ad7d6fc8e0p-26));
    return 1.0 - (z - z2 * tail);
}

/// erfc(x) and exp(-x^2) from one exponential.
///
/// Cost        one exponential, a polynomial of degree 11 from a table of 4 KB, two predictable branches
/// Numerics    at most 2.7 ULP and at most 1.3 ULP where the results are normal
[[nodiscard]] constexpr erfc_and_exp erfc_exp(double x) noexcept {
    using namespace detail;
    const double a = elementary::abs(x);
    if (a <= 0.75) {  // two polynomials side by side; 1 - erf loses at most two bits
        const double z = a * a;
        return {1.0 - (x + x * (excess + z * erf_tail(z))), plain::exp_of_minus_small(z)};
    }
    if (!(a < 27.25)) return x != x ? erfc_and_exp{x, x} : erfc_and_exp{x < 0.0 ? 2.0 : 0.0, 0.0};
    const double power = plain::exp_of_minus_square(a);
    const erfcx_argument argument = reduce_erfcx(a);
    const erfcx_piece& c = erfcx_table[argument.index];
    const double s = argument.distance;
    const double s2 = s * s;
    const double s4 = s2 * s2;
    const double tail = ((c.rest[0] + s * c.rest[1]) + s2 * (c.rest[2] + s * c.rest[3])) +
                        s4 * (((c.rest[4] + s * c.rest[5]) + s2 * (c.rest[6] + s * c.rest[7])) +
                              s4 * ((c.rest[8] + s * c.rest[9]) + s2 * c.rest[10]));
    const double two_if_negative = 1.0 - elementary::copysign(1.0, x);
    return {two_if_negative + elementary::copysign(power * (c.hi + s * tail), x), power};
}

/// The same for results that are rounded to float: a relative error below 2^-30, by the first terms of the polynomials.
///
/// Numerics    at most 0.51 ULP in float (every 97th float); 0 where the results underflow as float
[[nodiscard]] constexpr erfc_and_exp erfc_exp_single(double x) noexcept {
    using namespace detail;
    const double a = elementary::abs(x);
    const double z = a * a;
    if (a <= 0.6875) {
        const double z2 = z * z;
        const double tail = ((-0x1.812746b0379e7p-2 + z * 0x1.ce2f21a042bd7p-4) +
                             z2 * (-0x1.b82ce312882f8p-6 + z * 0x1.565bcd0e434bbp-8)) +
                            z2 * z2 *
                                ((-0x1.c02db3f4735cbp-11 + z * 0x1.f9a324ddf0f34p-14) +
                                 z2 * (-0x1.f4d21efdafc7dp-17 + z * 0x1.b9e2333703249p-20));
        return {1.0 - (x + x * (excess + z * tail)), plain::exp_of_minus_small(z)};
    }
    if (!(a < 10.5)) return x != x ? erfc_and_exp{x, x} : erfc_and_exp{x < 0.0 ? 2.0 : 0.0, 0.0};
    const nearest k = to_nearest(z * -0x1.71547652b82fep5);
    const double r = -z - k.value * 0x1.62e42fefa39efp-6;
    const double root = exp2_table[k.integer & 31].hi * two_to(k.integer >> 5);
    const double power = root + root * (r + r * r * ((0.5 + r * (1.0 / 6)) + r * r * (1.0 / 24)));
    const erfcx_argument argument = reduce_erfcx(a);
    const erfcx_piece& c = erfcx_table[argument.index];
    const double s = argument.distance;
    const double s2 = s * s;
    const double tail = ((c.rest[0] + s * c.rest[1]) + s2 * (c.rest[2] + s * c.rest[3])) +
                        s2 * s2 * ((c.rest[4] + s * c.rest[5]) + s2 * c.rest[6]);
    const double two_if_negative = 1.0 - elementary::copysign(1.0, x);
    return {two_if_negative + elementary::copysign(power * (c.hi + s * tail), x), power};
}

/// erf(x) and exp(-x^2) from one exponential.
///
/// Numerics    at most 1.75 ULP and at most 1.3 ULP where the results are normal
[[nodiscard]] constexpr erf_and_exp erf_exp(double x) noexcept {
    using namespace detail;
    const double a = elementary::abs(x);
    if (a < 1.0) {
        const double z = a * a;
        return {elementary::copysign(a + a * (excess + z * erf_tail(z)), x), plain::exp_of_minus_square(a)};
    }
    const erfc_and_exp both = plain::erfc_exp(a);
    return {elementary::copysign(1.0 - both.erfc, x), both.exp};
}

[[nodiscard]] constexpr double erfc(double x) noexcept { return plain::erfc_exp(x).erfc; }
[[nodiscard]] constexpr double erf(double x) noexcept {
    using namespace detail;
    const double a = elementary::abs(x);
    const double z = a * a;
    const double value = a < 1.0 ? a + a * (excess + z * erf_tail(z)) : 1.0 - plain::erfc_exp(a).erfc;
    return elementary::copysign(value, x);
}

}  // namespace plain

[[nodiscard]] constexpr float erf(float x) noexcept {
    return x != x ? x : detail::narrow(plain::erf(static_cast<double>(x)));
}
[[nodiscard]] constexpr float erfc(float x) noexcept {
    return x != x ? x : detail::narrow(plain::erfc_exp_single(static_cast<double>(x)).erfc);
}

}  // namespace tapeless::elementary

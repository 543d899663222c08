// SPDX-License-Identifier: BSL-1.0
// The functions of double that the library computes by itself at run time, in C.
// In: nothing. Out: their source: the arithmetic of core/math.hpp and core/error_function.hpp in the same order.
#pragma once

#include <tapeless/io/c_helpers.hpp>

namespace tapeless::detail {

inline constexpr c_helper_row c_functions_of_double[] = {
    {c_helper::bits, {}, R"(union tapeless_bits {
    double number;
    unsigned long long bits;
};
)"},
    {c_helper::two_to, c_helpers(c_helper::bits), R"(/* 2^n for -1022 <= n <= 1023 */
static double tapeless_two_to(int n) {
    union tapeless_bits power;
    power.bits = (unsigned long long)(n + 1023) << 52;
    return power.number;
}
)"},
    {c_helper::exp_table, {}, {}},
    {c_helper::exp_parts, c_helpers(c_helper::bits, c_helper::exp_table), R"(/* exp(x + low) = result * 2^exponent */
static double tapeless_exp_parts(double x, double low, int* exponent) {
    union tapeless_bits shifted;
    shifted.number = x * 0x1.71547652b82fep5 + 0x1.8p52;
    double const k = shifted.number - 0x1.8p52;
    int const n = (int)(unsigned)shifted.bits;
    double const r = (x - k * 0x1.62e42fefap-6) - (k * 0x1.cf79abc9e3b3ap-45 - low);
    double const tail =
        (1.0 / 2 + r * (1.0 / 6)) + r * r * ((1.0 / 24 + r * (1.0 / 120)) + r * r * (1.0 / 720 + r * (1.0 / 5040)));
    double const p = r + r * r * tail;
    double const* const power = tapeless_exp_table[n & 31];
    *exponent = n >> 5;
    return power[0] + (power[1] + power[0] * p);
}
)"},
    {c_helper::exp_value, c_helpers(c_helper::two_to),
     R"(static double tapeless_exp_value(double significand, int exponent) {
    int const half = exponent >> 1;
    return significand * tapeless_two_to(half) * tapeless_two_to(exponent - half);
}
)"},
    {c_helper::exp, c_helpers(c_helper::exp_parts, c_helper::exp_value), R"(static double tapeless_exp(double x) {
    double const bounded = x < -746.0 ? -746.0 : x;
    int exponent;
    double const significand = tapeless_exp_parts(x > 710.0 ? 710.0 : bounded, 0.0, &exponent);
    return tapeless_exp_value(significand, exponent);
}
)"},
    {c_helper::expm1_parts, c_helpers(c_helper::two_to, c_helper::exp_table),
     R"(/* exp(x) - 1 as a rounded sum and its rounding error */
static double tapeless_expm1_parts(double x, double* rounding) {
    union tapeless_bits shifted;
    shifted.number = x * 0x1.71547652b82fep5 + 0x1.8p52;
    double const k = shifted.number - 0x1.8p52;
    int const n = (int)(unsigned)shifted.bits;
    double const head = x - k * 0x1.62e42fefap-6;
    double const low = k * 0x1.cf79abc9e3b3ap-45;
    double const r = head - low;
    double const tail =
        (1.0 / 2 + r * (1.0 / 6)) + r * r * ((1.0 / 24 + r * (1.0 / 120)) + r * r * (1.0 / 720 + r * (1.0 / 5040)));
    double const p = r + (((head - r) - low) + r * r * tail);
    double const* const power = tapeless_exp_table[n & 31];
    double const unit = tapeless_two_to(n >> 5);
    double const a = power[0] * unit - 1.0;
    double const b = unit * (p + (power[1] + (power[0] - 1.0) * p));
    double const sum = a + b;
    double const second = sum - a;
    *rounding = (a - (sum - second)) + (b - second);
    return sum;
}
)"},
    {c_helper::expm1, c_helpers(c_helper::expm1_parts), R"(static double tapeless_expm1(double x) {
    double rounding;
    if (x > 50.0) return exp(x);
    return fabs(x) < 0x1p-54 ? x : tapeless_expm1_parts(x < -40.0 ? -40.0 : x, &rounding);
}
)"},
    {c_helper::tanh, c_helpers(c_helper::expm1_parts), R"(static double tapeless_tanh(double x) {
    double low;
    double const e = tapeless_expm1_parts(fabs(x) > 20.0 ? 40.0 : 2.0 * fabs(x), &low);
    double const sum = e + 2.0;
    double const quotient = e / sum;
    double const correction = low - quotient * (low + (e - (sum - 2.0)));
    return copysign(quotient + correction * (1.0 / sum), x);
}
)"},
    {c_helper::sigmoid, c_helpers(c_helper::exp), R"(/* 1 / (1 + exp(-x)) */
static double tapeless_sigmoid(double x) {
    double const e = tapeless_exp(-fabs(x));
    double const sum = 1.0 + e;
    double const value = (x < 0.0 ? e : 1.0) / sum;
    double const reciprocal = x < 0.0 ? 1.0 - value : value;
    return value - value * (((1.0 - sum) + e) * reciprocal);
}
)"},
    {c_helper::softplus, {}, R"(/* log(1 + exp(x)) */
static double tapeless_softplus(double x) {
    return (x < 0.0 ? 0.0 : x) + log1p(exp(-fabs(x)));
}
)"},
    {c_helper::short_sigmoid, {}, R"(/* 1 / (1 + exp(-x)) */
static double tapeless_sigmoid(double x) {
    double const e = exp(-fabs(x));
    return (x < 0.0 ? e : 1.0) / (1.0 + e);
}
)"},
    {c_helper::erf_tail, {}, R"(/* (erf(x) / x - 2 / sqrt(pi)) / x^2 from z = x^2 <= 1 */
static double tapeless_erf_tail(double z) {
    double const z2 = z * z;
    double const z4 = z2 * z2;
    return ((-0x1.812746b0379e7p-2 + z * 0x1.ce2f21a042bd7p-4) +
            z2 * (-0x1.b82ce312882f8p-6 + z * 0x1.565bcd0e434bbp-8)) +
           z4 * (((-0x1.c02db3f4735cbp-11 + z * 0x1.f9a324ddf0f34p-14) +
                  z2 * (-0x1.f4d21efdafc7dp-17 + z * 0x1.b9e2333703249p-20)) +
                 z4 * ((-0x1.5f39372686202p-23 + z * 0x1.f8d476ab1a455p-27) +
                       z2 * (-0x1.3c1e91b012003p-30 + z * 0x1.0f8a27a51ad26p-34)));
}
)"},
    {c_helper::erfc_table, {}, {}},
    {c_helper::erfc_piece, c_helpers(c_helper::bits, c_helper::erfc_table),
     R"(/* the piece for 0 <= x < 27.3 and the distance from its middle */
static double const* tapeless_erfc_piece(double x, double* distance) {
    union tapeless_bits b, middle;
    b.number = x + 1.0;
    middle.bits = (b.bits & ~0x1ffffffffffffULL) | 0x1000000000000ULL;
    *distance = x - (middle.number - 1.0);
    return tapeless_erfc_table[(int)((b.bits >> 49) - (1023ULL << 3))];
}
)"},
    {c_helper::exp_of_minus_square, c_helpers(c_helper::exp_parts, c_helper::exp_value),
     R"(/* exp(-x^2) for 0 <= x <= 27.25 */
static double tapeless_exp_of_minus_square(double x) {
    union tapeless_bits head;
    head.number = x;
    head.bits &= ~0x7ffffffULL;
    int exponent;
    double const significand =
        tapeless_exp_parts(-(head.number * head.number), -(x - head.number) * (x + head.number), &exponent);
    return x < 26.0 ? significand * tapeless_two_to(exponent) : tapeless_exp_value(significand, exponent);
}
)"},
    {c_helper::exp_of_minus_small, {}, R"(/* exp(-z) for 0 <= z <= 9/16 */
static double tapeless_exp_of_minus_small(double z) {
    double const z2 = z * z;
    double const z4 = z2 * z2;
    double const tail =
        ((0x1.0000000000000p-1 + z * -0x1.55555555554d3p-3) + z2 * (0x1.555555554dd8dp-5 + z * -0x1.1111110e66342p-7)) +
        z4 * (((0x1.6c16c074ad74ep-10 + z * -0x1.a019ce0d6dc04p-13) +
               z2 * (0x1.a01371eebdedep-16 + z * -0x1.715964486d1e0p-19)) +
              z4 * (0x1.217dd177c2a93p-22 + z * -0x1.550ad7d6fc8e0p-26));
    return 1.0 - (z - z2 * tail);
}
)"},
    {c_helper::erfc_exp,
     c_helpers(c_helper::exp_of_minus_square, c_helper::exp_of_minus_small, c_helper::erf_tail, c_helper::erfc_piece),
     R"(/* erfc(x) and exp(-x^2) */
static double tapeless_erfc_exp(double x, double* power) {
    double const a = fabs(x);
    if (a <= 0.75) {
        double const z = a * a;
        *power = tapeless_exp_of_minus_small(z);
        return 1.0 - (x + x * (0x1.06eba8214db69p-3 + z * tapeless_erf_tail(z)));
    }
    if (!(a < 27.25)) {
        *power = x != x ? x : 0.0;
        return x != x ? x : x < 0.0 ? 2.0 : 0.0;
    }
    double s;
    double const* const c = tapeless_erfc_piece(a, &s);
    double const s2 = s * s;
    double const s4 = s2 * s2;
    double const tail = ((c[1] + s * c[2]) + s2 * (c[3] + s * c[4])) +
                        s4 * (((c[5] + s * c[6]) + s2 * (c[7] + s * c[8])) + s4 * ((c[9] + s * c[10]) + s2 * c[11]));
    *power = tapeless_exp_of_minus_square(a);
    return (1.0 - copysign(1.0, x)) + copysign(*power * (c[0] + s * tail), x);
}
)"},
    {c_helper::erf_exp, c_helpers(c_helper::erfc_exp), R"(/* erf(x) and exp(-x^2) */
static double tapeless_erf_exp(double x, double* power) {
    double const a = fabs(x);
    if (a < 1.0) {
        double const z = a * a;
        *power = tapeless_exp_of_minus_square(a);
        return copysign(a + a * (0x1.06eba8214db69p-3 + z * tapeless_erf_tail(z)), x);
    }
    return copysign(1.0 - tapeless_erfc_exp(a, power), x);
}
)"},
    {c_helper::erfc, c_helpers(c_helper::erfc_exp), R"(static double tapeless_erfc(double x) {
    double power;
    return tapeless_erfc_exp(x, &power);
}
)"},
    {c_helper::erf, c_helpers(c_helper::erf_exp), R"(static double tapeless_erf(double x) {
    double power;
    return tapeless_erf_exp(x, &power);
}
)"},
};

}  // namespace tapeless::detail

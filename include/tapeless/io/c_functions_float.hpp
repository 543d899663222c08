// SPDX-License-Identifier: BSL-1.0
// The functions of float that the library computes by itself at run time, in C.
// In: nothing. Out: their source: the arithmetic of core/vector_exponential.hpp for one number and of
// core's float functions, in order.
#pragma once

#include <tapeless/io/c_helpers.hpp>

namespace tapeless::detail {

inline constexpr c_helper_row c_functions_of_float[] = {
    {c_helper::bits_f, {}, R"(union tapeless_bitsf {
    float number;
    unsigned bits;
};
)"},
    {c_helper::reduce_f, c_helpers(c_helper::bits_f),
     R"(/* exp(x) = 2^exponent (1 + excess), 2^exponent = first * second; 1 + excess = 1 + rest + tail with one rounding */
struct tapeless_reducedf {
    float first, second, rest, tail, lost, excess;
    unsigned exponent;
};
static float tapeless_power_of_2f(unsigned n) {
    union tapeless_bitsf power;
    power.bits = (n << 23) + (127u << 23);
    return power.number;
}
static struct tapeless_reducedf tapeless_reducef(float x) {
    struct tapeless_reducedf a;
    union tapeless_bitsf shifted;
    shifted.number = x * 0x1.715476p0f + 0x1.8p23f;
    float const k = shifted.number - 0x1.8p23f;
    unsigned const half = (((shifted.bits + 0x400u) & 0x7ffu) >> 1) - 0x200u;
    float const head = x - k * 0x1.62e4p-1f;
    float const r = head - k * 0x1.7f7d1cp-20f;
    float const r2 = r * r;
    float const r4 = r2 * r2;
    float const low = (0x1.1110ep-7f * r + 0x1.5554e4p-5f) * r2 + (0x1.555556p-3f * r + 0x1p-1f);
    a.exponent = shifted.bits;
    a.first = tapeless_power_of_2f(half);
    a.second = tapeless_power_of_2f(shifted.bits - half);
    a.rest = r;
    a.lost = (head - r) - k * 0x1.7f7d1cp-20f;
    a.tail = r * r * ((0x1.a12a42p-13f * r + 0x1.6d492p-10f) * r4 + low);
    a.excess = r + a.tail;
    return a;
}
)"},
    {c_helper::inline_exp_f, c_helpers(c_helper::reduce_f), R"(static float tapeless_inline_expf(float x) {
    float const bounded = x < -104.0f ? -104.0f : x;
    struct tapeless_reducedf const a = tapeless_reducef(bounded > 89.0f ? 89.0f : bounded);
    return (1.0f + a.excess) * a.first * a.second;
}
)"},
    {c_helper::exp_f, c_helpers(c_helper::inline_exp_f),
     R"(/* the C library's where a polynomial would not become vector code */
static float tapeless_expf(float x) {
#if defined(__AVX2__)
    return tapeless_inline_expf(x);
#else
    (void)tapeless_inline_expf;
    return expf(x);
#endif
}
)"},
    {c_helper::expm1_f, c_helpers(c_helper::reduce_f), R"(static float tapeless_expm1f(float x) {
    float const bounded = x < -20.0f ? -20.0f : x;
    struct tapeless_reducedf const a = tapeless_reducef(bounded > 89.0f ? 89.0f : bounded);
    float const half = tapeless_power_of_2f(a.exponent - 1u);
    float const start = half - 0.5f;
    float const sum = start + half * a.rest;
    float const low = ((start - sum) + half * a.rest) + half * (a.tail + a.lost);
    float const e = sum + low;
    return fabsf(x) < 0x1p-25f ? x : e + e;
}
)"},
    {c_helper::tanh_f, c_helpers(c_helper::reduce_f), R"(static float tapeless_tanhf(float x) {
    float const magnitude = fabsf(x);
    float const z = magnitude * magnitude;
    float const z2 = z * z;
    float const low = (0x1.64978ep-6f * z + -0x1.ba07a8p-5f) * z2 + (0x1.1110e6p-3f * z + -0x1.555556p-2f);
    float const near_zero =
        magnitude + magnitude * (z * ((0x1.2a78a4p-9f * z + -0x1.10f5cp-7f) * (z2 * z2) + low));
    float const bounded = magnitude > 10.0f ? 10.0f : magnitude;
    struct tapeless_reducedf const a = tapeless_reducef(bounded + bounded);
    float const power = tapeless_power_of_2f(a.exponent);
    float const far = 1.0f - 2.0f / ((power + 1.0f) + power * a.excess);
    return copysignf(magnitude < 0.625f ? near_zero : far, x);
}
)"},
    {c_helper::sigmoid_f, c_helpers(c_helper::reduce_f), R"(/* 1 / (1 + exp(-x)) */
static float tapeless_sigmoidf(float x) {
    float const bounded = -fabsf(x) < -104.0f ? -104.0f : -fabsf(x);
    struct tapeless_reducedf const a = tapeless_reducef(bounded);
    float const power = 1.0f * a.first * a.second;
    float const head = 1.0f + a.excess;
    float const above = x < 0.0f ? head * a.first * a.second : 1.0f;
    float const above_lost = x < 0.0f ? ((1.0f - head) + a.excess) * a.first * a.second : 0.0f;
    float const below = (1.0f + power) + power * a.excess;
    float const below_lost = ((1.0f + power) - below) + power * a.excess;
    float const quotient = above / below;
    float const reciprocal = x < 0.0f ? 1.0f - quotient : quotient;
    return quotient + (above_lost - quotient * below_lost) * reciprocal;
}
)"},
    {c_helper::softplus_f, c_helpers(c_helper::inline_exp_f), R"(/* log(1 + exp(x)) */
static float tapeless_softplusf(float x) {
    return (x < 0.0f ? 0.0f : x) + log1pf(tapeless_inline_expf(-fabsf(x)));
}
)"},
    {c_helper::short_sigmoid_f, {}, R"(/* 1 / (1 + exp(-x)) */
static float tapeless_sigmoidf(float x) {
    float const e = expf(-fabsf(x));
    return (x < 0.0f ? e : 1.0f) / (1.0f + e);
}
)"},
    {c_helper::short_softplus_f, {}, R"(/* log(1 + exp(x)) */
static float tapeless_softplusf(float x) {
    return (x < 0.0f ? 0.0f : x) + log1pf(expf(-fabsf(x)));
}
)"},
    {c_helper::tan_f, c_helpers(c_helper::bits), R"(/* x = quadrant * pi/2 + result */
static double tapeless_quadrantf(double x, int* quadrant) {
    if (fabs(x) <= 0x1p20) {
        union tapeless_bits shifted;
        shifted.number = x * 0x1.45f306dc9c883p-1 + 0x1.8p52;
        double const k = shifted.number - 0x1.8p52;
        *quadrant = (int)(unsigned)shifted.bits & 3;
        return (x - k * 0x1.921fb544p0) - k * 0x1.0b4611a626331p-34;
    }
    /* Payne and Hanek: the bits of 2/pi that matter for a float, times the significand of x, modulo 4 */
    static unsigned long long const two_over_pi[6] = {
        0x0000000000000000ULL, 0xa2f9836e4e441529ULL, 0xfc2757d1f534ddc0ULL,
        0xdb6295993c439041ULL, 0xfe5163abdebbc561ULL, 0xb7246e3a424dd2e0ULL};
    union tapeless_bits b;
    unsigned long long chunk[3];
    b.number = x;
    unsigned long long const m = (b.bits & 0xfffffffffffffULL) | (1ULL << 52);
    int const position = (int)((b.bits >> 52) & 0x7ff) - 1075 - 2 + 64;
    for (int i = 0; i < 3; ++i) {
        unsigned long long const* const w = two_over_pi + (position >> 6) + i;
        int const shift = position & 63;
        chunk[i] = shift == 0 ? w[0] : (w[0] << shift) | (w[1] >> (64 - shift));
    }
    unsigned long long upper[2]; /* of m * chunk[1] and m * chunk[2] */
    for (int i = 0; i < 2; ++i) {
        unsigned long long const c = chunk[i + 1];
        unsigned long long const mid = (m >> 32) * (c & 0xffffffffu) + (((m & 0xffffffffu) * (c & 0xffffffffu)) >> 32);
        upper[i] = (m >> 32) * (c >> 32) + (mid >> 32) + (((mid & 0xffffffffu) + (m & 0xffffffffu) * (c >> 32)) >> 32);
    }
    unsigned long long const low = m * chunk[2];
    unsigned long long const middle = m * chunk[1] + upper[1];
    unsigned long long const high = m * chunk[0] + upper[0] + (middle < m * chunk[1] ? 1u : 0u);
    unsigned long long const a2 = (high << 2) | (middle >> 62);
    unsigned long long const a1 = (middle << 2) | (low >> 62);
    int const negative = (a2 >> 63) != 0;
    unsigned long long const flip = negative ? ~0ULL : 0ULL;
    unsigned long long const w2 = a2 ^ flip;
    unsigned long long const w1 = a1 ^ flip;
    double const p0 = (double)(w2 >> 32) * 0x1p-32;
    double const p1 = (double)(w2 & 0xffffffffu) * 0x1p-64;
    double const p2 = (double)(w1 >> 32) * 0x1p-96;
    double const p3 = (double)(w1 & 0xffffffffu) * 0x1p-128 + (double)(((low << 2) ^ flip) >> 32) * 0x1p-160;
    double const s2 = p2 + p3, r2 = p3 - (s2 - p2);
    double const s1 = p1 + s2, r1 = s2 - (s1 - p1);
    double const s0 = p0 + s1, r0 = s1 - (s0 - p0);
    double const rest = r0 + (r1 + r2);
    double const hi = s0 + rest, lo = rest - (hi - s0);
    double const product = hi * 0x1.921fb54442d18p0;
    b.number = hi;
    b.bits = (b.bits + 0x4000000u) & ~0x7ffffffULL;
    double const ah = b.number, bh = 0x1.921fb58p0, bl = 0x1.921fb54442d18p0 - 0x1.921fb58p0;
    double const error = (((ah * bh - product) + ah * bl) + (hi - ah) * bh) + (hi - ah) * bl;
    double const angle = product + (error + (hi * 0x1.1a62633145c07p-54 + lo * 0x1.921fb54442d18p0));
    int const q = (int)(high >> 62) + negative;
    *quadrant = (x < 0.0 ? -q : q) & 3;
    return (x < 0.0) == negative ? angle : -angle;
}
static double tapeless_sine_of_quadrantf(double r, int quadrant) {
    double const z = r * r;
    double const sine_tail =
        -0x1.5555555555555p-3 +
        z * (0x1.111111111111p-7 +
             z * (-0x1.a01a01a019936p-13 +
                  z * (0x1.71de3a54605eep-19 +
                       z * (-0x1.ae64541266378p-26 + z * (0x1.61217ec01749dp-33 + z * -0x1.ab17a79237a19p-41)))));
    double const cosine_tail =
        0x1.5555555555555p-5 +
        z * (-0x1.6c16c16c16966p-10 +
             z * (0x1.a01a019f4e85cp-16 +
                  z * (-0x1.27e4fa17a3735p-22 + z * (0x1.1eeb68b08106ap-29 + z * -0x1.907d7a9ba4fffp-37))));
    double const value = (quadrant & 1) != 0 ? 1.0 + (z * z * cosine_tail - 0.5 * z) : r + r * z * sine_tail;
    return (quadrant & 3) > 1 ? -value : value;
}
static float tapeless_tanf(float x) {
    int quadrant;
    if (!(fabsf(x) < INFINITY)) return NAN;
    if (fabsf(x) < 0x1p-13f) return x;
    double const r = tapeless_quadrantf(x, &quadrant);
    return (float)(tapeless_sine_of_quadrantf(r, quadrant) / tapeless_sine_of_quadrantf(r, quadrant + 1));
}
)"},
    {c_helper::sinh_f, c_helpers(c_helper::expm1_parts), R"(static float tapeless_sinhf(float x) {
    double rounding;
    if (fabsf(x) < 0x1p-13f || x != x) return x;
    if (fabsf(x) > 90.0f) return copysignf(INFINITY, x);
    double const e = tapeless_expm1_parts(fabsf(x), &rounding);
    return copysignf((float)(0.5 * (e + e / (e + 1.0))), x);
}
)"},
    {c_helper::hypot_f, {}, R"(static float tapeless_hypotf(float x, float y) {
    if (fabsf(x) == INFINITY || fabsf(y) == INFINITY) return INFINITY;
    return (float)sqrt((double)x * x + (double)y * y);
}
)"},
    {c_helper::erfc_exp_f,
     c_helpers(c_helper::erfc_piece, c_helper::exp_table, c_helper::two_to, c_helper::exp_of_minus_small),
     R"(/* erfc(x) and exp(-x^2) */
static float tapeless_erfc_expf(float single, float* power) {
    double const x = single;
    double const a = fabs(x);
    double const z = a * a;
    if (a <= 0.6875) {
        double const z2 = z * z;
        double const tail = ((-0x1.812746b0379e7p-2 + z * 0x1.ce2f21a042bd7p-4) +
                             z2 * (-0x1.b82ce312882f8p-6 + z * 0x1.565bcd0e434bbp-8)) +
                            z2 * z2 *
                                ((-0x1.c02db3f4735cbp-11 + z * 0x1.f9a324ddf0f34p-14) +
                                 z2 * (-0x1.f4d21efdafc7dp-17 + z * 0x1.b9e2333703249p-20));
        *power = (float)tapeless_exp_of_minus_small(z);
        return (float)(1.0 - (x + x * (0x1.06eba8214db69p-3 + z * tail)));
    }
    if (!(a < 10.5)) {
        *power = x != x ? single : 0.0f;
        return x != x ? single : x < 0.0 ? 2.0f : 0.0f;
    }
    union tapeless_bits shifted;
    shifted.number = z * -0x1.71547652b82fep5 + 0x1.8p52;
    double const k = shifted.number - 0x1.8p52;
    int const n = (int)(unsigned)shifted.bits;
    double const r = -z - k * 0x1.62e42fefa39efp-6;
    double const root = tapeless_exp_table[n & 31][0] * tapeless_two_to(n >> 5);
    double const e = root + root * (r + r * r * ((0.5 + r * (1.0 / 6)) + r * r * (1.0 / 24)));
    double s;
    double const* const c = tapeless_erfc_piece(a, &s);
    double const s2 = s * s;
    double const tail =
        ((c[1] + s * c[2]) + s2 * (c[3] + s * c[4])) + s2 * s2 * ((c[5] + s * c[6]) + s2 * c[7]);
    *power = (float)e;
    return (float)((1.0 - copysign(1.0, x)) + copysign(e * (c[0] + s * tail), x));
}
)"},
    {c_helper::erf_exp_f, c_helpers(c_helper::erf_exp), R"(/* erf(x) and exp(-x^2) */
static float tapeless_erf_expf(float x, float* power) {
    double e;
    double const value = tapeless_erf_exp(x, &e);
    *power = (float)e;
    return (float)value;
}
)"},
    {c_helper::erfc_f, c_helpers(c_helper::erfc_exp_f), R"(static float tapeless_erfcf(float x) {
    float power;
    return tapeless_erfc_expf(x, &power);
}
)"},
    {c_helper::erf_f, c_helpers(c_helper::erf), R"(static float tapeless_erff(float x) {
    return (float)tapeless_erf(x);
}
)"},
};

}  // namespace tapeless::detail

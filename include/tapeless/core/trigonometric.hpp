// SPDX-License-Identifier: BSL-1.0
// In: floating point and double-double. Out: sin, cos, tan and their inverses, with a reduction that is right for every
// finite argument.
#pragma once

#include <tapeless/core/double_double.hpp>

namespace tapeless::elementary {

namespace detail {

inline constexpr double_double pi{0x1.921fb54442d18p1, 0x1.1a62633145c07p-53};
inline constexpr double_double half_pi{0x1.921fb54442d18p0, 0x1.1a62633145c07p-54};

/// 64 zero bits, then 2/pi; coefficients.py two_over_pi.
// clang-format off
inline constexpr std::uint64_t two_over_pi[21] = {
    0x0000000000000000, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
    0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41,
    0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7,
    0x4f463f669e5fea2d, 0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab,
    0xf0cfbc209af4361d};
// clang-format on

/// x = quadrant * pi/2 + rest, |rest| <= pi/4 and a little; the quadrant counts modulo 4.
struct quadrant_angle {
    double_double rest;
    int quadrant;
};

[[nodiscard]] constexpr std::uint64_t multiply_high(std::uint64_t a, std::uint64_t b) noexcept {
    const std::uint64_t low = 0xffffffffu;
    const std::uint64_t middle = (a >> 32) * (b & low) + (((a & low) * (b & low)) >> 32);
    return (a >> 32) * (b >> 32) + (middle >> 32) + (((middle & low) + (a & low) * (b >> 32)) >> 32);
}

/// Reduction of a large argument: the 192 bits of 2/pi that matter times the integer significand of x, modulo 4.
///
/// Source      M. Payne, R. Hanek, "Radian reduction for trigonometric functions", SIGNUM 18, 1983
[[nodiscard]] constexpr quadrant_angle reduce_large(double x) noexcept {
    const std::uint64_t b = bits(x);
    const std::uint64_t m = (b & 0xfffffffffffffu) | (std::uint64_t{1} << 52);
    const int position = static_cast<int>((b >> 52) & 0x7ff) - 1075 - 2 + 64;  // the product's unit is then 4
    const int word = position >> 6;
    const int shift = position & 63;
    const auto chunk = [&](int i) {
        return shift == 0 ? two_over_pi[i] : (two_over_pi[i] << shift) | (two_over_pi[i + 1] >> (64 - shift));
    };
    const std::uint64_t f1 = chunk(word + 1);
    const std::uint64_t f2 = chunk(word + 2);
    const std::uint64_t low = m * f2;
    const std::uint64_t middle = m * f1 + multiply_high(m, f2);
    const std::uint64_t high = m * chunk(word) + multiply_high(m, f1) + (middle < m * f1 ? 1u : 0u);
    // a signed fraction of 190 bits in three words
    const std::uint64_t a2 = (high << 2) | (middle >> 62);
    const std::uint64_t a1 = (middle << 2) | (low >> 62);
    const bool negative = (a2 >> 63) != 0;
    const std::uint64_t flip = negative ? ~std::uint64_t{0} : 0u;  // -a, but for one unit of 2^-192
    const auto piece = [](std::uint64_t w, double unit) { return static_cast<double>(w) * unit; };
    const std::uint64_t w2 = a2 ^ flip;
    const std::uint64_t w1 = a1 ^ flip;
    const double_double lower = quick_two_sum(piece(w1 >> 32, 0x1p-96), piece(w1 & 0xffffffffu, 0x1p-128) +
                                                                            piece(((low << 2) ^ flip) >> 32, 0x1p-160));
    const double_double upper = quick_two_sum(piece(w2 & 0xffffffffu, 0x1p-64), lower.hi);
    const double_double sum = quick_two_sum(piece(w2 >> 32, 0x1p-32), upper.hi);
    const double_double rest = quick_two_sum(sum.hi, sum.lo + (upper.lo + lower.lo)) * half_pi;
    const int quadrant = static_cast<int>(high >> 62) + (negative ? 1 : 0);
    return x < 0.0 ? quadrant_angle{negative ? rest : -rest, -quadrant & 3}
                   : quadrant_angle{negative ? -rest : rest, quadrant & 3};
}

/// Reduction of a finite argument; below 2^20 pi/2 in four pieces of pi/2 whose first three products are exact.
///
/// Source      W. J. Cody, W. Waite, "Software Manual for the Elementary Functions", 1980
[[nodiscard]] constexpr quadrant_angle reduce(double x) noexcept {
    if (elementary::abs(x) <= 0.785) return {{x, 0.0}, 0};
    if (elementary::abs(x) > 0x1p20) return reduce_large(x);
    const nearest k = to_nearest(x * 0x1.45f306dc9c883p-1);
    const double_double second = two_sum(x - k.value * 0x1.921fb544p0, -k.value * 0x1.0b4611a6p-34);
    const double_double third = two_sum(second.hi, -k.value * 0x1.3198a2ep-69);
    return {quick_two_sum(third.hi, third.lo + (second.lo - k.value * 0x1.b839a252049c1p-104)), k.integer & 3};
}

/// (sin(r) - r) / r^3 and (cos(r) - 1 + r^2/2) / r^4 from z = r^2; coefficients.py sine.
[[nodiscard]] constexpr double sine_tail(double z) noexcept {
    return -0x1.5555555555555p-3 +
           z * (0x1.111111111111p-7 +
                z * (-0x1.a01a01a019936p-13 +
                     z * (0x1.71de3a54605eep-19 +
                          z * (-0x1.ae64541266378p-26 + z * (0x1.61217ec01749dp-33 + z * -0x1.ab17a79237a19p-41)))));
}
[[nodiscard]] constexpr double cosine_tail(double z) noexcept {
    return 0x1.5555555555555p-5 +
           z * (-0x1.6c16c16c16966p-10 +
                z * (0x1.a01a019f4e85cp-16 +
                     z * (-0x1.27e4fa17a3735p-22 + z * (0x1.1eeb68b08106ap-29 + z * -0x1.907d7a9ba4fffp-37))));
}

[[nodiscard]] constexpr double_double sine(double_double r) noexcept {
    const double z = r.hi * r.hi;
    return quick_two_sum(r.hi, r.hi * z * sine_tail(z) + r.lo * (1.0 - 0.5 * z));
}
[[nodiscard]] constexpr double_double cosine(double_double r) noexcept {
    const double_double z = two_product(r.hi, r.hi);
    const double_double head = quick_two_sum(1.0, -0.5 * z.hi);
    return quick_two_sum(head.hi, head.lo + (z.hi * z.hi * cosine_tail(z.hi) - (r.hi * r.lo + 0.5 * z.lo)));
}
/// sin(x + shift * pi/2)
[[nodiscard]] constexpr double_double sine_of(quadrant_angle a, int shift) noexcept {
    const int quadrant = (a.quadrant + shift) & 3;
    const double_double value = (quadrant & 1) != 0 ? cosine(a.rest) : sine(a.rest);
    return quadrant > 1 ? -value : value;
}

/// The reduction of a float argument, whose remainder fits one double.
[[nodiscard]] constexpr quadrant_angle reduce_float(double x) noexcept {
    if (elementary::abs(x) > 0x1p20) return reduce_large(x);
    const nearest k = to_nearest(x * 0x1.45f306dc9c883p-1);
    return {{(x - k.value * 0x1.921fb544p0) - k.value * 0x1.0b4611a626331p-34, 0.0}, k.integer & 3};
}
[[nodiscard]] constexpr double plain_sine_of(quadrant_angle a, int shift) noexcept {
    const int quadrant = (a.quadrant + shift) & 3;
    const double r = a.rest.hi;
    const double z = r * r;
    const double value = (quadrant & 1) != 0 ? 1.0 + (z * z * cosine_tail(z) - 0.5 * z) : r + r * z * sine_tail(z);
    return quadrant > 1 ? -value : value;
}

/// atan(j/16), coefficients.py atan_table.
// clang-format off
inline constexpr double_double atan_table[17] = {
    {0.0, 0.0}, {0x1.ff55bb72cfdeap-5, -0x1.c934d86d23f1dp-60}, {0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59},
    {0x1.7b97b4bce5b02p-3, 0x1.347b0b4f881cap-58}, {0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57},
    {0x1.362773707ebccp-2, -0x1.963a544b672d8p-57}, {0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56},
    {0x1.a64eec3cc23fdp-2, -0x1.24dec1b50b7ffp-56}, {0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56},
    {0x1.0657e94db30dp-1, -0x1.d5b495f6349e6p-56}, {0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58},
    {0x1.345f01cce37bbp-1, 0x1.1021137c71102p-55}, {0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56},
    {0x1.5d58987169b18p-1, 0x1.0028e4bc5e7cap-57}, {0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56},
    {0x1.819d0b7158a4dp-1, -0x1.bf76229d3b917p-56}, {0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55}
};
// clang-format on

/// (atan(t) - t) for |t| <= 1/31; the series ends below 2^-75.
[[nodiscard]] constexpr double atan_tail(double t) noexcept {
    const double z = t * t;
    return t * z *
           (-1.0 / 3 +
            z * (1.0 / 5 + z * (-1.0 / 7 + z * (1.0 / 9 + z * (-1.0 / 11 + z * (1.0 / 13 - z * (1.0 / 15)))))));
}

/// The angle of the point (x, y), 0 <= y, 0 < x + y, both at most 2^500 and their quotient at least 2^-500 or 0, with a
/// relative error below 2^-60.
[[nodiscard]] constexpr double_double angle_of(double_double y, double_double x) noexcept {
    const bool steep = y.hi > x.hi;
    const double_double rise = steep ? x : y;
    const double_double run = steep ? y : x;
    const nearest j = to_nearest(rise.hi / run.hi * 16.0);
    const double c = j.value * 0.0625;
    const double_double t = j.integer == 0 ? rise / run : (rise + run * -c) / (run + rise * c);
    const double_double base = atan_table[j.integer];
    const double_double sum = quick_two_sum(base.hi, t.hi);
    const double_double angle = quick_two_sum(sum.hi, sum.lo + (base.lo + (t.lo + atan_tail(t.hi))));
    return steep ? half_pi + -angle : angle;
}

/// The same in plain double.
[[nodiscard]] constexpr double plain_angle_of(double y, double x) noexcept {
    const bool steep = y > x;
    const double rise = steep ? x : y;
    const double run = steep ? y : x;
    const nearest j = to_nearest(rise / run * 16.0);
    const double c = j.value * 0.0625;
    const double t = (rise - run * c) / (run + rise * c);
    const double angle = atan_table[j.integer].hi + (t + atan_tail(t));
    return steep ? half_pi.hi - angle : angle;
}

}  // namespace detail

/// Sine, of radians.
///
/// Numerics    at most 0.76 ULP in double and 0.51 in float, for every finite argument; sin(-0) = -0, sin(inf) = NaN
/// Source      Cody-Waite below 2^20, Payne-Hanek above
[[nodiscard]] constexpr double sin(double x) noexcept {
    if (!isfinite(x)) return detail::not_a_number;
    return abs(x) < 0x1p-27 ? x : detail::sine_of(detail::reduce(x), 0).hi;
}
[[nodiscard]] constexpr float sin(float x) noexcept {
    if (!isfinite(x)) return __builtin_nanf("");
    return abs(x) < 0x1p-13f ? x : detail::narrow(detail::plain_sine_of(detail::reduce_float(x), 0));
}

/// Cosine, of radians.
///
/// Numerics    at most 0.76 ULP in double and 0.51 in float, for every finite argument; cos(inf) = NaN
[[nodiscard]] constexpr double cos(double x) noexcept {
    return isfinite(x) ? detail::sine_of(detail::reduce(x), 1).hi : detail::not_a_number;
}
[[nodiscard]] constexpr float cos(float x) noexcept {
    return isfinite(x) ? detail::narrow(detail::plain_sine_of(detail::reduce_float(x), 1)) : __builtin_nanf("");
}

/// Tangent, of radians.
///
/// Numerics    at most 0.85 ULP in double and 0.51 in float, for every finite argument; tan(-0) = -0, tan(inf) = NaN
[[nodiscard]] constexpr double tan(double x) noexcept {
    if (!isfinite(x)) return detail::not_a_number;
    if (abs(x) < 0x1p-27) return x;
    const detail::quadrant_angle a = detail::reduce(x);
    return (detail::sine_of(a, 0) / detail::sine_of(a, 1)).hi;
}
[[nodiscard]] constexpr float tan(float x) noexcept {
    if (!isfinite(x)) return __builtin_nanf("");
    if (abs(x) < 0x1p-13f) return x;
    const detail::quadrant_angle a = detail::reduce_float(x);
    return detail::narrow(detail::plain_sine_of(a, 0) / detail::plain_sine_of(a, 1));
}

/// The angle of the point (x, y), in [-pi, pi].
///
/// Numerics    at most 0.51 ULP; all cases of C99 F.9.1.4:
///             atan2(+-0, x < 0) = +-pi, atan2(+-0, -0) = +-pi, atan2(+-0, +0) = +-0
/// Source      table of atan(j/16)
[[nodiscard]] constexpr double atan2(double y, double x) noexcept {
    if (x != x) return x;
    if (y != y) return y;
    double a = abs(y);
    double b = abs(x);
    if (a == detail::infinity || b == detail::infinity) {
        a = a == detail::infinity ? 1.0 : 0.0;
        b = b == detail::infinity ? 1.0 : 0.0;
    }
    const bool left = signbit(x);
    if (a == 0.0) return copysign(left ? detail::pi.hi : 0.0, y);
    // brings both near 1 unless they differ by so much that only one counts
    if (b * 0x1p-70 > a) return copysign(left ? detail::pi.hi : a / b, y);
    if (a * 0x1p-70 > b) return copysign(detail::half_pi.hi, y);
    const double larger = a > b ? a : b;
    const double unit = larger > 0x1p400 ? 0x1p-600 : larger < 0x1p-400 ? 0x1p600 : 1.0;
    const detail::double_double angle = detail::angle_of({a * unit, 0.0}, {b * unit, 0.0});
    return copysign(left ? (detail::pi + -angle).hi : angle.hi, y);
}
[[nodiscard]] constexpr float atan2(float y, float x) noexcept {
    if (!(isfinite(x) && isfinite(y)) || x == 0.0f || y == 0.0f)
        return detail::narrow(atan2(static_cast<double>(y), static_cast<double>(x)));
    const double angle = detail::plain_angle_of(static_cast<double>(abs(y)), static_cast<double>(abs(x)));
    return copysign(detail::narrow(x < 0.0f ? detail::pi.hi - angle : angle), y);
}

/// Inverse tangent.
///
/// Numerics    at most 0.51 ULP; atan(+-inf) = +-pi/2, atan(-0) = -0
[[nodiscard]] constexpr double atan(double x) noexcept {
    if (!(abs(x) < 0x1p60)) return x != x ? x : copysign(detail::half_pi.hi, x);
    return abs(x) < 0x1p-27 ? x : copysign(detail::angle_of({abs(x), 0.0}, {1.0, 0.0}).hi, x);
}
[[nodiscard]] constexpr float atan(float x) noexcept {
    if (!(abs(x) < 0x1p30f)) return x != x ? x : copysign(detail::narrow(detail::half_pi.hi), x);
    return abs(x) < 0x1p-13f ? x : copysign(detail::narrow(detail::plain_angle_of(abs(x), 1.0)), x);
}

namespace detail {
/// sqrt(1 - x^2) for |x| < 1
[[nodiscard]] constexpr double_double cosine_of_asin(double x) noexcept {
    return square_root(two_sum(1.0, x) * two_sum(1.0, -x));
}
}  // namespace detail

/// Inverse sine.
///
/// Numerics    at most 0.51 ULP; asin(-0) = -0, NaN beyond [-1, 1]
[[nodiscard]] constexpr double asin(double x) noexcept {
    if (!(abs(x) < 1.0)) return x != x ? x : abs(x) == 1.0 ? copysign(detail::half_pi.hi, x) : detail::not_a_number;
    if (abs(x) < 0x1p-27) return x;
    return copysign(detail::angle_of({abs(x), 0.0}, detail::cosine_of_asin(x)).hi, x);
}
[[nodiscard]] constexpr float asin(float x) noexcept {
    if (!(abs(x) < 1.0f)) return detail::narrow(asin(static_cast<double>(x)));
    const double a = abs(x);
    return a < 0x1p-13 ? x : copysign(detail::narrow(detail::plain_angle_of(a, sqrt((1.0 - a) * (1.0 + a)))), x);
}

/// Inverse cosine.
///
/// Numerics    at most 0.51 ULP; acos(1) = 0, NaN beyond [-1, 1]
[[nodiscard]] constexpr double acos(double x) noexcept {
    if (!(abs(x) < 1.0)) return x != x ? x : x == 1.0 ? 0.0 : x == -1.0 ? detail::pi.hi : detail::not_a_number;
    if (abs(x) < 0x1p-60) return detail::half_pi.hi;
    const detail::double_double angle = detail::angle_of(detail::cosine_of_asin(x), {abs(x), 0.0});
    return x < 0.0 ? (detail::pi + -angle).hi : angle.hi;
}
[[nodiscard]] constexpr float acos(float x) noexcept {
    if (!(abs(x) < 1.0f)) return detail::narrow(acos(static_cast<double>(x)));
    const double a = abs(x);
    const double angle = detail::plain_angle_of(sqrt((1.0 - a) * (1.0 + a)), a);
    return detail::narrow(x < 0.0f ? detail::pi.hi - angle : angle);
}

}  // namespace tapeless::elementary

// SPDX-License-Identifier: BSL-1.0
// tanh and exp of the hand-written counterparts, for every kind of register.
// In: a class of registers S as in registers.hpp. Out: the tables and polynomials.
#pragma once

#if defined(__GNUC__)
#define TAPELESS_BENCH_INLINE [[gnu::always_inline]] inline
#define TAPELESS_BENCH_LAMBDA __attribute__((always_inline))
#else
#define TAPELESS_BENCH_INLINE inline
#define TAPELESS_BENCH_LAMBDA
#endif

namespace bench {

namespace detail {

/// tanh on [0, 9.02] by polynomials on 8 octaves from 1/16 up, divided evenly; the first piece reaches down to 0.
/// tanh(|x|) = a0 + a1 t + ... with t = |x| - centre: Taylor series of degree 10, economised by Chebyshev polynomials.
template <int Pieces, int Degree>
struct tanh_table {
    static constexpr int pieces = Pieces, degree = Degree, each_octave = Pieces / 8;
    alignas(64) float centre[pieces]{};
    alignas(64) float a[degree + 1][pieces]{};

    static constexpr int first_bits = 0x3d800000;         // 1/16
    static constexpr int shift = Pieces == 32 ? 21 : 22;  // two bits of the mantissa, or one

    constexpr tanh_table() {
        for (int i = 0; i < pieces; ++i) fill(i);
    }

private:
    static constexpr double tanh_at(double x) {
        double term = 1, sum = 1;  // exp(-2x/64), then to the power of 64
        for (int n = 1; n < 20; ++n) sum += term *= -2 * x / 64 / n;
        for (int n = 0; n < 6; ++n) sum *= sum;
        return (1 - sum) / (1 + sum);
    }
    constexpr void fill(int i) {
        double const octave = static_cast<double>(1 << (i / each_octave)) / 16;
        double const low = i == 0 ? 0 : octave * (1 + (i % each_octave) / static_cast<double>(each_octave));
        double const high = octave * (1 + (i % each_octave + 1) / static_cast<double>(each_octave));
        double const middle = i == 0 ? 0 : (low + (high < 9.02 ? high : 9.02)) / 2;
        double const radius = (high < 9.02 ? high : 9.02) - middle;
        centre[i] = static_cast<float>(middle);
        double best = 1;  // a centre nearby whose tanh is close to a float saves half a ULP
        for (int k = -12; i > 0 && k <= 12; ++k) {
            float const at = static_cast<float>(middle * (1 + k / 8192.0));
            double const y = tanh_at(static_cast<double>(at));
            double const rest = y - static_cast<double>(static_cast<float>(y));
            double const error = rest < 0 ? -rest : rest;
            if (error < best) best = error, centre[i] = at;
        }
        if (low > 9.02) {
            a[0][i] = 1;
            return;
        }
        constexpr int terms = 11;
        double c[terms]{};
        c[0] = tanh_at(static_cast<double>(centre[i]));
        for (int n = 0; n + 1 < terms; ++n) {
            double square = n == 0 ? 1 : 0;
            for (int k = 0; k <= n; ++k) square -= c[k] * c[n - k];
            c[n + 1] = square / (n + 1);
        }
        for (int n = terms - 1; n > degree; --n) economise(c, n, radius, i == 0);
        for (int n = 0; n <= degree; ++n) a[n][i] = static_cast<float>(c[n]);
    }
    /// c -= the multiple of T_n(t / radius) that takes the term of degree n away.
    static constexpr void economise(double* c, int n, double radius, bool keep_first) {
        if (c[n] == 0) return;
        double before[12]{1}, now[12]{0, 1};
        for (int k = 1; k < n; ++k) {
            double next[12]{};
            for (int j = 0; j <= k + 1; ++j) next[j] = (j > 0 ? 2 * now[j - 1] : 0) - before[j];
            for (int j = 0; j < 12; ++j) before[j] = now[j], now[j] = next[j];
        }
        double power = 1;
        for (int j = 0; j < n; ++j) power *= radius;
        double const factor = c[n] * power / now[n];
        for (int j = 0; j < n; ++j) {
            if (!(keep_first && j < 2)) c[j] -= factor * now[j] * inverse_power(radius, j);
        }
        c[n] = 0;
    }
    static constexpr double inverse_power(double radius, int n) {
        double result = 1;
        for (int j = 0; j < n; ++j) result /= radius;
        return result;
    }
};
inline constexpr tanh_table<32, 5> tanh_pieces{};
inline constexpr tanh_table<16, 6> tanh_wide_pieces{};
inline constexpr float tanh_end = 9.02f;  // from here on tanh is 1 in float

/// exp(x) - 1 on [-ln2/2, ln2/2], and tanh by it: (e - 1) / (e + 1) with e = exp(2|x|). For registers without a large permute.
template <class S>
TAPELESS_BENCH_INLINE typename S::reg small_expm1(typename S::reg r) {
    auto p = S::splat(1.0f / 40320);
    for (float c : {1.0f / 5040, 1.0f / 720, 1.0f / 120, 1.0f / 24, 1.0f / 6, 0.5f}) p = S::fma(p, r, S::splat(c));
    return S::fma(S::mul(r, r), p, r);
}
template <class S>
TAPELESS_BENCH_INLINE typename S::reg reduced(typename S::reg x, typename S::reg n) {
    return S::fma(n, S::splat(-1.42860677e-6f), S::fma(n, S::splat(-0.693145751953125f), x));
}
template <class S>
TAPELESS_BENCH_INLINE typename S::reg tanh_by_exp(typename S::reg x) {
    auto const doubled = S::mul(S::min(S::splat(tanh_end), S::abs(x)), S::splat(2.0f));
    auto const n = S::round(S::mul(doubled, S::splat(1.44269504f)));
    auto const scale = S::power_of_two(n);
    auto const e = S::fma(scale, small_expm1<S>(reduced<S>(doubled, n)), S::sub(scale, S::splat(1.0f)));
    return S::with_sign(S::div(e, S::add(e, S::splat(2.0f))), x);
}
/// exp(x) where the result is a normal number: a softmax's arguments are not above 0, smaller ones than -87 count as -87.
template <class S>
TAPELESS_BENCH_INLINE typename S::reg exp_not_above_zero(typename S::reg x) {
    x = S::max(S::splat(-87.0f), x);
    auto const n = S::round(S::mul(x, S::splat(1.44269504f)));
    auto const scale = S::power_of_two(n);
    return S::fma(scale, small_expm1<S>(reduced<S>(x, n)), scale);
}

}  // namespace detail

}  // namespace bench

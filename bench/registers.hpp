// SPDX-License-Identifier: BSL-1.0
// Registers of floats by intrinsics, for the hand-written counterparts: AVX-512, AVX2 with FMA, SSE2, whatever the target has.
// What leaves: simd<lanes> with loads, stores, fused multiply-add, sums across lanes, and tanh and exp of a few ULP.
#pragma once

#include "hand_functions.hpp"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace bench {

#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
inline constexpr int widest_lanes = 16;
#elif defined(__AVX2__) && defined(__FMA__)
inline constexpr int widest_lanes = 8;
#elif defined(__SSE2__)
inline constexpr int widest_lanes = 4;
#else
inline constexpr int widest_lanes = 0;
#endif

template <int Lanes>
struct simd;

#if defined(__SSE2__)
template <>
struct simd<4> {
    using reg = __m128;
    static constexpr int lanes = 4;
    static constexpr int accumulators = 8;
    TAPELESS_BENCH_INLINE static reg zero() { return _mm_setzero_ps(); }
    TAPELESS_BENCH_INLINE static reg splat(float x) { return _mm_set1_ps(x); }
    TAPELESS_BENCH_INLINE static reg load(float const* p) { return _mm_loadu_ps(p); }
    TAPELESS_BENCH_INLINE static void store(float* p, reg x) { _mm_storeu_ps(p, x); }
    TAPELESS_BENCH_INLINE static reg add(reg a, reg b) { return _mm_add_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg sub(reg a, reg b) { return _mm_sub_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg mul(reg a, reg b) { return _mm_mul_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg div(reg a, reg b) { return _mm_div_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg min(reg a, reg b) { return _mm_min_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg max(reg a, reg b) { return _mm_max_ps(a, b); }
#if defined(__FMA__)
    TAPELESS_BENCH_INLINE static reg fma(reg a, reg b, reg c) { return _mm_fmadd_ps(a, b, c); }
#else
    TAPELESS_BENCH_INLINE static reg fma(reg a, reg b, reg c) { return _mm_add_ps(_mm_mul_ps(a, b), c); }
#endif
    TAPELESS_BENCH_INLINE static reg abs(reg x) { return _mm_andnot_ps(splat(-0.0f), x); }
    TAPELESS_BENCH_INLINE static reg with_sign(reg x, reg of) { return _mm_or_ps(x, _mm_and_ps(splat(-0.0f), of)); }
    TAPELESS_BENCH_INLINE static reg round(reg x) { return _mm_cvtepi32_ps(_mm_cvtps_epi32(x)); }
    TAPELESS_BENCH_INLINE static reg power_of_two(reg n) {
        return _mm_castsi128_ps(_mm_slli_epi32(_mm_add_epi32(_mm_cvtps_epi32(n), _mm_set1_epi32(127)), 23));
    }
    TAPELESS_BENCH_INLINE static reg where_positive(reg x, reg test) {
        return _mm_and_ps(x, _mm_cmpgt_ps(test, zero()));
    }
    /// Lane i of the result: the sum of all lanes of x[i].
    TAPELESS_BENCH_INLINE static reg sums(reg const (&x)[4]) {
        reg const a = add(_mm_unpacklo_ps(x[0], x[1]), _mm_unpackhi_ps(x[0], x[1]));
        reg const b = add(_mm_unpacklo_ps(x[2], x[3]), _mm_unpackhi_ps(x[2], x[3]));
        return add(_mm_movelh_ps(a, b), _mm_movehl_ps(b, a));
    }
    TAPELESS_BENCH_INLINE static reg sums_of_four(reg const (&x)[4]) { return sums(x); }
    /// The sum of all lanes, in every lane.
    TAPELESS_BENCH_INLINE static reg sum(reg x) {
        x = add(x, _mm_shuffle_ps(x, x, 0b01001110));
        return add(x, _mm_shuffle_ps(x, x, 0b10110001));
    }
    TAPELESS_BENCH_INLINE static reg largest(reg x) {
        x = max(x, _mm_shuffle_ps(x, x, 0b01001110));
        return max(x, _mm_shuffle_ps(x, x, 0b10110001));
    }
    TAPELESS_BENCH_INLINE static float first(reg x) { return _mm_cvtss_f32(x); }
    TAPELESS_BENCH_INLINE static reg tanh(reg x) { return detail::tanh_by_exp<simd>(x); }
    TAPELESS_BENCH_INLINE static reg exp_not_above_zero(reg x) { return detail::exp_not_above_zero<simd>(x); }
};
#endif

#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
template <>
struct simd<16> {
    using reg = __m512;
    static constexpr int lanes = 16;
    static constexpr int accumulators = 4;
    TAPELESS_BENCH_INLINE static reg zero() { return _mm512_setzero_ps(); }
    TAPELESS_BENCH_INLINE static reg splat(float x) { return _mm512_set1_ps(x); }
    TAPELESS_BENCH_INLINE static reg load(float const* p) { return _mm512_loadu_ps(p); }
    TAPELESS_BENCH_INLINE static void store(float* p, reg x) { _mm512_storeu_ps(p, x); }
    TAPELESS_BENCH_INLINE static reg add(reg a, reg b) { return _mm512_add_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg sub(reg a, reg b) { return _mm512_sub_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg mul(reg a, reg b) { return _mm512_mul_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg div(reg a, reg b) { return _mm512_div_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg min(reg a, reg b) { return _mm512_maskz_min_ps(0xffff, a, b); }
    TAPELESS_BENCH_INLINE static reg max(reg a, reg b) { return _mm512_maskz_max_ps(0xffff, a, b); }
    TAPELESS_BENCH_INLINE static reg fma(reg a, reg b, reg c) { return _mm512_fmadd_ps(a, b, c); }
    TAPELESS_BENCH_INLINE static reg abs(reg x) { return _mm512_andnot_ps(splat(-0.0f), x); }
    TAPELESS_BENCH_INLINE static reg with_sign(reg x, reg of) {
        return _mm512_or_ps(x, _mm512_and_ps(splat(-0.0f), of));
    }
    TAPELESS_BENCH_INLINE static reg round(reg x) { return _mm512_maskz_roundscale_ps(0xffff, x, 0x08); }
    TAPELESS_BENCH_INLINE static reg power_of_two(reg n) { return _mm512_maskz_scalef_ps(0xffff, splat(1.0f), n); }
    TAPELESS_BENCH_INLINE static reg where_positive(reg x, reg test) {
        return _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(test, zero(), _CMP_GT_OQ), x);
    }
    TAPELESS_BENCH_INLINE static reg exp_not_above_zero(reg x) { return detail::exp_not_above_zero<simd>(x); }
    TAPELESS_BENCH_INLINE static reg largest(reg x) {
        x = max(x, _mm512_maskz_shuffle_f32x4(0xffff, x, x, 0b01001110));
        x = max(x, _mm512_maskz_shuffle_f32x4(0xffff, x, x, 0b10110001));
        x = max(x, _mm512_maskz_permute_ps(0xffff, x, 0b01001110));
        return max(x, _mm512_maskz_permute_ps(0xffff, x, 0b10110001));
    }
    template <int Low, int High>
    TAPELESS_BENCH_INLINE static reg pair(reg a, reg b) {
        return add(_mm512_maskz_shuffle_f32x4(0xffff, a, b, Low), _mm512_maskz_shuffle_f32x4(0xffff, a, b, High));
    }
    TAPELESS_BENCH_INLINE static reg sums(reg const (&x)[16]) {
        reg r[4];
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k)
            r[k] = pair<0x88, 0xdd>(pair<0x44, 0xee>(x[k], x[k + 4]), pair<0x44, 0xee>(x[k + 8], x[k + 12]));
        return quads(r);
    }
    /// In every 128 bits: the sums of the four numbers there.
    TAPELESS_BENCH_INLINE static reg quads(reg const (&r)[4]) {
        auto const half = [](reg a, reg b) {
            return add(_mm512_maskz_unpacklo_ps(0xffff, a, b), _mm512_maskz_unpackhi_ps(0xffff, a, b));
        };
        __m512d const a = _mm512_castps_pd(half(r[0], r[1])), b = _mm512_castps_pd(half(r[2], r[3]));
        return add(_mm512_castpd_ps(_mm512_maskz_unpacklo_pd(0xff, a, b)),
                   _mm512_castpd_ps(_mm512_maskz_unpackhi_pd(0xff, a, b)));
    }
    TAPELESS_BENCH_INLINE static __m128 sums_of_four(reg const (&x)[4]) {
        reg const all = quads(x);
        // The plain casts and extractions of g++ 12's header warn of their own undefined operand.
        __m256 const half =
            _mm256_add_ps(_mm512_maskz_extractf32x8_ps(0xff, all, 0), _mm512_maskz_extractf32x8_ps(0xff, all, 1));
        return _mm_add_ps(_mm256_castps256_ps128(half), _mm256_extractf128_ps(half, 1));
    }
    TAPELESS_BENCH_INLINE static reg sum(reg x) {
        x = add(x, _mm512_maskz_shuffle_f32x4(0xffff, x, x, 0b01001110));
        x = add(x, _mm512_maskz_shuffle_f32x4(0xffff, x, x, 0b10110001));
        x = add(x, _mm512_maskz_permute_ps(0xffff, x, 0b01001110));
        return add(x, _mm512_maskz_permute_ps(0xffff, x, 0b10110001));
    }
    TAPELESS_BENCH_INLINE static float first(reg x) { return _mm512_cvtss_f32(x); }
    TAPELESS_BENCH_INLINE static reg tanh(reg x) {
        using table = decltype(detail::tanh_pieces);
        reg const size = min(splat(detail::tanh_end), abs(x));
        __m512i const index = _mm512_maskz_srai_epi32(
            0xffff,
            _mm512_maskz_max_epi32(0xffff,
                                   _mm512_sub_epi32(_mm512_castps_si512(size), _mm512_set1_epi32(table::first_bits)),
                                   _mm512_setzero_si512()),
            table::shift);
        auto const at = [&](float const* row) { return _mm512_permutex2var_ps(load(row), index, load(row + 16)); };
        reg const t = sub(size, at(detail::tanh_pieces.centre));
        reg const t2 = mul(t, t);
        reg const low = fma(at(detail::tanh_pieces.a[1]), t, at(detail::tanh_pieces.a[0]));
        reg const middle = fma(at(detail::tanh_pieces.a[3]), t, at(detail::tanh_pieces.a[2]));
        reg const high = fma(at(detail::tanh_pieces.a[5]), t, at(detail::tanh_pieces.a[4]));
        return with_sign(fma(fma(high, t2, middle), t2, low), x);
    }
};
#endif

#if defined(__AVX2__) && defined(__FMA__)
template <>
struct simd<8> {
    using reg = __m256;
    static constexpr int lanes = 8;
    static constexpr int accumulators = 8;
    TAPELESS_BENCH_INLINE static reg zero() { return _mm256_setzero_ps(); }
    TAPELESS_BENCH_INLINE static reg splat(float x) { return _mm256_set1_ps(x); }
    TAPELESS_BENCH_INLINE static reg load(float const* p) { return _mm256_loadu_ps(p); }
    TAPELESS_BENCH_INLINE static void store(float* p, reg x) { _mm256_storeu_ps(p, x); }
    TAPELESS_BENCH_INLINE static reg add(reg a, reg b) { return _mm256_add_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg sub(reg a, reg b) { return _mm256_sub_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg mul(reg a, reg b) { return _mm256_mul_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg div(reg a, reg b) { return _mm256_div_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg min(reg a, reg b) { return _mm256_min_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg max(reg a, reg b) { return _mm256_max_ps(a, b); }
    TAPELESS_BENCH_INLINE static reg fma(reg a, reg b, reg c) { return _mm256_fmadd_ps(a, b, c); }
    TAPELESS_BENCH_INLINE static reg abs(reg x) { return _mm256_andnot_ps(splat(-0.0f), x); }
    TAPELESS_BENCH_INLINE static reg with_sign(reg x, reg of) {
        return _mm256_or_ps(x, _mm256_and_ps(splat(-0.0f), of));
    }
    TAPELESS_BENCH_INLINE static reg round(reg x) {
        return _mm256_round_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    }
    TAPELESS_BENCH_INLINE static reg power_of_two(reg n) {
        return _mm256_castsi256_ps(
            _mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127)), 23));
    }
    /// x where test is above 0, else 0.
    TAPELESS_BENCH_INLINE static reg where_positive(reg x, reg test) {
        return _mm256_and_ps(x, _mm256_cmp_ps(test, zero(), _CMP_GT_OQ));
    }
    TAPELESS_BENCH_INLINE static reg exp_not_above_zero(reg x) { return detail::exp_not_above_zero<simd>(x); }
    TAPELESS_BENCH_INLINE static reg largest(reg x) {
        x = max(x, _mm256_permute2f128_ps(x, x, 1));
        x = max(x, _mm256_permute_ps(x, 0b01001110));
        return max(x, _mm256_permute_ps(x, 0b10110001));
    }
    TAPELESS_BENCH_INLINE static reg quads(reg const (&r)[4]) {
        auto const half = [](reg a, reg b) { return add(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b)); };
        __m256d const a = _mm256_castps_pd(half(r[0], r[1])), b = _mm256_castps_pd(half(r[2], r[3]));
        return add(_mm256_castpd_ps(_mm256_unpacklo_pd(a, b)), _mm256_castpd_ps(_mm256_unpackhi_pd(a, b)));
    }
    TAPELESS_BENCH_INLINE static reg sums(reg const (&x)[8]) {
        reg r[4];
#pragma GCC unroll 4
        for (int k = 0; k < 4; ++k)
            r[k] = add(_mm256_permute2f128_ps(x[k], x[k + 4], 0x20), _mm256_permute2f128_ps(x[k], x[k + 4], 0x31));
        return quads(r);
    }
    TAPELESS_BENCH_INLINE static __m128 sums_of_four(reg const (&x)[4]) {
        reg const all = quads(x);
        return _mm_add_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1));
    }
    TAPELESS_BENCH_INLINE static reg sum(reg x) {
        x = add(x, _mm256_permute2f128_ps(x, x, 1));
        x = add(x, _mm256_permute_ps(x, 0b01001110));
        return add(x, _mm256_permute_ps(x, 0b10110001));
    }
    TAPELESS_BENCH_INLINE static float first(reg x) { return _mm256_cvtss_f32(x); }
    TAPELESS_BENCH_INLINE static reg tanh(reg x) { return detail::tanh_by_exp<simd>(x); }
};
#endif

#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
/// Eight lanes on a processor with AVX-512: more registers and permutes, and on some (Zen 4) no slower than sixteen.
struct half_registers : simd<8> {
    TAPELESS_BENCH_INLINE static reg tanh(reg x) {
        using table = decltype(detail::tanh_wide_pieces);
        reg const size = min(splat(detail::tanh_end), abs(x));
        __m256i const index = _mm256_srai_epi32(
            _mm256_max_epi32(_mm256_sub_epi32(_mm256_castps_si256(size), _mm256_set1_epi32(table::first_bits)),
                             _mm256_setzero_si256()),
            table::shift);
        auto const at = [&](float const* row) { return _mm256_permutex2var_ps(load(row), index, load(row + 8)); };
        auto const& a = detail::tanh_wide_pieces.a;
        reg const t = sub(size, at(detail::tanh_wide_pieces.centre));
        reg const t2 = mul(t, t);
        reg const low = fma(at(a[1]), t, at(a[0]));
        reg const middle = fma(at(a[3]), t, at(a[2]));
        reg const high = fma(at(a[6]), t2, fma(at(a[5]), t, at(a[4])));
        return with_sign(fma(fma(high, t2, middle), t2, low), x);
    }
};
/// Four lanes there.
struct quarter_registers : simd<4> {
    TAPELESS_BENCH_INLINE static reg tanh(reg x) {
        return _mm256_castps256_ps128(half_registers::tanh(_mm256_castps128_ps256(x)));
    }
};
#endif

}  // namespace bench

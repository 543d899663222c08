// SPDX-License-Identifier: BSL-1.0
// Matrix products of fixed sizes by register-blocked tiles, for the hand-written counterparts.
#pragma once

#include "registers.hpp"
#include "unrolled.hpp"

#include <algorithm>

namespace bench {

template <class S>
struct tiles {
    using reg = typename S::reg;
    static constexpr int lanes = S::lanes;

    /// `Rows` x `Packs` sums over k of a[row * row_step + k * k_step] * b[k * ldb + column], then finish(row, column, sum).
    template <int Rows, int Packs, int K, int RowStep, int KStep, int Ldb, class Finish>
    TAPELESS_BENCH_INLINE static void tile(float const* a, float const* b, Finish const& finish) {
        reg sum[Rows][Packs];
        unrolled<Rows>([&](auto r) TAPELESS_BENCH_LAMBDA {
            unrolled<Packs>([&](auto p) TAPELESS_BENCH_LAMBDA { sum[r][p] = S::zero(); });
        });
        for (int k = 0; k < K; ++k) {
            reg row[Packs];
            unrolled<Packs>([&](auto p) TAPELESS_BENCH_LAMBDA { row[p] = S::load(b + k * Ldb + p * lanes); });
            unrolled<Rows>([&](auto r) TAPELESS_BENCH_LAMBDA {
                reg const x = S::splat(a[r * RowStep + k * KStep]);
                unrolled<Packs>([&](auto p) TAPELESS_BENCH_LAMBDA { sum[r][p] = S::fma(x, row[p], sum[r][p]); });
            });
        }
        unrolled<Rows>([&](auto r) TAPELESS_BENCH_LAMBDA {
            unrolled<Packs>([&](auto p) TAPELESS_BENCH_LAMBDA { finish(r, p * lanes, sum[r][p]); });
        });
    }
    /// All of a product of M x N results. Tiles: as many rows as registers are left beside a row of b and one number of a.
    template <int M, int N, int K, int RowStep, int KStep, int Ldb, class Finish>
    [[gnu::noinline]] static void product(float const* a, float const* b, Finish const& finish) {
        constexpr bool many_registers = widest_lanes == 16;
        constexpr int packs = std::min(N / lanes, many_registers ? 4 : 2);
        constexpr int rows = std::min(M, many_registers ? (packs == 4 ? 6 : 8) : 6);
        for (int column = 0; column < N; column += packs * lanes) {
            int row = 0;
            for (; row + rows <= M; row += rows)
                tile<rows, packs, K, RowStep, KStep, Ldb>(
                    a + row * RowStep, b + column,
                    [&](int r, int c, reg x) TAPELESS_BENCH_LAMBDA { finish(row + r, column + c, x); });
            if constexpr (M % rows != 0)
                tile<M % rows, packs, K, RowStep, KStep, Ldb>(
                    a + row * RowStep, b + column,
                    [&](int r, int c, reg x) TAPELESS_BENCH_LAMBDA { finish(row + r, column + c, x); });
        }
    }
};

}  // namespace bench

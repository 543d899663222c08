// SPDX-License-Identifier: BSL-1.0
// How fast the machine multiplies and adds at all: a loop of independent fused multiply-adds in registers.
// What leaves: a benchmark workload/float/peak/lanes with its number of operations in the counter "flop".
#pragma once

#include "registers.hpp"
#include "unrolled.hpp"

#include <benchmark/benchmark.h>

#include <string>

namespace bench {

template <class S>
void time_peak(benchmark::State& state) {
    // Enough chains for the latency; one more than that would do, but they must fit into the registers.
    constexpr int chains = 12, rounds = 64;
    auto factor = S::splat(0.999f), term = S::splat(0.001f);
    benchmark::DoNotOptimize(factor);
    benchmark::DoNotOptimize(term);
    typename S::reg sum[chains];
    unrolled<chains>([&](auto c) TAPELESS_BENCH_LAMBDA { sum[c] = S::splat(static_cast<float>(int{c})); });
    for (auto _ : state) {
        for (int round = 0; round < rounds; ++round)
            unrolled<chains>([&](auto c) TAPELESS_BENCH_LAMBDA { sum[c] = S::fma(sum[c], factor, term); });
    }
    for (auto& s : sum) benchmark::DoNotOptimize(s);
    state.counters["flop"] = 2.0 * chains * rounds * S::lanes;
}

/// Every width that the target has.
inline void add_peak([[maybe_unused]] std::string const& workload) {
#if defined(__SSE2__)
    benchmark::RegisterBenchmark((workload + "/float/peak/4 lanes").c_str(), time_peak<simd<4>>);
#endif
#if defined(__AVX2__) && defined(__FMA__)
    benchmark::RegisterBenchmark((workload + "/float/peak/8 lanes").c_str(), time_peak<simd<8>>);
#endif
#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
    benchmark::RegisterBenchmark((workload + "/float/peak/16 lanes").c_str(), time_peak<simd<16>>);
#endif
}

}  // namespace bench

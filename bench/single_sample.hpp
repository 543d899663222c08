// SPDX-License-Identifier: BSL-1.0
// Check, then time, all ways to train a network from single samples.
// In: a network. Out: registered benchmarks workload/float/step/tool and workload/float/forward/tool; the yardstick `hand` is
// the hand-written one for the widest registers of the target. Heap allocations are counted per step.
#pragma once

#include "hand_network.hpp"
#include "heap_count.hpp"
#include "network_checks.hpp"
#include "networks.hpp"
#include "tapeless_network.hpp"

#if defined(TAPELESS_BENCH_HAS_EIGEN)
#include "eigen_network.hpp"
#endif
#if defined(TAPELESS_BENCH_HAS_TORCH)
#include "torch_peer.hpp"
#endif

#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>
#include <memory>
#include <string>

namespace bench {

#if defined(TAPELESS_BENCH_HAS_TORCH)
template <class Net>
class by_torch : public peer::torch_network {
public:
    explicit by_torch(std::vector<float> const& start)
        : torch_network(std::vector<int>(Net::sizes.begin(), Net::sizes.end()), peer::torch_activation::tanh,
                        Net::loss == loss_kind::squared ? peer::torch_loss::squared : peer::torch_loss::cross_entropy,
                        1, learning_rate, start) {}
};
#endif

template <class Net>
struct tensor_samples {
    tapeless::vector<float, Net::inputs> x[sample_count];
    tapeless::vector<float, Net::outputs> t[sample_count];
};

/// The samples, as rows and as tensors.
template <class Net>
[[nodiscard]] samples<Net> const& all_samples() {
    static samples<Net> const result;
    return result;
}
template <class Net>
[[nodiscard]] tensor_samples<Net> const& all_tensor_samples() {
    static auto const result = [] {
        auto const made = std::make_unique<tensor_samples<Net>>();
        for (int s = 0; s < sample_count; ++s) {
            std::copy_n(all_samples<Net>().x[s], Net::inputs, made->x[s].values);
            std::copy_n(all_samples<Net>().t[s], Net::outputs, made->t[s].values);
        }
        return *made;
    }();
    return result;
}

/// A contender takes rows of floats, or tensors.
template <class Net, class Contender>
[[nodiscard]] auto const& samples_for() {
    if constexpr (requires(Contender c, samples<Net> s) { c.step(s.x[0], s.t[0]); }) return all_samples<Net>();
    else return all_tensor_samples<Net>();
}

/// One epoch against plain loops in double: outputs, losses, and the change of every layer's weights and biases.
template <class Net, class Contender>
void check_network(std::string const& name) {
    auto const start = random_parameters<Net>();
    auto const& rows = all_samples<Net>();
    auto const& own = samples_for<Net, Contender>();
    by_loops<Net, double> exact(start);
    Contender found(start);
    for (int s = 0; s < sample_count; ++s) {
        float expected[static_cast<std::size_t>(Net::outputs)];
        exact.forward(rows.x[s], expected);
        std::remove_cvref_t<decltype(own.t[0])> y{};
        found.forward(own.x[s], y);
        for (int i = 0; i < Net::outputs; ++i) {
            double const error = std::fabs(static_cast<double>(y[i] - expected[i]));
            if (!(error <= 1e-5)) wrong(name, "output", error, 1e-5);
        }
        double const error =
            std::fabs(exact.step(rows.x[s], rows.t[s]) - static_cast<double>(found.step(own.x[s], own.t[s])));
        if (!(error <= 1e-5)) wrong(name, "loss", error, 1e-5);
    }
    demand_parameters<Net>(name, found.parameters(), exact.parameters(), start);
}

template <class Net, class Contender>
void time_step(benchmark::State& state) {
    auto const learner = std::make_unique<Contender>(random_parameters<Net>());
    auto const& own = samples_for<Net, Contender>();
    static_cast<void>(learner->step(own.x[0], own.t[0]));
    long long const before = heap_allocations();
    static_cast<void>(learner->step(own.x[0], own.t[0]));
    auto const heap = static_cast<double>(heap_allocations() - before);
    int s = 0;
    for (auto _ : state) {
        auto loss = learner->step(own.x[s], own.t[s]);
        benchmark::DoNotOptimize(loss);
        benchmark::ClobberMemory();
        s = (s + 1) % sample_count;
    }
    state.counters["heap"] = heap;
    state.counters["flop"] = step_flop<Net>;
}
template <class Net, class Contender>
void time_forward(benchmark::State& state) {
    auto const learner = std::make_unique<Contender>(random_parameters<Net>());
    auto const& own = samples_for<Net, Contender>();
    alignas(64) std::remove_cvref_t<decltype(own.t[0])> y{};
    int s = 0;
    for (auto _ : state) {
        learner->forward(own.x[s], y);
        benchmark::DoNotOptimize(y);
        benchmark::ClobberMemory();
        s = (s + 1) % sample_count;
    }
}

template <class Net, class Contender>
void add_network(std::string const& workload, std::string const& tool) {
    check_network<Net, Contender>(workload + "/" + tool);
    benchmark::RegisterBenchmark((workload + "/float/step/" + tool).c_str(), time_step<Net, Contender>);
    benchmark::RegisterBenchmark((workload + "/float/forward/" + tool).c_str(), time_forward<Net, Contender>);
}

template <class Net, class S>
void add_registers(std::string const& workload, bool& is_yardstick, std::string const& name) {
    if constexpr (fits_registers<Net, S>) {
        add_network<Net, by_registers<Net, S>>(workload, is_yardstick ? "hand" : "hand " + name);
        is_yardstick = false;
    }
}

/// The best of many short runs of the step, in ns.
template <class Net, class Contender>
[[nodiscard]] double quick_time() {
    auto const learner = std::make_unique<Contender>(random_parameters<Net>());
    auto const& own = samples_for<Net, Contender>();
    double best = HUGE_VAL;
    for (int round = 0; round < 200; ++round) {
        auto const start = std::chrono::steady_clock::now();
        for (int s = 0; s < sample_count; ++s) {
            auto loss = learner->step(own.x[s], own.t[s]);
            benchmark::DoNotOptimize(loss);
        }
        std::chrono::duration<double, std::nano> const passed = std::chrono::steady_clock::now() - start;
        best = std::fmin(best, passed.count() / sample_count);
    }
    return best;
}

/// The hand-written ones: the best of the target first, whose name is `hand`; the others where `All` are wanted.
template <class Net, bool All>
void add_hand(std::string const& workload) {
    bool is_yardstick = true;
#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
    if constexpr (fits_registers<Net, simd<16>>) {
        // Which of both is faster depends on the processor: the faster one is the yardstick.
        if (quick_time<Net, by_registers<Net, simd<16>>>() < quick_time<Net, by_registers<Net, half_registers>>()) {
            add_registers<Net, simd<16>>(workload, is_yardstick, "");
            if (All) add_registers<Net, half_registers>(workload, is_yardstick, "AVX-512, other width");
        } else {
            add_registers<Net, half_registers>(workload, is_yardstick, "");
            if (All) add_registers<Net, simd<16>>(workload, is_yardstick, "AVX-512, other width");
        }
    } else if constexpr (fits_registers<Net, half_registers>)
        add_registers<Net, half_registers>(workload, is_yardstick, "");
    else add_registers<Net, quarter_registers>(workload, is_yardstick, "");
#endif
#if defined(__AVX2__) && defined(__FMA__)
    if constexpr (All || widest_lanes == 8) add_registers<Net, simd<8>>(workload, is_yardstick, "AVX2");
#endif
#if defined(__SSE2__)
    if constexpr (All || widest_lanes == 4 || Net::size(1) % 8 != 0)
        add_registers<Net, simd<4>>(workload, is_yardstick, "SSE2");
#endif
    add_network<Net, by_loops<Net, float>>(workload, is_yardstick ? "hand" : "plain loops");
}

/// All ways that the target and the machine have.
template <class Net, bool All = true>
void add_all_networks(std::string const& workload) {
    add_hand<Net, All>(workload);
    add_network<Net, by_tapeless_network<Net>>(workload, "tapeless");
#if defined(TAPELESS_BENCH_HAS_EIGEN)
    add_network<Net, by_eigen<Net>>(workload, "Eigen");
#endif
#if defined(TAPELESS_BENCH_HAS_TORCH)
    add_network<Net, by_torch<Net>>(workload, "libtorch");
#endif
}

}  // namespace bench

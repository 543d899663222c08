// SPDX-License-Identifier: BSL-1.0
// An LSTM cell of 16 units: one sample of a stream forward, and one training step over a sequence of 32 samples.
#include "hand_lstm.hpp"
#include "heap_count.hpp"
#include "lstm_network.hpp"
#include "network_checks.hpp"
#include "tapeless_lstm.hpp"

#if defined(TAPELESS_BENCH_HAS_TORCH)
#include "torch_peer.hpp"
#endif

namespace {

using namespace bench;
constexpr int inputs = lstm_sizes::inputs, units = lstm_sizes::units, steps = lstm_sizes::steps;

#if defined(TAPELESS_BENCH_HAS_TORCH)
class lstm_by_torch : public peer::torch_lstm {
public:
    explicit lstm_by_torch(std::vector<float> const& start) : torch_lstm(inputs, units, steps, lstm_rate, start) {}
};
#endif

template <class Contender>
void time_sequence(benchmark::State& state) {
    auto const learner = std::make_unique<Contender>(lstm_start());
    auto const& all = all_sequences();
    static_cast<void>(learner->step(all.x[0], all.t[0]));
    long long const before = heap_allocations();
    static_cast<void>(learner->step(all.x[0], all.t[0]));
    auto const heap = static_cast<double>(heap_allocations() - before);
    int s = 0;
    for (auto _ : state) {
        auto loss = learner->step(all.x[s], all.t[s]);
        benchmark::DoNotOptimize(loss);
        benchmark::ClobberMemory();
        s = (s + 1) % lstm_samples::sequences;
    }
    state.counters["heap"] = heap;
}
template <class Contender>
void time_stream(benchmark::State& state) {
    auto const learner = std::make_unique<Contender>(lstm_start());
    auto const& all = all_sequences();
    alignas(64) float out[units];
    int s = 0;
    for (auto _ : state) {
        learner->stream(all.x[0] + s * inputs, out);
        benchmark::DoNotOptimize(out);
        benchmark::ClobberMemory();
        s = (s + 1) % steps;
    }
}

/// Against plain loops in double: the outputs of a stream, the losses, every part of the parameters.
template <class Contender>
void add_lstm(std::string const& tool) {
    std::string const name = "LSTM/" + tool;
    auto const start = lstm_start();
    auto const& all = all_sequences();
    lstm_by_loops<double> exact(start);
    auto const found = std::make_unique<Contender>(start);
    for (int s = 0; s < steps; ++s) {
        float expected[units], have[units];
        exact.stream(all.x[0] + s * inputs, expected);
        found->stream(all.x[0] + s * inputs, have);
        for (int u = 0; u < units; ++u) {
            double const error = std::fabs(static_cast<double>(have[u] - expected[u]));
            if (!(error <= 1e-6)) wrong(name, "output", error, 1e-6);
        }
    }
    for (int s = 0; s < lstm_samples::sequences; ++s) {
        double const error =
            std::fabs(exact.step(all.x[s], all.t[s]) - static_cast<double>(found->step(all.x[s], all.t[s])));
        if (!(error <= 1e-6)) wrong(name, "loss", error, 1e-6);
    }
    auto const& expected = exact.parameters();
    auto const have = found->parameters();
    constexpr int first[] = {lstm_sizes::wx, lstm_sizes::wh, lstm_sizes::b,
                             lstm_sizes::wo, lstm_sizes::bo, lstm_sizes::count};
    for (int part = 0; part < 5; ++part)
        demand_change(name, have.data(), expected.data(), start.data(), first[part], first[part + 1]);
    benchmark::RegisterBenchmark(("LSTM of 16/float/forward/" + tool).c_str(), time_stream<Contender>);
    benchmark::RegisterBenchmark(("LSTM of 16/float/step over 32/" + tool).c_str(), time_sequence<Contender>);
}

}  // namespace

int main(int argc, char** argv) {
    bool is_yardstick = true;
    [[maybe_unused]] auto const name = [&](char const* registers) {
        std::string const result = is_yardstick ? "hand" : std::string("hand ") + registers;
        is_yardstick = false;
        return result;
    };
#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
    add_lstm<lstm_by_registers<simd<16>>>(name("AVX-512"));
    add_lstm<lstm_by_registers<half_registers>>(name("AVX-512, 8 lanes"));
#endif
#if defined(__AVX2__) && defined(__FMA__)
    add_lstm<lstm_by_registers<simd<8>>>(name("AVX2"));
#endif
#if defined(__SSE2__)
    add_lstm<lstm_by_registers<simd<4>>>(name("SSE2"));
#endif
    add_lstm<lstm_by_loops<float>>(is_yardstick ? "hand" : "plain loops");
    add_lstm<lstm_by_tapeless>("tapeless");
#if defined(TAPELESS_BENCH_HAS_TORCH)
    add_lstm<lstm_by_torch>("libtorch");
#endif
    return run_benchmarks(argc, argv);
}

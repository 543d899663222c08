// SPDX-License-Identifier: BSL-1.0
// W7: a training step of 16-64-64-10, ReLU, softmax and cross entropy, from 64 samples; operations a second beside the most
// that the machine can do.
#include "batch_network.hpp"
#include "hand_batch.hpp"
#include "heap_count.hpp"
#include "network_checks.hpp"
#include "peak.hpp"
#include "tapeless_batch.hpp"

#if defined(TAPELESS_BENCH_HAS_EIGEN)
#include "eigen_batch.hpp"
#endif
#if defined(TAPELESS_BENCH_HAS_OPENBLAS)
#include "blas_batch.hpp"
#endif
#if defined(TAPELESS_BENCH_HAS_TORCH)
#include "torch_peer.hpp"
#endif

namespace {

using namespace bench;
using net = w7_network;

#if defined(TAPELESS_BENCH_HAS_TORCH)
class batch_by_torch : public peer::torch_network {
public:
    explicit batch_by_torch(std::vector<float> const& start)
        : torch_network(std::vector<int>(net::sizes.begin(), net::sizes.end()), peer::torch_activation::relu,
                        peer::torch_loss::cross_entropy, batch_size, batch_rate, start) {}
};
#endif

template <class Contender>
void time_batch(benchmark::State& state) {
    auto const learner = std::make_unique<Contender>(random_parameters<net>());
    auto const& all = all_batches<net>();
    static_cast<void>(learner->step(all.x[0], all.t[0]));
    long long const before = heap_allocations();
    static_cast<void>(learner->step(all.x[0], all.t[0]));
    auto const heap = static_cast<double>(heap_allocations() - before);
    int b = 0;
    for (auto _ : state) {
        auto loss = learner->step(all.x[b], all.t[b]);
        benchmark::DoNotOptimize(loss);
        benchmark::ClobberMemory();
        b = (b + 1) % batch_count;
    }
    state.counters["heap"] = heap;
    state.counters["flop"] = batch_flop<net>;
}

/// Every batch once against plain loops in double, then registered.
template <class Contender>
void add_batch(std::string const& tool) {
    auto const start = random_parameters<net>();
    auto const& all = all_batches<net>();
    auto const exact = std::make_unique<batch_by_loops<net, double>>(start);
    auto const found = std::make_unique<Contender>(start);
    for (int b = 0; b < batch_count; ++b) {
        double const error =
            std::fabs(exact->step(all.x[b], all.t[b]) - static_cast<double>(found->step(all.x[b], all.t[b])));
        if (!(error <= 1e-5)) wrong("w7/" + tool, "loss", error, 1e-5);
    }
    demand_parameters<net>("w7/" + tool, found->parameters(), exact->parameters(), start);
    benchmark::RegisterBenchmark(("w7/float/step/" + tool).c_str(), time_batch<Contender>);
}

}  // namespace

int main(int argc, char** argv) {
    add_peak("w7");
    bool is_yardstick = true;
    [[maybe_unused]] auto const name = [&](char const* registers) {
        std::string const result = is_yardstick ? "hand" : std::string("hand ") + registers;
        is_yardstick = false;
        return result;
    };
#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
    add_batch<batch_by_registers<net, simd<16>>>(name("AVX-512"));
#endif
#if defined(__AVX2__) && defined(__FMA__)
    add_batch<batch_by_registers<net, simd<8>>>(name("8 lanes"));
#endif
#if defined(__SSE2__)
    add_batch<batch_by_registers<net, simd<4>>>(name("4 lanes"));
#endif
    add_batch<batch_by_loops<net, float>>(name("") == "hand" ? "hand" : "plain loops");
    add_batch<batch_by_tapeless<net>>("tapeless");
#if defined(TAPELESS_BENCH_HAS_EIGEN)
    add_batch<batch_by_eigen<net, true>>("Eigen, fixed sizes");
    add_batch<batch_by_eigen<net, false>>("Eigen, dynamic sizes");
#endif
#if defined(TAPELESS_BENCH_HAS_OPENBLAS)
    add_batch<batch_by_blas<net>>("OpenBLAS");
#endif
#if defined(TAPELESS_BENCH_HAS_TORCH)
    add_batch<batch_by_torch>("libtorch");
#endif
    return run_benchmarks(argc, argv);
}

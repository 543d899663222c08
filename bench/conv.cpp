// SPDX-License-Identifier: BSL-1.0
// conv2d of one image, 3 x 3 with a border of zeros: 1 -> 8 channels on 28 x 28 and 8 -> 16 on 14 x 14; forward, and the
// gradient of sum(y * seed) by the image and by the weights. The yardstick is plain loops that compilers can vectorise.
#include "heap_count.hpp"
#include "network_checks.hpp"
#include "networks.hpp"
#include "peak.hpp"

#include <tapeless/tensor.hpp>

#include <algorithm>
#include <array>
#include <memory>

#if defined(TAPELESS_BENCH_HAS_TORCH)
#include "torch_peer.hpp"
#endif

namespace {

using namespace bench;

template <int Channels, int Out, int Size>
struct convolution {
    static constexpr int channels = Channels, out = Out, size = Size, kernel = 3, padded = Size + kernel - 1;
    static constexpr int xs = Channels * Size * Size, ws = Out * Channels * kernel * kernel, ys = Out * Size * Size;
    static constexpr double flop = 2.0 * ws * Size * Size;  // borders counted too
};

template <class C>
struct numbers {
    alignas(64) float x[C::xs], w[C::ws], seed[C::ys];
    numbers() {
        congruence random(7);
        for (auto* of : {x, w, seed})
            for (int i = 0; i < (of == x ? C::xs : of == w ? C::ws : C::ys); ++i) of[i] = random() - 0.5f;
    }
};
template <class C>
[[nodiscard]] numbers<C> const& all_numbers() {
    static auto const result = std::make_unique<numbers<C>>();
    return *result;
}

/// A copy of the image with its border, then one pass over a row for each weight.
template <class C, class T>
class conv_by_loops {
    static constexpr int P = C::padded, S = C::size, K = C::kernel;
    std::array<T, C::channels * P * P> x_{}, dx_{};

    void copy(float const* x) {
        for (int c = 0; c < C::channels; ++c)
            for (int i = 0; i < S; ++i)
                for (int j = 0; j < S; ++j) x_[at(c, i + 1, j + 1)] = static_cast<T>(x[(c * S + i) * S + j]);
    }
    static constexpr std::size_t at(int c, int i, int j) { return static_cast<std::size_t>((c * P + i) * P + j); }

public:
    void forward(float const* x, float const* w, T* y) {
        copy(x);
        for (int o = 0; o < C::out; ++o)
            for (int i = 0; i < S; ++i) {
                T row[S]{};
                for (int c = 0; c < C::channels; ++c)
                    for (int k = 0; k < K; ++k)
                        for (int l = 0; l < K; ++l) {
                            T const weight = static_cast<T>(w[((o * C::channels + c) * K + k) * K + l]);
                            T const* const from = x_.data() + at(c, i + k, l);
                            for (int j = 0; j < S; ++j) row[j] += weight * from[j];
                        }
                std::copy_n(row, S, y + (o * S + i) * S);
            }
    }
    void gradient(float const* x, float const* w, float const* seed, T* dx, T* dw) {
        copy(x);
        dx_.fill(0);
        for (int o = 0; o < C::out; ++o)
            for (int c = 0; c < C::channels; ++c)
                for (int k = 0; k < K; ++k)
                    for (int l = 0; l < K; ++l) {
                        int const place = ((o * C::channels + c) * K + k) * K + l;
                        T const weight = static_cast<T>(w[place]);
                        T sums[S]{};
                        for (int i = 0; i < S; ++i) {
                            float const* const d = seed + (o * S + i) * S;
                            T const* const from = x_.data() + at(c, i + k, l);
                            T* const to = dx_.data() + at(c, i + k, l);
                            for (int j = 0; j < S; ++j) {
                                to[j] += weight * static_cast<T>(d[j]);
                                sums[j] += from[j] * static_cast<T>(d[j]);
                            }
                        }
                        T sum = 0;
                        for (T s : sums) sum += s;
                        dw[place] = sum;
                    }
        for (int c = 0; c < C::channels; ++c)
            for (int i = 0; i < S; ++i)
                for (int j = 0; j < S; ++j) dx[(c * S + i) * S + j] = dx_[at(c, i + 1, j + 1)];
    }
};

struct layer {
    template <class X, class W>
    [[nodiscard]] constexpr auto operator()(X const& x, W const& w) const {
        return conv2d<tapeless::border<1>>(x, w);
    }
};
struct seeded {
    template <class X, class W, class S>
    [[nodiscard]] constexpr auto operator()(X const& x, W const& w, S const& seed) const {
        return sum(layer{}(x, w) * seed);
    }
};

template <class C>
class conv_by_tapeless {
    tapeless::tensor<float, C::channels, C::size, C::size> x_;
    tapeless::tensor<float, C::out, C::channels, C::kernel, C::kernel> w_;
    tapeless::tensor<float, C::out, C::size, C::size> seed_;
    static constexpr auto value_of = tapeless::value(layer{});
    static constexpr auto slope = tapeless::gradient<0, 1>(seeded{});

public:
    void forward(float const* x, float const* w, float* y) {
        std::copy_n(x, C::xs, x_.values);
        std::copy_n(w, C::ws, w_.values);
        auto const result = value_of(x_, w_);
        std::copy_n(result.values, C::ys, y);
    }
    void gradient(float const* x, float const* w, float const* seed, float* dx, float* dw) {
        std::copy_n(x, C::xs, x_.values);
        std::copy_n(w, C::ws, w_.values);
        std::copy_n(seed, C::ys, seed_.values);
        auto const [by_x, by_w] = slope(x_, w_, seed_);
        std::copy_n(by_x.values, C::xs, dx);
        std::copy_n(by_w.values, C::ws, dw);
    }
};

#if defined(TAPELESS_BENCH_HAS_TORCH)
template <class C>
class conv_by_torch : public peer::torch_convolution {
public:
    conv_by_torch() : torch_convolution(C::channels, C::out, C::size, C::size, C::kernel) {}
};
#endif

template <class C, class Contender>
void time_forward(benchmark::State& state) {
    auto const tool = std::make_unique<Contender>();
    auto const& in = all_numbers<C>();
    alignas(64) static float y[C::ys];
    for (auto _ : state) {
        tool->forward(in.x, in.w, y);
        benchmark::ClobberMemory();
    }
    state.counters["flop"] = C::flop;
}
template <class C, class Contender>
void time_gradient(benchmark::State& state) {
    auto const tool = std::make_unique<Contender>();
    auto const& in = all_numbers<C>();
    alignas(64) static float dx[C::xs], dw[C::ws];
    long long const before = heap_allocations();
    tool->gradient(in.x, in.w, in.seed, dx, dw);
    auto const heap = static_cast<double>(heap_allocations() - before);
    for (auto _ : state) {
        tool->gradient(in.x, in.w, in.seed, dx, dw);
        benchmark::ClobberMemory();
    }
    state.counters["flop"] = 2 * C::flop;
    state.counters["heap"] = heap;
}

template <class C, class Contender>
void add_convolution(std::string const& workload, std::string const& tool) {
    auto const& in = all_numbers<C>();
    auto const exact = std::make_unique<conv_by_loops<C, double>>();
    auto const found = std::make_unique<Contender>();
    std::vector<double> y(C::ys), dx(C::xs), dw(C::ws);
    std::vector<float> have_y(C::ys), have_dx(C::xs), have_dw(C::ws);
    exact->forward(in.x, in.w, y.data());
    exact->gradient(in.x, in.w, in.seed, dx.data(), dw.data());
    found->forward(in.x, in.w, have_y.data());
    found->gradient(in.x, in.w, in.seed, have_dx.data(), have_dw.data());
    auto const compare = [&](char const* what, std::vector<double> const& expected, std::vector<float> const& have) {
        for (std::size_t i = 0; i < expected.size(); ++i) {
            double const error = std::fabs(expected[i] - static_cast<double>(have[i]));
            if (!(error <= 1e-4)) wrong(workload + "/" + tool, what, error, 1e-4);
        }
    };
    compare("values", y, have_y);
    compare("gradient by the image", dx, have_dx);
    compare("gradient by the weights", dw, have_dw);
    benchmark::RegisterBenchmark((workload + "/float/forward/" + tool).c_str(), time_forward<C, Contender>);
    benchmark::RegisterBenchmark((workload + "/float/gradient/" + tool).c_str(), time_gradient<C, Contender>);
}

template <class C>
void add_all(std::string const& workload) {
    add_peak(workload);
    add_convolution<C, conv_by_loops<C, float>>(workload, "hand");
    add_convolution<C, conv_by_tapeless<C>>(workload, "tapeless");
#if defined(TAPELESS_BENCH_HAS_TORCH)
    add_convolution<C, conv_by_torch<C>>(workload, "libtorch");
#endif
}

}  // namespace

int main(int argc, char** argv) {
    add_all<convolution<1, 8, 28>>("conv2d 1-8 28x28");
    add_all<convolution<8, 16, 14>>("conv2d 8-16 14x14");
    return run_benchmarks(argc, argv);
}

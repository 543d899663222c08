// SPDX-License-Identifier: BSL-1.0
// A network's training step as a specialist writes it: fixed sizes, packs of registers, no temporaries but the activations.
// In: sizes of a network whose hidden widths are multiples of the lanes. Out: forward and step, update in place.
//   - Weights (inputs, outputs) but for the last layer (outputs, inputs): the forward pass broadcasts activations, the backward
//     pass sums 16 rows by a tree of shuffles, each weight is read once and written once.
//   - One output: the backward pass is linear in the loss's slope, so it runs for slope 1 beside the sum that gives the output,
//     and the slope is multiplied in at the very end.
#pragma once

#include "networks.hpp"
#include "registers.hpp"
#include "unrolled.hpp"

#include <algorithm>

namespace bench {

/// Whether the hidden layers are whole registers.
template <class Net, class S>
inline constexpr bool fits_registers = Net::size(1) % S::lanes == 0 && Net::size(Net::layers - 1) % S::lanes == 0;

template <class Net, class S>
class by_registers {
    static_assert(fits_registers<Net, S>);
    static constexpr int Lanes = S::lanes;
    using reg = typename S::reg;
    static constexpr int L = Net::layers;
    static constexpr int inputs = Net::inputs, outputs = Net::outputs;
    static constexpr int packs(int layer) { return Net::size(layer) / Lanes; }
    static constexpr float rate = static_cast<float>(learning_rate);
    static constexpr std::size_t size = static_cast<std::size_t>(Net::parameter_count);

    alignas(64) float p_[size];
    alignas(64) float last_bias_[static_cast<std::size_t>(outputs)];

    /// Activations of the hidden layers.
    struct hidden {
        alignas(64) float of[static_cast<std::size_t>(L)]
                            [static_cast<std::size_t>(std::max(Net::size(1), Net::size(L - 1)))];
    };

    /// A pack of a layer's sums: the bias and every input's share, in several accumulators while there are few packs.
    template <int Layer, int First, int Count>
    TAPELESS_BENCH_INLINE void dense(float const* in, reg (&out)[Count]) const {
        constexpr int n = Net::size(Layer), m = Net::size(Layer + 1);
        constexpr int chains = std::clamp(S::accumulators / Count, 1, n >= 4 ? 4 : n);
        float const* const w = p_ + Net::weights_at(Layer) + First * Lanes;
        reg sum[chains][Count];
        unrolled<Count>([&](auto j) TAPELESS_BENCH_LAMBDA {
            sum[0][j] = S::load(p_ + Net::biases_at(Layer) + (First + j) * Lanes);
        });
        unrolled<chains>([&](auto c) TAPELESS_BENCH_LAMBDA {
            reg const x = S::splat(in[c]);
            unrolled<Count>([&](auto j) TAPELESS_BENCH_LAMBDA {
                reg const row = S::load(w + c * m + j * Lanes);
                if constexpr (c == 0) sum[c][j] = S::fma(x, row, sum[c][j]);
                else sum[c][j] = S::mul(x, row);
            });
        });
        in_blocks<chains, n, std::max(chains, 32 / Count)>([&](int i, auto c) TAPELESS_BENCH_LAMBDA {
            reg const x = S::splat(in[i]);
            unrolled<Count>([&](auto j) TAPELESS_BENCH_LAMBDA {
                sum[c % chains][j] = S::fma(x, S::load(w + i * m + j * Lanes), sum[c % chains][j]);
                if constexpr (Count > 1 && c % 8 >= 8 - chains) in_order(sum[c % chains][j]);
            });
        });
        unrolled<Count>([&](auto j) TAPELESS_BENCH_LAMBDA {
            if constexpr (chains == 4) sum[0][j] = S::add(S::add(sum[0][j], sum[1][j]), S::add(sum[2][j], sum[3][j]));
            else if constexpr (chains > 1) sum[0][j] = S::add(sum[0][j], sum[1][j]);
        });
        unrolled<Count>([&](auto j) TAPELESS_BENCH_LAMBDA { out[j] = sum[0][j]; });
    }
    template <int Layer, int First = 0>
    TAPELESS_BENCH_INLINE void activate(float const* in, float* out) const {
        constexpr int count = std::min(packs(Layer + 1) - First, std::max(S::accumulators, 4));
        reg z[static_cast<std::size_t>(count)];
        dense<Layer, First>(in, z);
        unrolled<count>([&](auto j) TAPELESS_BENCH_LAMBDA { S::store(out + (First + j) * Lanes, S::tanh(z[j])); });
        if constexpr (First + count < packs(Layer + 1)) activate<Layer, First + count>(in, out);
    }
    TAPELESS_BENCH_INLINE void all_hidden(float const* x, hidden& h) const {
        activate<0>(x, h.of[1]);
        if constexpr (L > 2) activate<1>(h.of[1], h.of[2]);
        static_assert(L == 2 || L == 3);
    }

    /// One output: the sum in every lane.
    TAPELESS_BENCH_INLINE reg only_output(float const* h) const {
        float const* const w = p_ + Net::weights_at(L - 1);
        reg sum = S::mul(S::load(h), S::load(w));
        unrolled<packs(L - 1) - 1>([&](auto j) TAPELESS_BENCH_LAMBDA {
            sum = S::fma(S::load(h + (j + 1) * Lanes), S::load(w + (j + 1) * Lanes), sum);
        });
        return S::add(S::sum(sum), S::splat(last_bias_[0]));
    }
    /// Multiples of four outputs.
    TAPELESS_BENCH_INLINE void all_outputs(float const* h, float* y) const {
        for (int o = 0; o < outputs; o += 4) {
            reg sum[4];
            unrolled<4>([&](auto k) TAPELESS_BENCH_LAMBDA {
                float const* const w = p_ + Net::weights_at(L - 1) + (o + k) * Net::size(L - 1);
                sum[k] = S::mul(S::load(h), S::load(w));
                unrolled<packs(L - 1) - 1>([&](auto j) TAPELESS_BENCH_LAMBDA {
                    sum[k] = S::fma(S::load(h + (j + 1) * Lanes), S::load(w + (j + 1) * Lanes), sum[k]);
                });
            });
            simd<4>::store(y + o, simd<4>::add(S::sums_of_four(sum), simd<4>::load(last_bias_ + o)));
        }
    }
    /// y becomes the derivatives by the outputs.
    TAPELESS_BENCH_INLINE static float slope_of_loss(float* y, float const* t) {
        using Q = simd<4>;
        Q::reg loss = Q::zero();
        if constexpr (Net::loss == loss_kind::squared) {
            for (int o = 0; o < outputs; o += 4) {
                auto const d = Q::sub(Q::load(y + o), Q::load(t + o));
                Q::store(y + o, d);
                loss = Q::fma(d, d, loss);
            }
            return 0.5f * Q::first(Q::sum(loss));
        } else {
            static_assert(outputs == 4);
            auto const target = Q::load(t), z = Q::load(y);
            auto const shifted = Q::sub(z, Q::largest(z));
            auto const e = Q::exp_not_above_zero(shifted);
            auto const sum = Q::sum(e);
            Q::store(y, Q::sub(Q::div(e, sum), target));
            return std::log(Q::first(sum)) - Q::first(Q::sum(Q::mul(target, shifted)));
        }
    }

    /// A hidden layer but the first: what goes down, g of the layer below, and the update, with each weight in its register
    /// for both. `slope` is the factor of all changes, for g may have been computed for slope 1. A single pack is updated
    /// afterwards (W4 with 16 lanes: 65 instead of 73 ns), since nothing that goes down then waits for the slope.
    template <int Layer>
    TAPELESS_BENCH_INLINE void down(float const* h, reg const (&g)[static_cast<std::size_t>(packs(Layer + 1))],
                                    reg slope, reg (&below)[static_cast<std::size_t>(packs(Layer))]) {
        constexpr int m = Net::size(Layer + 1), P = packs(Layer + 1);
        alignas(64) float factors[static_cast<std::size_t>(Net::size(Layer))];
        unrolled<packs(Layer)>([&](auto j) TAPELESS_BENCH_LAMBDA {
            S::store(factors + j * Lanes, S::mul(S::load(h + j * Lanes), slope));
        });
        for (int block = 0; block < packs(Layer); ++block) {
            reg rows[static_cast<std::size_t>(Lanes)];
            unrolled<Lanes>([&](auto r) TAPELESS_BENCH_LAMBDA {
                float* const row = p_ + Net::weights_at(Layer) + (block * Lanes + r) * m;
                [[maybe_unused]] reg const factor = S::splat(factors[block * Lanes + r]);
                unrolled<P>([&](auto j) TAPELESS_BENCH_LAMBDA {
                    reg const w = S::load(row + j * Lanes);
                    if constexpr (j == 0) rows[r] = S::mul(w, g[j]);
                    else rows[r] = S::fma(w, g[j], rows[r]);
                    if constexpr (P > 1) S::store(row + j * Lanes, S::fma(factor, g[j], w));
                });
            });
            reg const a = S::load(h + block * Lanes);
            below[block] = S::mul(S::sums(rows), S::sub(S::splat(1.0f), S::mul(a, a)));
        }
        reg change[static_cast<std::size_t>(P)];
        unrolled<P>([&](auto j) TAPELESS_BENCH_LAMBDA { change[j] = S::mul(g[j], slope); });
        if constexpr (P > 1) add_biases<Layer>(change);
        else add_outer<Layer>(h, change);
    }
    /// Weights += outer(h, change), biases += change.
    template <int Layer, std::size_t P>
    TAPELESS_BENCH_INLINE void add_outer(float const* h, reg const (&change)[P]) {
        constexpr int n = Net::size(Layer), m = Net::size(Layer + 1);
        float* const w = p_ + Net::weights_at(Layer);
        in_blocks<0, n, std::max(1, 16 / static_cast<int>(P))>([&](int i, auto) TAPELESS_BENCH_LAMBDA {
            reg const x = S::splat(h[i]);
            unrolled<static_cast<int>(P)>([&](auto j) TAPELESS_BENCH_LAMBDA {
                float* const at = w + i * m + j * Lanes;
                S::store(at, S::fma(x, change[j], S::load(at)));
            });
        });
        add_biases<Layer>(change);
    }
    template <int Layer, std::size_t P>
    TAPELESS_BENCH_INLINE void add_biases(reg const (&change)[P]) {
        unrolled<static_cast<int>(P)>([&](auto j) TAPELESS_BENCH_LAMBDA {
            float* const at = p_ + Net::biases_at(Layer) + j * Lanes;
            S::store(at, S::add(S::load(at), change[j]));
        });
    }
    /// From g of the last hidden layer (for slope 1) to the first layer's weights; minus rate * slope is the factor of all changes.
    TAPELESS_BENCH_INLINE void all_down(float const* x, hidden const& h,
                                        reg const (&g)[static_cast<std::size_t>(packs(L - 1))], reg slope) {
        if constexpr (L == 3) {
            reg below[static_cast<std::size_t>(packs(1))];
            down<1>(h.of[1], g, slope, below);
            unrolled<packs(1)>([&](auto j) TAPELESS_BENCH_LAMBDA { below[j] = S::mul(below[j], slope); });
            add_outer<0>(x, below);
        } else {
            reg change[static_cast<std::size_t>(packs(1))];
            unrolled<packs(1)>([&](auto j) TAPELESS_BENCH_LAMBDA { change[j] = S::mul(g[j], slope); });
            add_outer<0>(x, change);
        }
    }

    static constexpr int last_at(int i, int o) { return Net::weights_at(L - 1) + o * Net::size(L - 1) + i; }

public:
    explicit by_registers(std::vector<float> const& start) {
        std::copy(start.begin(), start.end(), p_);
        for (int i = 0; i < Net::size(L - 1); ++i)
            for (int o = 0; o < outputs; ++o)
                p_[last_at(i, o)] = start[static_cast<std::size_t>(Net::weights_at(L - 1) + i * outputs + o)];
        std::copy(start.end() - outputs, start.end(), last_bias_);
    }
    [[nodiscard]] std::vector<float> parameters() const {
        std::vector<float> result(p_, p_ + size);
        for (int i = 0; i < Net::size(L - 1); ++i)
            for (int o = 0; o < outputs; ++o)
                result[static_cast<std::size_t>(Net::weights_at(L - 1) + i * outputs + o)] = p_[last_at(i, o)];
        std::copy(last_bias_, last_bias_ + outputs, result.end() - outputs);
        return result;
    }

    [[gnu::noinline]] void forward(float const* x, float* y) const {
        hidden h;
        all_hidden(x, h);
        if constexpr (outputs == 1) y[0] = S::first(only_output(h.of[L - 1]));
        else all_outputs(h.of[L - 1], y);
    }
    [[gnu::noinline]] float step(float const* x, float const* t) {
        constexpr int P = packs(L - 1);
        hidden h;
        all_hidden(x, h);
        float const* const top = h.of[L - 1];
        reg g[static_cast<std::size_t>(P)];
        float* const w = p_ + Net::weights_at(L - 1);
        if constexpr (outputs == 1) {
            reg const slope = S::sub(only_output(top), S::splat(t[0]));
            reg const change = S::mul(slope, S::splat(-rate));
            unrolled<P>([&](auto j) TAPELESS_BENCH_LAMBDA {
                reg const a = S::load(top + j * Lanes), v = S::load(w + j * Lanes);
                g[j] = S::mul(v, S::sub(S::splat(1.0f), S::mul(a, a)));
                S::store(w + j * Lanes, S::fma(a, change, v));
            });
            all_down(x, h, g, change);
            float const d = S::first(slope);
            last_bias_[0] -= rate * d;
            return 0.5f * d * d;
        } else {
            alignas(64) float y[static_cast<std::size_t>(outputs)];
            all_outputs(top, y);
            float const loss = slope_of_loss(y, t);
            unrolled<P>([&](auto j) TAPELESS_BENCH_LAMBDA {
                reg const a = S::load(top + j * Lanes), change = S::mul(a, S::splat(-rate));
                reg sum = S::zero();
                unrolled<outputs>([&](auto o) TAPELESS_BENCH_LAMBDA {
                    float* const at = w + o * Net::size(L - 1) + j * Lanes;
                    reg const v = S::load(at), d = S::splat(y[o]);
                    if constexpr (o == 0) sum = S::mul(v, d);
                    else sum = S::fma(v, d, sum);
                    S::store(at, S::fma(change, d, v));
                });
                g[j] = S::mul(sum, S::sub(S::splat(1.0f), S::mul(a, a)));
            });
            for (int o = 0; o < outputs; o += 4)
                simd<4>::store(last_bias_ + o, simd<4>::fma(simd<4>::load(y + o), simd<4>::splat(-rate),
                                                            simd<4>::load(last_bias_ + o)));
            all_down(x, h, g, S::splat(-rate));
            return loss;
        }
    }
};

}  // namespace bench

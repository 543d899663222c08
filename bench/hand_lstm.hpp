// SPDX-License-Identifier: BSL-1.0
// The LSTM network as a specialist writes it: one row of a gate's units in one or a few registers; a sequence's products with
// its inputs, and those that give the weights' slopes, by register-blocked tiles over all steps at once.
#pragma once

#include "lstm_network.hpp"
#include "registers.hpp"
#include "tiles.hpp"

#include <algorithm>

namespace bench {

template <class S>
class lstm_by_registers : lstm_sizes {
    using reg = typename S::reg;
    static constexpr int lanes = S::lanes, packs = units / lanes;
    template <int N>
    struct block {
        alignas(64) float at[N];
    };
    block<inputs * gates> wx_;
    block<units * gates> wh_;
    block<gates> b_;
    block<units> wo_;
    float bo_;
    block<units> h_{}, c_{};
    // Of all steps: gates after their activation, then their slopes; states, from the one before the first step on.
    block<steps * gates> gate_, slope_;
    block<(steps + 1) * units> all_h_, all_c_;
    block<steps * units> squashed_;

    TAPELESS_BENCH_INLINE static reg sigmoid(reg x) {
        reg const e = S::exp_not_above_zero(S::sub(S::zero(), S::abs(x)));
        return S::div(S::max(e, S::where_positive(S::splat(1.0f), x)), S::add(e, S::splat(1.0f)));
    }
    TAPELESS_BENCH_INLINE static reg one_minus_square(reg x) { return S::sub(S::splat(1.0f), S::mul(x, x)); }

    /// Gates' sums += wh^T h, by several chains of additions, since a step waits for the one before.
    TAPELESS_BENCH_INLINE void recur(float const* h, reg (&z)[4 * packs]) const {
        constexpr int all = 4 * packs;
        constexpr int at_once = std::min(all, widest_lanes == 16 ? 8 : 4);
        constexpr int chains = std::max((widest_lanes == 16 ? 16 : 8) / at_once, 1);
        unrolled<all / at_once>([&](auto part) TAPELESS_BENCH_LAMBDA {
            reg sum[chains][at_once];
            unrolled<units>([&](auto i) TAPELESS_BENCH_LAMBDA {
                reg const x = S::splat(h[i]);
                unrolled<at_once>([&](auto j) TAPELESS_BENCH_LAMBDA {
                    constexpr int to = part * at_once + j;
                    reg const row = S::load(wh_.at + i * gates + to * lanes);
                    if constexpr (i == 0) sum[0][j] = S::fma(x, row, z[to]);
                    else if constexpr (i < chains) sum[i][j] = S::mul(x, row);
                    else sum[i % chains][j] = S::fma(x, row, sum[i % chains][j]);
                    if constexpr (i >= units - chains || i % 4 == 3) in_order(sum[i % chains][j]);
                });
            });
            unrolled<at_once>([&](auto j) TAPELESS_BENCH_LAMBDA {
                if constexpr (chains == 4)
                    sum[0][j] = S::add(S::add(sum[0][j], sum[1][j]), S::add(sum[2][j], sum[3][j]));
                else if constexpr (chains == 2) sum[0][j] = S::add(sum[0][j], sum[1][j]);
                z[part * at_once + j] = sum[0][j];
            });
        });
    }
    /// The rest of a step; the state in memory, and what the way back needs if it is wanted.
    TAPELESS_BENCH_INLINE static void finish(reg (&z)[4 * packs], float const* c_before, float* c_after, float* h_after,
                                             float* gate, float* squashed) {
        unrolled<packs>([&](auto p) TAPELESS_BENCH_LAMBDA {
            reg const in = sigmoid(z[p]), forget = sigmoid(z[packs + p]);
            reg const made = S::tanh(z[2 * packs + p]), out = sigmoid(z[3 * packs + p]);
            reg const c = S::fma(forget, S::load(c_before + p * lanes), S::mul(in, made));
            reg const q = S::tanh(c);
            S::store(c_after + p * lanes, c);
            S::store(h_after + p * lanes, S::mul(out, q));
            if (gate == nullptr) return;
            S::store(gate + p * lanes, in);
            S::store(gate + units + p * lanes, forget);
            S::store(gate + 2 * units + p * lanes, made);
            S::store(gate + 3 * units + p * lanes, out);
            S::store(squashed + p * lanes, q);
        });
    }
    TAPELESS_BENCH_INLINE float output_error(float const* h, float target) const {
        reg sum = S::mul(S::load(h), S::load(wo_.at));
        for (int p = 1; p < packs; ++p) sum = S::fma(S::load(h + p * lanes), S::load(wo_.at + p * lanes), sum);
        return S::first(S::sum(sum)) + bo_ - target;
    }
    /// dh = wh dz.
    TAPELESS_BENCH_INLINE void back(float const* dz, reg (&dh)[packs]) const {
        for (int part = 0; part < packs; ++part) {
            reg rows[lanes];
            unrolled<lanes>([&](auto r) TAPELESS_BENCH_LAMBDA {
                float const* const row = wh_.at + (part * lanes + r) * gates;
                rows[r] = S::mul(S::load(row), S::load(dz));
                unrolled<4 * packs - 1>([&](auto j) TAPELESS_BENCH_LAMBDA {
                    rows[r] = S::fma(S::load(row + (j + 1) * lanes), S::load(dz + (j + 1) * lanes), rows[r]);
                });
            });
            dh[part] = S::sums(rows);
        }
    }

public:
    explicit lstm_by_registers(std::vector<float> const& start) {
        float const* const p = start.data();
        std::copy_n(p + wx, inputs * gates, wx_.at);
        std::copy_n(p + wh, units * gates, wh_.at);
        std::copy_n(p + b, gates, b_.at);
        std::copy_n(p + wo, units, wo_.at);
        bo_ = p[bo];
        std::fill_n(all_h_.at, units, 0.0f);
        std::fill_n(all_c_.at, units, 0.0f);
    }
    [[nodiscard]] std::vector<float> parameters() const {
        std::vector<float> result(wx_.at, wx_.at + inputs * gates);
        result.insert(result.end(), wh_.at, wh_.at + units * gates);
        result.insert(result.end(), b_.at, b_.at + gates);
        result.insert(result.end(), wo_.at, wo_.at + units);
        result.push_back(bo_);
        return result;
    }

    [[gnu::noinline]] void stream(float const* x, float* out) {
        reg z[4 * packs];
        unrolled<4 * packs>([&](auto j) TAPELESS_BENCH_LAMBDA { z[j] = S::load(b_.at + j * lanes); });
        unrolled<inputs>([&](auto i) TAPELESS_BENCH_LAMBDA {
            reg const value = S::splat(x[i]);
            unrolled<4 * packs>([&](auto j) TAPELESS_BENCH_LAMBDA {
                z[j] = S::fma(value, S::load(wx_.at + i * gates + j * lanes), z[j]);
            });
        });
        recur(h_.at, z);
        finish(z, c_.at, c_.at, h_.at, nullptr, nullptr);
        unrolled<packs>([&](auto p) TAPELESS_BENCH_LAMBDA { S::store(out + p * lanes, S::load(h_.at + p * lanes)); });
    }

    [[gnu::noinline]] float step(float const* x, float const* t) {
        constexpr float rate = static_cast<float>(lstm_rate);
        tiles<S>::template product<steps, gates, inputs, inputs, 1, gates>(
            x, wx_.at, [this](int r, int c, reg sum) TAPELESS_BENCH_LAMBDA {
                S::store(gate_.at + r * gates + c, S::add(sum, S::load(b_.at + c)));
            });
        float error[steps];
        float loss = 0, sum_of_errors = 0;
        for (int s = 0; s < steps; ++s) {
            float* const gate = gate_.at + s * gates;
            float* const h = all_h_.at + s * units;
            float* const c = all_c_.at + s * units;
            reg z[4 * packs];
            unrolled<4 * packs>([&](auto j) TAPELESS_BENCH_LAMBDA { z[j] = S::load(gate + j * lanes); });
            recur(h, z);
            finish(z, c, c + units, h + units, gate, squashed_.at + s * units);
        }
        for (int s = 0; s < steps; ++s) {
            error[s] = output_error(all_h_.at + (s + 1) * units, t[s]);
            loss += error[s] * error[s];
            error[s] *= 1.0f / steps;
            sum_of_errors += error[s];
        }
        reg dh[packs], dc[packs], dwo[packs], w[packs];
        unrolled<packs>([&](auto p) TAPELESS_BENCH_LAMBDA {
            dh[p] = dc[p] = dwo[p] = S::zero();
            w[p] = S::load(wo_.at + p * lanes);
        });
        for (int s = steps - 1; s >= 0; --s) {
            float const* const gate = gate_.at + s * gates;
            float* const dz = slope_.at + s * gates;
            reg const d = S::splat(error[s]), one = S::splat(1.0f);
            unrolled<packs>([&](auto p) TAPELESS_BENCH_LAMBDA {
                constexpr int at = p * lanes;
                reg const in = S::load(gate + at), forget = S::load(gate + units + at);
                reg const made = S::load(gate + 2 * units + at), out = S::load(gate + 3 * units + at);
                reg const q = S::load(squashed_.at + s * units + at);
                dwo[p] = S::fma(d, S::mul(out, q), dwo[p]);
                dh[p] = S::fma(d, w[p], dh[p]);
                dc[p] = S::fma(S::mul(dh[p], out), one_minus_square(q), dc[p]);
                S::store(dz + at, S::mul(dc[p], S::mul(made, S::mul(in, S::sub(one, in)))));
                S::store(dz + units + at, S::mul(dc[p], S::mul(S::load(all_c_.at + s * units + at),
                                                               S::mul(forget, S::sub(one, forget)))));
                S::store(dz + 2 * units + at, S::mul(dc[p], S::mul(in, one_minus_square(made))));
                S::store(dz + 3 * units + at, S::mul(dh[p], S::mul(q, S::mul(out, S::sub(one, out)))));
                dc[p] = S::mul(dc[p], forget);
            });
            back(dz, dh);
        }
        auto const descend = [](float* to) {
            return [to](int r, int c, reg sum) TAPELESS_BENCH_LAMBDA {
                float* const at = to + r * gates + c;
                S::store(at, S::fma(sum, S::splat(-rate), S::load(at)));
            };
        };
        tiles<S>::template product<units, gates, steps, 1, units, gates>(all_h_.at, slope_.at, descend(wh_.at));
        tiles<S>::template product<inputs, gates, steps, 1, inputs, gates>(x, slope_.at, descend(wx_.at));
        for (int j = 0; j < gates; j += lanes) {
            reg sum = S::zero();
            for (int s = 0; s < steps; ++s) sum = S::add(sum, S::load(slope_.at + s * gates + j));
            S::store(b_.at + j, S::fma(sum, S::splat(-rate), S::load(b_.at + j)));
        }
        unrolled<packs>(
            [&](auto p) TAPELESS_BENCH_LAMBDA { S::store(wo_.at + p * lanes, S::fma(dwo[p], S::splat(-rate), w[p])); });
        bo_ -= rate * sum_of_errors;
        return loss / (2 * steps);
    }
};

}  // namespace bench

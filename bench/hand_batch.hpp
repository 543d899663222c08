// SPDX-License-Identifier: BSL-1.0
// W7 as a specialist writes it: every matrix product by one register-blocked tile, whose last line applies bias and ReLU, the
// mask of ReLU, or the update, while the sums are in registers. Two small copies: the weights of later layers, transposed.
#pragma once

#include "batch_network.hpp"
#include "registers.hpp"
#include "tiles.hpp"

namespace bench {

template <class Net, class S>
class batch_by_registers {
    using reg = typename S::reg;
    static constexpr int lanes = S::lanes;
    static constexpr int L = Net::layers;
    static_assert(L == 3);
    /// Columns in memory: whole packs, 16 at least.
    static constexpr int width(int layer) { return (Net::size(layer) + 15) / 16 * 16; }
    static constexpr int n0 = Net::inputs, n1 = Net::size(1), n2 = Net::size(2), n3 = width(3);
    static_assert(width(0) == n0 && width(1) == n1 && width(2) == n2);

    template <int N>
    struct block {
        alignas(64) float at[N];
    };
    block<n0 * n1> w1_;
    block<n1 * n2> w2_;
    block<n2 * n3> w3_;
    block<n1> b1_;
    block<n2> b2_;
    block<n3> b3_;
    block<n2 * n1> w2_transposed_;
    block<n3 * n2> w3_transposed_;
    block<batch_size * n1> h1_, g1_;
    block<batch_size * n2> h2_, g2_;
    block<batch_size * n3> y_;

    template <int N>
    static auto relu_into(float* to, float const* bias) {
        return [=](int r, int c, reg x)
                   TAPELESS_BENCH_LAMBDA { S::store(to + r * N + c, S::max(S::zero(), S::add(x, S::load(bias + c)))); };
    }
    template <int N>
    static auto masked_into(float* to, float const* h) {
        return [=](int r, int c, reg x)
                   TAPELESS_BENCH_LAMBDA { S::store(to + r * N + c, S::where_positive(x, S::load(h + r * N + c))); };
    }
    template <int N>
    static auto descend(float* w) {
        return [=](int r, int c, reg x) TAPELESS_BENCH_LAMBDA {
            float* const at = w + r * N + c;
            S::store(at, S::fma(x, S::splat(-static_cast<float>(batch_rate)), S::load(at)));
        };
    }
    template <int Rows, int Columns>
    static void transpose(float const* from, float* to) {
#if defined(__SSE2__)
        for (int r = 0; r < Rows; r += 4)
            for (int c = 0; c < Columns; c += 4) {
                float const* const in = from + r * Columns + c;
                __m128 a = _mm_load_ps(in), b = _mm_load_ps(in + Columns), d = _mm_load_ps(in + 2 * Columns),
                       e = _mm_load_ps(in + 3 * Columns);
                _MM_TRANSPOSE4_PS(a, b, d, e);
                float* const out = to + c * Rows + r;
                _mm_store_ps(out, a), _mm_store_ps(out + Rows, b), _mm_store_ps(out + 2 * Rows, d),
                    _mm_store_ps(out + 3 * Rows, e);
            }
#endif
    }
    template <int N>
    static void descend_biases(float const* g, float* b) {
        for (int c = 0; c < N; c += lanes) {
            reg even = S::zero(), odd = S::zero();
            for (int s = 0; s < batch_size; s += 2) {
                even = S::add(even, S::load(g + s * N + c));
                odd = S::add(odd, S::load(g + (s + 1) * N + c));
            }
            S::store(b + c, S::fma(S::add(even, odd), S::splat(-static_cast<float>(batch_rate)), S::load(b + c)));
        }
    }
    /// y becomes (softmax(y) - t) / batch. The columns beyond the outputs become 1e-38: their biases are -1e30.
    float slope_of_loss(float const* t) {
        constexpr int packs = n3 / lanes;
        float loss = 0;
        for (int s = 0; s < batch_size; ++s) {
            float* const y = y_.at + s * n3;
            float const* const target = t + s * Net::outputs;
            reg z[packs];
            for (int p = 0; p < packs; ++p) z[p] = S::load(y + p * lanes);
            reg most = z[0];
            for (int p = 1; p < packs; ++p) most = S::max(most, z[p]);
            most = S::largest(most);
            reg sum = S::zero();
            for (int p = 0; p < packs; ++p) {
                z[p] = S::exp_not_above_zero(S::sub(z[p], most));
                sum = S::add(sum, z[p]);
            }
            sum = S::sum(sum);
            float const total = S::first(sum);
            reg const scale = S::splat(1 / (total * batch_size));
            float dot = 0;
            for (int o = 0; o < Net::outputs; ++o) dot += target[o] * y[o];
            loss += std::log(total) + S::first(most) - dot;
            for (int p = 0; p < packs; ++p) S::store(y + p * lanes, S::mul(z[p], scale));
            for (int o = 0; o < Net::outputs; ++o) y[o] -= target[o] * (1.0f / batch_size);
        }
        return loss / batch_size;
    }

public:
    explicit batch_by_registers(std::vector<float> const& start) {
        auto const take = [&](float* w, float* b, int l, int columns) {
            int const n = Net::size(l), m = Net::size(l + 1);
            for (int i = 0; i < n; ++i)
                for (int j = 0; j < columns; ++j)
                    w[i * columns + j] = j < m ? start[static_cast<std::size_t>(Net::weights_at(l) + i * m + j)] : 0;
            for (int j = 0; j < columns; ++j)
                b[j] = j < m ? start[static_cast<std::size_t>(Net::biases_at(l) + j)] : -1e30f;
        };
        take(w1_.at, b1_.at, 0, n1);
        take(w2_.at, b2_.at, 1, n2);
        take(w3_.at, b3_.at, 2, n3);
    }
    [[nodiscard]] std::vector<float> parameters() const {
        std::vector<float> result;
        auto const give = [&](float const* w, float const* b, int l, int columns) {
            for (int i = 0; i < Net::size(l); ++i)
                result.insert(result.end(), w + i * columns, w + i * columns + Net::size(l + 1));
            result.insert(result.end(), b, b + Net::size(l + 1));
        };
        give(w1_.at, b1_.at, 0, n1);
        give(w2_.at, b2_.at, 1, n2);
        give(w3_.at, b3_.at, 2, n3);
        return result;
    }
    float step(float const* x, float const* t) {
        constexpr int B = batch_size;
        tiles<S>::template product<B, n1, n0, n0, 1, n1>(x, w1_.at, relu_into<n1>(h1_.at, b1_.at));
        tiles<S>::template product<B, n2, n1, n1, 1, n2>(h1_.at, w2_.at, relu_into<n2>(h2_.at, b2_.at));
        tiles<S>::template product<B, n3, n2, n2, 1, n3>(
            h2_.at, w3_.at, [this](int r, int c, reg z) TAPELESS_BENCH_LAMBDA {
                S::store(y_.at + r * n3 + c, S::add(z, S::load(b3_.at + c)));
            });
        transpose<n1, n2>(w2_.at, w2_transposed_.at);
        transpose<n2, n3>(w3_.at, w3_transposed_.at);
        float const loss = slope_of_loss(t);
        tiles<S>::template product<B, n2, Net::outputs, n3, 1, n2>(y_.at, w3_transposed_.at,
                                                                   masked_into<n2>(g2_.at, h2_.at));
        tiles<S>::template product<n2, n3, B, 1, n2, n3>(h2_.at, y_.at, descend<n3>(w3_.at));
        tiles<S>::template product<B, n1, n2, n2, 1, n1>(g2_.at, w2_transposed_.at, masked_into<n1>(g1_.at, h1_.at));
        tiles<S>::template product<n1, n2, B, 1, n1, n2>(h1_.at, g2_.at, descend<n2>(w2_.at));
        tiles<S>::template product<n0, n1, B, 1, n0, n1>(x, g1_.at, descend<n1>(w1_.at));
        descend_biases<n3>(y_.at, b3_.at);
        descend_biases<n2>(g2_.at, b2_.at);
        descend_biases<n1>(g1_.at, b1_.at);
        return loss;
    }
};

}  // namespace bench

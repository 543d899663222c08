// SPDX-License-Identifier: BSL-1.0
// W7: a network that learns from batches: its sizes, its batches, and a step by plain loops.
// ReLU in the hidden layers, softmax and cross entropy, a mean over the batch. Parameters in one row as in networks.hpp.
#pragma once

#include "networks.hpp"

#include <memory>
#include <vector>

namespace bench {

using w7_network = network<loss_kind::cross_entropy, 16, 64, 64, 10>;
inline constexpr int batch_size = 64;
inline constexpr int batch_count = 8;
inline constexpr double batch_rate = 0.1;

template <class Net>
inline constexpr double batch_flop = batch_size* step_flop<Net>;
static_assert(batch_flop<w7_network> == 2080768);

template <class Net>
struct batches {
    alignas(64) float x[batch_count][batch_size * Net::inputs];
    alignas(64) float t[batch_count][batch_size * Net::outputs];

    batches() {
        congruence random(7);
        for (int b = 0; b < batch_count; ++b) {
            for (float& value : x[b]) value = 2 * random() - 1;
            for (float& value : t[b]) value = 0;
            for (int s = 0; s < batch_size; ++s)
                t[b][s * Net::outputs + static_cast<int>(random() * static_cast<float>(Net::outputs))] = 1;
        }
    }
};
template <class Net>
[[nodiscard]] batches<Net> const& all_batches() {
    static auto const result = std::make_unique<batches<Net>>();
    return *result;
}

template <class Net, class T>
class batch_by_loops {
    std::vector<T> p_;
    std::vector<T> h_[static_cast<std::size_t>(Net::layers) + 1];

public:
    explicit batch_by_loops(std::vector<float> const& start) : p_(start.begin(), start.end()) {
        for (int l = 0; l <= Net::layers; ++l) h_[l].resize(static_cast<std::size_t>(batch_size * Net::size(l)));
    }
    [[nodiscard]] std::vector<T> const& parameters() const { return p_; }
    T step(float const* x, float const* t) {
        for (std::size_t i = 0; i < h_[0].size(); ++i) h_[0][i] = static_cast<T>(x[i]);
        for (int l = 0; l < Net::layers; ++l) {
            int const n = Net::size(l), m = Net::size(l + 1);
            T const* const w = p_.data() + Net::weights_at(l);
            T const* const bias = p_.data() + Net::biases_at(l);
            for (int s = 0; s < batch_size; ++s)
                for (int j = 0; j < m; ++j) {
                    T sum = bias[j];
                    for (int i = 0; i < n; ++i) sum += h_[l][static_cast<std::size_t>(s * n + i)] * w[i * m + j];
                    h_[l + 1][static_cast<std::size_t>(s * m + j)] = l + 1 == Net::layers || sum > 0 ? sum : 0;
                }
        }
        std::vector<T> slope = h_[Net::layers];
        T loss = 0;
        for (int s = 0; s < batch_size; ++s) {
            loss += loss_and_slope<Net>(slope.data() + s * Net::outputs, t + s * Net::outputs) / batch_size;
            for (int i = 0; i < Net::outputs; ++i) slope[static_cast<std::size_t>(s * Net::outputs + i)] /= batch_size;
        }
        for (int l = Net::layers - 1; l >= 0; --l) {
            int const n = Net::size(l), m = Net::size(l + 1);
            T* const w = p_.data() + Net::weights_at(l);
            T* const bias = p_.data() + Net::biases_at(l);
            std::vector<T> below(static_cast<std::size_t>(batch_size * n));
            for (int s = 0; s < batch_size; ++s)
                for (int i = 0; i < n; ++i) {
                    T sum = 0;
                    for (int j = 0; j < m; ++j) sum += w[i * m + j] * slope[static_cast<std::size_t>(s * m + j)];
                    auto const at = static_cast<std::size_t>(s * n + i);
                    below[at] = h_[l][at] > 0 ? sum : 0;
                }
            for (int s = 0; s < batch_size; ++s)
                for (int j = 0; j < m; ++j) {
                    T const change = static_cast<T>(batch_rate) * slope[static_cast<std::size_t>(s * m + j)];
                    for (int i = 0; i < n; ++i) w[i * m + j] -= h_[l][static_cast<std::size_t>(s * n + i)] * change;
                    bias[j] -= change;
                }
            slope = below;
        }
        return loss;
    }
};

}  // namespace bench

// SPDX-License-Identifier: BSL-1.0
// Dense networks that learn from one sample at a time: their sizes, random start, samples, and a step by plain loops in double.
// All hidden layers have tanh. Parameters in one row: for each layer its weights (inputs, outputs) row by row, then its biases.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

enum class loss_kind {
    squared,       // |y - t|^2 / 2
    cross_entropy  // -sum t log softmax(y), t one-hot
};

template <loss_kind Loss, int... Sizes>
struct network {
    static constexpr loss_kind loss = Loss;
    static constexpr int layers = sizeof...(Sizes) - 1;
    static constexpr std::array<int, sizeof...(Sizes)> sizes{Sizes...};
    static constexpr int inputs = sizes.front();
    static constexpr int outputs = sizes.back();
    static constexpr int size(int layer) { return sizes[static_cast<std::size_t>(layer)]; }
    static constexpr int weights_at(int layer) {
        int at = 0;
        for (int l = 0; l < layer; ++l) at += (size(l) + 1) * size(l + 1);
        return at;
    }
    static constexpr int biases_at(int layer) { return weights_at(layer) + size(layer) * size(layer + 1); }
    static constexpr int parameter_count = [] {
        int count = 0;
        for (std::size_t l = 0; l + 1 < sizeof...(Sizes); ++l) count += (sizes[l] + 1) * sizes[l + 1];
        return count;
    }();
};

/// Operations of a step from one sample: forward, back and update; activations are not counted.
template <class Net>
inline constexpr double step_flop = [] {
    double result = 0;
    for (int l = 0; l < Net::layers; ++l) result += (l == 0 ? 4.0 : 6.0) * Net::size(l) * Net::size(l + 1);
    return result;
}();

using w4_network = network<loss_kind::squared, 4, 16, 16, 1>;
using small_network = network<loss_kind::squared, 2, 8, 1>;
using classifier_network = network<loss_kind::cross_entropy, 8, 32, 32, 4>;
using wide_network = network<loss_kind::squared, 16, 64, 64, 8>;

inline constexpr double learning_rate = 0.01;

/// The random numbers of the workloads: 24 bits of a linear congruence, in [0, 1).
class congruence {
    std::uint32_t state_;

public:
    explicit constexpr congruence(std::uint32_t seed) : state_(seed) {}
    constexpr float operator()() {
        state_ = state_ * 1664525u + 1013904223u;
        return static_cast<float>(state_ >> 8) / 16777216.0f;
    }
};

/// Parameters u - 1/2, narrowed for wide layers so that tanh stays away from its ends.
template <class Net>
[[nodiscard]] std::vector<float> random_parameters() {
    congruence random(123);
    std::vector<float> result;
    for (int l = 0; l < Net::layers; ++l) {
        float const scale = Net::size(l) <= 16 ? 1.0f : 0.5f;
        for (int i = 0; i < (Net::size(l) + 1) * Net::size(l + 1); ++i) result.push_back(scale * (random() - 0.5f));
    }
    return result;
}

inline constexpr int sample_count = 64;

template <class Net>
struct samples {
    alignas(64) float x[sample_count][static_cast<std::size_t>(Net::inputs)];
    alignas(64) float t[sample_count][static_cast<std::size_t>(Net::outputs)];

    samples() {
        congruence random(7);
        for (int s = 0; s < sample_count; ++s) {
            for (float& value : x[s]) value = 2 * random() - 1;
            for (float& value : t[s]) value = Net::loss == loss_kind::squared ? random() - 0.5f : 0.0f;
            if (Net::loss == loss_kind::cross_entropy)
                t[s][static_cast<int>(random() * static_cast<float>(Net::outputs))] = 1;
        }
    }
};

/// The loss and the derivatives by the outputs, which replace them.
template <class Net, class T>
T loss_and_slope(T* y, float const* t) {
    T loss = 0;
    if constexpr (Net::loss == loss_kind::squared) {
        for (int i = 0; i < Net::outputs; ++i) {
            y[i] -= static_cast<T>(t[i]);
            loss += y[i] * y[i] / 2;
        }
    } else {
        T most = y[0], sum = 0;
        for (int i = 1; i < Net::outputs; ++i) most = y[i] > most ? y[i] : most;
        for (int i = 0; i < Net::outputs; ++i) sum += std::exp(y[i] - most);
        for (int i = 0; i < Net::outputs; ++i) {
            loss -= static_cast<T>(t[i]) * (y[i] - most - std::log(sum));
            y[i] = std::exp(y[i] - most) / sum - static_cast<T>(t[i]);
        }
    }
    return loss;
}

/// What a programmer writes without thinking of registers; in double it is what all contenders are compared with.
template <class Net, class T>
class by_loops {
    static constexpr int widest = [] {
        int most = 0;
        for (int s : Net::sizes) most = s > most ? s : most;
        return most;
    }();
    T p_[static_cast<std::size_t>(Net::parameter_count)];
    T h_[static_cast<std::size_t>(Net::layers) + 1][static_cast<std::size_t>(widest)];

    void run(float const* x) {
        for (int i = 0; i < Net::inputs; ++i) h_[0][i] = static_cast<T>(x[i]);
        for (int l = 0; l < Net::layers; ++l) {
            int const n = Net::size(l), m = Net::size(l + 1);
            T const* const w = p_ + Net::weights_at(l);
            for (int j = 0; j < m; ++j) {
                T sum = p_[Net::biases_at(l) + j];
                for (int i = 0; i < n; ++i) sum += h_[l][i] * w[i * m + j];
                h_[l + 1][j] = l + 1 < Net::layers ? std::tanh(sum) : sum;
            }
        }
    }

public:
    explicit by_loops(std::vector<float> const& start) {
        for (std::size_t i = 0; i < start.size(); ++i) p_[i] = static_cast<T>(start[i]);
    }
    [[nodiscard]] std::vector<T> parameters() const { return std::vector<T>(p_, p_ + Net::parameter_count); }

    void forward(float const* x, float* y) {
        run(x);
        for (int i = 0; i < Net::outputs; ++i) y[i] = static_cast<float>(h_[Net::layers][i]);
    }
    T step(float const* x, float const* t) {
        run(x);
        T slope[static_cast<std::size_t>(widest)], below[static_cast<std::size_t>(widest)];
        for (int i = 0; i < Net::outputs; ++i) slope[i] = h_[Net::layers][i];
        T const loss = loss_and_slope<Net>(slope, t);
        for (int l = Net::layers - 1; l >= 0; --l) {
            int const n = Net::size(l), m = Net::size(l + 1);
            T* const w = p_ + Net::weights_at(l);
            for (int i = 0; i < n; ++i) {
                T sum = 0;
                for (int j = 0; j < m; ++j) {
                    sum += w[i * m + j] * slope[j];
                    w[i * m + j] -= static_cast<T>(learning_rate) * h_[l][i] * slope[j];
                }
                below[i] = sum * (1 - h_[l][i] * h_[l][i]);
            }
            for (int j = 0; j < m; ++j) p_[Net::biases_at(l) + j] -= static_cast<T>(learning_rate) * slope[j];
            for (int i = 0; i < n; ++i) slope[i] = below[i];
        }
        return loss;
    }
};

}  // namespace bench

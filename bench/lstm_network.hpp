// SPDX-License-Identifier: BSL-1.0
// A recurrent network: an LSTM cell of 16 units over 8 inputs, one output from its units; its samples and a step by plain loops.
// A training step takes a sequence of 32 samples from state 0: loss sum (y_t - target_t)^2 / 64, gradient descent.
// Parameters in one row: wx (8, 64), wh (16, 64), b (64), wo (16), bo. Gates side by side: in, forget, cell, out.
#pragma once

#include "networks.hpp"

#include <memory>
#include <vector>

namespace bench {

struct lstm_sizes {
    static constexpr int inputs = 8, units = 16, gates = 4 * units, steps = 32;
    static constexpr int wx = 0, wh = wx + inputs * gates, b = wh + units * gates, wo = b + gates, bo = wo + units,
                         count = bo + 1;
};
inline constexpr double lstm_rate = 0.1;

[[nodiscard]] inline std::vector<float> lstm_start() {
    congruence random(123);
    std::vector<float> result;
    for (int i = 0; i < lstm_sizes::count; ++i) result.push_back(0.6f * (random() - 0.5f));
    return result;
}

struct lstm_samples {
    static constexpr int sequences = 8;
    alignas(64) float x[sequences][lstm_sizes::steps * lstm_sizes::inputs];
    alignas(64) float t[sequences][lstm_sizes::steps];

    lstm_samples() {
        congruence random(7);
        for (auto& s : x)
            for (float& value : s) value = 2 * random() - 1;
        for (auto& s : t)
            for (float& value : s) value = random() - 0.5f;
    }
};
[[nodiscard]] inline lstm_samples const& all_sequences() {
    static auto const result = std::make_unique<lstm_samples>();
    return *result;
}

template <class T>
class lstm_by_loops : lstm_sizes {
    std::vector<T> p_;
    T h_[units]{}, c_[units]{};
    struct moment {
        T gate[gates], before[units], c[units], squashed[units], h_before[units];
    };

    void cell(float const* x, T* h, T* c, moment& m) const {
        for (int u = 0; u < units; ++u) m.h_before[u] = h[u], m.before[u] = c[u];
        for (int j = 0; j < gates; ++j) {
            T z = p_[static_cast<std::size_t>(b + j)];
            for (int i = 0; i < inputs; ++i)
                z += static_cast<T>(x[i]) * p_[static_cast<std::size_t>(wx + i * gates + j)];
            for (int i = 0; i < units; ++i) z += m.h_before[i] * p_[static_cast<std::size_t>(wh + i * gates + j)];
            m.gate[j] = j / units == 2 ? std::tanh(z) : 1 / (1 + std::exp(-z));
        }
        for (int u = 0; u < units; ++u) {
            c[u] = m.c[u] = m.gate[units + u] * m.before[u] + m.gate[u] * m.gate[2 * units + u];
            m.squashed[u] = std::tanh(c[u]);
            h[u] = m.gate[3 * units + u] * m.squashed[u];
        }
    }

public:
    explicit lstm_by_loops(std::vector<float> const& start) : p_(start.begin(), start.end()) {}
    [[nodiscard]] std::vector<T> const& parameters() const { return p_; }

    /// One sample of a stream; the units' outputs.
    void stream(float const* x, float* out) {
        moment m;
        cell(x, h_, c_, m);
        for (int u = 0; u < units; ++u) out[u] = static_cast<float>(h_[u]);
    }
    T step(float const* x, float const* t) {
        std::vector<moment> moments(steps);
        std::vector<T> slope(steps), g(count);
        T h[units]{}, c[units]{}, loss = 0;
        for (int s = 0; s < steps; ++s) {
            cell(x + s * inputs, h, c, moments[static_cast<std::size_t>(s)]);
            T y = p_[bo];
            for (int u = 0; u < units; ++u) y += p_[static_cast<std::size_t>(wo + u)] * h[u];
            T const error = y - static_cast<T>(t[s]);
            loss += error * error / (2 * steps);
            slope[static_cast<std::size_t>(s)] = error / steps;
        }
        T dh[units]{}, dc[units]{};
        for (int s = steps - 1; s >= 0; --s) {
            moment const& m = moments[static_cast<std::size_t>(s)];
            T const d = slope[static_cast<std::size_t>(s)];
            T dz[gates];
            g[bo] += d;
            for (int u = 0; u < units; ++u) {
                T const in = m.gate[u], forget = m.gate[units + u], made = m.gate[2 * units + u],
                        out = m.gate[3 * units + u], q = m.squashed[u];
                g[static_cast<std::size_t>(wo + u)] += d * out * q;
                dh[u] += d * p_[static_cast<std::size_t>(wo + u)];
                dc[u] += dh[u] * out * (1 - q * q);
                dz[u] = dc[u] * made * in * (1 - in);
                dz[units + u] = dc[u] * m.before[u] * forget * (1 - forget);
                dz[2 * units + u] = dc[u] * in * (1 - made * made);
                dz[3 * units + u] = dh[u] * q * out * (1 - out);
                dc[u] *= forget;
                dh[u] = 0;
            }
            for (int j = 0; j < gates; ++j) {
                g[static_cast<std::size_t>(b + j)] += dz[j];
                for (int i = 0; i < inputs; ++i)
                    g[static_cast<std::size_t>(wx + i * gates + j)] += static_cast<T>(x[s * inputs + i]) * dz[j];
                for (int i = 0; i < units; ++i) {
                    g[static_cast<std::size_t>(wh + i * gates + j)] += m.h_before[i] * dz[j];
                    dh[i] += p_[static_cast<std::size_t>(wh + i * gates + j)] * dz[j];
                }
            }
        }
        for (std::size_t i = 0; i < p_.size(); ++i) p_[i] -= static_cast<T>(lstm_rate) * g[i];
        return loss;
    }
};

}  // namespace bench

// SPDX-License-Identifier: BSL-1.0
// W7 with OpenBLAS: sgemm for the products, loops for the rest, one thread.
#pragma once

#include "batch_network.hpp"

#include <cblas.h>

#include <vector>

namespace bench {

template <class Net>
class batch_by_blas {
    static constexpr int B = batch_size;
    std::vector<float> p_;
    std::vector<float> h_[static_cast<std::size_t>(Net::layers) + 1];
    std::vector<float> g_[static_cast<std::size_t>(Net::layers) + 1];

public:
    explicit batch_by_blas(std::vector<float> const& start) : p_(start) {
        openblas_set_num_threads(1);
        for (int l = 1; l <= Net::layers; ++l) {
            h_[l].resize(static_cast<std::size_t>(B * Net::size(l)));
            g_[l].resize(static_cast<std::size_t>(B * Net::size(l)));
        }
    }
    [[nodiscard]] std::vector<float> const& parameters() const { return p_; }
    float step(float const* x, float const* t) {
        constexpr float rate = static_cast<float>(batch_rate);
        for (int l = 0; l < Net::layers; ++l) {
            int const n = Net::size(l), m = Net::size(l + 1);
            float const* const in = l == 0 ? x : h_[l].data();
            float* const out = h_[l + 1].data();
            float const* const bias = p_.data() + Net::biases_at(l);
            for (int s = 0; s < B; ++s)
                for (int j = 0; j < m; ++j) out[s * m + j] = bias[j];
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, B, m, n, 1, in, n, p_.data() + Net::weights_at(l), m,
                        1, out, m);
            if (l + 1 < Net::layers)
                for (int i = 0; i < B * m; ++i) out[i] = out[i] > 0 ? out[i] : 0;
        }
        float* const y = h_[Net::layers].data();
        float loss = 0;
        for (int s = 0; s < B; ++s) loss += loss_and_slope<Net>(y + s * Net::outputs, t + s * Net::outputs);
        for (int i = 0; i < B * Net::outputs; ++i) y[i] *= 1.0f / B;
        float const* slope = y;
        for (int l = Net::layers - 1; l >= 0; --l) {
            int const n = Net::size(l), m = Net::size(l + 1);
            float* const w = p_.data() + Net::weights_at(l);
            float* const bias = p_.data() + Net::biases_at(l);
            float const* const in = l == 0 ? x : h_[l].data();
            if (l > 0) {
                float* const below = g_[l].data();
                cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, B, n, m, 1, slope, m, w, m, 0, below, n);
                for (int i = 0; i < B * n; ++i) below[i] = in[i] > 0 ? below[i] : 0;
            }
            cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, n, m, B, -rate, in, n, slope, m, 1, w, m);
            for (int s = 0; s < B; ++s)
                for (int j = 0; j < m; ++j) bias[j] -= rate * slope[s * m + j];
            slope = g_[l].data();
        }
        return loss / static_cast<float>(B);
    }
};

}  // namespace bench

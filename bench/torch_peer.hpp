// SPDX-License-Identifier: BSL-1.0
// libtorch behind a door without its headers, which take half a minute to compile: networks with autograd and SGD, one thread.
#pragma once

#include <memory>
#include <vector>

namespace bench::peer {

enum class torch_activation { tanh, relu };
enum class torch_loss { squared, cross_entropy };

/// Dense layers; parameters as in networks.hpp; a batch of rows x and targets t (cross entropy: one-hot), the loss a mean over
/// the batch.
class torch_network {
public:
    torch_network(std::vector<int> const& sizes, torch_activation activation, torch_loss loss, int batch, double rate,
                  std::vector<float> const& start);
    ~torch_network();
    torch_network(torch_network const&) = delete;
    torch_network& operator=(torch_network const&) = delete;
    void forward(float const* x, float* y);
    float step(float const* x, float const* t);
    [[nodiscard]] std::vector<float> parameters() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

/// An LSTM cell with one output from its units, parameters as in lstm_network.hpp; sequences start from state 0.
class torch_lstm {
public:
    torch_lstm(int inputs, int units, int steps, double rate, std::vector<float> const& start);
    ~torch_lstm();
    torch_lstm(torch_lstm const&) = delete;
    torch_lstm& operator=(torch_lstm const&) = delete;
    void stream(float const* x, float* out);
    float step(float const* x, float const* t);
    [[nodiscard]] std::vector<float> parameters() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

/// conv2d of one image with a border of zeros that keeps its size; the gradient of sum(y * seed) by x and w.
class torch_convolution {
public:
    torch_convolution(int channels, int out, int height, int width, int kernel);
    ~torch_convolution();
    torch_convolution(torch_convolution const&) = delete;
    torch_convolution& operator=(torch_convolution const&) = delete;
    void forward(float const* x, float const* w, float* y);
    void gradient(float const* x, float const* w, float const* seed, float* dx, float* dw);

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace bench::peer

// SPDX-License-Identifier: BSL-1.0
// The libtorch side of torch_peer.hpp.
#include "torch_peer.hpp"

#include <torch/torch.h>

#include <cstddef>
#include <cstring>
#include <tuple>

namespace bench::peer {

namespace {

void one_thread() {
    static bool const done = [] {
        at::set_num_threads(1);
        return true;
    }();
    static_cast<void>(done);
}

[[nodiscard]] torch::Tensor row_major(float const* from, at::IntArrayRef shape) {
    return torch::from_blob(const_cast<float*>(from), shape, torch::kFloat32);
}

}  // namespace

struct torch_network::state {
    std::vector<int> sizes;
    torch_activation activation;
    torch_loss loss;
    int batch;
    std::vector<torch::Tensor> parameters;
    std::unique_ptr<torch::optim::SGD> optimiser;

    [[nodiscard]] torch::Tensor run(torch::Tensor y) const {
        for (std::size_t l = 0; 2 * l < parameters.size(); ++l) {
            y = torch::addmm(parameters[2 * l + 1], y, parameters[2 * l]);
            if (2 * l + 2 < parameters.size())
                y = activation == torch_activation::tanh ? torch::tanh(y) : torch::relu(y);
        }
        return y;
    }
};

torch_network::torch_network(std::vector<int> const& sizes, torch_activation activation, torch_loss loss, int batch,
                             double rate, std::vector<float> const& start)
    : state_(std::make_unique<state>()) {
    one_thread();
    state_->sizes = sizes;
    state_->activation = activation;
    state_->loss = loss;
    state_->batch = batch;
    float const* at = start.data();
    for (std::size_t l = 0; l + 1 < sizes.size(); ++l) {
        state_->parameters.push_back(row_major(at, {sizes[l], sizes[l + 1]}).clone().requires_grad_());
        at += sizes[l] * sizes[l + 1];
        state_->parameters.push_back(row_major(at, {sizes[l + 1]}).clone().requires_grad_());
        at += sizes[l + 1];
    }
    state_->optimiser = std::make_unique<torch::optim::SGD>(state_->parameters, torch::optim::SGDOptions(rate));
}

torch_network::~torch_network() = default;

void torch_network::forward(float const* x, float* y) {
    torch::NoGradGuard const no_gradient;
    auto const result = state_->run(row_major(x, {state_->batch, state_->sizes.front()}));
    std::memcpy(y, result.data_ptr<float>(), sizeof(float) * static_cast<std::size_t>(result.numel()));
}

float torch_network::step(float const* x, float const* t) {
    auto const y = state_->run(row_major(x, {state_->batch, state_->sizes.front()}));
    auto const target = row_major(t, {state_->batch, state_->sizes.back()});
    auto const loss = state_->loss == torch_loss::squared
                          ? torch::mse_loss(y, target, at::Reduction::Sum) / (2 * state_->batch)
                          : torch::cross_entropy_loss(y, target);
    state_->optimiser->zero_grad();
    loss.backward();
    state_->optimiser->step();
    return loss.item<float>();
}

std::vector<float> torch_network::parameters() const {
    std::vector<float> result;
    for (auto const& p : state_->parameters) {
        float const* const first = p.data_ptr<float>();
        result.insert(result.end(), first, first + p.numel());
    }
    return result;
}

struct torch_lstm::state {
    int inputs, units, steps;
    torch::Tensor wx, wh, b, no_bias, wo, bo;  // the first two as libtorch wants them: (gates, inputs), (gates, units)
    torch::Tensor h, c;
    std::unique_ptr<torch::optim::SGD> optimiser;
};

torch_lstm::torch_lstm(int inputs, int units, int steps, double rate, std::vector<float> const& start)
    : state_(std::make_unique<state>()) {
    one_thread();
    int const gates = 4 * units;
    float const* const p = start.data();
    auto& s = *state_;
    s.inputs = inputs;
    s.units = units;
    s.steps = steps;
    auto const own = [](torch::Tensor const& t) { return t.contiguous().clone().requires_grad_(); };
    s.wx = own(row_major(p, {inputs, gates}).t());
    s.wh = own(row_major(p + inputs * gates, {units, gates}).t());
    s.b = own(row_major(p + (inputs + units) * gates, {gates}));
    s.wo = own(row_major(p + (inputs + units + 1) * gates, {units, 1}));
    s.bo = own(row_major(p + (inputs + units + 1) * gates + units, {1}));
    s.no_bias = torch::zeros({gates});
    s.h = torch::zeros({1, units});
    s.c = torch::zeros({1, units});
    s.optimiser = std::make_unique<torch::optim::SGD>(std::vector<torch::Tensor>{s.wx, s.wh, s.b, s.wo, s.bo},
                                                      torch::optim::SGDOptions(rate));
}

torch_lstm::~torch_lstm() = default;

void torch_lstm::stream(float const* x, float* out) {
    torch::NoGradGuard const no_gradient;
    auto& s = *state_;
    std::tie(s.h, s.c) = torch::lstm_cell(row_major(x, {1, s.inputs}), {s.h, s.c}, s.wx, s.wh, s.b, s.no_bias);
    std::memcpy(out, s.h.data_ptr<float>(), sizeof(float) * static_cast<std::size_t>(s.units));
}

float torch_lstm::step(float const* x, float const* t) {
    auto& s = *state_;
    auto const zero = torch::zeros({1, 1, s.units});
    auto const all = torch::lstm(row_major(x, {s.steps, 1, s.inputs}), {zero, zero}, {s.wx, s.wh, s.b, s.no_bias}, true,
                                 1, 0.0, true, false, false);
    auto const y = torch::addmm(s.bo, std::get<0>(all).view({s.steps, s.units}), s.wo);
    auto const loss = torch::mse_loss(y, row_major(t, {s.steps, 1})) / 2;
    s.optimiser->zero_grad();
    loss.backward();
    s.optimiser->step();
    return loss.item<float>();
}

std::vector<float> torch_lstm::parameters() const {
    torch::NoGradGuard const no_gradient;
    std::vector<float> result;
    auto const& s = *state_;
    for (auto const& part : {s.wx.t().contiguous(), s.wh.t().contiguous(), s.b, s.wo, s.bo})
        result.insert(result.end(), part.data_ptr<float>(), part.data_ptr<float>() + part.numel());
    return result;
}

struct torch_convolution::state {
    int channels, out, height, width, kernel;
};

torch_convolution::torch_convolution(int channels, int out, int height, int width, int kernel)
    : state_(std::make_unique<state>(state{channels, out, height, width, kernel})) {
    one_thread();
}

torch_convolution::~torch_convolution() = default;

void torch_convolution::forward(float const* x, float const* w, float* y) {
    torch::NoGradGuard const no_gradient;
    auto const& s = *state_;
    auto const result = torch::conv2d(row_major(x, {1, s.channels, s.height, s.width}),
                                      row_major(w, {s.out, s.channels, s.kernel, s.kernel}), {}, 1, s.kernel / 2)
                            .contiguous();
    std::memcpy(y, result.data_ptr<float>(), sizeof(float) * static_cast<std::size_t>(result.numel()));
}

void torch_convolution::gradient(float const* x, float const* w, float const* seed, float* dx, float* dw) {
    auto const& s = *state_;
    auto const image = row_major(x, {1, s.channels, s.height, s.width}).requires_grad_();
    auto const weights = row_major(w, {s.out, s.channels, s.kernel, s.kernel}).requires_grad_();
    auto const y = torch::conv2d(image, weights, {}, 1, s.kernel / 2);
    auto const found = torch::autograd::grad({y}, {image, weights}, {row_major(seed, {1, s.out, s.height, s.width})});
    auto const give = [](torch::Tensor const& from, float* to) {
        auto const t = from.contiguous();
        std::memcpy(to, t.data_ptr<float>(), sizeof(float) * static_cast<std::size_t>(t.numel()));
    };
    give(found[0], dx);
    give(found[1], dw);
}

}  // namespace bench::peer

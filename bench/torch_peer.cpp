// SPDX-License-Identifier: BSL-1.0
// The libtorch side of torch_peer.hpp.
#include "torch_peer.hpp"

#include <torch/torch.h>

#include <cstddef>
#include <cstring>

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

}  // namespace bench::peer

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

}  // namespace bench::peer

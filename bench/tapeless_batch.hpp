// SPDX-License-Identifier: BSL-1.0
// W7 by tapeless: the loss as its users write it, and one line for the step.
#pragma once

#include "batch_network.hpp"
#include "tapeless_network.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace bench {

namespace detail {

template <class Net>
struct batch_loss_of {
    template <class P, class X, class Y>
    [[nodiscard]] constexpr auto operator()(P const& p, X const& x, Y const& t) const {
        auto const& [w1, b1, w2, b2, w3, b3] = p;
        auto const y = matmul(relu(matmul(relu(matmul(x, w1) + b1), w2) + b2), w3) + b3;
        return -sum(t * log_softmax(y)) / batch_size;
    }
};

}  // namespace detail

template <class Net>
class batch_by_tapeless {
    using input = tapeless::matrix<float, batch_size, Net::inputs>;
    using output = tapeless::matrix<float, batch_size, Net::outputs>;
    typename detail::parameters_of<Net, Net::layers>::type p_;
    input x_;
    output t_;

    static constexpr auto learner =
        tapeless::update_with(tapeless::sgd{.learning_rate = batch_rate}, detail::batch_loss_of<Net>{});

public:
    explicit batch_by_tapeless(std::vector<float> const& start) {
        std::apply([at = start.data()](
                       auto&... part) mutable { ((std::copy_n(at, part.size, part.values), at += part.size), ...); },
                   p_);
    }
    [[nodiscard]] std::vector<float> parameters() const {
        std::vector<float> result;
        std::apply(
            [&](auto const&... part) { (result.insert(result.end(), part.values, part.values + part.size), ...); }, p_);
        return result;
    }
    /// The batch is copied into tensors first, which the time includes.
    float step(float const* x, float const* t) {
        std::copy_n(x, x_.size, x_.values);
        std::copy_n(t, t_.size, t_.values);
        return learner(p_, x_, t_);
    }
};

}  // namespace bench

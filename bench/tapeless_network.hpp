// SPDX-License-Identifier: BSL-1.0
// A network's training step by tapeless: the loss as its users write it, and one line for the update.
#pragma once

#include "networks.hpp"

#include <tapeless/calculus/update.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tensor.hpp>

#include <algorithm>
#include <tuple>
#include <type_traits>

namespace bench {

namespace detail {

template <class Net, int Layer>
using layer_weights = tapeless::matrix<float, Net::size(Layer), Net::size(Layer + 1)>;
template <class Net, int Layer>
using layer_biases = tapeless::vector<float, Net::size(Layer + 1)>;

template <class Net, int Layers>
struct parameters_of;
template <class Net>
struct parameters_of<Net, 2> {
    using type = std::tuple<layer_weights<Net, 0>, layer_biases<Net, 0>, layer_weights<Net, 1>, layer_biases<Net, 1>>;
};
template <class Net>
struct parameters_of<Net, 3> {
    using type = std::tuple<layer_weights<Net, 0>, layer_biases<Net, 0>, layer_weights<Net, 1>, layer_biases<Net, 1>,
                            layer_weights<Net, 2>, layer_biases<Net, 2>>;
};

template <class Net>
struct outputs_of {
    template <class P, class X>
    [[nodiscard]] constexpr auto operator()(P const& p, X const& x) const {
        if constexpr (Net::layers == 2) {
            auto const& [w1, b1, w2, b2] = p;
            return matmul(tanh(matmul(x, w1) + b1), w2) + b2;
        } else {
            auto const& [w1, b1, w2, b2, w3, b3] = p;
            return matmul(tanh(matmul(tanh(matmul(x, w1) + b1), w2) + b2), w3) + b3;
        }
    }
};
template <class Net>
struct loss_of {
    template <class P, class X, class Y>
    [[nodiscard]] constexpr auto operator()(P const& p, X const& x, Y const& t) const {
        auto const y = outputs_of<Net>{}(p, x);
        if constexpr (Net::loss == loss_kind::squared) return sum((y - t) * (y - t)) / 2;
        else return -sum(t * log_softmax(y));
    }
};

}  // namespace detail

template <class Net>
class by_tapeless_network {
    using parameters_type = typename detail::parameters_of<Net, Net::layers>::type;
    using input = tapeless::vector<float, Net::inputs>;
    using output = tapeless::vector<float, Net::outputs>;
    parameters_type p_;

    static constexpr auto learner =
        tapeless::update_with(tapeless::sgd{.learning_rate = learning_rate}, detail::loss_of<Net>{});
    static constexpr auto outputs = tapeless::value(detail::outputs_of<Net>{});

public:
    explicit by_tapeless_network(std::vector<float> const& start) {
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
    [[gnu::noinline]] void forward(input const& x, output& y) const { y = outputs(p_, x); }
    [[gnu::noinline]] float step(input const& x, output const& t) { return learner(p_, x, t); }
};

}  // namespace bench

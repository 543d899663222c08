// SPDX-License-Identifier: BSL-1.0
// The LSTM network by tapeless: a cell, a loop over a sequence's steps, and one line for the training step.
#pragma once

#include "lstm_network.hpp"

#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tensor.hpp>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace bench {

namespace detail {

struct lstm_cell {
    template <class State, class X, class Wx, class Wh, class B>
    [[nodiscard]] constexpr auto operator()(State const& state, X const& x, Wx const& wx, Wh const& wh,
                                            B const& b) const {
        using tapeless::range;
        constexpr int n = lstm_sizes::units;
        auto const& [h, c] = state;
        auto const z = matmul(x, wx) + matmul(h, wh) + b;
        auto const after = sigmoid(slice(z, range<n, 2 * n>)) * c +
                           sigmoid(slice(z, range<0, n>)) * tanh(slice(z, range<2 * n, 3 * n>));
        return std::tuple(sigmoid(slice(z, range<3 * n, 4 * n>)) * tanh(after), after);
    }
};
struct lstm_step {
    template <class State, class X, class... P>
    [[nodiscard]] constexpr auto operator()(State const& state, X const& x, P const&... p) const {
        auto const after = lstm_cell{}(state, x, p...);
        return std::pair(after, std::get<0>(after));
    }
};
struct lstm_loss {
    template <class P, class State, class X, class Y>
    [[nodiscard]] constexpr auto operator()(P const& p, State const& zero, X const& x, Y const& t) const {
        auto const& [wx, wh, b, wo, bo] = p;
        auto const [last, h] = scan(lstm_step{}, zero, x, wx, wh, b);
        auto const error = matmul(h, wo) + bo - t;
        return sum(error * error) / (2 * lstm_sizes::steps);
    }
};

}  // namespace detail

class lstm_by_tapeless : lstm_sizes {
    using units_type = tapeless::vector<float, units>;
    using state_type = std::tuple<units_type, units_type>;
    std::tuple<tapeless::matrix<float, inputs, gates>, tapeless::matrix<float, units, gates>,
               tapeless::vector<float, gates>, units_type, float>
        p_;
    state_type state_{};
    tapeless::vector<float, inputs> input_;
    tapeless::matrix<float, steps, inputs> x_;
    tapeless::vector<float, steps> t_;

    static constexpr auto learner =
        tapeless::update_with(tapeless::sgd{.learning_rate = lstm_rate}, detail::lstm_loss{});
    static constexpr auto cell = tapeless::value(detail::lstm_cell{});

public:
    explicit lstm_by_tapeless(std::vector<float> const& start) {
        auto& [w, v, bias, u, last] = p_;
        std::copy_n(start.data() + wx, w.size, w.values);
        std::copy_n(start.data() + wh, v.size, v.values);
        std::copy_n(start.data() + b, bias.size, bias.values);
        std::copy_n(start.data() + wo, u.size, u.values);
        last = start[bo];
    }
    [[nodiscard]] std::vector<float> parameters() const {
        auto const& [w, v, bias, u, last] = p_;
        std::vector<float> result(w.values, w.values + w.size);
        result.insert(result.end(), v.values, v.values + v.size);
        result.insert(result.end(), bias.values, bias.values + bias.size);
        result.insert(result.end(), u.values, u.values + u.size);
        result.push_back(last);
        return result;
    }
    [[gnu::noinline]] void stream(float const* x, float* out) {
        std::copy_n(x, inputs, input_.values);
        state_ = cell(state_, input_, std::get<0>(p_), std::get<1>(p_), std::get<2>(p_));
        std::copy_n(std::get<0>(state_).values, units, out);
    }
    [[gnu::noinline]] float step(float const* x, float const* t) {
        std::copy_n(x, x_.size, x_.values);
        std::copy_n(t, t_.size, t_.values);
        return learner(p_, state_type{}, x_, t_);
    }
};

}  // namespace bench

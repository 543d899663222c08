// SPDX-License-Identifier: BSL-1.0
// A network's training step in Eigen with fixed sizes, as its users write it.
#pragma once

#include "networks.hpp"

#include <Eigen/Core>

#include <cstddef>
#include <tuple>
#include <utility>

namespace bench {

template <class Net>
class by_eigen {
    template <int N>
    using vector = Eigen::Matrix<float, N, 1>;
    template <int Layer>
    struct layer {
        Eigen::Matrix<float, Net::size(Layer + 1), Net::size(Layer)> w;  // columns: one input's weights
        vector<Net::size(Layer + 1)> b;
        vector<Net::size(Layer + 1)> h;
    };
    template <class Sequence>
    struct all_layers;
    template <std::size_t... I>
    struct all_layers<std::index_sequence<I...>> {
        using type = std::tuple<layer<static_cast<int>(I)>...>;
    };
    typename all_layers<std::make_index_sequence<static_cast<std::size_t>(Net::layers)>>::type layers_;
    static constexpr std::size_t last = static_cast<std::size_t>(Net::layers) - 1;

    template <std::size_t I = 0, class X>
    void run(X const& x) {
        auto& l = std::get<I>(layers_);
        if constexpr (I == last) l.h.noalias() = l.w * x + l.b;
        else {
            l.h.noalias() = l.w * x + l.b;
            l.h = l.h.array().tanh();
            run<I + 1>(l.h);
        }
    }
    template <std::size_t I = last, class X, class Slope>
    void update(X const& x, Slope const& slope) {
        constexpr float rate = static_cast<float>(learning_rate);
        auto& l = std::get<I>(layers_);
        if constexpr (I == 0) l.w.noalias() -= rate * slope * x.transpose();
        else {
            auto const& h = std::get<I - 1>(layers_).h;
            vector<Net::size(static_cast<int>(I))> below;
            below.noalias() = l.w.transpose() * slope;
            below.array() *= 1 - h.array().square();
            l.w.noalias() -= rate * slope * h.transpose();
            update<I - 1>(x, below);
        }
        l.b -= rate * slope;
    }

public:
    explicit by_eigen(std::vector<float> const& start) {
        std::apply(
            [&, at = start.data()](auto&... l) mutable {
                auto const take = [&](auto& w, auto& b) {
                    for (int i = 0; i < w.cols(); ++i)
                        for (int j = 0; j < w.rows(); ++j) w(j, i) = *at++;
                    for (int j = 0; j < w.rows(); ++j) b(j) = *at++;
                };
                (take(l.w, l.b), ...);
            },
            layers_);
    }
    [[nodiscard]] std::vector<float> parameters() const {
        std::vector<float> result;
        std::apply(
            [&](auto const&... l) {
                auto const give = [&](auto const& w, auto const& b) {
                    for (int i = 0; i < w.cols(); ++i)
                        for (int j = 0; j < w.rows(); ++j) result.push_back(w(j, i));
                    for (int j = 0; j < w.rows(); ++j) result.push_back(b(j));
                };
                (give(l.w, l.b), ...);
            },
            layers_);
        return result;
    }
    void forward(float const* x, float* y) {
        run(Eigen::Map<vector<Net::inputs> const>(x));
        Eigen::Map<vector<Net::outputs>>(y, Net::outputs) = std::get<last>(layers_).h;
    }
    float step(float const* x, float const* t) {
        Eigen::Map<vector<Net::inputs> const> const in(x);
        Eigen::Map<vector<Net::outputs> const> const target(t);
        run(in);
        auto const& y = std::get<last>(layers_).h;
        vector<Net::outputs> slope;
        float loss;
        if constexpr (Net::loss == loss_kind::squared) {
            slope = y - target;
            loss = slope.squaredNorm() / 2;
        } else {
            slope = y.array() - y.maxCoeff();
            vector<Net::outputs> const e = slope.array().exp();
            float const sum = e.sum();
            loss = std::log(sum) * target.sum() - slope.dot(target);
            slope = e / sum - target;
        }
        update(in, slope);
        return loss;
    }
};

}  // namespace bench

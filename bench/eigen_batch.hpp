// SPDX-License-Identifier: BSL-1.0
// W7 in Eigen, with fixed sizes and with dynamic ones, as its users write it.
#pragma once

#include "batch_network.hpp"

#include <Eigen/Core>

#include <algorithm>
#include <vector>

namespace bench {

template <class Net, bool Fixed>
class batch_by_eigen {
    template <int Rows, int Columns>
    using matrix =
        Eigen::Matrix<float, Fixed ? Rows : Eigen::Dynamic, Fixed ? Columns : Eigen::Dynamic, Eigen::RowMajor>;
    template <int Columns>
    using row = Eigen::Matrix<float, 1, Fixed ? Columns : Eigen::Dynamic>;
    static constexpr int n0 = Net::size(0), n1 = Net::size(1), n2 = Net::size(2), n3 = Net::size(3), B = batch_size;

    matrix<n0, n1> w1_ = matrix<n0, n1>::Zero(n0, n1);
    matrix<n1, n2> w2_ = matrix<n1, n2>::Zero(n1, n2);
    matrix<n2, n3> w3_ = matrix<n2, n3>::Zero(n2, n3);
    row<n1> b1_ = row<n1>::Zero(n1);
    row<n2> b2_ = row<n2>::Zero(n2);
    row<n3> b3_ = row<n3>::Zero(n3);
    matrix<B, n1> h1_, g1_;
    matrix<B, n2> h2_, g2_;
    matrix<B, n3> y_;

    template <class F>
    void each(F const& f) {
        f(w1_), f(b1_), f(w2_), f(b2_), f(w3_), f(b3_);
    }

public:
    EIGEN_MAKE_ALIGNED_OPERATOR_NEW
    explicit batch_by_eigen(std::vector<float> const& start) {
        float const* at = start.data();
        each([&](auto& m) { std::copy_n(at, m.size(), m.data()), at += m.size(); });
    }
    [[nodiscard]] std::vector<float> parameters() {
        std::vector<float> result;
        each([&](auto& m) { result.insert(result.end(), m.data(), m.data() + m.size()); });
        return result;
    }
    float step(float const* in, float const* target) {
        constexpr float rate = static_cast<float>(batch_rate);
        Eigen::Map<matrix<B, n0> const> const x(in, B, n0);
        Eigen::Map<matrix<B, n3> const> const t(target, B, n3);
        h1_.noalias() = x * w1_;
        h1_ = (h1_.rowwise() + b1_).cwiseMax(0.0f);
        h2_.noalias() = h1_ * w2_;
        h2_ = (h2_.rowwise() + b2_).cwiseMax(0.0f);
        y_.noalias() = h2_ * w3_;
        y_.rowwise() += b3_;
        float loss = 0;
        for (int s = 0; s < B; ++s) {
            float const most = y_.row(s).maxCoeff();
            float const dot = (t.row(s).array() * (y_.row(s).array() - most)).sum();
            y_.row(s) = (y_.row(s).array() - most).exp();
            float const sum = y_.row(s).sum();
            loss += std::log(sum) - dot;
            y_.row(s) = (y_.row(s) / sum - t.row(s)) / static_cast<float>(B);
        }
        g2_.noalias() = y_ * w3_.transpose();
        g2_ = (h2_.array() > 0).select(g2_, 0.0f);
        g1_.noalias() = g2_ * w2_.transpose();
        g1_ = (h1_.array() > 0).select(g1_, 0.0f);
        w3_.noalias() -= rate * (h2_.transpose() * y_);
        b3_ -= rate * y_.colwise().sum();
        w2_.noalias() -= rate * (h1_.transpose() * g2_);
        b2_ -= rate * g2_.colwise().sum();
        w1_.noalias() -= rate * (x.transpose() * g1_);
        b1_ -= rate * g1_.colwise().sum();
        return loss / static_cast<float>(B);
    }
};

}  // namespace bench

// SPDX-License-Identifier: BSL-1.0
// S6: a network of three layers on a batch (ReLU, ReLU, softmax, cross-entropy), against the matrix formulas.
#include "catch.hpp"

#include <tapeless/tensor.hpp>

#include <cmath>

namespace {

using tapeless::axes;
using tapeless::keep_axes;
using tapeless::matrix;
using tapeless::tensor;
using tapeless::vector;

constexpr int samples = 5;

constexpr auto loss = [](auto x, auto y, auto w1, auto b1, auto w2, auto b2, auto w3, auto b3) {
    auto const a1 = relu(matmul(x, transpose(w1)) + b1);
    auto const a2 = relu(matmul(a1, transpose(w2)) + b2);
    return -sum(y * log_softmax(matmul(a2, transpose(w3)) + b3)) / samples;
};

template <class Tensor>
Tensor filled(double phase) {
    Tensor x{};
    for (int i = 0; i < Tensor::size; ++i) x.data()[i] = std::sin(1.3 * i + phase) * 0.8;
    return x;
}

template <class Tensor>
void check_close(Tensor const& seen, Tensor const& wanted) {
    for (int i = 0; i < Tensor::size; ++i)
        CHECK(seen.data()[i] == Approx(wanted.data()[i]).epsilon(1e-12).margin(1e-15));
}

}  // namespace

TEST_CASE("S6: gradients of layers on a batch are the document's matrix formulas") {
    auto const x = filled<matrix<double, samples, 4>>(0.1);
    auto const w1 = filled<matrix<double, 6, 4>>(0.5);
    auto const b1 = filled<vector<double, 6>>(0.9);
    auto const w2 = filled<matrix<double, 5, 6>>(1.7);
    auto const b2 = filled<vector<double, 5>>(2.1);
    auto const w3 = filled<matrix<double, 3, 5>>(2.9);
    auto const b3 = filled<vector<double, 3>>(3.3);
    auto const y = tapeless::one_hot<3>(vector<int, samples>{0, 2, 1, 1, 0});
    auto const y_numbers = y * 1.0;

    auto const [value, gradient] =
        tapeless::value_and_gradient<2, 3, 4, 5, 6, 7>(loss)(x, y_numbers, w1, b1, w2, b2, w3, b3);
    auto const& [dw1, db1, dw2, db2, dw3, db3] = gradient;

    // The document's formulas, one matrix at a time.
    auto const z1 = matmul(x, transpose(w1)) + b1;
    auto const a1 = relu(z1);
    auto const z2 = matmul(a1, transpose(w2)) + b2;
    auto const a2 = relu(z2);
    auto const a3 = softmax(matmul(a2, transpose(w3)) + b3);
    auto const dz3 = (a3 - y_numbers) / double(samples);
    auto const dz2 = matmul(dz3, w3) * select(z2 > 0.0, 1.0, 0.0);
    auto const dz1 = matmul(dz2, w2) * select(z1 > 0.0, 1.0, 0.0);
    check_close(dw3, matmul(transpose(dz3), a2));
    check_close(db3, sum(dz3, axes<0>));
    check_close(dw2, matmul(transpose(dz2), a1));
    check_close(db2, sum(dz2, axes<0>));
    check_close(dw1, matmul(transpose(dz1), x));
    check_close(db1, sum(dz1, axes<0>));
    CHECK(value == Approx(-sum(y_numbers * log(a3)) / samples).epsilon(1e-12));
}

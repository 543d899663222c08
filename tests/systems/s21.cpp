// SPDX-License-Identifier: BSL-1.0
// S21: gradient checkpointing, and gradients added up over parts of a batch. Memory falls, results stay.
#include "catch.hpp"

#include <tapeless/tensor.hpp>

#include <cmath>

namespace {

using tapeless::matrix;
using tapeless::vector;

constexpr int units = 32;
constexpr int blocks = 8;

// A block keeps seven vectors for its way back, or its argument alone.
constexpr auto block = [](auto x, auto w) {
    for (int i = 0; i < 3; ++i) x = x + sin(matmul(w, tanh(x)));
    return x;
};
constexpr auto plain = [](auto x, auto w) {
    for (int i = 0; i < blocks; ++i) x = block(x, w);
    return sum(x * x);
};
constexpr auto checkpointed = [](auto x, auto w) {
    for (int i = 0; i < blocks; ++i) x = tapeless::checkpoint(block)(x, w);
    return sum(x * x);
};
// The blocks as a loop: one copy of their code, and only the states between them are kept.
constexpr auto checkpointed_block = [](auto x, auto w) { return tapeless::checkpoint(block)(x, w); };
constexpr auto looped = [](auto x, auto w) {
    x = tapeless::iterate<blocks>(checkpointed_block, x, w);
    return sum(x * x);
};

using X = vector<double, units>;
using W = matrix<double, units, units>;
constexpr int all_kept = tapeless::workspace_bytes<X, W>(tapeless::gradient<0>(plain));
constexpr int arguments_kept = tapeless::workspace_bytes<X, W>(tapeless::gradient<0>(checkpointed));
constexpr int states_kept = tapeless::workspace_bytes<X, W>(tapeless::gradient<0>(looped));
static_assert(2 * arguments_kept < all_kept);
static_assert(4 * states_kept < 3 * all_kept);
static_assert(arguments_kept >= blocks * units * 8);  // what it cannot do without

constexpr auto squares = [](auto w, auto x, auto y) {
    auto const error = matmul(x, w) - y;
    return sum(error * error);
};

template <class Tensor>
Tensor filled(double phase, double size) {
    Tensor x{};
    for (int i = 0; i < Tensor::size; ++i) x.data()[i] = std::sin(1.1 * i + phase) * size;
    return x;
}

}  // namespace

TEST_CASE("S21: a checkpointed gradient takes less memory and is the same") {
    auto const x = filled<X>(0.2, 1);
    auto const w = filled<W>(0.4, 0.1);
    auto const [by_x, by_w] = tapeless::gradient(plain)(x, w);
    auto const [by_x_again, by_w_again] = tapeless::gradient(checkpointed)(x, w);
    auto const [by_x_looped, by_w_looped] = tapeless::gradient(looped)(x, w);
    for (int i = 0; i < units; ++i) {
        CHECK(by_x_again(i) == Approx(by_x(i)).epsilon(1e-12));
        CHECK(by_x_looped(i) == Approx(by_x(i)).epsilon(1e-12));
    }
    for (int i = 0; i < units * units; ++i) {
        CHECK(by_w_again.values[i] == Approx(by_w.values[i]).epsilon(1e-11).margin(1e-13));
        CHECK(by_w_looped.values[i] == Approx(by_w.values[i]).epsilon(1e-11).margin(1e-13));
    }
}

TEST_CASE("S21: gradients of parts of a batch add up to that of the batch") {
    auto const w = filled<vector<double, 5>>(0.3, 1);
    auto const x = filled<matrix<double, 12, 5>>(0.7, 1);
    auto const y = filled<vector<double, 12>>(1.9, 1);
    auto const whole = tapeless::gradient<0>(squares)(w, x, y);
    vector<double, 5> sum{};
    for (int part = 0; part < 3; ++part) {
        tapeless::tensor_span<double const, 4, 5> const rows(x.data() + part * 20);
        tapeless::tensor_span<double const, 4> const wanted(y.data() + part * 4);
        sum += tapeless::gradient<0>(squares)(w, rows, wanted);
    }
    for (int i = 0; i < 5; ++i) CHECK(sum(i) == Approx(whole(i)).epsilon(1e-12));
}

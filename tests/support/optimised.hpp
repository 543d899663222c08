// SPDX-License-Identifier: BSL-1.0
// Ten steps of an optimiser on a small network, beside those of PyTorch.
// In: an optimiser and its run of reference/optimisers.hpp. Out: whether losses and parameters agree.
#pragma once

#include "reference/optimisers.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/update.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tensor.hpp>

#include <tuple>

namespace support {

inline constexpr auto network_loss = [](auto const& p, auto const& x, auto const& y) {
    auto const& [w1, b1, w2, b2] = p;
    return mean(square(matmul(tanh(matmul(x, w1) + b1), w2) + b2 - y));
};

/// The numbers that reference/optimisers.py uses too.
template <class Tensor>
constexpr Tensor filled(int number) {
    Tensor result{};
    for (int i = 0; i < result.size; ++i)
        result.values[i] = static_cast<typename Tensor::value_type>((7 * i + 5 * number + 3) % 16 - 8) / 16;
    return result;
}

template <class T>
using network =
    std::tuple<tapeless::matrix<T, 3, 4>, tapeless::vector<T, 4>, tapeless::matrix<T, 4, 2>, tapeless::vector<T, 2>>;

/// Whether ten steps give these losses and parameters.
template <class T, class Optimiser>
constexpr bool agrees(Optimiser const& optimiser, reference::optimiser_run const& expected, double tolerance) {
    constexpr auto as_number = [](double x) { return static_cast<T>(x); };
    network<T> p{filled<tapeless::matrix<T, 3, 4>>(2), filled<tapeless::vector<T, 4>>(3),
                 filled<tapeless::matrix<T, 4, 2>>(4), filled<tapeless::vector<T, 2>>(5)};
    auto const x = filled<tapeless::matrix<T, 5, 3>>(0);
    auto const y = filled<tapeless::matrix<T, 5, 2>>(1);
    auto const step = tapeless::update_with(optimiser, network_loss);
    [[maybe_unused]] auto state = step.initial_state(p);
    bool same = true;
    for (double const before : expected.losses) {
        T result{};
        if constexpr (Optimiser::moments > 0) result = step(p, state, x, y);
        else result = step(p, x, y);
        same = same && close(result, as_number(before), tolerance);
    }
    double const* next = expected.parameters;
    auto const compare = [&](auto const& part) {
        for (T const number : part) same = same && close(number, as_number(*next++), tolerance);
    };
    std::apply([&](auto const&... part) { (compare(part), ...); }, p);
    return same && next == expected.parameters + 26;
}

}  // namespace support

// SPDX-License-Identifier: BSL-1.0
// A network of four inputs, eight hidden units and three outputs, written once for every scalar type.
// In: parameters, features and a label, as numbers, traced values or another tool's scalars. Out: the loss.
#pragma once

#include <tapeless/tapeless.hpp>

#include <array>
#include <cstddef>

namespace iris {

inline constexpr std::size_t inputs = 4;
inline constexpr std::size_t hidden = 8;
inline constexpr std::size_t outputs = 3;
inline constexpr std::size_t parameter_count = hidden * (inputs + 1) + outputs * (hidden + 1);

/// One value before softmax for each class.
///
///   W2 * tanh(W1 * x + b1) + b2,   parameters: the rows of (W1 b1), then those of (W2 b2)
struct logits {
    template <class T>
    [[nodiscard]] constexpr std::array<T, outputs> operator()(std::array<T, parameter_count> const& parameters,
                                                              std::array<T, inputs> const& x) const {
        using tapeless::tanh;
        std::size_t next = 0;
        std::array<T, hidden> h;
        for (T& unit : h) {
            T sum = parameters[next + inputs];
            for (std::size_t i = 0; i < inputs; ++i) sum += parameters[next + i] * x[i];
            unit = tanh(sum);
            next += inputs + 1;
        }
        std::array<T, outputs> z;
        for (T& unit : z) {
            unit = parameters[next + hidden];
            for (std::size_t i = 0; i < hidden; ++i) unit += parameters[next + i] * h[i];
            next += hidden + 1;
        }
        return z;
    }
};

/// Cross-entropy of softmax(logits) and a one-hot label.
///
///   log(sum_i exp(z_i)) - sum_i y_i * z_i
///
/// Numerics    the largest z is taken out of the sum, so that exp cannot overflow
struct loss {
    template <class T>
    [[nodiscard]] constexpr T operator()(std::array<T, parameter_count> const& parameters,
                                         std::array<T, inputs> const& x, std::array<T, outputs> const& one_hot) const {
        using tapeless::exp;
        using tapeless::log;
        using tapeless::max;
        std::array<T, outputs> const z = logits{}(parameters, x);
        T const largest = max(max(z[0], z[1]), z[2]);
        T sum = 0;
        T chosen = 0;
        for (std::size_t i = 0; i < outputs; ++i) {
            sum += exp(z[i] - largest);
            chosen += one_hot[i] * z[i];
        }
        return log(sum) + largest - chosen;
    }
};

}  // namespace iris

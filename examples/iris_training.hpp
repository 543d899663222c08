// SPDX-License-Identifier: BSL-1.0
// Stochastic gradient descent, for any function that gives a loss and its gradient.
// In: samples and such a function. Out: trained parameters and what the steps cost.
#pragma once

#include "class_data.hpp"
#include "iris_network.hpp"

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace iris {

using csv_reader = example::class_csv_reader<inputs, outputs>;
using table = csv_reader::table;
using sample = example::sample<inputs, outputs>;
using example::engine;
using example::shuffle;
using example::uniform;
using parameters = std::array<double, parameter_count>;

/// Weights as Glorot and Bengio draw them, biases 0.
[[nodiscard]] inline parameters initial_parameters(engine& random) {
    parameters result{};
    auto* next = result.data();
    auto layer = [&](std::size_t from, std::size_t to) {
        double const limit = std::sqrt(6.0 / static_cast<double>(from + to));
        for (std::size_t unit = 0; unit < to; ++unit) {
            for (std::size_t i = 0; i < from; ++i) *next++ = uniform(random, -limit, limit);
            *next++ = 0;
        }
    };
    layer(inputs, hidden);
    layer(hidden, outputs);
    return result;
}

struct settings {
    int epochs;
    double learning_rate;
    double momentum = 0.9;
    std::uint64_t order_seed;
};

struct training_result {
    parameters trained;
    long long steps = 0;
    long long allocations = 0;
    double seconds = 0;

    [[nodiscard]] double microseconds_per_step() const { return 1e6 * seconds / static_cast<double>(steps); }
};

/// Stochastic gradient descent with momentum, one sample a step.
///
///   v <- momentum * v - learning_rate * dloss/dp,   p <- p + v
///
/// `value_and_gradient(p, sample)` gives the loss and its gradient; `count` the heap allocations so far;
/// `report(epoch, mean loss)` is called after each epoch. Only the steps are counted and timed.
template <class ValueAndGradient, class Count, class Report>
[[nodiscard]] training_result train(parameters const& start, std::vector<sample> const& samples, settings const& s,
                                    ValueAndGradient& value_and_gradient, Count count, Report report) {
    training_result result{start};
    parameters velocity{};
    std::vector<sample> ordered = samples;
    engine random(s.order_seed);
    for (int epoch = 1; epoch <= s.epochs; ++epoch) {
        shuffle(ordered, random);
        long long const allocations = count();
        auto const begin = std::chrono::steady_clock::now();

        double sum = 0;
        for (sample const& one : ordered) {
            auto const [value, gradient] = value_and_gradient(result.trained, one);
            sum += value;
            for (std::size_t i = 0; i < parameter_count; ++i) {
                velocity[i] = s.momentum * velocity[i] - s.learning_rate * gradient[i];
                result.trained[i] += velocity[i];
            }
        }

        result.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        result.allocations += count() - allocations;
        result.steps += static_cast<long long>(ordered.size());
        report(epoch, sum / static_cast<double>(ordered.size()));
    }
    return result;
}

[[nodiscard]] inline double mean_loss(parameters const& p, std::vector<sample> const& samples) {
    double sum = 0;
    for (sample const& s : samples) sum += loss{}(p, s.x, s.one_hot);
    return sum / static_cast<double>(samples.size());
}

/// The length of a - b; not a number if any part of them is not.
[[nodiscard]] inline double distance(parameters const& a, parameters const& b) {
    double squares = 0;
    for (std::size_t i = 0; i < parameter_count; ++i) squares += (a[i] - b[i]) * (a[i] - b[i]);
    return std::sqrt(squares);
}

/// The class with the largest output.
[[nodiscard]] inline std::size_t classify(parameters const& p, sample const& s) {
    std::array<double, outputs> const z = logits{}(p, s.x);
    std::size_t best = 0;
    for (std::size_t i = 1; i < outputs; ++i)
        if (z[i] > z[best]) best = i;
    return best;
}

}  // namespace iris

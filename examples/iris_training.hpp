// SPDX-License-Identifier: BSL-1.0
// Splitting, scaling and stochastic gradient descent, for any function that gives a loss and its gradient.
// In: a table and such a function. Out: trained parameters and what the steps cost.
#pragma once

#include "iris_csv.hpp"
#include "iris_network.hpp"

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace iris {

static_assert(inputs == feature_count && outputs == class_count);

using parameters = std::array<double, parameter_count>;

struct sample {
    std::array<double, inputs> x;
    std::array<double, outputs> one_hot;
    std::size_t species;
};

struct split_data {
    std::vector<sample> training;
    std::vector<sample> held_out;
};

/// The engine is the standard's; what follows from its numbers is written here, so that every library shuffles alike.
using engine = std::mt19937_64;

template <class T>
void shuffle(std::vector<T>& values, engine& random) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random() % i]);
}

[[nodiscard]] inline double uniform(engine& random, double low, double high) {
    return low + (high - low) * (static_cast<double>(random() >> 11) * 0x1p-53);
}

/// Shuffles, holds out the same share of each class, and scales all by mean and deviation of what is left to train on.
[[nodiscard]] inline split_data split(table const& data, double hold_out, engine& random) {
    std::vector<flower> flowers = data.flowers;
    shuffle(flowers, random);

    std::array<double, class_count> remaining{};
    for (flower const& f : flowers) remaining[f.species] += hold_out;
    split_data result;
    for (flower const& f : flowers) {
        bool const held = std::exchange(remaining[f.species], remaining[f.species] - 1) >= 0.5;
        sample s{f.features, {}, f.species};
        s.one_hot[f.species] = 1;
        (held ? result.held_out : result.training).push_back(s);
    }

    double const count = static_cast<double>(result.training.size());
    for (std::size_t i = 0; i < inputs; ++i) {
        double mean = 0;
        double variance = 0;
        for (sample const& s : result.training) mean += s.x[i] / count;
        for (sample const& s : result.training) variance += (s.x[i] - mean) * (s.x[i] - mean) / count;
        double const scale = variance > 0 ? 1 / std::sqrt(variance) : 1;
        for (sample& s : result.training) s.x[i] = (s.x[i] - mean) * scale;
        for (sample& s : result.held_out) s.x[i] = (s.x[i] - mean) * scale;
    }
    return result;
}

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

// SPDX-License-Identifier: BSL-1.0
// Splitting and scaling of tables of numbers in classes.
// In: a table. Out: samples to train with, and others that are held out.
#pragma once

#include "class_csv.hpp"
#include "random.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace example {

template <std::size_t Features, std::size_t Classes>
struct sample {
    std::array<double, Features> x;
    std::array<double, Classes> one_hot;
    std::size_t label;
};

template <std::size_t Features, std::size_t Classes>
struct split_data {
    std::vector<sample<Features, Classes>> training;
    std::vector<sample<Features, Classes>> held_out;
};

/// Shuffles, holds out the same share of each class, and scales all by mean and deviation of what is left to train on.
template <std::size_t Features, std::size_t Classes>
[[nodiscard]] split_data<Features, Classes> split(class_table<Features, Classes> const& data, double hold_out,
                                                  engine& random) {
    using sample = example::sample<Features, Classes>;
    auto rows = data.rows;
    shuffle(rows, random);

    std::array<double, Classes> remaining{};
    for (auto const& row : rows) remaining[row.label] += hold_out;
    split_data<Features, Classes> result;
    for (auto const& row : rows) {
        bool const held = std::exchange(remaining[row.label], remaining[row.label] - 1) >= 0.5;
        sample s{row.features, {}, row.label};
        s.one_hot[row.label] = 1;
        (held ? result.held_out : result.training).push_back(s);
    }

    double const count = static_cast<double>(result.training.size());
    for (std::size_t i = 0; i < Features; ++i) {
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

}  // namespace example

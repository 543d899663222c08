// SPDX-License-Identifier: BSL-1.0
// Random numbers that are the same with every standard library.
// In: an engine. Out: numbers, and shuffled rows.
#pragma once

#include <cstddef>
#include <random>
#include <utility>
#include <vector>

namespace example {

/// The engine is the standard's; what follows from its numbers is written here, so that every library shuffles alike.
using engine = std::mt19937_64;

template <class T>
void shuffle(std::vector<T>& values, engine& random) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random() % i]);
}

[[nodiscard]] inline double uniform(engine& random, double low, double high) {
    return low + (high - low) * (static_cast<double>(random() >> 11) * 0x1p-53);
}

}  // namespace example

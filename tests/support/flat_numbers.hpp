// SPDX-License-Identifier: BSL-1.0
// Comparing structures number by number, whatever they are made of.
// In: numbers, tensors, arrays, tuples and structs of them. Out: their numbers in order, and how far apart two lists are.
#pragma once

#include <tapeless/core/records.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace support {

/// The numbers of some structures, one after the other.
template <class... A>
[[nodiscard]] std::vector<double> flat_numbers(A const&... a) {
    std::vector<double> result;
    auto collect = [&result](auto x) { result.push_back(static_cast<double>(x)); };
    (tapeless::detail::structure_traits<tapeless::structure_of<A>>::visit(a, collect), ...);
    return result;
}

/// Whether two structures hold equal numbers in the same order; there must be some.
template <class A, class B>
[[nodiscard]] bool same_numbers(A const& a, B const& b) {
    auto const x = flat_numbers(a);
    return !x.empty() && x == flat_numbers(b);
}

/// The largest difference of two numbers at the same place, relative to a magnitude of at least 1.
template <class A, class B>
[[nodiscard]] double distance(A const& a, B const& b) {
    auto const x = flat_numbers(a);
    auto const y = flat_numbers(b);
    if (x.empty() || x.size() != y.size()) return std::numeric_limits<double>::infinity();
    double result = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        double const difference = std::fabs(x[i] - y[i]) / std::fmax(1, std::fabs(y[i]));
        if (!(difference <= result)) result = difference;
    }
    return result;
}

}  // namespace support

// SPDX-License-Identifier: BSL-1.0
// The benchmarks' functions and points, for comparisons with other tools.
#pragma once

#include "support/close.hpp"

#include "../../bench/inputs.hpp"
#include "../../bench/peers.hpp"
#include "../../bench/workloads.hpp"

#include <tapeless/tapeless.hpp>

namespace support {

/// Near the other tool's number: relative to the greatest of a row, since those that cancel are known no better.
template <std::size_t N>
bool agree(std::array<double, N> const& mine, std::array<double, N> const& other) {
    double scale = 1e-300;
    for (double const x : other) scale = std::max(scale, std::fabs(x));
    for (std::size_t i = 0; i < N; ++i)
        if (!(std::fabs(mine[i] - other[i]) <= 1e-12 * scale)) return false;
    return true;
}

/// W1, W2 and W6 at every point of a ring: value and gradient.
template <class Tool, class Workload, class Arguments>
int disagreements(std::array<Arguments, bench::ring_size> const& ring) {
    int count = 0;
    for (auto const& at : ring) {
        bench::peer::derivatives<1, Arguments::active> other{};
        Tool::template run<Workload>(at, other);
        auto const mine = at.apply([](auto const&... x) { return tapeless::value_and_gradient(Workload{})(x...); });
        count += !agree(std::array{mine.value}, other.value);
        count += !agree(mine.gradient, other.gradient[0]);
    }
    return count;
}

/// W5: two residuals by camera, point and weight.
template <class Tool>
int disagreements_of_w5(std::array<bench::reprojection_arguments<double>, bench::ring_size> const& ring) {
    int count = 0;
    for (auto const& at : ring) {
        bench::peer::derivatives<2, 15> other{};
        Tool::template run<bench::w5>(at, other);
        auto const rows = tapeless::jacobian<0, 1, 2>(bench::w5{})(at.camera, at.point, at.weight, at.feature);
        auto const value = tapeless::value(bench::w5{})(at.camera, at.point, at.weight, at.feature);
        for (std::size_t r = 0; r < 2; ++r) {
            auto const& [camera, point, weight] = rows[r];
            std::array<double, 15> mine{};
            for (std::size_t i = 0; i < 11; ++i) mine[i] = camera[i];
            for (std::size_t i = 0; i < 3; ++i) mine[11 + i] = point[i];
            mine[14] = weight;
            count += !agree(mine, other.gradient[r]);
        }
        count += !agree(value, other.value);
    }
    return count;
}

template <class Tool>
int disagreements_of_all() {
    using bench::perturbed;
    using bench::scalar_arguments;
    auto const w1 = perturbed(scalar_arguments<double, 3>{{0.7, 1.3, -0.4}}, 0.3, 1);
    auto const w6 = perturbed(scalar_arguments<double, 5>{{105, 100, 0.03, 0.25, 0.8}}, 0.2, 2);
    bench::array_argument<double, 10> start{};
    for (std::size_t i = 0; i < 10; ++i) start[i] = i % 2 == 0 ? -1.2 : 1.0;
    auto const w2 = perturbed(start, 0.4, 3);
    auto const w5 = perturbed(
        bench::reprojection_arguments<double>{
            {0.3, -0.5, 0.8, 0.2, -0.4, -6.0, 520.0, 310.0, 245.0, 0.06, -0.02}, {1.1, -0.7, 2.5}, 0.9, {370.0, 205.0}},
        0.1, 4);
    return disagreements<Tool, bench::w1>(w1) + disagreements<Tool, bench::w2>(w2) +
           disagreements<Tool, bench::w6>(w6) + disagreements_of_w5<Tool>(w5);
}

}  // namespace support

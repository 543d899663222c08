// SPDX-License-Identifier: BSL-1.0
// What all benchmarks of networks share: how a contender's parameters are compared with the exact ones, and main's end.
#pragma once

#include "networks.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace bench {

[[noreturn]] inline void wrong(std::string const& name, char const* what, double error, double allowed) {
    std::fprintf(stderr, "%s: wrong %s: error %g, allowed %g\n", name.c_str(), what, error, allowed);
    std::exit(EXIT_FAILURE);
}

/// The change of some parameters, to a thousandth of the largest change among them.
inline void demand_change(std::string const& name, float const* found, double const* expected, float const* start,
                          int first, int last) {
    double change = 0, error = 0;
    for (int i = first; i < last; ++i) {
        change = std::fmax(change, std::fabs(expected[i] - static_cast<double>(start[i])));
        double const e = std::fabs(expected[i] - static_cast<double>(found[i]));
        if (!(e <= error)) error = std::isfinite(e) ? e : HUGE_VAL;
    }
    if (!(error <= 1e-3 * change)) wrong(name, "change of parameters", error, 1e-3 * change);
}
/// Every layer's weights, and its biases.
template <class Net>
void demand_parameters(std::string const& name, std::vector<float> const& found, std::vector<double> const& expected,
                       std::vector<float> const& start) {
    for (int l = 0; l < Net::layers; ++l) {
        demand_change(name, found.data(), expected.data(), start.data(), Net::weights_at(l), Net::biases_at(l));
        demand_change(name, found.data(), expected.data(), start.data(), Net::biases_at(l), Net::weights_at(l + 1));
    }
}

/// Runs what has been registered.
inline int run_benchmarks(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}

}  // namespace bench

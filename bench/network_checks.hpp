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

/// The change of every layer's weights and biases, to a thousandth of the largest change among them.
template <class Net>
void demand_parameters(std::string const& name, std::vector<float> const& found, std::vector<double> const& expected,
                       std::vector<float> const& start) {
    for (int block = 0; block < 2 * Net::layers; ++block) {
        int const l = block / 2;
        int const first = block % 2 == 0 ? Net::weights_at(l) : Net::biases_at(l);
        int const last = block % 2 == 0 ? Net::biases_at(l) : Net::weights_at(l + 1);
        double change = 0, error = 0;
        for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
            change = std::fmax(change, std::fabs(expected[i] - static_cast<double>(start[i])));
            double const e = std::fabs(expected[i] - static_cast<double>(found[i]));
            if (!(e <= error)) error = std::isfinite(e) ? e : HUGE_VAL;
        }
        if (!(error <= 1e-3 * change)) wrong(name, "change of parameters", error, 1e-3 * change);
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

// SPDX-License-Identifier: BSL-1.0
// What the command line of train_iris says.
// In: argc and argv. Out: options, or the exit code with which to end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace iris {

struct options {
    std::string path;
    int epochs = 60;
    double learning_rate = 0.002;
    std::uint64_t seed = 1;
    double hold_out = 0.2;
    double required_accuracy = 0;
    bool quiet = false;
    bool no_comparison = false;
};

/// Sets `chosen`; returns an exit code after --help (0) or a mistake (2), which it has told on stderr.
[[nodiscard]] std::optional<int> read_options(int argc, char** argv, options& chosen);

}  // namespace iris

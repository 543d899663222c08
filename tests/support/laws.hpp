// SPDX-License-Identifier: BSL-1.0
// Laws: what holds for every graph.
// In: a function that says what is wrong with a sample. Out: whether random graphs keep the law, else the smallest that
// does not, as a formula.
#pragma once

#include "support/recipes.hpp"

#include <functional>

namespace support {

struct law_options {
    int graphs = 400;  ///< TAPELESS_LAWS_TIMES multiplies them
    int nodes = 30;
    int inputs = 3;
    int outputs = 1;
    bool wild = false;
    bool (*allowed)(op) = nullptr;
};

/// How often a law had something to compare.
struct tally {
    long said = 0;
    long unsaid = 0;
};

/// Empty if `law` returns empty for all samples. The samples are the same in every run; RC_PARAMS="seed=..." gives
/// others.
[[nodiscard]] std::string broken(law_options const& options, std::function<std::string(sample const&)> const& law);

/// What TAPELESS_LAWS_TIMES says, else 1.
[[nodiscard]] int law_times();

}  // namespace support

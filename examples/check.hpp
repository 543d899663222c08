// SPDX-License-Identifier: BSL-1.0
// What an example claims and checks.
// In: claims. Out: a line for each that does not hold, and the exit code of the program.
#pragma once

#include <cmath>
#include <cstdio>

namespace example {

inline int failures = 0;

inline void check(bool holds, char const* claim) {
    if (holds) return;
    std::printf("DOES NOT HOLD: %s\n", claim);
    ++failures;
}

/// |a - b| <= tolerance * max(1, |b|); not a number is near nothing.
[[nodiscard]] inline bool near(double a, double b, double tolerance = 1e-12) {
    return std::abs(a - b) <= tolerance * std::fmax(1, std::abs(b));
}

[[nodiscard]] inline int exit_code() { return failures == 0 ? 0 : 1; }

}  // namespace example

// EXPECT: update_with(optimiser, f) requires f to be a function, not a formula
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/update.hpp>
#include <tapeless/formula.hpp>
#include <tapeless/nn/optimisers.hpp>

constexpr auto x = tapeless::variable<"x">;

double train(double w) {
#ifdef SHOULD_FAIL
    return tapeless::update_with(tapeless::sgd{}, x * x)(w);
#else
    return tapeless::update_with(tapeless::sgd{}, [](auto p) { return p * p; })(w) + tapeless::gradient(x * x)(w);
#endif
}

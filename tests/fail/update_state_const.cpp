// EXPECT: update_with(optimiser, f)(parameters, state, x...) requires as state a variable that initial_state(parameters) gave
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/update.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto loss = [](auto const& w, auto x) { return (w[0] * x - w[1]) * (w[0] * x - w[1]); };
constexpr auto step = tapeless::update_with(tapeless::adam{}, loss);

double train(std::array<double, 2>& w) {
#ifdef SHOULD_FAIL
    auto const state = step.initial_state(w);
#else
    auto state = step.initial_state(w);
#endif
    return step(w, state, 1.0);
}

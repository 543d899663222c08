// EXPECT: update_with(optimiser, f)(parameters, x...) requires parameters that it can change: a variable, neither const nor a
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/update.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto loss = [](auto const& w, auto x) { return (w[0] * x - w[1]) * (w[0] * x - w[1]); };
constexpr auto step = tapeless::update_with(tapeless::sgd{}, loss);

#ifdef SHOULD_FAIL
double train(std::array<double, 2> const& w) { return step(w, 1.0); }
#else
double train(std::array<double, 2>& w) { return step(w, 1.0); }
#endif

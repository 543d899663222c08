// EXPECT: update_with(optimiser, f)(parameters, x...) requires f to return one number, which is to become smaller
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/update.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tapeless.hpp>

constexpr auto residuals = [](auto const& w, auto x) { return std::array{w[0] * x, w[1] * x}; };
constexpr auto loss = [](auto const& w, auto x) { return w[0] * x * w[0] * x + w[1] * x; };

double train(std::array<double, 2>& w) {
#ifdef SHOULD_FAIL
    return tapeless::update_with(tapeless::sgd{}, residuals)(w, 1.0);
#else
    return tapeless::update_with(tapeless::sgd{}, loss)(w, 1.0) + tapeless::value(residuals)(w, 1.0)[0];
#endif
}

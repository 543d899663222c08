// EXPECT: update_with(optimiser, f).in(memory)(parameters, x...) requires a workspace of the type of the parameters
// MAX_LINES: 25
// SPDX-License-Identifier: BSL-1.0
#include <tapeless/calculus/update.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tensor.hpp>

constexpr auto loss = [](auto const& w) { return sum(exp(matmul(w, w))); };
constexpr auto step = tapeless::update_with(tapeless::sgd{}, loss);
using parameters = tapeless::matrix<double, 8, 8>;

double train(parameters& w) {
#ifdef SHOULD_FAIL
    tapeless::workspace<double, 1> memory{};
#else
    tapeless::workspace<double, tapeless::workspace_bytes<parameters>(step) / 8> memory{};
#endif
    return step.in(memory)(w);
}

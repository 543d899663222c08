// SPDX-License-Identifier: BSL-1.0
// Training steps: one program for value, gradient and the change of the parameters, in every structure.
#include "catch.hpp"

#include <tapeless/calculus/update.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tapeless.hpp>

#include <array>
#include <tuple>

using tapeless::sgd;
using tapeless::update_with;

namespace {

constexpr auto line = [](auto const& w, auto x, auto y) { return square(w[0] * x + w[1] - y); };
constexpr auto fit = update_with(sgd{.learning_rate = 0.125}, line);

/// What a step does, by the gradient.
template <class F, class... X>
constexpr std::array<double, 2> stepped(F const& f, std::array<double, 2> w, double rate, X... x) {
    auto const slope = tapeless::gradient<0>(f)(w, x...);
    return {w[0] - rate * slope[0], w[1] - rate * slope[1]};
}

constexpr auto trained = [] {
    std::array w{1.0, 2.0};
    double const loss = fit(w, 3.0, 1.0);
    return std::tuple(loss, w);
}();
static_assert(std::get<0>(trained) == 16);
static_assert(std::get<1>(trained) == std::array{-2.0, 1.0});
static_assert(std::get<1>(trained) == stepped(line, {1.0, 2.0}, 0.125, 3.0, 1.0));

}  // namespace

TEST_CASE("a step changes the parameters and gives the loss before") {
    std::array w{1.0, 2.0};
    CHECK(fit(w, 3.0, 1.0) == 16);
    CHECK(w == std::array{-2.0, 1.0});
}

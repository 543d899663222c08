// SPDX-License-Identifier: BSL-1.0
// Training steps: what they change and in which arithmetic, schedules, state, optimisers of one's own, gradients through
// them.
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/update.hpp>
#include <tapeless/nn/optimisers.hpp>
#include <tapeless/tapeless.hpp>

#include <array>
#include <tuple>
#include <type_traits>

using support::close;
using tapeless::adam;
using tapeless::sgd;
using tapeless::update_with;

namespace {

using pair = std::array<double, 2>;

constexpr auto line = [](auto const& w, auto x, auto y) { return square(w[0] * x + w[1] - y); };
constexpr auto fit = update_with(sgd{.learning_rate = 0.125}, line);
constexpr auto momentum = update_with(sgd{.learning_rate = 0.125, .momentum = 0.5}, line);

constexpr auto trained = [] {
    pair w{1, 2};
    double const loss = fit(w, 3.0, 1.0);
    return std::tuple(loss, w);
}();
static_assert(std::get<0>(trained) == 16);
static_assert(std::get<1>(trained) == pair{-2, 1});

/// An optimiser as users write it: the sign of a running mean decides.
struct lion {
    double learning_rate = 1e-4;
    double beta1 = 0.9;
    double beta2 = 0.99;
    double weight_decay = 0;

    static constexpr int moments = 1;
    constexpr auto numbers() const { return std::array{learning_rate, 1 - beta1, 1 - beta2, weight_decay}; }
    template <class T>
    static constexpr auto update(T p, T g, T m, std::array<T, 4> const& n) {
        return std::array{p - n[0] * (sign(m + n[1] * (g - m)) + n[3] * p), m + n[2] * (g - m)};
    }
};

/// One whose rate falls and that keeps nothing else.
struct falling {
    static constexpr int moments = 0;
    constexpr std::array<double, 1> numbers(long long step) const { return {1.0 / static_cast<double>(step)}; }
    template <class T>
    static constexpr std::array<T, 1> update(T p, T g, std::array<T, 1> const& n) {
        return {p - n[0] * g};
    }
};

/// The loss after two steps from w.
constexpr auto two_steps = [](auto w, auto x, auto y) {
    fit(w, x, y);
    fit(w, x, y);
    return line(w, x, y);
};
constexpr auto two_steps_by_hand = [](auto w, auto x, auto y) {
    for (int i = 0; i < 2; ++i) {
        auto const slope = tapeless::gradient<0>(line)(w, x, y);
        for (std::size_t k = 0; k < 2; ++k) w[k] -= 0.125 * slope[k];
    }
    return line(w, x, y);
};
constexpr auto two_steps_with_state = [](auto w, auto x, auto y) {
    auto state = momentum.initial_state(w);
    momentum(w, state, x, y);
    momentum(w, state, x, y);
    return line(w, x, y);
};

}  // namespace

TEST_CASE("a step changes the parameters and gives the loss before") {
    pair w{1, 2};
    CHECK(fit(w, 3.0, 1.0) == 16);
    CHECK(w == pair{-2, 1});
    CHECK(fit(w, 3.0, 1.0) == 36);
}

TEST_CASE("one number is a structure too") {
    double w = 4;
    CHECK(update_with(sgd{.learning_rate = 0.25}, [](auto p) { return p * p; })(w) == 16);
    CHECK(w == 2);
}

TEST_CASE("the parameters decide in what a step computes") {
    std::array<float, 2> w{1, 2};
    auto const loss = fit(w, 3.0, 1);
    STATIC_REQUIRE(std::is_same_v<decltype(loss), float const>);
    CHECK(loss == 16);
    CHECK(w == std::array<float, 2>{-2, 1});
    pair v{1, 2};
    STATIC_REQUIRE(std::is_same_v<decltype(fit(v, 3.0F, 1)), double>);
}

TEST_CASE("a parameter that f does not read stays where it is, but for weight decay") {
    constexpr auto first = [](auto const& w) { return w[0] * w[0]; };
    pair w{1, 2};
    update_with(sgd{.learning_rate = 0.25}, first)(w);
    CHECK(w == pair{0.5, 2});
    update_with(sgd{.learning_rate = 0.25, .weight_decay = 1}, first)(w);
    CHECK(w == pair{0.125, 1.5});
}

TEST_CASE("samples may be the parameters themselves") {
    constexpr auto product = [](auto const& w, auto const& x) { return w[0] * x[1] + w[1] * x[0]; };
    pair w{1, 2};
    CHECK(update_with(sgd{.learning_rate = 0.5}, product)(w, w) == 4);
    CHECK(w == pair{0, 1.5});
}

TEST_CASE("a schedule changes the optimiser between steps") {
    auto step = fit;
    pair w{1, 2};
    step.optimiser.learning_rate = 0;
    step(w, 3.0, 1.0);
    CHECK(w == pair{1, 2});
    step.optimiser.learning_rate = 0.25;
    step(w, 3.0, 1.0);
    CHECK(w == pair{-5, 0});
}

TEST_CASE("what an optimiser keeps is a state of the caller's") {
    pair w{1, 2};
    auto state = momentum.initial_state(w);
    CHECK(state.steps == 0);
    CHECK(state.moments[0] == pair{0, 0});
    momentum(w, state, 3.0, 1.0);
    CHECK(state.steps == 1);
    CHECK(state.moments[0] == pair{24, 8});
    CHECK(w == pair{-2, 1});
    momentum(w, state, 3.0, 1.0);  // the residual is -6, the slopes -36 and -12
    CHECK(state.moments[0] == pair{-24, -8});
    CHECK(w == pair{1, 2});
    STATIC_REQUIRE(std::is_same_v<decltype(state), tapeless::optimiser_state<pair, 1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(update_with(adam{}, line).initial_state(std::array<float, 2>{})),
                                  tapeless::optimiser_state<std::array<float, 2>, 2>>);
}

TEST_CASE("an optimiser of one's own") {
    constexpr auto step = update_with(lion{.learning_rate = 0.5, .weight_decay = 0.25}, line);
    pair w{1, 2};
    auto state = step.initial_state(w);
    CHECK(step(w, state, 3.0, 1.0) == 16);
    CHECK(w == pair{1 - 0.5 * 1.25, 2 - 0.5 * 1.5});
    CHECK(close(state.moments[0], pair{0.24, 0.08}, 1e-15));
}

TEST_CASE("an optimiser that only counts steps has a state without moments") {
    constexpr auto step = update_with(falling{}, [](auto p, auto x) { return p * x; });
    double w = 0;
    auto state = step.initial_state(w);
    step(w, state, 12.0);
    CHECK(w == -12);
    step(w, state, 12.0);
    step(w, state, 12.0);
    CHECK(w == -22);
    CHECK(state.steps == 3);
}

TEST_CASE("gradients go through steps") {
    pair const w{0.5, 0.25};
    CHECK(
        close(tapeless::gradient<0>(two_steps)(w, 0.75, 2.0), tapeless::gradient<0>(two_steps_by_hand)(w, 0.75, 2.0)));
    auto const slope = tapeless::gradient<0>(two_steps_with_state)(w, 0.75, 2.0);
    constexpr auto value = tapeless::value(two_steps_with_state);
    for (std::size_t i = 0; i < 2; ++i) {
        pair above = w, below = w;
        above[i] += 1e-5;
        below[i] -= 1e-5;
        CHECK(close(slope[i], (value(above, 0.75, 2.0) - value(below, 0.75, 2.0)) / 2e-5, 1e-8));
    }
}

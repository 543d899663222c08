// SPDX-License-Identifier: BSL-1.0
// System S22: gradients through a random choice, by the score function (REINFORCE) and by Gumbel-softmax.
// In: nothing. Out: mean and spread of each estimator beside the exact gradient, and what descending by it chooses.
#include "check.hpp"
#include "random.hpp"

#include <tapeless/tapeless.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace {

using example::check;
using example::engine;

constexpr std::size_t choices = 4;
using vector = std::array<double, choices>;

// Choice k costs so much, and is taken with probability softmax(logits)[k]. The expected cost is to be made small.
constexpr vector cost{1.0, 0.4, 0.7, 2.0};
constexpr vector some_logits{0.5, -0.3, 0.2, 0.8};

constexpr auto expected_cost = [](auto const& logits) {
    auto const p = softmax(logits);
    auto sum = p[0] * cost[0];
    for (std::size_t k = 1; k < choices; ++k) sum += p[k] * cost[k];
    return sum;
};

// The score function: costs of choices that were drawn, times the slope of their log-probability. Nothing needs to be
// known of the cost but its value; a baseline changes no mean, but the spread.
constexpr auto weighted_log_probability = [](auto const& logits, auto const& chosen, auto weight) {
    auto const log_p = log_softmax(logits);
    auto sum = chosen[0] * log_p[0];
    for (std::size_t k = 1; k < choices; ++k) sum += chosen[k] * log_p[k];
    return weight * sum;
};

// Gumbel-softmax: the choice is the largest of logits + noise; a softmax in its place can be differentiated. Its mean
// is off by an amount that falls with the temperature, while the spread rises.
constexpr auto relaxed_cost = [](auto const& logits, auto const& noise, auto temperature) {
    auto scores = logits;
    for (std::size_t k = 0; k < choices; ++k) scores[k] = (logits[k] + noise[k]) / temperature;
    auto const p = softmax(scores);
    auto sum = p[0] * cost[0];
    for (std::size_t k = 1; k < choices; ++k) sum += p[k] * cost[k];
    return sum;
};

[[nodiscard]] vector gumbel_noise(engine& random) {
    vector g;
    for (double& one : g) one = -std::log(-std::log(example::uniform(random, 0x1p-60, 1)));
    return g;
}

/// Softmax's distribution: the largest of logits + noise.
[[nodiscard]] std::size_t draw(vector logits, engine& random) {
    vector const g = gumbel_noise(random);
    for (std::size_t k = 0; k < choices; ++k) logits[k] += g[k];
    return static_cast<std::size_t>(std::ranges::max_element(logits) - logits.begin());
}

struct score_function {
    double baseline;
    [[nodiscard]] vector operator()(vector const& logits, engine& random) const {
        std::size_t const k = draw(logits, random);
        vector chosen{};
        chosen[k] = 1;
        return tapeless::gradient<0>(weighted_log_probability)(logits, chosen, cost[k] - baseline);
    }
};

struct gumbel_softmax {
    double temperature;
    [[nodiscard]] vector operator()(vector const& logits, engine& random) const {
        return tapeless::gradient<0>(relaxed_cost)(logits, gumbel_noise(random), temperature);
    }
};

[[nodiscard]] double length(vector const& x) { return std::hypot(std::hypot(x[0], x[1]), std::hypot(x[2], x[3])); }

struct quality {
    double error;   // of the mean of many estimates
    double spread;  // standard deviation of one estimate
    double standard_error;
};

template <class Estimator>
[[nodiscard]] quality measure(char const* name, Estimator const& estimate) {
    constexpr int samples = 200'000;
    vector const exact = tapeless::gradient(expected_cost)(some_logits);
    engine random(1);
    vector mean{};
    double squares = 0;
    for (int i = 0; i < samples; ++i) {
        vector off = estimate(some_logits, random);
        for (std::size_t k = 0; k < choices; ++k) {
            off[k] -= exact[k];
            mean[k] += off[k] / samples;
        }
        squares += length(off) * length(off) / samples;
    }
    double const spread = std::sqrt(squares - length(mean) * length(mean));
    quality const q{length(mean), spread, spread / std::sqrt(double{samples})};

    vector logits = some_logits;
    for (int step = 0; step < 2000; ++step) {
        vector const slope = estimate(logits, random);
        for (std::size_t k = 0; k < choices; ++k) logits[k] -= 0.1 * slope[k];
    }
    double const reached = tapeless::value(expected_cost)(logits);
    std::printf("%-33s mean off by %.4f (standard error %.4f), spread %.3f; descends to cost %.3f\n", name, q.error,
                q.standard_error, spread, reached);
    check(reached < 0.5, "descending by the estimates finds the cheap choice");
    return q;
}

}  // namespace

int main() {
    vector const exact = tapeless::gradient(expected_cost)(some_logits);
    double const start = tapeless::value(expected_cost)(some_logits);
    std::printf("expected cost %.4f, exact gradient (%.4f, %.4f, %.4f, %.4f)\n", start, exact[0], exact[1], exact[2],
                exact[3]);
    vector const p = tapeless::softmax(some_logits);
    for (std::size_t k = 0; k < choices; ++k)
        check(example::near(exact[k], p[k] * (cost[k] - start)), "the exact gradient is p_k * (c_k - mean cost)");

    quality const plain = measure("score function", score_function{0});
    quality const baseline = measure("score function with a baseline", score_function{start});
    quality const warm = measure("Gumbel-softmax, temperature 1", gumbel_softmax{1});
    quality const cold = measure("Gumbel-softmax, temperature 0.1", gumbel_softmax{0.1});
    check(plain.error < 4 * plain.standard_error && baseline.error < 4 * baseline.standard_error,
          "the mean of the score function is the gradient");
    check(baseline.spread < 0.7 * plain.spread, "a baseline makes the spread smaller");
    check(warm.error > 10 * warm.standard_error, "the mean of Gumbel-softmax is off");
    check(cold.error < 0.2 * warm.error && cold.spread > warm.spread, "less at a low temperature, for more spread");
    return example::exit_code();
}

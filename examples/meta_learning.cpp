// SPDX-License-Identifier: BSL-1.0
// System S22: meta-learning. A gradient flows through the gradient steps by which a network adapts to a task.
// In: nothing. Out: how well a network adapts to unseen tasks before and after its initialisation is trained for that.
#include "check.hpp"
#include "random.hpp"

#include <tapeless/tapeless.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <numbers>

namespace {

using example::check;
using example::engine;
using example::uniform;

// A task is a sine wave of its own amplitude and phase, known at five points: the support. What matters is the loss at
// five other points, the query, after a few steps of gradient descent on the support.
constexpr std::size_t points = 5;
constexpr std::size_t hidden = 4;
constexpr std::size_t parameter_count = 3 * hidden + 1;
constexpr double inner_rate = 0.1;

using parameters = std::array<double, parameter_count>;
using samples = std::array<double, points>;

struct task {
    samples support_x, support_y, query_x, query_y;
};

// One hidden layer of tanh; parameters: for each unit its weight, its bias and the weight of its output, then a bias.
constexpr auto network = [](auto const& w, auto x) {
    auto y = w[3 * hidden];
    for (std::size_t i = 0; i < hidden; ++i) y += w[3 * i + 2] * tanh(w[3 * i] * x + w[3 * i + 1]);
    return y;
};
constexpr auto mean_squared_error = [](auto const& w, auto const& x, auto const& y) {
    auto sum = square(network(w, x[0]) - y[0]);
    for (std::size_t i = 1; i < points; ++i) sum += square(network(w, x[i]) - y[i]);
    return sum / points;
};

// Adapting is an ordinary function: a gradient inside a traced function is traced as well.
template <int Steps>
constexpr auto adapted = [](auto w, auto const& x, auto const& y) {
    for (int step = 0; step < Steps; ++step) {
        auto const slope = tapeless::gradient<0>(mean_squared_error)(w, x, y);
        for (std::size_t i = 0; i < parameter_count; ++i) w[i] -= inner_rate * slope[i];
    }
    return w;
};
template <int Steps>
constexpr auto loss_after = [](auto const& w, auto const& sx, auto const& sy, auto const& qx, auto const& qy) {
    return mean_squared_error(adapted<Steps>(w, sx, sy), qx, qy);
};

template <int Steps>
[[nodiscard]] double value_of(parameters const& w, task const& t) {
    return tapeless::value(loss_after<Steps>)(w, t.support_x, t.support_y, t.query_x, t.query_y);
}
/// The meta-gradient: through the inner steps, so with the second derivatives of the support loss.
template <int Steps>
[[nodiscard]] parameters slope_of(parameters const& w, task const& t) {
    return tapeless::gradient<0>(loss_after<Steps>)(w, t.support_x, t.support_y, t.query_x, t.query_y);
}

[[nodiscard]] task draw(engine& random) {
    double const amplitude = uniform(random, 0.5, 2);
    double const phase = uniform(random, 0, std::numbers::pi);
    task t;
    auto fill = [&](samples& x, samples& y) {
        for (std::size_t i = 0; i < points; ++i) {
            x[i] = uniform(random, -3, 3);
            y[i] = amplitude * std::sin(x[i] + phase);
        }
    };
    fill(t.support_x, t.support_y);
    fill(t.query_x, t.query_y);
    return t;
}

template <int Steps>
void check_gradient(parameters const& w, task const& t) {
    parameters const slope = slope_of<Steps>(w, t);
    double worst = 0;
    for (std::size_t i = 0; i < parameter_count; ++i) {
        double const h = 1e-5;
        parameters above = w, below = w;
        above[i] += h;
        below[i] -= h;
        double const difference = (value_of<Steps>(above, t) - value_of<Steps>(below, t)) / (2 * h);
        worst = std::fmax(worst, std::abs(slope[i] - difference) / std::fmax(1, std::abs(difference)));
    }
    std::printf("meta-gradient through %d step%s, largest difference to finite differences %.1e\n", Steps,
                Steps > 1 ? "s" : "", worst);
    check(worst < 1e-8, "the meta-gradient is confirmed by finite differences");
}

/// Adam on the gradient of the query loss after so many inner steps, a few tasks a step.
template <int Steps>
[[nodiscard]] parameters trained(parameters w, engine& random) {
    constexpr int steps = 4000;
    constexpr int batch = 10;
    parameters mean{}, square{};
    for (int step = 1; step <= steps; ++step) {
        parameters slope{};
        for (int k = 0; k < batch; ++k) {
            parameters const one = slope_of<Steps>(w, draw(random));
            for (std::size_t i = 0; i < parameter_count; ++i) slope[i] += one[i] / batch;
        }
        double const rate = 0.01 * (1 - (step - 1.0) / steps);
        for (std::size_t i = 0; i < parameter_count; ++i) {
            mean[i] += 0.1 * (slope[i] - mean[i]);
            square[i] += 0.001 * (slope[i] * slope[i] - square[i]);
            w[i] -= rate * mean[i] / (1 - std::pow(0.9, step)) /
                    (std::sqrt(square[i] / (1 - std::pow(0.999, step))) + 1e-8);
        }
    }
    return w;
}

/// The mean query loss over unseen tasks after 0, 1 and 3 steps.
[[nodiscard]] std::array<double, 3> report(char const* name, parameters const& w) {
    constexpr int tasks = 2000;
    engine random(2);
    std::array<double, 3> loss{};
    for (int k = 0; k < tasks; ++k) {
        task const t = draw(random);
        loss[0] += value_of<0>(w, t) / tasks;
        loss[1] += value_of<1>(w, t) / tasks;
        loss[2] += value_of<3>(w, t) / tasks;
    }
    std::printf("%-22s  loss on unseen tasks %.3f, after 1 step %.3f, after 3 steps %.3f\n", name, loss[0], loss[1],
                loss[2]);
    return loss;
}

}  // namespace

int main() {
    engine random(1);
    parameters start;
    for (double& w : start) w = uniform(random, -1, 1);
    task const first = draw(random);
    check_gradient<1>(start, first);
    check_gradient<3>(start, first);

    auto const before = report("random start", start);
    auto const plain = report("trained without steps", trained<0>(start, random));
    auto const meta = report("trained through a step", trained<1>(start, random));
    check(meta[1] < 0.7 * before[1] && meta[2] < 0.7 * before[2], "the trained initialisation adapts better");
    check(meta[1] < 0.7 * plain[1], "better than one that is trained for the tasks, but not for adapting to them");
    check(meta[1] < meta[0], "adapting helps");
    return example::exit_code();
}

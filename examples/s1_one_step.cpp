// SPDX-License-Identifier: BSL-1.0
// System S1: a 1-1-1 network, sigmoid then linear, trained one step while the compiler runs.
// In: the numbers of the text book example. Out: the same numbers as it has, proved by static_assert, and printed.
#include <tapeless/tapeless.hpp>

#include <array>
#include <cstddef>
#include <cstdio>

namespace {

struct network {
    template <class T>
    [[nodiscard]] constexpr T operator()(std::array<T, 4> const& parameters, T x) const {
        using tapeless::sigmoid;
        auto const [w1, b1, w2, b2] = parameters;
        return w2 * sigmoid(w1 * x + b1) + b2;
    }
};

struct squared_error {
    template <class T>
    [[nodiscard]] constexpr T operator()(std::array<T, 4> const& parameters, T x, T y) const {
        using tapeless::square;
        return square(network{}(parameters, x) - y);
    }
};

[[nodiscard]] constexpr std::array<double, 4> step(std::array<double, 4> parameters,
                                                   std::array<double, 4> const& gradient, double rate) {
    for (std::size_t i = 0; i < 4; ++i) parameters[i] -= rate * gradient[i];
    return parameters;
}

constexpr std::array before{2.0, -1.0, 1.5, 0.5};  // w1 b1 w2 b2
constexpr double x = 3.0;
constexpr double y = 2.5;
constexpr double learning_rate = 0.1;

constexpr auto first = tapeless::value_and_gradient<0>(squared_error{})(before, x, y);
constexpr auto after = step(before, first.gradient, learning_rate);
constexpr double prediction_before = network{}(before, x);
constexpr double prediction_after = network{}(after, x);
constexpr double loss_after = squared_error{}(after, x, y);

/// Equal to the six digits that the example is worked out to.
[[nodiscard]] constexpr bool near(double a, double b) { return a - b < 1e-6 && b - a < 1e-6; }

static_assert(near(prediction_before, 1.989961) && near(first.value, 0.260140));
static_assert(near(first.gradient[0], -0.030517) && near(first.gradient[1], -0.010172));
static_assert(near(first.gradient[2], -1.013251) && near(first.gradient[3], -1.020079));
static_assert(near(after[0], 2.003052) && near(after[1], -0.998983));
static_assert(near(after[2], 1.601325) && near(after[3], 0.602008));
static_assert(near(prediction_after, 2.192723) && near(loss_after, 0.094419));

}  // namespace

int main() {
    constexpr char const* names[] = {"w1", "b1", "w2", "b2"};
    std::printf("      before    gradient       after\n");
    for (std::size_t i = 0; i < 4; ++i)
        std::printf("%s %9.6f  %10.6f  %10.6f\n", names[i], before[i], first.gradient[i], after[i]);
    std::printf("prediction %.6f -> %.6f, wanted %.6f\n", prediction_before, prediction_after, y);
    std::printf("loss       %.6f -> %.6f\n", first.value, loss_after);
}

// SPDX-License-Identifier: BSL-1.0
// System S22: a reversible network, which computes its activations anew on the way back instead of keeping them.
// In: nothing. Out: the gradient of a deep network with the memory of one layer, beside that with all layers kept.
#include "check.hpp"
#include "random.hpp"

#include <tapeless/tapeless.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <tuple>
#include <vector>

namespace {

using example::check;

constexpr std::size_t width = 4;  // two halves
constexpr std::size_t half = width / 2;
constexpr std::size_t weights_of_half = half * (half + 1);

using activation = std::array<double, width>;
using weights = std::array<std::array<double, weights_of_half>, 2>;

// What one half adds to the other: tanh(W * x + b).
constexpr auto push = [](auto const& w, auto const& x, std::size_t from, std::size_t to, int sign) {
    auto result = x;
    for (std::size_t i = 0; i < half; ++i) {
        auto sum = w[i * (half + 1) + half];
        for (std::size_t j = 0; j < half; ++j) sum += w[i * (half + 1) + j] * x[from + j];
        result[to + i] += sign * tanh(sum) / 4;
    }
    return result;
};

// A layer: the second half pushes the first, the first, as it is now, the second. Backwards it is undone step by step.
constexpr auto layer = [](auto const& w, auto const& x) { return push(w[1], push(w[0], x, half, 0, 1), 0, half, 1); };
constexpr auto inverse_layer = [](auto const& w, auto const& y) {
    return push(w[0], push(w[1], y, 0, half, -1), half, 0, -1);
};
constexpr auto loss = [](auto const& y) {
    auto sum = square(y[0] - 1);
    for (std::size_t i = 1; i < width; ++i) sum += square(y[i] - 1);
    return sum;
};

/// The gradient by all weights. The depth is a number of the run: only the layer is known to the compiler.
///
///   x <- inverse_layer(w, y),   (dw, dx) <- vjp(layer)(w, x, dy)   from the last layer to the first
[[nodiscard]] std::vector<weights> reversible_gradient(std::vector<weights> const& network, activation const& x,
                                                       activation& recovered) {
    activation y = x;
    for (weights const& w : network) y = tapeless::value(layer)(w, y);
    activation dy = tapeless::gradient(loss)(y);
    std::vector<weights> result(network.size());
    for (std::size_t i = network.size(); i-- > 0;) {
        y = tapeless::value(inverse_layer)(network[i], y);
        std::tie(result[i], dy) = tapeless::vjp(layer)(network[i], y, dy).gradient;
    }
    recovered = y;
    return result;
}

/// The same from activations that were kept.
[[nodiscard]] std::vector<weights> keeping_gradient(std::vector<weights> const& network, activation const& x) {
    std::vector<activation> kept{x};
    for (weights const& w : network) kept.push_back(tapeless::value(layer)(w, kept.back()));
    activation dy = tapeless::gradient(loss)(kept.back());
    std::vector<weights> result(network.size());
    for (std::size_t i = network.size(); i-- > 0;)
        std::tie(result[i], dy) = tapeless::vjp(layer)(network[i], kept[i], dy).gradient;
    return result;
}

// Three layers as one function, differentiated as a whole.
constexpr auto three_layers = [](auto const& network, auto const& x) {
    return loss(layer(network[2], layer(network[1], layer(network[0], x))));
};

[[nodiscard]] double largest_difference(std::vector<weights> const& a, std::vector<weights> const& b) {
    double most = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t k = 0; k < 2; ++k)
            for (std::size_t j = 0; j < weights_of_half; ++j) most = std::fmax(most, std::abs(a[i][k][j] - b[i][k][j]));
    return most;
}

}  // namespace

int main() {
    example::engine random(1);
    activation const x{0.4, -0.2, 0.1, 0.7};
    for (std::size_t depth : {3u, 100u}) {
        std::vector<weights> network(depth);
        for (weights& w : network)
            for (auto& part : w)
                for (double& one : part) one = example::uniform(random, -1, 1);

        activation recovered;
        std::vector<weights> const slope = reversible_gradient(network, x, recovered);
        double const off = largest_difference(slope, keeping_gradient(network, x));
        double back = 0;
        for (std::size_t i = 0; i < width; ++i) back = std::fmax(back, std::abs(recovered[i] - x[i]));
        std::printf("%3zu layers: %zu numbers kept instead of %zu; input recovered to %.1e, gradient to %.1e\n", depth,
                    width, width * (depth + 1), back, off);
        check(back < 1e-10 && off < 1e-10, "the activations are computed anew");

        if (depth == 3) {
            std::array const three{network[0], network[1], network[2]};
            auto const whole = tapeless::gradient<0>(three_layers)(three, x);
            check(largest_difference(slope, {whole.begin(), whole.end()}) < 1e-14, "equal to the gradient as a whole");
        }
    }
    return example::exit_code();
}

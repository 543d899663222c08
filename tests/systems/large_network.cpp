// SPDX-License-Identifier: BSL-1.0
// A 4-40-40-1 network written out in scalars: over 10,000 nodes of gradient at the compilers' default limits.
#include "catch.hpp"

#include <tapeless/tapeless.hpp>

namespace {

constexpr std::size_t width = 40;
constexpr std::size_t parameters = (4 + 1) * width + (width + 1) * width + width + 1;

struct network_loss {
    template <class T>
    constexpr T operator()(std::array<T, parameters> const& p, std::array<T, 4> const& x, T target) const {
        std::size_t next = 0;
        std::array<T, width> first{};
        for (T& unit : first) {
            unit = p[next++];
            for (T const& input : x) unit += p[next++] * input;
            unit = tanh(unit);
        }
        std::array<T, width> second{};
        for (T& unit : second) {
            unit = p[next++];
            for (T const& input : first) unit += p[next++] * input;
            unit = tanh(unit);
        }
        T output = p[next++];
        for (T const& unit : second) output += p[next++] * unit;
        return square(output - target) / 2;
    }
};

/// The same gradient by hand: two vectors of pre-activations and their adjoints.
std::array<double, parameters> by_hand(std::array<double, parameters> const& p, std::array<double, 4> const& x,
                                       double target) {
    constexpr std::size_t to_second = 5 * width;
    constexpr std::size_t to_output = to_second + (width + 1) * width;
    std::array<double, width> a{};
    std::array<double, width> b{};
    for (std::size_t i = 0; i < width; ++i) {
        double z = p[5 * i];
        for (std::size_t k = 0; k < 4; ++k) z += p[5 * i + 1 + k] * x[k];
        a[i] = tapeless::tanh(z);
    }
    double output = p[to_output];
    for (std::size_t i = 0; i < width; ++i) {
        double const* const row = p.data() + to_second + (width + 1) * i;
        double z = row[0];
        for (std::size_t k = 0; k < width; ++k) z += row[1 + k] * a[k];
        b[i] = tapeless::tanh(z);
        output += p[to_output + 1 + i] * b[i];
    }
    std::array<double, parameters> g{};
    std::array<double, width> da{};
    double const d = output - target;
    g[to_output] = d;
    for (std::size_t i = 0; i < width; ++i) {
        g[to_output + 1 + i] = d * b[i];
        double const dz = d * p[to_output + 1 + i] * (1 - b[i] * b[i]);
        std::size_t const row = to_second + (width + 1) * i;
        g[row] = dz;
        for (std::size_t k = 0; k < width; ++k) {
            g[row + 1 + k] = dz * a[k];
            da[k] += dz * p[row + 1 + k];
        }
    }
    for (std::size_t i = 0; i < width; ++i) {
        double const dz = da[i] * (1 - a[i] * a[i]);
        g[5 * i] = dz;
        for (std::size_t k = 0; k < 4; ++k) g[5 * i + 1 + k] = dz * x[k];
    }
    return g;
}

}  // namespace

TEST_CASE("a gradient of more than 10,000 nodes compiles and is right") {
    std::array<double, parameters> p{};
    std::uint32_t state = 7;
    for (double& x : p) {
        state = state * 1664525u + 1013904223u;
        x = static_cast<double>(state >> 8) / 16777216.0 - 0.5;
    }
    std::array<double, 4> const x{0.3, -0.8, 0.5, 0.1};
    auto const expected = by_hand(p, x, 0.4);
    auto const computed = tapeless::gradient<0>(network_loss{})(p, x, 0.4);
    double worst = 0;
    for (std::size_t i = 0; i < parameters; ++i) worst = std::max(worst, std::abs(computed[i] - expected[i]));
    CHECK(worst < 1e-13);
}

// SPDX-License-Identifier: BSL-1.0
// S12: a network of L layers of n units takes O(L n^2) time and O(L n) memory; both are constants.
#include <tapeless/tensor.hpp>

#include <array>

namespace {

using tapeless::matrix;
using tapeless::vector;

constexpr auto loss = [](auto const& weights, auto x, auto y) {
    for (auto const& w : weights) x = tanh(matmul(w, x));
    return sum((x - y) * (x - y)) / 2;
};

template <int Layers, int Units>
struct cost {
    using weights = std::array<matrix<double, Units, Units>, static_cast<std::size_t>(Layers)>;
    using sample = vector<double, Units>;
    static constexpr auto gradient = tapeless::gradient<0>(loss);
    static constexpr tapeless::flops forward = tapeless::flop_count<weights, sample, sample>(loss);
    static constexpr tapeless::flops both = tapeless::flop_count<weights, sample, sample>(gradient);
    static constexpr int numbers = tapeless::workspace_bytes<weights, sample, sample>(gradient) / 8;
};

// Forward: n^2 products and as many sums a layer, n hyperbolic tangents; the loss takes 3 n more products and sums.
static_assert(cost<2, 8>::forward.multiplications == 2 * 64 + 8);
static_assert(cost<4, 8>::forward.multiplications == 4 * 64 + 8);
static_assert(cost<2, 16>::forward.multiplications == 2 * 256 + 16);
static_assert(cost<3, 8>::forward.transcendental == 3 * 8);

// Backward: an outer product a layer for the weights, and a product with the transposed matrix for all layers but the
// first; some 3 n products besides.
static_assert(cost<2, 8>::both.multiplications - (2 + 2 + 1) * 64 < 2 * 5 * 8);
static_assert(cost<8, 8>::both.multiplications - (8 + 8 + 7) * 64 < 8 * 5 * 8);
static_assert(cost<4, 16>::both.multiplications - (4 + 4 + 3) * 256 < 4 * 5 * 16);
static_assert(cost<4, 32>::both.total < 4 * cost<4, 32>::forward.total);

// Memory: what every layer keeps, and a few vectors more.
static_assert(cost<4, 16>::numbers <= (4 + 4) * 16 + 16);
static_assert(cost<8, 16>::numbers <= (8 + 4) * 16 + 16);
static_assert(cost<8, 64>::numbers <= (8 + 4) * 64 + 16);

}  // namespace

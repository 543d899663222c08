// SPDX-License-Identifier: BSL-1.0
// Contractions in programs that copy an operand: the copy overwrites nothing.
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/shaped.hpp>
#include <tapeless/expression/tensor_algebra.hpp>
#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_products.hpp>
#include <tapeless/expression/tensor_shapes.hpp>

#include <algorithm>
#include <catch.hpp>
#include <cmath>

namespace {

using namespace tapeless;

/// Both factors lie in the workspace, and the second one is walked across its rows.
struct product {
    template <class X>
    constexpr auto operator()(X const& x, X const& y) const {
        return matmul(tanh(x), transpose(tanh(y)));
    }
};

}  // namespace

TEMPLATE_TEST_CASE("a product of a matrix and a transposed one keeps both", "", float, double) {
    using T = TestType;
    constexpr int n = 48;
    tensor<T, n, n> x{};
    tensor<T, n, n> y{};
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) {
            x(i, j) = static_cast<T>((i * 7 + j * 3) % 11) / 11;
            y(i, j) = static_cast<T>((i * 5 + j * 2) % 13) / 13;
        }
    tensor<T, n, n> const z = value(product{})(x, y);
    double worst = 0;
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) {
            double sum = 0;
            for (int k = 0; k < n; ++k) sum += std::tanh(double(x(i, k))) * std::tanh(double(y(j, k)));
            worst = std::max(worst, std::abs(sum - double(z(i, j))));
        }
    CHECK(worst < 1e-5);
}

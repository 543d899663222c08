// SPDX-License-Identifier: BSL-1.0
// Products of tensors, with zeros among the factors.
#include "catch.hpp"
#include "support/tensors.hpp"

#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_sums.hpp>

using namespace tapeless;
using support::has_right_derivatives;
using support::loaded;
using support::near;

namespace {

using table = matrix<double, 2, 3>;
using block = tensor<double, 2, 3, 2>;

constexpr table x{1, 2, 3, 4, 5, -6};
constexpr block numbers{1.5, -2, 0.25, 3, -1, 0.5, 2, 0.75, -0.5, 4, 1.25, -3};

/// The product of all numbers, whatever their count is.
constexpr auto product = [](auto const& y) { return prod(y); };

/// The derivative of the product by number i is the product of the others.
template <int N>
bool has_products_of_others(vector<double, N> const& y) {
    vector<double, N> others{};
    for (int i = 0; i < N; ++i) {
        others.values[i] = 1;
        for (int k = 0; k < N; ++k) others.values[i] *= k == i ? 1 : y.values[k];
    }
    return near(gradient(product)(y), others, 1e-15);
}

}  // namespace

TEST_CASE("products of plain tensors") {
    static_assert(prod(x) == -720);
    static_assert(prod(x, axes<0>) == vector<double, 3>{4, 10, -18});
    static_assert(prod(x, axes<1>, keep_axes) == tensor<double, 2, 1>{6, -120});
    CHECK(prod(loaded(vector<float, 5>{1, 2, 3, 4, 5})) == 120);
    CHECK(near(prod(loaded(numbers), axes<0, 2>), vector<double, 3>{-4.5, -1.5, 1.875}, 1e-15));
    CHECK(near(prod(loaded(numbers), axes<1>), matrix<double, 2, 2>{-0.375, -3, -1.25, -9}, 1e-15));
}

TEST_CASE("derivatives of products") {
    CHECK(has_products_of_others(loaded(vector<double, 1>{3})));
    CHECK(has_products_of_others(loaded(vector<double, 2>{3, -2})));
    CHECK(has_products_of_others(loaded(vector<double, 7>{3, -2, 0.5, 7, 1.5, 2, -1})));
    CHECK(has_products_of_others(loaded(vector<double, 7>{3, -2, 0, 7, 1.5, 2, -1})));
    CHECK(has_products_of_others(loaded(vector<double, 7>{3, 0, 0, 7, 1.5, 2, -1})));
    CHECK(has_right_derivatives([](auto const& y) { return sum(prod(y, axes<1>) * prod(sin(y))); }, loaded(numbers)));
}

TEST_CASE("second derivatives of products with two zeros") {
    vector<double, 3> const y = loaded(vector<double, 3>{0, 0, 5});
    CHECK(jvp(gradient(product))(y, loaded(vector<double, 3>{1, 0, 0})).tangent == vector<double, 3>{0, 5, 0});
    CHECK(jvp(gradient(product))(y, loaded(vector<double, 3>{0, 1, 0})).tangent == vector<double, 3>{5, 0, 0});
    CHECK(jvp(gradient(product))(y, loaded(vector<double, 3>{0, 0, 1})).tangent == vector<double, 3>{0, 0, 0});
}

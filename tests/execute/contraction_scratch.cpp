// SPDX-License-Identifier: BSL-1.0
// Operands that are copied for packs go to memory of their own, not to where other nodes lie.
#include "catch.hpp"
#include "support/tensors.hpp"

#include <tapeless/expression/tensor_products.hpp>
#include <tapeless/expression/tensor_shapes.hpp>

using support::near;
using tapeless::matrix;

namespace {

/// The sum lies in the workspace while the product reads it.
constexpr auto of_sum = [](auto const& x, auto const& w) { return matmul(x + x * x, transpose(w)); };

template <class T, int Rows, int Inner, int Columns>
bool same_as_in_constants() {
    constexpr auto fill = []<class Tensor>(Tensor x) {
        for (int i = 0; i < x.size; ++i) x.values[i] = static_cast<T>((7 * i + 3) % 16 - 8) / 16;
        return x;
    };
    constexpr auto x = fill(matrix<T, Rows, Inner>{});
    constexpr auto w = fill(matrix<T, Columns, Inner>{});
    constexpr auto expected = tapeless::value(of_sum)(x, w);
    return near(tapeless::value(of_sum)(support::loaded(x), support::loaded(w)), expected, 1e-6);
}

}  // namespace

TEST_CASE("copied operands overwrite nothing") {
    CHECK(same_as_in_constants<double, 5, 2, 4>());
    CHECK(same_as_in_constants<float, 5, 2, 4>());
    CHECK(same_as_in_constants<float, 9, 3, 17>());
    CHECK(same_as_in_constants<double, 16, 4, 8>());
}

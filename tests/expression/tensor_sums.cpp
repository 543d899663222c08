// SPDX-License-Identifier: BSL-1.0
// Sums, means, variances, products and cumulative sums of tensors: against loops, with derivatives by finite
// differences.
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
using line = vector<double, 3>;
using block = tensor<double, 2, 3, 2>;

constexpr table x{1, 2, 3, 4, 5, -6};
constexpr block numbers{1.5, -2, 0.25, 3, -1, 0.5, 2, 0.75, -0.5, 4, 1.25, -3};

}  // namespace

TEST_CASE("sums and means of plain tensors") {
    static_assert(sum(x) == 9 && mean(x) == 1.5);
    static_assert(sum(x, axes<0>) == line{5, 7, -3});
    static_assert(sum(x, axes<-1>) == vector<double, 2>{6, 3});
    static_assert(sum(x, axes<0, 1>) == 9);
    static_assert(sum(x, axes<1>, keep_axes) == tensor<double, 2, 1>{6, 3});
    static_assert(mean(x, axes<0>) == line{2.5, 3.5, -1.5});
    static_assert(mean(x, axes<1>, keep_axes) == tensor<double, 2, 1>{2, 1});
    static_assert(std::is_same_v<decltype(mean(tensor<float, 2>{})), float>);
    CHECK(mean(loaded(vector<float, 2>{1, 2})) == 1.5f);
    block const b = loaded(numbers);
    vector<double, 3> sums{};
    for (int i = 0; i < 2; ++i)
        for (int k = 0; k < 3; ++k)
            for (int l = 0; l < 2; ++l) sums(k) += b(i, k, l);
    CHECK(near(sum(b, axes<2, 0>), sums, 1e-15));
    CHECK(near(sum(b, axes<-3, 2>), sums, 1e-15));
}

TEST_CASE("sums along each axis of one shape") {
    // g++ 12 once took the loops of one for those of the other.
    table const y = loaded(x);
    CHECK(sum(y, axes<0>) == line{5, 7, -3});
    CHECK(sum(y, axes<1>) == vector<double, 2>{6, 3});
    matrix<double, 2, 2> const z = loaded(matrix<double, 2, 2>{1, 2, 3, 5});
    CHECK(sum(z, axes<0>) == vector<double, 2>{4, 7});
    CHECK(sum(z, axes<1>) == vector<double, 2>{3, 8});
}

TEST_CASE("variances and cumulative sums of plain tensors") {
    static_assert(var(vector<double, 4>{1, 2, 3, 6}) == 3.5);
    static_assert(var(x, axes<1>) == vector<double, 2>{2.0 / 3, 74.0 / 3});
    static_assert(cumsum(x, axis<1>) == table{1, 3, 6, 4, 9, 3});
    static_assert(cumsum(x, axis<-2>) == table{1, 2, 3, 5, 7, -3});
    CHECK(var(loaded(vector<double, 3>{1e8 + 1, 1e8 + 2, 1e8 + 3})) == Catch::Approx(2.0 / 3).epsilon(1e-15));
    CHECK(var(loaded(vector<float, 2>{1, 3}), axes<0>) == 1);
    CHECK(cumsum(loaded(numbers), axis<1>)(1, 2, 0) == 2.75);
    CHECK(cumsum(loaded(vector<float, 3>{1, 2, 4}), axis<0>) == vector<float, 3>{1, 3, 7});
}

TEST_CASE("derivatives of means, variances and cumulative sums") {
    block const b = loaded(numbers);
    CHECK(has_right_derivatives([](auto const& y) { return sum(square(mean(y, axes<0, 2>)) * line{1, 2, 3}); }, b));
    CHECK(has_right_derivatives([](auto const& y) { return sum(exp(var(y, axes<1>) * 0.1) * var(y)); }, b));
    CHECK(has_right_derivatives(
        [](auto const& y) { return sum(cumsum(y * y, axis<1>) * sin(y) + cumsum(sin(y), axis<-1>) * y); }, b));
    CHECK(gradient([](auto const& y) { return mean(y); })(loaded(x)) == table{1, 1, 1, 1, 1, 1} / 6);
}

TEST_CASE("reductions of numbers that no graph holds") {
    auto const filled = [](auto const& y) {
        std::remove_cvref_t<decltype(y)> const three = 3;
        return std::tuple{sum(three), mean(three, axes<0>), var(three), prod(three, axes<1>), sum(y) + sum(three * y)};
    };
    auto const results = value(filled)(loaded(x));
    CHECK(results == std::tuple{18.0, line{3, 3, 3}, 0.0, vector<double, 2>{27, 27}, 36.0});
}

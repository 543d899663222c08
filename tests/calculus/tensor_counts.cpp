// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/calculus/counts.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_algebra.hpp>
#include <tapeless/expression/tensor_extremes.hpp>
#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_products.hpp>

using tapeless::flop_count;
using tapeless::flops;
using tapeless::tensor;

namespace {

using vector = tensor<double, 6>;
using square = tensor<double, 6, 6>;

constexpr bool pairs(flops const& f, int count) {
    return f.multiplications == count && f.additions == count && f.total == 2 * count;
}

}  // namespace

TEST_CASE("an operation counts once for each number") {
    static_assert(flop_count<vector>([](auto x) { return exp(x); }).transcendental == 6);
    static_assert(flop_count<square, vector>([](auto a, auto x) { return a + x; }).additions == 36);
    static_assert(flop_count<square>([](auto a) { return sum(a); }).additions == 36);
    static_assert(flop_count<square>([](auto a) { return max(a); }).comparisons == 36);
    SUCCEED();
}

TEST_CASE("a product counts a multiplication and an addition for each pair of numbers") {
    constexpr auto product = [](auto a, auto b) { return matmul(a, b); };
    static_assert(pairs(flop_count<tensor<double, 2, 3>, tensor<double, 3, 4>>(product), 2 * 3 * 4));
    static_assert(pairs(flop_count<tensor<double, 5, 2, 3>, tensor<double, 3, 4>>(product), 5 * 2 * 3 * 4));
    static_assert(pairs(flop_count<vector, vector>(product), 6));
    SUCCEED();
}

TEST_CASE("factors, solutions and inverses count what their descriptions say") {
    static_assert(pairs(flop_count<square>([](auto a) { return cholesky(a); }), 6 * 6 * 6 / 6));
    static_assert(pairs(flop_count<square>([](auto a) { return log_determinant(a); }), 6 * 6 * 6 / 3));
    static_assert(pairs(flop_count<square>([](auto a) { return inverse(a); }), 6 * 6 * 6));
    static_assert(pairs(flop_count<square, vector>([](auto a, auto b) { return triangular_solve(a, b); }), 6 * 6 / 2));
    static_assert(pairs(flop_count<square, tensor<double, 6, 4>>([](auto a, auto b) { return triangular_solve(a, b); }),
                        6 * 6 * 4 / 2));
    SUCCEED();
}

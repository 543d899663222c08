// SPDX-License-Identifier: BSL-1.0
// Products of tensors: values in constant expressions, operands that are plain, filled or equal, and the laws.
#include "support/tensor_laws.hpp"

#include <tapeless/expression/tensor_products.hpp>

using support::check_tensor_laws;
using support::drawn_tensor;
using tapeless::matrix;
using tapeless::tensor;
using tapeless::vector;

namespace {

constexpr matrix<double, 2, 3> a{{1, 2, 3, 4, 5, 6}};
constexpr matrix<double, 3, 2> b{{1, 2, 3, 4, 5, 7}};
constexpr vector<double, 3> v{{1, -2, 3}};

static_assert(dot(v, v) == 14);
static_assert(outer(v, vector<double, 2>{{1, 10}}) == matrix<double, 3, 2>{{1, 10, -2, -20, 3, 30}});
static_assert(matmul(a, b) == matrix<double, 2, 2>{{22, 31, 49, 70}});
static_assert(matmul(a, v) == vector<double, 2>{{6, 12}});
static_assert(matmul(v, b) == vector<double, 2>{{10, 15}});
static_assert(matmul(v, v) == 14);
static_assert(matmul(tensor<double, 2, 1, 2>{{1, 2, 3, 4}}, tensor<double, 1, 2, 1>{{5, 6}}) ==
              tensor<double, 2, 1, 1>{{17, 39}});
static_assert(matmul(tensor<double, 1, 1, 2>{{1, 2}}, tensor<double, 1, 2, 1>{{3, 4}}) ==
              tensor<double, 1, 1, 1>{{11}});
static_assert(matmul(matrix<float, 1, 2>{{1, 2}}, vector<float, 2>{{3, 4}}) == vector<float, 1>{{11}});

}  // namespace

TEST_CASE("products with constants and with numbers that fill a tensor") {
    constexpr auto by_constant = [](auto x) { return matmul(a, x); };
    CHECK(tapeless::value(by_constant)(b) == matmul(a, b));
    constexpr auto by_filled = [](auto x) { return matmul(x, tensor<tapeless::traced, 3, 2>(2)); };
    CHECK(tapeless::value(by_filled)(a) == matrix<double, 2, 2>{{12, 12, 30, 30}});
    constexpr auto filled = [](auto x) {
        using tapeless::traced;
        return x * matmul(tensor<traced, 2, 3>(2), tensor<traced, 3>(5)) +
               dot(vector<traced, 4>(1), 2 * vector<traced, 4>(1));
    };
    CHECK(tapeless::value(filled)(vector<double, 2>{{1, 2}}) == vector<double, 2>{{38, 68}});
    constexpr auto square = [](auto x) { return matmul(x, x); };
    CHECK(tapeless::value(square)(matrix<double, 2, 2>{{1, 2, 3, 4}}) == matrix<double, 2, 2>{{7, 10, 15, 22}});
}

TEST_CASE("laws of products") {
    check_tensor_laws([](auto x, auto y) { return dot(x, y); }, drawn_tensor<4>(1), drawn_tensor<4>(2));
    check_tensor_laws([](auto x, auto y) { return outer(x, y); }, drawn_tensor<2>(1), drawn_tensor<3>(2));
    check_tensor_laws([](auto x, auto y) { return matmul(x, y); }, drawn_tensor<2, 1, 2, 3>(1),
                      drawn_tensor<2, 3, 2>(2));
    check_tensor_laws([](auto x) { return matmul(x, matmul(x, x)); }, drawn_tensor<2, 2>(3));
}

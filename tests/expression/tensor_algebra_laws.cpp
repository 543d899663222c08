// SPDX-License-Identifier: BSL-1.0
// Triangular systems, factors, inverses and determinants: values in constant expressions, batches, operands that do not
// lie row by row, and the laws of triangular systems.
#include "support/tensor_laws.hpp"

#include <tapeless/expression/tensor_algebra.hpp>
#include <tapeless/expression/tensor_einsum.hpp>
#include <tapeless/expression/tensor_products.hpp>

using support::check_tensor_laws;
using support::drawn_tensor;
using tapeless::einsum;
using tapeless::matrix;
using tapeless::tensor;
using tapeless::upper;
using tapeless::vector;

namespace {

constexpr matrix<double, 2, 2> a{{2, 9, 1, 4}};  // a triangular solve does not see the other triangle
constexpr vector<double, 2> b{{2, 9}};

static_assert(triangular_solve(a, b) == vector<double, 2>{{1, 2}});
static_assert(tapeless::triangular_solve<upper>(matrix<double, 2, 2>{{2, 1, 9, 4}}, vector<double, 2>{{4, 8}}) ==
              vector<double, 2>{{1, 2}});
static_assert(triangular_solve(a, matrix<double, 2, 2>{{2, 4, 9, 6}}) == matrix<double, 2, 2>{{1, 2, 2, 1}});
static_assert(triangular_solve(tensor<double, 2, 1, 1>{{2, 4}}, tensor<double, 2, 1>{{6, 20}}) ==
              tensor<double, 2, 1>{{3, 5}});
static_assert(cholesky(matrix<double, 2, 2>{{4, 9, 2, 5}}) == matrix<double, 2, 2>{{2, 0, 1, 2}});
static_assert(inverse(matrix<double, 2, 2>{{0, 2, 4, 0}}) == matrix<double, 2, 2>{{0, 0.25, 0.5, 0}});
static_assert(inverse(tensor<float, 2, 1, 1>{{2, 4}}) == tensor<float, 2, 1, 1>{{0.5f, 0.25f}});
static_assert(log_determinant(matrix<double, 2, 2>{{0, 1, -1, 0}}) == 0);
static_assert(log_determinant(tensor<double, 2, 1, 1>{{1, -1}}) == tensor<double, 2>{{0, 0}});

/// Far from singular, and positive definite if x is symmetric.
constexpr auto add_identity = [](auto x) {
    constexpr matrix<double, 3, 3> identity{{4, 0, 0, 0, 4, 0, 0, 0, 4}};
    return x + identity;
};

}  // namespace

TEST_CASE("matrices that do not lie row by row") {
    constexpr auto mirrored = [](auto x) { return inverse(einsum<"ij->ji">(x)); };
    CHECK(tapeless::value(mirrored)(matrix<double, 2, 2>{{1, 0, 2, 1}}) == matrix<double, 2, 2>{{1, -2, 0, 1}});
    constexpr auto stopped = [](auto x) { return inverse(decltype(x)(stop_gradient(einsum<"ij->ji">(x).handle()))); };
    CHECK(tapeless::value(stopped)(matrix<double, 2, 2>{{1, 0, 2, 1}}) == matrix<double, 2, 2>{{1, -2, 0, 1}});
    constexpr auto part = [](auto x) { return triangular_solve(x[1], x[0]); };
    CHECK(tapeless::value(part)(tensor<double, 2, 2, 2>{{2, 4, 9, 6, 2, 9, 1, 4}}) ==
          matrix<double, 2, 2>{{1, 2, 2, 1}});
    constexpr auto filled = [](auto x) { return log_determinant(x[0] * matrix<tapeless::traced, 1, 1>(1)); };
    CHECK(tapeless::value(filled)(vector<double, 1>{{1}}) == 0);
    constexpr auto constant = [](auto x) { return triangular_solve(a, x); };
    CHECK(tapeless::value(constant)(b) == vector<double, 2>{{1, 2}});
}

TEST_CASE("laws of triangular systems") {
    check_tensor_laws([](auto x, auto y) { return triangular_solve(add_identity(x), y); }, drawn_tensor<2, 3, 3>(1),
                      drawn_tensor<2, 3, 2>(2));
    check_tensor_laws([](auto x, auto y) { return tapeless::triangular_solve<upper>(add_identity(x), y); },
                      drawn_tensor<3, 3>(1), drawn_tensor<3>(2));
}

// SPDX-License-Identifier: BSL-1.0
// Products and sums by labels: values in constant expressions, results without an arrow, and the laws.
#include "support/tensor_laws.hpp"

#include <tapeless/expression/tensor_einsum.hpp>
#include <tapeless/expression/tensor_products.hpp>

using support::check_tensor_laws;
using support::drawn_tensor;
using tapeless::einsum;
using tapeless::matrix;
using tapeless::tensor;

namespace {

constexpr matrix<double, 2, 3> a{{1, 2, 3, 4, 5, 6}};
constexpr matrix<double, 3, 2> b{{1, 2, 3, 4, 5, 7}};
constexpr tensor<double, 2, 2, 2> cube{{1, 2, 3, 4, 5, 6, 7, 8}};

static_assert(einsum<"ij,jk->ik">(a, b) == matmul(a, b));
static_assert(einsum<"ij, jk">(a, b) == matmul(a, b));
static_assert(einsum<"jk,ij">(b, a) == matmul(a, b));
static_assert(einsum<"ji">(b) == matrix<double, 2, 3>{{1, 3, 5, 2, 4, 7}});
static_assert(einsum<"bA">(a) == einsum<"ji">(a));  // capitals stand first in the alphabet
static_assert(einsum<"ii">(matmul(a, b)) == 92);
static_assert(einsum<"iij->ji">(cube) == matrix<double, 2, 2>{{1, 7, 2, 8}});
static_assert(einsum<"iji->ji">(cube) == matrix<double, 2, 2>{{1, 6, 3, 8}});
static_assert(einsum<"iii">(cube) == 9);
static_assert(einsum<"iik,kl->">(cube, a) == 1 * 6 + 2 * 15 + 7 * 6 + 8 * 15);
static_assert(einsum<",ij->ji">(2.0, a) == matrix<double, 3, 2>{{2, 8, 4, 10, 6, 12}});

}  // namespace

TEST_CASE("labels of numbers that fill a tensor") {
    constexpr auto alone = [](auto x) { return x * einsum<"iij->j">(tensor<tapeless::traced, 3, 3, 2>(5)); };
    CHECK(tapeless::value(alone)(tensor<double, 2>{{1, 2}}) == tensor<double, 2>{{15, 30}});
}

TEST_CASE("laws of sums by labels") {
    check_tensor_laws([](auto x, auto y) { return einsum<"bij,kj->bki">(x, y); }, drawn_tensor<2, 2, 3>(1),
                      drawn_tensor<2, 3>(2));
    check_tensor_laws([](auto x, auto y) { return einsum<"iji,kl->jk">(x, y); }, drawn_tensor<2, 3, 2>(1),
                      drawn_tensor<2, 2>(2));
    check_tensor_laws([](auto x) { return einsum<"iii->i">(x) * einsum<"ijk->k">(x); }, drawn_tensor<2, 2, 2>(3));
}

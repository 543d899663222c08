// SPDX-License-Identifier: BSL-1.0
// Matrices of Eigen as arguments of verbs, and their results as such.
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/jacobian.hpp>
#include <tapeless/calculus/products.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/eigen.hpp>
#include <tapeless/expression/tensor_sums.hpp>

#include <catch.hpp>

namespace {

using tapeless::gradient;
using tapeless::jacobian;
using tapeless::jvp;
using tapeless::tensor;
using tapeless::to_eigen;
using tapeless::value;
using tapeless::value_and_gradient;

using row_major = Eigen::Matrix<double, 2, 3, Eigen::RowMajor>;
using column_major = Eigen::Matrix<double, 2, 3>;

/// sum_ij x_ij^2 (3 i + j + 1): every element has another weight, so that none may stand in another's place.
constexpr auto weighted = [](auto x) { return sum(x * x * tensor<double, 2, 3>{1, 2, 3, 4, 5, 6}); };
constexpr auto itself = [](auto x) { return x + 0.0; };
constexpr tensor<double, 2, 3> slope{2, 8, 18, 32, 50, 72};
constexpr auto product_of = [](auto a, auto b) { return sum(a * b); };
constexpr auto of_all = [](auto matrices, auto factor) {
    return factor * sum(matrices[0] * matrices[1] * matrices[1]);
};

template <class M>
M six() {
    M m;
    m << 1, 2, 3, 4, 5, 6;
    return m;
}

template <class A, class T>
constexpr bool in_place = tapeless::detail::holds_runs_of<A, T>;

}  // namespace

static_assert(in_place<row_major, double> && !in_place<row_major, float> && !in_place<column_major, double>);
static_assert(in_place<Eigen::Vector3f, float> && in_place<Eigen::Map<row_major const>, double>);
static_assert(in_place<std::array<row_major, 2>, double> && !in_place<std::tuple<row_major, column_major>, double>);
static_assert(in_place<tapeless::tensor_span<float const, 3>, float> && in_place<std::array<double, 3>, double>);
static_assert(std::is_same_v<tapeless::structure_of<column_major>, tapeless::structure::tensor<2, 3>>);
static_assert(std::is_same_v<tapeless::scalar_type_of<Eigen::Vector3f, int>, float>);
static_assert(!tapeless::is_known<tapeless::structure_of<Eigen::Quaternion<double>>>);

TEMPLATE_TEST_CASE("verbs read a matrix of Eigen in its own order", "", row_major, column_major) {
    auto const m = six<TestType>();
    CHECK(value(itself)(m) == tensor<double, 2, 3>{1, 2, 3, 4, 5, 6});
    CHECK(value(weighted)(m) == 1 + 8 + 27 + 64 + 125 + 216);
    CHECK(gradient(weighted)(m) == slope);
    CHECK(to_eigen<TestType::Options>(gradient(weighted)(m))(1, 0) == 32);
    CHECK(gradient(weighted)(2 * m - m) == slope);
    CHECK(gradient(weighted)(Eigen::Map<TestType const>(m.data())) == slope);
    CHECK(jvp(weighted)(m, TestType(TestType::Ones())).tangent == 2 + 8 + 18 + 32 + 50 + 72);
    CHECK(jacobian(itself)(m)(1, 0, 1, 0) == 1);
}

TEST_CASE("a matrix that lies row by row is not copied") {
    auto const m = six<row_major>();
    auto const& same = tapeless::detail::in_scalars_of<double, tapeless::structure::tensor<2, 3>>(m);
    CHECK(static_cast<void const*>(&same) == &m);
    double const* in[1];
    double const** next = in;
    tapeless::detail::structure_traits<tapeless::structure::tensor<2, 3>>::point(same, next);
    CHECK(in[0] == m.data());
}

TEST_CASE("floats of Eigen give floats, and mixed ones doubles") {
    Eigen::Vector3f const a(1, 2, 3);
    Eigen::RowVector3d const b(4, 5, 6);
    auto const [by_a, by_b] = gradient(product_of)(a, b);
    CHECK(by_a == tensor<double, 3>{4, 5, 6});
    CHECK(by_b == tensor<double, 3>{1, 2, 3});
    static_assert(std::is_same_v<decltype(gradient(product_of)(a, a)), std::tuple<tensor<float, 3>, tensor<float, 3>>>);
    CHECK(value(product_of)(a, tensor<float, 3>{1, 1, 1}) == 6);
}

TEST_CASE("matrices inside of arrays and tuples, and what comes back") {
    std::array<column_major, 2> const matrices{six<column_major>(), 2 * six<column_major>()};
    auto const result = to_eigen(value_and_gradient(of_all)(matrices, 0.5));
    CHECK(result.value == 2 * 441);
    static_assert(std::is_same_v<decltype(result.gradient), std::tuple<std::array<column_major, 2>, double>>);
    column_major const square = six<column_major>().array().square();
    CHECK(std::get<0>(result.gradient)[0] == 2 * square);
    CHECK(std::get<0>(result.gradient)[1] == 2 * square);
    CHECK(std::get<1>(result.gradient) == 4 * 441);
    std::tuple<row_major, double> const read{six<row_major>(), 3.0};
    auto const scaled = [](auto pair) { return get<1>(pair) * sum(get<0>(pair)); };
    CHECK(std::get<1>(gradient(scaled)(read)) == 21);
}

TEST_CASE("the numbers of a matrix may be stored in two bytes") {
    Eigen::Matrix<Eigen::half, 2, 3> m = six<column_major>().cast<Eigen::half>();
    auto const g = gradient(weighted)(m);
    static_assert(std::is_same_v<decltype(g), tensor<float, 2, 3> const>);
    CHECK(g == tapeless::tensor_cast<float>(slope));
}

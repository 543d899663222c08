// SPDX-License-Identifier: BSL-1.0
#include <tapeless/eigen.hpp>

#include <catch.hpp>

namespace {

using tapeless::eigen_map;
using tapeless::eigen_span;
using tapeless::tensor;
using tapeless::tensor_span;
using tapeless::to_eigen;
using tapeless::to_tensor;

using row_major = Eigen::Matrix<double, 2, 3, Eigen::RowMajor>;
using column_major = Eigen::Matrix<double, 2, 3>;

constexpr tensor<double, 2, 3> six{1, 2, 3, 4, 5, 6};

template <class M>
M matrix() {
    M m;
    m << 1, 2, 3, 4, 5, 6;
    return m;
}

template <class X, class Y>
constexpr bool same = std::is_same_v<X, Y>;

template <class X>
concept mapped = requires(X&& x) {
    eigen_map(std::forward<X>(x));
};

}  // namespace

static_assert(tapeless::eigen_expression<row_major> && tapeless::eigen_expression<Eigen::Map<column_major>>);
static_assert(!tapeless::eigen_expression<double> && !tapeless::eigen_expression<tensor<double, 2>>);
static_assert(same<tapeless::eigen_tensor<column_major>, tensor<double, 2, 3>>);
static_assert(same<tapeless::eigen_tensor<Eigen::Vector3f>, tensor<float, 3>>);
static_assert(same<tapeless::eigen_tensor<Eigen::RowVector3f>, tensor<float, 3>>);
static_assert(same<tapeless::eigen_tensor<Eigen::Matrix<double, 1, 1>>, tensor<double, 1>>);
static_assert(tapeless::has_fixed_size<row_major> && !tapeless::has_fixed_size<Eigen::VectorXd>);
static_assert(mapped<tensor<double, 3>&> && mapped<tensor<double, 3> const&> && !mapped<tensor<double, 3>>);

TEMPLATE_TEST_CASE("a matrix of Eigen becomes a tensor", "", row_major, column_major) {
    auto const m = matrix<TestType>();
    CHECK(to_tensor(m) == six);
    CHECK(to_tensor(m.transpose()) == tensor<double, 3, 2>{1, 4, 2, 5, 3, 6});
    CHECK(to_tensor(2 * m.row(1)) == tensor<double, 3>{8, 10, 12});
    CHECK(to_tensor(m.col(2)) == tensor<double, 2>{3, 6});
    CHECK(to_tensor(m.array() + 1)(0, 0) == 2);
    CHECK(to_tensor(m * m.transpose()) == tensor<double, 2, 2>{14, 32, 32, 77});
    CHECK(to_tensor(Eigen::MatrixXd(m).topLeftCorner<2, 2>()) == tensor<double, 2, 2>{1, 2, 4, 5});
    double elsewhere[] = {1, 2, 3, 4, 5, 6};
    CHECK(to_tensor(Eigen::Map<TestType const>(elsewhere))(1, 0) == (TestType::IsRowMajor ? 4 : 2));
}

TEMPLATE_TEST_CASE("a tensor becomes a matrix of Eigen", "", row_major, column_major) {
    auto const m = to_eigen<TestType::Options>(six);
    static_assert(same<std::remove_const_t<decltype(m)>, TestType>);
    CHECK(m == matrix<TestType>());
    CHECK(m(0, 2) == 3);
    CHECK(to_tensor(to_eigen(six[1])) == tensor<double, 3>{4, 5, 6});
    CHECK(to_eigen(tensor<float, 1, 3>{1, 2, 3}) == Eigen::RowVector3f(1, 2, 3));
    CHECK(to_eigen(tensor<float, 3, 1>{1, 2, 3}) == Eigen::Vector3f(1, 2, 3));
}

TEST_CASE("Eigen computes in the memory of tensors") {
    tensor<double, 2, 3> x = six;
    auto map = eigen_map(x);
    CHECK(map.data() == x.data());
    CHECK(map(1, 0) == 4);
    map.row(0) *= 10;
    CHECK(x == tensor<double, 2, 3>{10, 20, 30, 4, 5, 6});
    eigen_map(x[1]) << 7, 8, 9;
    CHECK(x(1, 2) == 9);
    CHECK(eigen_map(six).sum() == 21);
    static_assert(same<decltype(eigen_map(six))::Scalar, double> &&
                  !(decltype(eigen_map(six))::Flags & Eigen::LvalueBit));

    tensor<float, 4, 4> a{};
    tensor<float, 4> b{1, 2, 3, 4};
    static_assert(decltype(eigen_map(a))::IsRowMajor &&
                  Eigen::internal::traits<decltype(eigen_map(a))>::Alignment == 64);
    eigen_map(a).setIdentity();
    eigen_map(a)(0, 3) = 1;
    CHECK(to_tensor(eigen_map(a) * eigen_map(b)) == tensor<float, 4>{5, 2, 3, 4});
    tensor<double, 3, 1> column{1, 2, 3};
    tensor<double, 1, 3> row{1, 2, 3};
    CHECK((eigen_map(row) * eigen_map(column)).value() == 14);
}

TEST_CASE("tensors look into the memory of Eigen") {
    auto m = matrix<row_major>();
    auto const x = eigen_span(m);
    static_assert(same<decltype(eigen_span(m)), tensor_span<double, 2, 3>>);
    static_assert(same<decltype(eigen_span(std::as_const(m))), tensor_span<double const, 2, 3>>);
    CHECK(x.data() == m.data());
    CHECK(x(1, 0) == 4);
    x[0].fill(0);
    CHECK(m.row(0).sum() == 0);
    CHECK(m.row(1).sum() == 15);

    Eigen::Vector3f v(1, 2, 3);
    eigen_span(v)[2] = 30;
    CHECK(v[2] == 30);
    eigen_span(m.row(1))[1] = 50;
    CHECK(m(1, 1) == 50);
    double elsewhere[] = {1, 2, 3, 4, 5, 6};
    CHECK(eigen_span(Eigen::Map<row_major>(elsewhere))(1, 2) == 6);
    static_assert(same<decltype(eigen_span(Eigen::Map<row_major const>(elsewhere))), tensor_span<double const, 2, 3>>);
    static_assert(!tapeless::detail::lies_row_by_row<column_major>());
    static_assert(!tapeless::detail::lies_row_by_row<decltype(m.col(0))>());
    static_assert(!tapeless::detail::lies_row_by_row<decltype(m.leftCols<2>())>());
}

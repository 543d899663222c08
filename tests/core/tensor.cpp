// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/tensor.hpp>

#include <catch.hpp>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace {

using tapeless::tensor;
using tapeless::tensor_span;

template <auto Function>
concept constant = requires {
    typename std::bool_constant<(static_cast<void>(Function()), true)>;
};

template <class T, int... Dims>
constexpr bool is_plain() {
    using x = tensor<T, Dims...>;
    return std::is_trivially_copyable_v<x> && std::is_aggregate_v<x> && std::is_standard_layout_v<x> &&
           std::is_trivially_default_constructible_v<x> && sizeof(x) == sizeof(T) * x::size;
}

constexpr tensor<int, 2, 3> six{1, 2, 3, 4, 5, 6};
constexpr tensor<int, 2, 2, 3> twelve{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

/// Writes elements and rows in each of the ways there are.
constexpr int written() {
    tensor<int, 2, 3> x = six;
    x(1, 2) = 60;
    x[0][1] = 20;
    auto row = x[1];
    row[0] = 40;
    for (int& value : row) ++value;
    x[0].assign(x[1]);
    x[1].fill(7);
    x[1].assign(tensor<int, 3>{1, 2, 3});
    return x == tensor<int, 2, 3>{41, 6, 61, 1, 2, 3} ? 0 : 1;
}

/// The alignment of tensors, of which vectors of the machine are loaded.
template <class T, int N>
constexpr std::size_t alignment = alignof(tensor<T, N>);

}  // namespace

static_assert(is_plain<double, 2, 3>() && is_plain<float, 5>() && is_plain<int, 1, 2, 3, 4>() && is_plain<bool, 3>());
static_assert(alignment<double, 8> == 64 && alignment<double, 4> == 32 && alignment<double, 2> == 16);
static_assert(alignment<double, 3> == 8 && alignment<float, 6> == 8 && alignment<float, 5> == 4);

static_assert(six.rank == 2 && six.size == 6 && six.shape == std::array{2, 3});
static_assert(tensor<int, 4>::shape == std::array{4} && twelve.shape == std::array{2, 2, 3});
static_assert(std::is_same_v<tapeless::matrix<float, 2, 3>, tensor<float, 2, 3>>);
static_assert(std::is_same_v<tapeless::vector<float, 2>, tensor<float, 2>>);

static_assert(six(1, 0) == 4 && six[1][0] == 4 && twelve(1, 0, 2) == 9 && twelve[1][0][2] == 9 && twelve[1](0, 2) == 9);
static_assert(twelve[1].shape == std::array{2, 3} && twelve[1].begin() == twelve.begin() + 6);
static_assert(six(std::size_t{1}, 2L) == 6 && six[1U][2] == 6);
static_assert(tensor<int, 2, 3>(six) == six && six != tensor<int, 2, 3>{} && tensor<int, 2, 3>{1}(1, 2) == 0);
static_assert(written() == 0);

// A part refers to the tensor, unless that ends at once.
static_assert(std::is_same_v<decltype(six[0]), tensor_span<int const, 3>>);
static_assert(std::is_same_v<decltype(std::declval<tensor<int, 2, 3>&>()[0]), tensor_span<int, 3>>);
static_assert(std::is_same_v<decltype(std::declval<tensor<int, 2, 3>>()[0]), tensor<int, 3>>);
static_assert(std::is_same_v<decltype(std::declval<tensor<int, 3>>()[0]), int>);
static_assert(std::is_same_v<decltype(std::declval<tensor<int, 3>&>()[0]), int&>);
static_assert(std::is_same_v<decltype(std::declval<tensor<int, 3> const&>()[0]), int const&>);

// The last index within and the first one without, also where the elements go on in the next row.
static_assert(constant<[] { return six(1, 2); }> && !constant<[] { return six(2, 0); }>);
static_assert(!constant<[] { return six(0, 3); }> && !constant<[] { return six(1, -1); }>);
static_assert(constant<[] { return six[1][2]; }> && !constant<[] { return six[0][3]; }>);
static_assert(!constant<[] { return six[2][-1]; }> && !constant<[] { return six[0][-1]; }>);
static_assert(constant<[] { return twelve[1](1, 2); }> && !constant<[] { return twelve[0](2, 0); }>);
static_assert(!constant<[] { return tensor<int, 3>{}[3]; }> && !constant<[] { return six(1, ~std::size_t{}); }>);

TEST_CASE("a tensor at run time") {
    CHECK(written() == 0);
    tensor<double, 2, 3> x{1, 2, 3, 4, 5, 6};
    double sum = 0;
    for (double const value : x) sum += value;
    CHECK(sum == 21);
    CHECK(x.data() == &x(0, 0));
    CHECK(x.end() - x.begin() == 6);
    CHECK(&x[1][2] == &x.values[5]);
    CHECK(&std::as_const(x)(1, 0) == &x.values[3]);
    tensor<double, 3> const row = x[1];
    CHECK(row == tensor<double, 3>{4, 5, 6});
    CHECK(reinterpret_cast<std::uintptr_t>(&x) % alignof(decltype(x)) == 0);
}

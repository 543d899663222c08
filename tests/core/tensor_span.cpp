// SPDX-License-Identifier: BSL-1.0
// Memory that is not a tensor's, seen as one.
#include <tapeless/core/tensor.hpp>

#include <catch.hpp>
#include <span>
#include <type_traits>
#include <vector>

namespace {

using tapeless::span_of;
using tapeless::tensor;
using tapeless::tensor_span;

constexpr int sum(tensor_span<int const, 2, 3> x) {
    int result = 0;
    for (int const value : x) result += value;
    return result;
}

/// Every way to make a span; 0 if all of them see the same numbers.
constexpr int made() {
    int wrong = 0;
    auto const expect = [&](tensor_span<int const, 2, 3> x) {
        if (x(0, 0) != 1 || x(1, 2) != 6 || x[1][0] != 4 || sum(x) != 21) ++wrong;
    };
    int values[] = {1, 2, 3, 4, 5, 6};
    std::array<int, 6> array{1, 2, 3, 4, 5, 6};
    tensor<int, 2, 3> x{1, 2, 3, 4, 5, 6};
    tensor<int, 6> flat{1, 2, 3, 4, 5, 6};
    expect(x);
    expect(tensor<int, 2, 3>(x));
    expect(tensor_span<int, 2, 3>(values));
    expect(tensor_span<int, 2, 3>(&values[0]));
    expect(tensor_span<int, 2, 3>(array));
    expect(tensor_span<int const, 2, 3>(array));
    expect(tensor_span<int, 2, 3>(flat));
    expect(tensor_span<int, 2, 3>(std::span<int, 6>(values)));
    expect(tensor_span<int const, 2, 3>(std::span<int const, 6>(values)));
    expect(*span_of<2, 3>(std::span<int>(values)));
    expect(*span_of<2, 3>(values));
    if (span_of<2, 3>(std::span<int>(values, 5)) || span_of<2, 2>(values)) ++wrong;
    return wrong;
}

constexpr int written() {
    int values[] = {1, 2, 3, 4, 5, 6};
    tensor_span<int, 2, 3> x(values);
    x(1, 2) = 60;
    x[0].fill(9);
    x[1].assign(x[0]);
    int other[] = {1, 2, 3, 4, 5, 6};
    tensor_span<int, 2, 3> y = x;
    y = tensor_span<int, 2, 3>(other);
    y(0, 0) = 50;
    tensor<int, 2, 3> const copy = y;
    y.fill(0);
    x.assign(copy);
    return tensor<int, 6>{50, 2, 3, 4, 5, 6} == tensor<int, 6>(tensor_span<int, 6>(values)) ? 0 : 1;
}

template <class To, class From>
concept assignable = requires(To to, From from) {
    static_cast<To>(to) = from;
};

}  // namespace

static_assert(made() == 0 && written() == 0);
static_assert(sizeof(tensor_span<int, 2, 3>) == sizeof(int*));
static_assert(std::is_trivially_copyable_v<tensor_span<int, 2, 3>>);
static_assert(tensor_span<int, 2, 3>::shape == std::array{2, 3} && tensor_span<int, 2, 3>::size == 6);

// No mutable view of what is const, none that an unknown pointer becomes by itself.
static_assert(!std::is_convertible_v<tensor<int, 3> const&, tensor_span<int, 3>>);
static_assert(!std::is_convertible_v<tensor_span<int const, 3>, tensor_span<int, 3>>);
static_assert(std::is_convertible_v<tensor_span<int, 3>, tensor_span<int const, 3>>);
static_assert(!std::is_convertible_v<int*, tensor_span<int, 3>>);
static_assert(!std::is_convertible_v<tensor_span<int, 2>, tensor<int, 3>>);
static_assert(!std::is_convertible_v<tensor_span<int, 2, 3>, tensor_span<int, 3, 2>>);
// x[0] = y would change a view that ends at once.
static_assert(assignable<tensor_span<int, 3>&, tensor_span<int, 3>>);
static_assert(!assignable<tensor_span<int, 3>, tensor_span<int, 3>> &&
              !assignable<tensor_span<int, 3>, tensor<int, 3>>);

TEST_CASE("a span of memory") {
    CHECK(made() == 0);
    CHECK(written() == 0);
    std::vector<double> numbers{1, 2, 3, 4};
    auto const square = span_of<2, 2>(numbers);
    REQUIRE(square);
    static_assert(std::is_same_v<decltype(square), std::optional<tensor_span<double, 2, 2>> const>);
    (*square)(1, 0) = 7;
    CHECK(numbers[2] == 7);
    CHECK_FALSE(span_of<2, 3>(numbers));
    CHECK_FALSE(span_of<3>(std::as_const(numbers)));

    double const columns[2][2] = {{1, 2}, {3, 4}};
    CHECK(tensor_span<double const, 2, 2>(&columns[0][0])(1, 0) == 3);
    tensor<double, 2, 2> x{1, 2, 3, 4};
    tapeless::tensor_span named(x);
    named[1][1] = 5;
    CHECK(x(1, 1) == 5);
    static_assert(std::is_same_v<decltype(tapeless::tensor_span(std::as_const(x))), tensor_span<double const, 2, 2>>);
}

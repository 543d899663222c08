// SPDX-License-Identifier: BSL-1.0
// Memory for functions of tensors: how much they take, where it is, and that they take no other.
#include "catch.hpp"
#include "support/flat_numbers.hpp"

#include <tapeless/expression/loops.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>

#include <cstdint>
#include <memory>

using support::same_numbers;
using tapeless::gradient;
using tapeless::tensor;
using tapeless::value;
using tapeless::workspace;
using tapeless::workspace_bytes;

namespace {

constexpr auto f = [](auto const& x) { return sum(sum(x * x, tapeless::axes<0>) * (x * x)); };
constexpr auto df = gradient(f);
constexpr auto of_numbers = [](auto x, auto y) { return x * y; };

constexpr auto cubes = [](auto column, auto row) {
    auto const table = column * row;
    return sum(table * table * table);
};

template <int Steps>
constexpr auto powers = [](auto const& x) {
    return sum(tapeless::iterate<Steps>([](auto const& y, auto const& z) { return y * z; }, x, x));
};

template <class T, int R, int C>
tensor<T, R, C> filled() {
    tensor<T, R, C> x{};
    for (int i = 0; i < x.size; ++i) x.values[i] = static_cast<T>(i % 7 - 3);
    return x;
}

}  // namespace

TEST_CASE("a workspace of the caller is used, and gives the same numbers") {
    constexpr int bytes = workspace_bytes<tensor<double, 8, 6>>(df);
    STATIC_REQUIRE(bytes > 0);
    workspace<double, bytes / 8> memory{};
    auto const x = filled<double, 8, 6>();
    CHECK(same_numbers(df.in(memory)(x), df(x)));
    bool touched = false;
    for (double const number : memory.numbers) touched = touched || number != 0;
    CHECK(touched);
    CHECK(reinterpret_cast<std::uintptr_t>(memory.numbers) % 64 == 0);
}

TEST_CASE("nothing is written behind a workspace") {
    constexpr int numbers = workspace_bytes<tensor<double, 8, 6>>(df) / 8;
    workspace<double, numbers + 64> memory{};
    for (double& number : memory.numbers) number = 12345;
    static_cast<void>(df.in(memory)(filled<double, 8, 6>()));
    for (int i = numbers; i < numbers + 64; ++i) CHECK(memory.numbers[i] == 12345);
}

TEST_CASE("floats take half the workspace of doubles") {
    using floats = tensor<float, 8, 6>;
    STATIC_REQUIRE(2 * workspace_bytes<floats>(df) == workspace_bytes<tensor<double, 8, 6>>(df));
    workspace<float, workspace_bytes<floats>(df) / 4> memory;
    CHECK(same_numbers(df.in(memory)(filled<float, 8, 6>()), df(filled<float, 8, 6>())));
}

TEST_CASE("a workspace that the stack has no room for") {
    using matrix = tensor<double, 400, 400>;
    constexpr auto function = value(f);
    constexpr int bytes = workspace_bytes<matrix>(function);
    STATIC_REQUIRE(bytes > tapeless::most_stack_bytes);
    auto const memory = std::make_unique<workspace<double, bytes / 8>>();
    auto const x = std::make_unique<matrix>(filled<double, 400, 400>());
    double expected = 0;
    for (int k = 0; k < 400; ++k) {
        double squares = 0;
        for (int i = 0; i < 400; ++i) squares += x->values[400 * i + k] * x->values[400 * i + k];
        expected += squares * squares;
    }
    CHECK(function.in(*memory)(*x) == expected);
}

TEST_CASE("functions of numbers take no workspace, but may be given some") {
    STATIC_REQUIRE(workspace_bytes<double, double>(gradient(of_numbers)) == 0);
    STATIC_REQUIRE(workspace_bytes(gradient(of_numbers)) == 0);
    workspace<double, 0> memory;
    CHECK(gradient(of_numbers).in(memory)(3.0, 4.0)[0] == 4);
}

TEST_CASE("the workspace of a loop does not grow with its steps, that of its gradient by what it carries") {
    using vector = tensor<double, 16>;
    STATIC_REQUIRE(workspace_bytes<vector>(value(powers<10>)) == workspace_bytes<vector>(value(powers<1000>)));
    constexpr int short_loop = workspace_bytes<vector>(gradient(powers<10>));
    constexpr int long_loop = workspace_bytes<vector>(gradient(powers<1000>));
    STATIC_REQUIRE(long_loop - short_loop == 990 * 16 * 8);
}

TEST_CASE("inside of a traced function the workspace has nothing to do") {
    constexpr auto twice = [](auto column, auto row) {
        tapeless::workspace<double, 1000> memory{};
        auto const [by_column, by_row] = tapeless::gradient(cubes).in(memory)(column, row);
        return sum(by_column) + sum(by_row);
    };
    tapeless::tensor<double, 3, 1> const column{0, 1, 2};
    tapeless::tensor<double, 1, 2> const row{1, 1};
    CHECK(tapeless::value(twice)(column, row) == 3 * 5 * 2 + 3 * 2 * 9);
}

// SPDX-License-Identifier: BSL-1.0
// Programs in memory of the caller: just as much as workspace_bytes says, also where the stack would not hold it.
#include <tapeless/calculus/counts.hpp>
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_sums.hpp>

#include <catch.hpp>

namespace {

using tapeless::gradient;
using tapeless::tensor;
using tapeless::workspace;
using tapeless::workspace_bytes;

/// The table of all products lies in the workspace.
constexpr auto cubes = [](auto column, auto row) {
    auto const table = column * row;
    return sum(table * table * table);
};

template <int Rows, int Columns>
using arguments_of = std::tuple<tensor<double, Rows, 1>, tensor<double, 1, Columns>>;

template <int Rows, int Columns>
constexpr int bytes_for() {
    return workspace_bytes<tensor<double, Rows, 1>, tensor<double, 1, Columns>>(gradient(cubes));
}

template <int Rows, int Columns>
arguments_of<Rows, Columns> points() {
    arguments_of<Rows, Columns> result;
    for (int i = 0; i < Rows; ++i) std::get<0>(result).values[i] = i % 3;
    for (int i = 0; i < Columns; ++i) std::get<1>(result).values[i] = i % 2;
    return result;
}

}  // namespace

TEST_CASE("a program runs in just as much memory as workspace_bytes says") {
    constexpr int bytes = bytes_for<6, 4>();
    static_assert(bytes >= 6 * 4 * 8 && bytes % sizeof(double) == 0);
    struct {
        workspace<double, bytes / static_cast<int>(sizeof(double))> memory;
        double behind[8];
    } around;
    for (double& number : around.behind) number = 7;
    auto const [column, row] = points<6, 4>();
    auto const result = gradient(cubes).in(around.memory)(column, row);
    CHECK(result == gradient(cubes)(column, row));
    CHECK(std::get<0>(result)(2, 0) == 3 * 4 * 2);
    for (double const number : around.behind) CHECK(number == 7);
}

TEST_CASE("more than the stack may take is fine elsewhere") {
    constexpr int bytes = bytes_for<600, 400>();
    static_assert(bytes > tapeless::most_stack_bytes);
    static workspace<double, bytes / static_cast<int>(sizeof(double))> memory;
    auto const [column, row] = points<600, 400>();
    auto const [by_column, by_row] = gradient(cubes).in(memory)(column, row);
    CHECK(by_column(1, 0) == 3 * 200);        // 3 x^2 times the sum of y^3
    CHECK(by_row(0, 1) == 3 * (200 + 1600));  // 3 y^2 times the sum of x^3
}

TEST_CASE("inside of a traced function the workspace has nothing to do") {
    constexpr auto twice = [](auto column, auto row) {
        workspace<double, 1000> memory{};
        auto const [by_column, by_row] = gradient(cubes).in(memory)(column, row);
        return sum(by_column) + sum(by_row);
    };
    auto const [column, row] = points<6, 4>();
    CHECK(tapeless::value(twice)(column, row) == 3 * 10 * 2 + 3 * 2 * 18);
}

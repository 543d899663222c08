// SPDX-License-Identifier: BSL-1.0
// Extremes of tensors and their places: values, shared ties, derivatives.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/tensors.hpp"

#include <tapeless/expression/tensor_extremes.hpp>
#include <tapeless/expression/tensor_functions.hpp>

using namespace tapeless;
using support::has_right_derivatives;
using support::infinity;
using support::loaded;
using support::not_a_number;

namespace {

using table = matrix<double, 2, 3>;
using line = vector<double, 3>;
using pair = vector<double, 2>;

constexpr table x{1, 2, 3, 4, 5, -6};

constexpr auto most = [](auto const& y) { return max(y); };
constexpr auto least = [](auto const& y) { return min(y); };

}  // namespace

TEST_CASE("extremes of plain tensors and their places") {
    static_assert(max(x) == 5 && min(x) == -6);
    static_assert(max(x, axes<0>) == line{4, 5, 3});
    static_assert(min(x, axes<1>, keep_axes) == tensor<double, 2, 1>{1, -6});
    static_assert(max(line{-infinity, -infinity, -infinity}) == -infinity);
    static_assert(argmax(x, axis<0>) == line{1, 1, 0});
    static_assert(argmin(x, axis<-1>) == pair{0, 2});
    static_assert(argmax(line{2, 3, 3}, axis<0>) == 1);
    static_assert(std::is_same_v<decltype(argmax(tensor<float, 2, 3>{}, axis<0>)), tensor<float, 3>>);
    static_assert(std::is_same_v<decltype(max(tensor<float, 2, 3>{})), float>);
    CHECK(std::isnan(max(loaded(line{1, not_a_number, 3}))));
    CHECK(std::isnan(min(loaded(line{1, not_a_number, 3}))));
    CHECK(argmin(loaded(line{1, not_a_number, -3}), axis<0>) == 1);
    CHECK(argmax(loaded(vector<float, 3>{1, 7, -3}), axis<0>) == 1);
    CHECK(max(loaded(x), line{3, 3, 3}) == table{3, 3, 3, 4, 5, 3});
}

TEST_CASE("ties share the derivative evenly") {
    CHECK(gradient(most)(loaded(line{4, 4, 4})) == line{1, 1, 1} / 3);
    CHECK(gradient(most)(loaded(table{4, -4, 4, 4, 0, 4})) == table{0.25, 0, 0.25, 0.25, 0, 0.25});
    CHECK(gradient(least)(loaded(line{4, -4, -4})) == line{0, 0.5, 0.5});
    CHECK(gradient(least)(loaded(line{0.0, -0.0, 1})) == line{0.5, 0.5, 0});
    CHECK(gradient(most)(loaded(line{-infinity, -infinity, -infinity})) == line{1, 1, 1} / 3);
    CHECK(gradient(most)(loaded(line{infinity, 1, 2})) == line{1, 0, 0});
    CHECK(jvp(most)(loaded(line{4, 1, 4}), loaded(line{1, 7, 2})).tangent == 1.5);
    CHECK(jvp(gradient(most))(loaded(line{4, 1, 4}), loaded(line{1, 7, 2})).tangent == line{});
    static_assert(gradient(most)(line{2, 2, 1}) == line{0.5, 0.5, 0});
    CHECK(gradient(most)(loaded(vector<float, 2>{3, 3})) == vector<float, 2>{0.5f, 0.5f});
}

TEST_CASE("derivatives of extremes along axes") {
    CHECK(has_right_derivatives(
        [](auto const& y) {
            return sum(max(y, axes<0>) * max(y * y, axes<0>)) * min(y) + sum(square(min(y, axes<1>)));
        },
        loaded(table{1, 2, 3, 4, 5.5, -6})));
    auto const places = [](auto const& y) { return sum(argmax(y, axis<1>) * sum(y, axes<1>)); };
    CHECK(value(places)(loaded(x)) == 12 + 3);
    CHECK(gradient(places)(loaded(x)) == table{2, 2, 2, 1, 1, 1});
}

// SPDX-License-Identifier: BSL-1.0
// Signs and assignments of tensors, plain ones and handles; functions of plain ones in constant expressions.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/tensors.hpp"

#include <tapeless/expression/tensor_conditions.hpp>
#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_sums.hpp>

using namespace tapeless;
using support::loaded;
using support::near;

namespace {

using line = vector<double, 3>;
using table = matrix<double, 2, 3>;

constexpr auto assigned = [](auto x, auto const& y) {
    auto const before = x;
    x += y;
    x *= 2;
    x -= before;
    x /= y(0);
    return x;
};

}  // namespace

TEST_CASE("plain tensors at once, in constant expressions too") {
    static_assert(-line{1, -2, 0} == line{-1, 2, 0});
    static_assert(+line{1, -2, 0} == line{1, -2, 0});
    static_assert(square(line{1, -2, 3}) == line{1, 4, 9});
    static_assert(clamp(line{-3, 0.5, 4}, -1, 2) == line{-1, 0.5, 2});
    static_assert(clamp(tensor<double, 2, 1>{-3, 4}, -1, line{1, 2, 3}) == table{-1, -1, -1, 1, 2, 3});
    static_assert(xlogy(line{0, 2, 0}, line{0, 1, 5}) == line{0, 0, 0});
    static_assert(std::is_same_v<decltype(exp(tensor<float, 2>{})), tensor<float, 2>>);
    static_assert(std::is_same_v<decltype(-tensor<float, 2>{}), tensor<float, 2>>);
    CHECK(near(exp(loaded(line{0, 1, -1})), line{1, std::exp(1.0), std::exp(-1.0)}, 1e-15));
    CHECK(stop_gradient(loaded(line{1, 2, 3})) == line{1, 2, 3});
}

TEST_CASE("assignments") {
    static_assert([] {
        table x{1, 2, 3, 4, 5, 6};
        x += line{1, 1, 2};
        x *= 2;
        x -= tensor<double, 2, 1>{1, 2};
        (x /= 0.5) += 1;
        return x;
    }() == table{7, 11, 19, 17, 21, 29});
    tensor<float, 2> single{1, 2};
    single *= 0.5;  // the double stays in the right operand
    CHECK(single == tensor<float, 2>{0.5f, 1});
    tensor<int, 2> whole_numbers{3, 4};
    whole_numbers += 2;
    CHECK(whole_numbers == tensor<int, 2>{5, 6});
    table const x{1, 2, 3, 4, 5, 6};
    line const y{4, 1, 2};
    CHECK(value(assigned)(loaded(x), loaded(y)) == assigned(x, y));
    CHECK(assigned(x, y) == table{9.0 / 4, 1, 7.0 / 4, 3, 7.0 / 4, 10.0 / 4});
    CHECK(support::has_right_derivatives([](auto const& z) { return sum(square(assigned(z * z, z[0]))); }, loaded(x)));
}

TEST_CASE("a function asks a tensor for its lengths as a plain tensor") {
    constexpr auto rows_and_columns = [](auto const& x) { return x.shape[0] * 10 + x.shape[1] + x(0, 0); };
    constexpr auto counted = [](auto const& x) {
        auto const c = x < 1;
        return sum(select(c, x, 0)) + c.rank * 100 + c.size * 10 + c.shape[1];
    };
    static_assert(rows_and_columns(tapeless::tensor<double, 2, 3>{4}) == 27);
    static_assert(tapeless::value(rows_and_columns)(tapeless::tensor<double, 2, 3>{4}) == 27);
    static_assert(tapeless::value(counted)(tapeless::tensor<double, 2, 3>{4}) == 263);
    static_assert(counted(tapeless::tensor<double, 2, 3>{4}) == 263);
    SUCCEED();
}

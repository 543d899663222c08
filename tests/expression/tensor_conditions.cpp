// SPDX-License-Identifier: BSL-1.0
// Comparisons and choices of tensors: plain ones, handles, and both with broadcasting.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/tensors.hpp"

#include <tapeless/expression/tensor_conditions.hpp>
#include <tapeless/expression/tensor_functions.hpp>
#include <tapeless/expression/tensor_sums.hpp>

using namespace tapeless;
using support::infinity;
using support::loaded;
using support::not_a_number;

namespace {

using line = vector<double, 3>;
using column = tensor<double, 2, 1>;
using table = matrix<double, 2, 3>;
using truths = vector<bool, 3>;

/// Bit k is comparison k.
constexpr auto comparisons = [](auto const& x, auto const& y) {
    return select(x < y, 1, 0) + select(x > y, 2, 0) + select(x <= y, 4, 0) + select(x >= y, 8, 0) +
           select(x == y, 16, 0) + select(x != y, 32, 0) + select(!(x == 0) && y > 1, 64, 0) +
           select(x > 2 || 2 > y, 128, 0);
};
constexpr auto chosen = [](auto const& x, auto const& y) {
    return sum(select(x > y, x * y, select(equal(line{1, 2, 3}, x), y, x * x)));
};

}  // namespace

TEST_CASE("comparisons of plain tensors") {
    constexpr line x{1, 2, 3};
    static_assert((x < line{1, 3, 2}) == truths{false, true, false});
    static_assert((x > 2) == truths{false, false, true});
    static_assert(equal(x, line{1, 0, 3}) == truths{true, false, true});
    static_assert((!equal(x, 1)) == truths{false, true, true});
    static_assert(((1 <= x && x >= 2) || x < 2) == truths{true, true, true});
    static_assert(std::is_same_v<decltype(x == x), bool>);
    static_assert(x == line{1, 2, 3} && x != line{1, 2, 4});
    CHECK((loaded(x) < column{2, 3}) == tensor<bool, 2, 3>{true, false, false, true, true, false});
    CHECK(not_equal(loaded(x), not_a_number) == truths{true, true, true});
    CHECK((loaded(x) < not_a_number) == truths{});
}

TEST_CASE("choices of plain tensors") {
    constexpr line x{1, -2, 3};
    static_assert(select(x < 0, -x, x) == line{1, 2, 3});
    static_assert(select(truths{true, false, true}, x, 0) == line{1, 0, 3});
    static_assert(select(true, x, 0) == x && select(false, x, 0) == line{});
    static_assert(select(x > 0, 1, column{5, 6}) == table{1, 5, 1, 1, 6, 1});
    static_assert(std::is_same_v<decltype(select(truths{}, tensor<float, 3>{}, 1)), tensor<float, 3>>);
    CHECK(select(equal(loaded(x), 1), infinity, x) == line{infinity, -2, 3});
}

TEST_CASE("comparisons of handles") {
    auto const results = value(comparisons)(loaded(line{0, 2, 3}), loaded(column{2, 3}));
    auto const bits = [](double x, double y) {
        return (x < y ? 1 : 0) + (x > y ? 2 : 0) + (x <= y ? 4 : 0) + (x >= y ? 8 : 0) + (x == y ? 16 : 0) +
               (x != y ? 32 : 0) + (x != 0 && y > 1 ? 64 : 0) + (x > 2 || 2 > y ? 128 : 0);
    };
    for (int i = 0; i < 2; ++i)
        for (int k = 0; k < 3; ++k) CHECK(results(i, k) == bits(k == 0 ? 0 : k + 1, i + 2));
    static_assert(value(comparisons)(line{0, 2, 3}, column{2, 3})(1, 2) == 4 + 8 + 16 + 64 + 128);
}

TEST_CASE("choices of handles, their derivatives, and tensors of truths among them") {
    table const x = loaded(table{1.5, 2.5, -3, 4, 0.5, 2});
    CHECK(support::has_right_derivatives([](auto const& z) { return chosen(z, z[0] * 0.5 + 1); }, x));
    auto const masked = [](auto const& z) { return select(truths{true, false, true} && z > 0, z, -1); };
    CHECK(value(masked)(x) == table{1.5, -1, -1, 4, -1, 2});
    auto const all = [](auto const& z, auto const& y) { return sum(select(y > 0, z, z * z)); };
    CHECK(gradient<0>(all)(loaded(line{1, 2, 3}), loaded<double>(1)) == line{1, 1, 1});
    CHECK(gradient<0>(all)(loaded(line{1, 2, 3}), loaded<double>(-1)) == line{2, 4, 6});
}

TEST_CASE("what is not chosen leaks neither NaN nor infinity") {
    auto const root = [](auto const& x) { return sum(select(x > 0, sqrt(x), 0)); };
    auto const logarithm = [](auto const& x) { return sum(select(x > 0, x * log(x), x)); };
    line const x = loaded(line{-1, 0, 4});
    CHECK(value(root)(x) == 2);
    CHECK(gradient(root)(x) == line{0, 0, 0.25});
    CHECK(jvp(root)(x, loaded(line{1, 1, 1})).tangent == 0.25);
    CHECK(gradient(logarithm)(x) == line{1, 1, std::log(4.0) + 1});
    CHECK(jvp(gradient(root))(x, loaded(line{1, 1, 1})).tangent == line{0, 0, -0.03125});
}

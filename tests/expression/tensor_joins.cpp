// SPDX-License-Identifier: BSL-1.0
// Tensors and numbers one after the other, traced and plain ones together.
#include "catch.hpp"
#include "support/tensor_laws.hpp"
#include "support/tensors.hpp"

#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_joins.hpp>
#include <tapeless/expression/tensor_sums.hpp>

using support::drawn_tensor;
using support::follows_steps;
using support::loaded;
using namespace tapeless;

namespace {

constexpr tensor<double, 2, 3> counted{{1, 2, 3, 4, 5, 6}};
constexpr tensor<double, 2, 1> column{{7, 8}};

constexpr auto mixed = [](auto const& x, auto t) {
    auto const wide = concat(axis<1>, column, x, full<2, 1>(t), decltype(column){});
    auto const tall = stack(axis<1>, x, counted, std::remove_cvref_t<decltype(x)>(3));
    auto const line = concat(axis<0>, 1.0, x[0], t, stack(axis<0>, t, 2, t * t));
    return sum(wide * wide) + sum(tall * tall * tall) * sum(line * line);
};
}  // namespace

TEST_CASE("one after the other along an axis") {
    constexpr auto holds = [](auto const& x, auto const& c) {
        return concat(axis<1>, x, c) == tensor<double, 2, 4>{{1, 2, 3, 7, 4, 5, 6, 8}} &&
               concat(axis<-1>, c, x, c) == tensor<double, 2, 5>{{7, 1, 2, 3, 7, 8, 4, 5, 6, 8}} &&
               concat(axis<0>, c, c, c, c, c) == tensor<double, 10, 1>{{7, 8, 7, 8, 7, 8, 7, 8, 7, 8}} &&
               concat(axis<0>, x) == x &&
               concat(axis<0>, 0.5, tensor<double, 2>{{1, 2}}, 3) == tensor<double, 4>{{0.5, 1, 2, 3}};
    };
    static_assert(holds(counted, column));
    CHECK(holds(loaded(counted), loaded(column)));
    CHECK(concat(axis<0>, tensor<float, 1>{{1}}, tensor<float, 1>{{2}}) == tensor<float, 2>{{1, 2}});
}

TEST_CASE("along a new axis") {
    constexpr auto holds = [](auto const& x, auto const& c) {
        return stack(axis<0>, c, c) == tensor<double, 2, 2, 1>{{7, 8, 7, 8}} &&
               stack(axis<1>, c, c) == tensor<double, 2, 2, 1>{{7, 7, 8, 8}} &&
               stack(axis<-1>, c, c) == tensor<double, 2, 1, 2>{{7, 7, 8, 8}} &&
               stack(axis<2>, x, x) == tensor<double, 2, 3, 2>{{1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6}} &&
               stack(axis<0>, x(0, 0), 2, x(1, 2)) == tensor<double, 3>{{1, 2, 6}} &&
               stack(axis<-1>, 4.0) == tensor<double, 1>{{4}} &&
               stack(std::array{x(0, 1), x(0, 2)}) == tensor<double, 2>{{2, 3}} &&
               stack(std::array{c, c, c}) == tensor<double, 3, 2, 1>{{7, 8, 7, 8, 7, 8}};
    };
    static_assert(holds(counted, column));
    CHECK(holds(loaded(counted), loaded(column)));
}

TEST_CASE("what indices take apart, stack puts together") {
    constexpr auto rows = [](auto const& x) { return stack(axis<0>, x[0], x[1]); };
    constexpr auto numbers = [](auto const& x) {
        return stack(axis<0>, stack(axis<0>, x(0, 0), x(0, 1), x(0, 2)), stack(axis<0>, x[1][0], x[1][1], x[1](2)));
    };
    constexpr auto arrays = [](auto const& x) {
        return stack(axis<1>, stack(std::array{x(0, 0), x(1, 0)}), stack(std::array{x(0, 1), x(1, 1)}),
                     stack(std::array{x(0, 2), x(1, 2)}));
    };
    constexpr auto holds = [=](auto const& x) {
        return value(rows)(x) == x && value(numbers)(x) == x && value(arrays)(x) == x &&
               vjp(rows)(x, x).gradient == x && vjp(numbers)(x, x).gradient == x && jvp(arrays)(x, x).tangent == x;
    };
    static_assert(holds(counted));
    CHECK(holds(loaded(counted)));
}

TEST_CASE("traced and plain operands together") {
    constexpr auto by_hand = [](auto const& x, double t) {
        double squares = 0;
        double cubes = 0;
        double line = 1 + t * t + t * t + 4 + t * t * t * t;
        for (int i = 0; i < 6; ++i) {
            squares += x.values[i] * x.values[i];
            cubes += x.values[i] * x.values[i] * x.values[i] + 27;
            cubes += counted.values[i] * counted.values[i] * counted.values[i];
            if (i < 3) line += x.values[i] * x.values[i];
        }
        return 49 + 64 + squares + 2 * t * t + cubes * line;
    };
    static_assert(value(mixed)(counted, 2) == by_hand(counted, 2));
    CHECK(value(mixed)(loaded(counted), 2) == by_hand(counted, 2));
    CHECK(follows_steps([](auto const& x, auto const& t) { return mixed(x, t[0]); }, drawn_tensor<2, 3>(),
                        drawn_tensor<1>(9)));
}

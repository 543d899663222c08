// SPDX-License-Identifier: BSL-1.0
// Tensors in other shapes and orders, and repeated ones.
#include "catch.hpp"
#include "support/tensor_laws.hpp"
#include "support/tensors.hpp"

#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_shapes.hpp>
#include <tapeless/expression/tensor_sums.hpp>

using support::drawn_tensor;
using support::follows_steps;
using support::loaded;
using namespace tapeless;

namespace {

constexpr tensor<double, 2, 3> counted{{1, 2, 3, 4, 5, 6}};
constexpr tensor<double, 2, 3, 2> block{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};

/// Different weights, so that no order of the numbers is like another.
constexpr auto weighed = [](auto const& y) {
    auto const flat = flatten(y);
    return sum(flat * flat * flat * drawn_tensor<decltype(flat)::size>(3));
};

}  // namespace

TEST_CASE("axes in another order") {
    constexpr auto holds = [](auto const& x, auto const& b) {
        return transpose(x) == tensor<double, 3, 2>{{1, 4, 2, 5, 3, 6}} && permute(x, axes<-1, 0>) == transpose(x) &&
               permute(x, axes<0, 1>) == x && permute(b, axes<0, -1, -2>) == transpose(b) &&
               permute(b, axes<2, 0, 1>) == tensor<double, 2, 2, 3>{{1, 3, 5, 7, 9, 11, 2, 4, 6, 8, 10, 12}} &&
               permute(permute(b, axes<2, 0, 1>), axes<1, 2, 0>) == b;
    };
    static_assert(holds(counted, block));
    CHECK(holds(loaded(counted), loaded(block)));
    CHECK(transpose(tensor<float, 1, 2>{{1, 2}}) == tensor<float, 2, 1>{{1, 2}});
    CHECK(follows_steps([](auto const& x) { return weighed(permute(x, axes<2, 0, 1>)); }, drawn_tensor<2, 3, 2>()));
}

TEST_CASE("other shapes") {
    constexpr auto holds = [](auto const& x) {
        return reshape<3, 2>(x) == tensor<double, 3, 2>{{1, 2, 3, 4, 5, 6}} &&
               flatten(x) == tensor<double, 6>{{1, 2, 3, 4, 5, 6}} && flatten(flatten(x)) == flatten(x) &&
               reshape<1, 6, 1>(x) == tensor<double, 1, 6, 1>{{1, 2, 3, 4, 5, 6}} &&
               flatten(transpose(x)) == tensor<double, 6>{{1, 4, 2, 5, 3, 6}} &&
               reshape<>(tensor<double, 1, 1>{{7}}) == 7;
    };
    static_assert(holds(counted));
    CHECK(holds(loaded(counted)));
    CHECK(follows_steps([](auto const& x) { return weighed(reshape<2, 3>(transpose(x))); }, drawn_tensor<2, 3>()));
}

TEST_CASE("reversed axes") {
    constexpr auto holds = [](auto const& x) {
        return flip(x, axes<1>) == tensor<double, 2, 3>{{3, 2, 1, 6, 5, 4}} &&
               flip(x, axes<0, 1>) == tensor<double, 2, 3>{{6, 5, 4, 3, 2, 1}} &&
               flip(x, axes<>) == flip(x, axes<0, 1>) && flip(flip(x, axes<-1>), axes<1>) == x;
    };
    static_assert(holds(counted));
    CHECK(holds(loaded(counted)));
    CHECK(follows_steps([](auto const& x) { return weighed(flip(x, axes<1>)); }, drawn_tensor<2, 3>()));
}

TEST_CASE("repeated tensors, and tensors of one number") {
    constexpr auto holds = [](auto const& x, double number) {
        return broadcast_to<2, 2>(tensor<double, 2>{{number, 3}}) == tensor<double, 2, 2>{{number, 3, number, 3}} &&
               broadcast_to<2, 2>(tensor<double, 2, 1>{{number, 3}}) == tensor<double, 2, 2>{{number, number, 3, 3}} &&
               broadcast_to<2>(number) == full<2>(number) && broadcast_to<2, 3>(x) == x;
    };
    static_assert(holds(counted, 5));
    CHECK(holds(loaded(counted), 5));
    static_assert(full<2>(4.0f) == tensor<float, 2>{{4, 4}} && full<1>(4) == tensor<int, 1>{{4}});
    static_assert(zeros<2, 1>() == tensor<double, 2, 1>{} && zeros<int, 2>() == tensor<int, 2>{});
    static_assert(ones<2>() == tensor<double, 2>{{1, 1}} && ones<float, 1, 1>() == tensor<float, 1, 1>{{1}});
    CHECK(follows_steps([](auto const& x) { return weighed(broadcast_to<2, 3>(x) * full<2, 3>(x(1, 0))); },
                        drawn_tensor<2, 1>()));
}

// SPDX-License-Identifier: BSL-1.0
// Parts of tensors, and tensors within zeros.
#include "catch.hpp"
#include "support/tensor_laws.hpp"
#include "support/tensors.hpp"

#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_slices.hpp>
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

TEST_CASE("parts of tensors") {
    constexpr auto holds = [](auto const& x, auto const& b) {
        return slice(x, range<0, 1>) == tensor<double, 1, 3>{{1, 2, 3}} && slice(x, whole, whole) == x &&
               slice(x) == x && slice(x, whole, range<1, 3>) == tensor<double, 2, 2>{{2, 3, 5, 6}} &&
               slice(x, range<-1, -3, -1>, range<0, 3, 2>) == tensor<double, 2, 2>{{4, 6, 1, 3}} &&
               slice(x, whole, range<-1, -4, -1>) == flip(x, axes<1>) &&
               slice(x, range<-2, -1>, range<-1, 0, -1>) == tensor<double, 1, 2>{{3, 2}} &&
               slice(b, whole, range<0, 3, 2>, range<1, 2>) == tensor<double, 2, 2, 1>{{2, 6, 8, 12}} &&
               slice(slice(b, range<1, 2>), whole, range<-1, -4, -2>) == tensor<double, 1, 2, 2>{{11, 12, 7, 8}};
    };
    static_assert(holds(counted, block));
    CHECK(holds(loaded(counted), loaded(block)));
    CHECK(follows_steps([](auto const& x) { return weighed(slice(x, range<-1, -3, -1>, range<0, 3, 2>)); },
                        drawn_tensor<2, 3>()));
}

TEST_CASE("tensors within zeros") {
    constexpr auto holds = [](auto const& x) {
        return pad(x, padding<0, 1>, padding<1, 0>) == tensor<double, 3, 4>{{0, 1, 2, 3, 0, 4, 5, 6}} &&
               pad(x, padding<0, 0>) == x && pad(x) == x &&
               slice(pad(x, padding<2, 1>, padding<1, 3>), range<2, 4>, range<1, 4>) == x &&
               pad(slice(x, range<1, 2>, range<0, 3, 2>), padding<1, 0>) == tensor<double, 2, 2>{{0, 0, 4, 6}};
    };
    static_assert(holds(counted));
    CHECK(holds(loaded(counted)));
    CHECK(follows_steps([](auto const& x) { return weighed(pad(x, padding<1, 0>, padding<0, 1>)); },
                        drawn_tensor<2, 2>()));
}

TEST_CASE("tensors that a number fills, and no graph has seen") {
    constexpr auto f = [](auto const& x) {
        std::remove_cvref_t<decltype(x)> const two(2);
        auto const all = slice(flip(reshape<3, 2>(transpose(two)), axes<0>), range<0, 2>);
        return sum(all * slice(x, whole, range<1, 3>));
    };
    static_assert(value(f)(counted) == 32 && gradient(f)(counted) == tensor<double, 2, 3>{{0, 2, 2, 0, 2, 2}});
    CHECK(value(f)(loaded(counted)) == 32);
}

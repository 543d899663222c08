// SPDX-License-Identifier: BSL-1.0
// Numbers at places that samples say, of tensors that samples share or have each: as sample by sample.
#include "catch.hpp"

#include <tapeless/calculus/vmap.hpp>
#include <tapeless/expression/tensor_gather.hpp>
#include <tapeless/expression/tensor_sums.hpp>
#include <tapeless/tapeless.hpp>

#include <tapeless/calculus/tensor_calls.hpp>

using tapeless::axis;
using tapeless::gradient;
using tapeless::tensor;
using tapeless::vmap;

namespace {

constexpr auto taken = [](auto const& x, auto const& i) { return gather(x, i, axis<1>); };
constexpr auto added = [](auto const& x, auto const& i, auto const& u) { return scatter_add(x, i, u, axis<0>); };
constexpr auto squares = [](auto const& x, auto const& i) {
    auto const y = gather(x, i, axis<0>);
    return sum(y * y);
};
constexpr auto of_shared_places = vmap<0, -1>(squares);
constexpr auto of_shared_numbers = vmap<-1, 0>(squares);

}  // namespace

TEST_CASE("each sample has its places: its own numbers along the second axis") {
    constexpr tensor<double, 2, 2, 3> x{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};
    constexpr tensor<int, 2, 2> i{{0, 2, 1, 1}};
    static_assert(vmap(taken)(x, i) == tensor<double, 2, 2, 2>{{1, 3, 4, 6, 8, 8, 11, 11}});
}

TEST_CASE("places outside are moved to the ends of the sample's own axis") {
    tensor<double, 2, 3> x{{1, 2, 3, 4, 5, 6}};
    tensor<int, 2, 2> i{{-1, 1, -1, 7}};
    CHECK(vmap([](auto const& a, auto const& k) { return gather(a, k, axis<0>); })(x, i) ==
          tensor<double, 2, 2>{{1, 2, 4, 6}});
    CHECK(vmap(added)(x, i, tensor<double, 2, 2>{{10, 20, 30, 40}}) == tensor<double, 2, 3>{{11, 22, 3, 34, 5, 46}});
}

TEST_CASE("samples among samples: either has the numbers, the other one the places") {
    tensor<double, 2, 3> const x{{1, 2, 3, 4, 5, 6}};
    tensor<int, 2, 2> const i{{0, 2, 1, 1}};
    CHECK(vmap<0, -1>(of_shared_numbers)(x, i) == tensor<double, 2, 2>{{10, 8, 52, 50}});
    CHECK(vmap<-1, 0>(of_shared_places)(x, i) == tensor<double, 2, 2>{{10, 52, 8, 50}});
}

TEST_CASE("gradients of all samples") {
    tensor<double, 3> const x{{1, 2, 3}};
    tensor<int, 2, 2> const i{{0, 2, 1, 1}};
    CHECK(vmap<-1, 0>(gradient<0>(squares))(x, i) == tensor<double, 2, 3>{{2, 0, 6, 0, 8, 0}});
    constexpr auto total = [](auto const& a, auto const& k) { return sum(of_shared_numbers(a, k)); };
    CHECK(gradient<0>(total)(x, i) == tensor<double, 3>{{2, 8, 6}});
}

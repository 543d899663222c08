// SPDX-License-Identifier: BSL-1.0
// Numbers at places that other numbers say: taken from there, and added there.
#include "catch.hpp"
#include "support/tensor_laws.hpp"
#include "support/tensors.hpp"

#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/tensor_gather.hpp>
#include <tapeless/expression/tensor_sums.hpp>

using support::drawn_tensor;
using support::follows_steps;
using support::loaded;
using namespace tapeless;

namespace {

constexpr tensor<double, 2, 3> counted{{1, 2, 3, 4, 5, 6}};
constexpr tensor<int, 2> last_and_first{{2, 0}};
constexpr tensor<int, 2, 2> table{{0, 1, 1, 1}};

}  // namespace

TEST_CASE("numbers taken from places") {
    constexpr auto holds = [](auto const& x, auto const& i, auto const& t) {
        return gather(x, i, axis<1>) == tensor<double, 2, 2>{{3, 1, 6, 4}} &&
               gather(x, t, axis<0>) == tensor<double, 2, 2, 3>{{1, 2, 3, 4, 5, 6, 4, 5, 6, 4, 5, 6}} &&
               gather(x, t, axis<-1>) == tensor<double, 2, 2, 2>{{1, 2, 2, 2, 4, 5, 5, 5}} &&
               gather(x, 1, axis<1>) == tensor<double, 2>{{2, 5}} && gather(gather(x, 1, axis<0>), 2, axis<0>) == 6;
    };
    static_assert(holds(counted, last_and_first, table));
    CHECK(holds(loaded(counted), loaded(last_and_first), loaded(table)));
    CHECK(gather(tensor<float, 2>{{1, 2}}, tensor<int, 1>{{1}}, axis<0>) == tensor<float, 1>{{2}});
}

TEST_CASE("numbers added at places") {
    constexpr auto holds = [](auto const& x, auto const& i, auto const& t) {
        return scatter_add(x, i, tensor<double, 2, 2>{{10, 20, 30, 40}}, axis<1>) ==
                   tensor<double, 2, 3>{{21, 2, 13, 44, 5, 36}} &&
               scatter_add(x, tensor<int, 2>{{1, 1}}, tensor<double, 2>{{10, 20}}, axis<-1>) ==
                   tensor<double, 2, 3>{{1, 32, 3, 4, 35, 6}} &&
               scatter_add(x, t, 1, axis<0>) == tensor<double, 2, 3>{{2, 3, 4, 7, 8, 9}} &&
               scatter_add(x, 1, tensor<double, 3>{{1, 2, 3}}, axis<0>) == tensor<double, 2, 3>{{1, 2, 3, 5, 7, 9}};
    };
    static_assert(holds(counted, last_and_first, table));
    CHECK(holds(loaded(counted), loaded(last_and_first), loaded(table)));
}

TEST_CASE("labels") {
    constexpr auto holds = [](auto const& i, auto const& t) {
        return one_hot<3>(i) == tensor<double, 2, 3>{{0, 0, 1, 1, 0, 0}} &&
               one_hot<2>(t) == tensor<double, 2, 2, 2>{{1, 0, 0, 1, 0, 1, 0, 1}} &&
               one_hot<2>(i) == tensor<double, 2, 2>{{0, 0, 1, 0}} && one_hot<3>(1) == tensor<double, 3>{{0, 1, 0}};
    };
    static_assert(holds(last_and_first, table));
    CHECK(holds(loaded(last_and_first), loaded(table)));
}

TEST_CASE("derivatives of what is taken and added") {
    constexpr auto taken = [](auto const& x, auto const& i) {
        auto const y = gather(x, i, axis<1>);
        return sum(y * y);
    };
    static_assert(gradient<0>(taken)(counted, table) == tensor<double, 2, 3>{{2, 12, 0, 8, 30, 0}});
    static_assert(gradient<1>(taken)(counted, table) == tensor<double, 2, 2>{});
    CHECK(gradient<0>(taken)(loaded(counted), loaded(table)) == tensor<double, 2, 3>{{2, 12, 0, 8, 30, 0}});

    CHECK(follows_steps(
        [](auto const& x) {
            auto const y = gather(x, table, axis<1>);
            return sum(y * y * y * tensor<double, 2, 2>{{1, 2, 3, 4}});
        },
        drawn_tensor<2, 3>()));
    CHECK(follows_steps(
        [](auto const& x, auto const& u) {
            auto const y = scatter_add(x, tensor<int, 3>{{1, 2, 1}}, u, axis<1>);
            return sum(y * y * y);
        },
        drawn_tensor<2, 3>(), drawn_tensor<2, 3>(7)));
    CHECK(follows_steps(
        [](auto const& x, auto const& u) {
            auto const y = scatter_add(std::remove_cvref_t<decltype(x)>(1), 2, u, axis<1>) * x;
            return sum(y * y * one_hot<3>(tensor<int, 2>{{2, 0}}));
        },
        drawn_tensor<2, 3>(), drawn_tensor<2>(7)));
    constexpr auto chosen = [](auto const& x, auto const& label) { return sum(x * one_hot<3>(label)); };
    static_assert(gradient(chosen)(counted, last_and_first) ==
                  std::tuple(tensor<double, 2, 3>{{0, 0, 1, 1, 0, 0}}, tensor<double, 2>{}));
}

TEST_CASE("an index beyond the ends is moved to them at run time") {
    CHECK(gather(counted, loaded(tensor<int, 2>{{-1, 9}}), axis<1>) == tensor<double, 2, 2>{{1, 3, 4, 6}});
}

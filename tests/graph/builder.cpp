// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/graphs.hpp"

#include <limits>

using support::owned_graph;
using tapeless::graph_builder;
using tapeless::op;
using tapeless::sharing;

namespace {

/// Sums of an input with `count` different constants, everything asked for twice; the number of nodes in the end.
constexpr int grown(sharing s, int count, int expected) {
    graph_builder g(s, expected);
    for (int turn = 0; turn < 2; ++turn) {
        int sum = g.input(0);
        for (int i = 0; i < count; ++i) sum = g.append(op::add, sum, g.constant(i * 0.5));
    }
    return g.size();
}

}  // namespace

TEST_CASE("the same operation on the same operands gets the same index") {
    constexpr auto shared = [] {
        graph_builder g(sharing::on);
        int const x = g.input(0);
        int const y = g.input(1);
        int const first = g.append(op::mul, x, y);
        int const other = g.append(op::mul, y, x);
        int const third = g.append(op::select, x, y, first);
        return first == g.append(op::mul, x, y) && other != first && third == g.append(op::select, x, y, first) &&
               third != g.append(op::select, x, y, other) && x == g.input(0) && y != x && g.input_count() == 2;
    };
    static_assert(shared());
    CHECK(shared());
}

TEST_CASE("without sharing every node is new") {
    static_assert(grown(sharing::off, 10, 60) == 2 * (1 + 2 * 10));
    CHECK(grown(sharing::off, 1000, 3) == 2 * (1 + 2 * 1000));
}

TEST_CASE("growth over several capacities loses nothing") {
    static_assert(grown(sharing::on, 10, 60) == 1 + 2 * 10);
    static_assert(grown(sharing::on, 200, 1) == 1 + 2 * 200);
    for (int expected : {1, 2, 7, 60, 5000}) CHECK(grown(sharing::on, 3000, expected) == 1 + 2 * 3000);

    graph_builder g(sharing::on, 1);
    std::vector<int> place;
    for (int i = 0; i < 5000; ++i) place.push_back(g.constant(i * 1.25));
    for (int i = 0; i < 5000; ++i) {
        REQUIRE(place[static_cast<std::size_t>(i)] == i);
        REQUIRE(g.constant(i * 1.25) == i);
        REQUIRE(g[i].value == i * 1.25);
    }
    CHECK(g.size() == 5000);
}

TEST_CASE("constants are told apart by their bits") {
    constexpr auto distinct = [] {
        graph_builder g(sharing::on);
        double const nan = std::numeric_limits<double>::quiet_NaN();
        int const zero = g.constant(0.0);
        int const minus_zero = g.constant(-0.0);
        int const not_a_number = g.constant(nan);
        return zero != minus_zero && zero == g.constant(0.0) && minus_zero == g.constant(-0.0) &&
               not_a_number == g.constant(nan) && g.constant(1.0) != g.constant(1.0 + 0x1p-52) && g.size() == 5;
    };
    static_assert(distinct());
    CHECK(distinct());
}

TEST_CASE("a builder can begin with a graph") {
    graph_builder first(sharing::on);
    int const x = first.input(0);
    int const c = first.constant(3);
    int const product = first.append(op::mul, c, x);
    owned_graph const g = support::take(first, {product});
    for (sharing s : {sharing::off, sharing::on}) {
        graph_builder second(g.view(), s, 3);
        CHECK(second.size() == 3);
        CHECK(second.input_count() == 1);
        CHECK(second[product] == g[product]);
        CHECK((second.append(op::mul, c, x) == product) == (s == sharing::on));
    }
}

TEST_CASE("inputs can be declared before they are used") {
    graph_builder g(sharing::on);
    g.declare_inputs(4);
    CHECK(g.input_count() == 4);
    g.declare_inputs(2);
    CHECK(g.input_count() == 4);
    g.input(6);
    CHECK(g.input_count() == 7);
}

TEST_CASE("freezing tells the size that was needed") {
    constexpr auto frozen = [] {
        graph_builder g(sharing::on);
        int const end = g.append(op::add, g.input(0), g.constant(2));
        return g.freeze<2, 1>(&end);
    }();
    static_assert(frozen.size == 3 && frozen.outputs[0] == 2 && frozen.nodes[1].value == 2 && frozen.input_count == 1);
    CHECK(frozen.view().size == 3);
}

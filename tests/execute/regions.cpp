// SPDX-License-Identifier: BSL-1.0
#include "support/regions.hpp"
#include "catch.hpp"
#include "support/close.hpp"

#include <algorithm>

using support::owned_graph;
using tapeless::op;

namespace {

constexpr int outputs = 3;
using run_of_regions = support::run_of_regions<outputs>;

/// How many nodes, without leaves, a value has to be computed for.
int needed(owned_graph const& g, std::vector<double> const& inputs) {
    auto const all =
        support::needed_nodes(g, support::node_values<double>(g, inputs, [](op o, double a, double b, double c) {
                                  return tapeless::fold(o, a, b, c);
                              }));
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](int i) {
        return tapeless::arity(g[i].operation) > 0 && g[i].operation != op::cond;
    }));
}

/// Every select a cond.
owned_graph with_branches(owned_graph g) {
    for (tapeless::node& n : g.nodes)
        if (n.operation == op::select) n.operation = op::cond;
    return g;
}

}  // namespace

TEST_CASE("random graphs with branches keep their values and compute only what the branches taken need", "") {
    support::random_source random(31);
    int more = 0;
    int branches = 0;
    for (int i = 0; i < 1500; ++i) {
        support::random_graph const r(random, {.inputs = 3, .nodes = 40, .outputs = outputs});
        owned_graph const g = with_branches(r.graph);
        for (auto const& point : r.points) {
            run_of_regions const run(g, point);
            INFO(listing(g));
            CHECK(run.sound);
            auto const expected = support::interpret(g, point);
            for (std::size_t k = 0; k < expected.size(); ++k) CHECK(support::close(run.results[k], expected[k], 1e-13));
            // a node that two branches need, and nothing outside of them, is computed in both
            if (run.computed > needed(g, point)) ++more;
            branches += run.branches;
        }
    }
    CHECK(branches > 800);
    CHECK(more < 15);
}

TEST_CASE("conds on one condition share a branch, also across a cond between them", "") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const test = g.append(op::less, x, g.constant(0));
    int const sine = g.append(op::sin, x);
    int const root = g.append(op::sqrt, x);
    int const value = g.append(op::cond, test, sine, root);
    int const slope =
        g.append(op::cond, test, g.append(op::mul, value, g.append(op::exp, sine)), g.append(op::div, value, root));
    auto const graph = support::take(g, {value, slope, value});
    for (double at : {-0.5, 4.0}) {
        run_of_regions const run(graph, {at});
        CHECK(run.sound);
        CHECK(run.branches == 1);
        CHECK(run.computed == needed(graph, {at}));
        CHECK(run.results == support::interpret(graph, {at}));
    }
}

TEST_CASE("what both sides need is computed once, before the branch", "") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int x = g.input(0);
    int const y = g.input(1);
    // each link reads the one before on both sides: computed inside the sides, it would double with every link
    for (int i = 0; i < 40; ++i) {
        int const test = g.append(op::less, g.constant(0.1 * i), g.append(op::add, y, g.constant(i)));
        x = g.append(op::cond, test, g.append(op::sin, x), g.append(op::mul, x, x));
    }
    auto const graph = support::take(g, {x, x, x});
    for (double at : {-3.0, 4.0}) {
        run_of_regions const run(graph, {0.5, at});
        CHECK(run.sound);
        CHECK(run.branches == 40);
        CHECK(run.steps < 400);
        CHECK(run.computed == needed(graph, {0.5, at}));
        CHECK(run.results == support::interpret(graph, {0.5, at}));
    }
}

TEST_CASE("a side may wait for what comes after the first cond", "") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const test = g.append(op::less, x, g.constant(0));
    int const value = g.append(op::cond, test, g.append(op::sin, x), g.append(op::cos, x));
    int const after = g.append(op::exp, value);  // a result of its own, so that it is computed outside
    int const second = g.append(op::cond, test, g.append(op::mul, after, x), g.append(op::sqrt, after));
    auto const graph = support::take(g, {value, after, second});
    for (double at : {-0.5, 4.0}) {
        run_of_regions const run(graph, {at});
        CHECK(run.sound);
        CHECK(run.branches == 2);
        CHECK(run.computed == needed(graph, {at}));
        CHECK(run.results == support::interpret(graph, {at}));
    }
}

TEST_CASE("which graphs need regions") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const end = g.append(op::select, g.append(op::less, x, x), x, x);
    CHECK(!tapeless::has_regions(support::take(g, {end}).view()));
    int const branch = g.append(op::cond, g.append(op::less, x, x), x, x);
    CHECK(tapeless::has_regions(support::take(g, {branch}).view()));
}

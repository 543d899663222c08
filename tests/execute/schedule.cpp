// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/derivatives.hpp"
#include "support/programs.hpp"
#include "support/simplified.hpp"

#include <cstring>

using support::owned_graph;
using support::scheduled;
using tapeless::action;
using tapeless::graph_builder;
using tapeless::op;
using tapeless::sharing;

namespace {

/// Bit by bit, so that 0.0 is not -0.0 and NaN is NaN.
bool identical(std::vector<double> const& x, std::vector<double> const& y) {
    return x.size() == y.size() && !x.empty() && std::memcmp(x.data(), y.data(), x.size() * sizeof(double)) == 0;
}

template <int Outputs>
int count(scheduled<Outputs> const& s, action what) {
    int n = 0;
    for (int i = 0; i < s.program.size; ++i) n += s.program.steps[i].what == what;
    return n;
}

}  // namespace

TEST_CASE("inputs, constants and one value as results, several times") {
    graph_builder g(sharing::on);
    int const x = g.input(0);
    int const c = g.constant(2.5);
    int const sum = g.append(op::add, x, c);
    scheduled<6> const s(support::take(g, {x, c, sum, x, sum, c}));
    CHECK(identical(s.run({4}), {4, 2.5, 6.5, 4, 6.5, 2.5}));
    CHECK(count(s, action::load) == 1);
    CHECK(count(s, action::store) == 6);
    CHECK(s.program.constant_count == 1);
}

TEST_CASE("an input that nothing uses is not loaded") {
    graph_builder g(sharing::on);
    g.input(0);
    int const y = g.input(1);
    owned_graph const from = support::take(g, {g.append(op::neg, y)});
    scheduled<1> const s(support::simplified(from));
    CHECK(count(s, action::load) == 1);
    CHECK(identical(s.run({1, 2}), {-2}));
}

TEST_CASE("a long sum needs few local values") {
    graph_builder g(sharing::on);
    int sum = g.input(0);
    for (int i = 1; i < 50; ++i) sum = g.append(op::add, sum, g.append(op::abs, g.input(i)));
    scheduled<1> const s(support::take(g, {sum}));
    CHECK(s.program.values <= 4);
    std::vector<double> const ones(50, 1.0);
    CHECK(identical(s.run(ones), {50}));
}

TEST_CASE("pairs give both results, also where one of them is not used") {
    graph_builder g(sharing::on);
    int const x = g.input(0);
    int const sine = g.append(op::sin, x);
    int const cosine = g.append(op::cos, x);
    scheduled<2> const both(support::take(g, {cosine, sine}));
    CHECK(both.program.size == 4);
    CHECK(identical(both.run({0.5}), {tapeless::fold(op::cos, 0.5), tapeless::fold(op::sin, 0.5)}));
    scheduled<1> const one(support::take(g, {cosine}));
    CHECK(identical(one.run({0.5}), {tapeless::fold(op::cos, 0.5)}));
}

TEST_CASE("calls run before the first store, which a program knows") {
    graph_builder g(sharing::on);
    int const x = g.input(0);
    int const sum = g.append(op::add, x, g.constant(1));
    scheduled<2> const s(support::take(g, {sum, g.append(op::exp, g.append(op::mul, sum, sum))}));
    for (int i = 0; i < s.program.size; ++i) {
        bool const stores = s.program.steps[i].what == action::store;
        if (i < s.program.first_store) CHECK(!stores);
        if (i == s.program.first_store) CHECK(stores);
    }
    CHECK(count(s, action::store) == 2);
}

TEST_CASE("random graphs: the schedule computes what the graph says") {
    support::random_source random(6);
    for (int i = 0; i < 2000; ++i) {
        support::random_graph const r(random, {.inputs = 3, .nodes = 10 + i % 40, .outputs = 2});
        scheduled<2> const s(r.graph);
        INFO(listing(r.graph));
        CHECK(s.program.values <= r.graph.size());
        CHECK(s.program.size <= r.graph.size() + static_cast<int>(r.graph.outputs.size()));
        for (auto const& point : r.points) CHECK(identical(s.run(point), support::interpret(r.graph, point)));
    }
}

TEST_CASE("random gradients, simplified: the schedule computes what the graph says") {
    support::random_source random(7);
    long nodes = 0;
    long values = 0;
    for (int i = 0; i < 2000; ++i) {
        support::random_graph const r(random, {.inputs = 3, .nodes = 10 + i % 15, .outputs = 1});
        owned_graph const gradient = support::simplified(support::reverse_graph(r.graph), r.graph.size());
        scheduled<3> const s(gradient);
        INFO(listing(gradient));
        CHECK(s.program.values <= gradient.size());
        nodes += gradient.size();
        values += s.program.values - s.program.constant_count;
        auto const expected = support::interpret(gradient, r.points[0]);
        auto const found = s.run(r.points[0]);
        REQUIRE(found.size() == expected.size());
        for (std::size_t k = 0; k < found.size(); ++k) {
            bool const same = found[k] == expected[k] || (std::isnan(found[k]) && std::isnan(expected[k]));
            CHECK(same);
        }
    }
    CHECK(2 * values < nodes);  // places are used again
}

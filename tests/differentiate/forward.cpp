// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"
#include "support/derivatives.hpp"

using support::close;
using support::forward_graph;
using support::interpret;
using support::owned_graph;
using tapeless::graph_builder;
using tapeless::op;
using tapeless::sharing;

TEST_CASE("forward sweep, graph in, graph out") {
    graph_builder g(sharing::on);
    int const x = g.input(0);
    int const y = g.input(1);
    int const product = g.append(op::mul, x, y);
    owned_graph const from = support::take(g, {g.append(op::add, product, g.append(op::sin, x)), product});
    owned_graph const to = forward_graph(from);
    CHECK(to.input_count == 4);
    for (int i = 0; i < from.size(); ++i) CHECK(to[i] == from[i]);
    auto const tangents = interpret(to, {0.5, 3, 10, 100});
    CHECK(close(tangents[0], 10 * (3 + std::cos(0.5)) + 100 * 0.5));
    CHECK(close(tangents[1], 10 * 3 + 100 * 0.5));
}

TEST_CASE("outputs that do not vary have no tangent") {
    graph_builder g(sharing::on);
    int const x = g.input(0);
    int const y = g.input(1);
    owned_graph const from = support::take(g, {x, y, g.constant(3), g.append(op::floor, x)});
    graph_builder out(from.view(), sharing::on, 8);
    int const seeds[] = {out.constant(1), -1};
    int tangents[4];
    forward_sweep(from.view(), seeds, out, tangents);
    CHECK(out[tangents[0]].value == 1);
    CHECK(tangents[1] == -1);
    CHECK(tangents[2] == -1);
    CHECK(tangents[3] == -1);
}

TEST_CASE("random graphs: forward mode = reverse mode") {
    support::random_source random(2);
    for (int i = 0; i < 1000; ++i) {
        support::random_graph const r(random, {.inputs = 3, .nodes = 25, .outputs = 2});
        auto const& x = r.points[0];
        auto const adjoints = interpret(support::reverse_graph(r.graph), x);  // sensitivities 1 and 2
        double const direction[] = {0.75, -1.5, 0.5};
        auto inputs = x;
        inputs.insert(inputs.end(), direction, direction + 3);
        auto const tangents = interpret(forward_graph(r.graph), inputs);
        double const forward = tangents[0] + 2 * tangents[1];
        double reverse = 0;
        double scale = std::fabs(tangents[0]) + std::fabs(tangents[1]);
        for (std::size_t k = 0; k < 3; ++k) {
            reverse += adjoints[k] * direction[k];
            scale += std::fabs(adjoints[k]);
        }
        if (std::isnan(forward) || std::isnan(reverse) || scale > 1e12) continue;
        INFO(listing(r.graph));
        CHECK(std::fabs(forward - reverse) <= 1e-9 * scale + 1e-14);  // terms may cancel
    }
}

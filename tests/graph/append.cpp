// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/graphs.hpp"

#include <tapeless/graph/append.hpp>

using support::owned_graph;
using tapeless::graph_builder;
using tapeless::op;
using tapeless::sharing;

TEST_CASE("a graph becomes part of another one, with nodes for its inputs") {
    graph_builder from(sharing::on);
    int const x = from.input(0);
    int const y = from.input(1);
    int const end[] = {from.append(op::sub, from.append(op::sin, x), y), x};

    graph_builder out(sharing::on);
    int const a = out.input(0);
    int const shared = out.append(op::sin, out.append(op::neg, a));
    int const inputs[] = {out.append(op::neg, a), shared};
    int ends[2]{};
    append_graph({from.nodes(), from.size(), end, 2, 2}, inputs, 0, out, ends);
    CHECK(out.size() == 4);  // sin(-a) is there already
    CHECK(out[ends[0]].operation == op::sub);
    CHECK(out[ends[0]].a == shared);
    CHECK(out[ends[0]].b == shared);
    CHECK(ends[1] == inputs[0]);
}

TEST_CASE("what the outputs do not need stays behind") {
    graph_builder from(sharing::on);
    int const x = from.input(0);
    static_cast<void>(from.append(op::exp, x));
    int const end = from.append(op::cos, x);
    graph_builder out(sharing::on);
    int const input = out.input(0);
    int at = 0;
    append_graph({from.nodes(), from.size(), &end, 1, 1}, &input, 0, out, &at);
    CHECK(out.size() == 2);
    CHECK(out[at].operation == op::cos);
}

TEST_CASE("constants in the place of inputs fold") {
    graph_builder from(sharing::on);
    int const end = from.append(op::mul, from.append(op::add, from.input(0), from.constant(1)), from.input(1));
    graph_builder out(sharing::on);
    int const inputs[] = {out.constant(2), out.input(0)};
    int at = 0;
    append_graph({from.nodes(), from.size(), &end, 1, 2}, inputs, 0, out, &at);
    CHECK(out[at].operation == op::mul);
    CHECK(out[out[at].a].value == 3);
    int const both[] = {out.constant(2), out.constant(5)};
    append_graph({from.nodes(), from.size(), &end, 1, 2}, both, 0, out, &at);
    CHECK(out[at].value == 15);
}

TEST_CASE("conditions between constants stay nodes, which simplification decides") {
    graph_builder out(sharing::on);
    int const less = append_folded(out, {op::less, out.constant(1), out.constant(2), 0, 0, nullptr});
    CHECK(out[less].operation == op::less);
}

TEST_CASE("captured numbers are numbered on") {
    graph_builder from(sharing::on);
    int const end = from.append(op::add, from.append(op::captured, 0), from.append(op::captured, 1));
    graph_builder out(sharing::on);
    int at = 0;
    append_graph({from.nodes(), from.size(), &end, 1, 0}, nullptr, 3, out, &at);
    CHECK(out[out[at].a].a == 3);
    CHECK(out[out[at].b].a == 4);
    CHECK(tapeless::count_captured({out.nodes(), out.size(), &at, 1, 0}) == 5);
}

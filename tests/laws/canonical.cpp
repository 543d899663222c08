// SPDX-License-Identifier: BSL-1.0
// The canonical form keeps values, is its own canonical form, and does not see in which order operands stood.
#include "catch.hpp"
#include "support/bounded.hpp"
#include "support/simplified.hpp"

#include <tapeless/simplify/canonical.hpp>

namespace {

using support::op;
using support::owned_graph;

owned_graph canonical(owned_graph const& from) {
    tapeless::graph_builder out(tapeless::sharing::on);
    out.declare_inputs(from.input_count);
    int const end = tapeless::canonical_form(from.view()).write(out);
    return support::take(out, {end});
}

/// Operands of commutative operations change places, differences become sums, and nodes come in another order.
owned_graph rewritten(owned_graph const& from) {
    tapeless::graph_builder out(tapeless::sharing::on);
    std::vector<int> place;
    for (int k = from.input_count; k-- > 0;) static_cast<void>(out.input(k));
    for (support::node n : from.nodes) {
        if (n.operation == op::input) {
            place.push_back(out.input(n.a));
            continue;
        }
        int const operands = tapeless::arity(n.operation);
        if (operands > 0) n.a = place[static_cast<std::size_t>(n.a)];
        if (operands > 1) n.b = place[static_cast<std::size_t>(n.b)];
        if (operands > 2) n.c = place[static_cast<std::size_t>(n.c)];
        if (tapeless::row(n.operation).commutative) std::swap(n.a, n.b);
        if (n.operation == op::sub) {
            n.operation = op::add;
            n.b = out.append(op::neg, n.b);
            std::swap(n.a, n.b);
        }
        place.push_back(out.append(n));
    }
    return support::take(out, {place[static_cast<std::size_t>(from.outputs[0])]});
}

/// What forms are about.
bool algebra(op o) {
    switch (o) {
    case op::constant:
    case op::neg:
    case op::add:
    case op::sub:
    case op::mul:
    case op::div:
    case op::sqrt:
    case op::exp:
    case op::log:
    case op::pow:
    case op::abs:
    case op::sin:
    case op::less:
    case op::select: return true;
    default: return false;
    }
}

std::string kept(support::sample const& s, support::tally& count) {
    owned_graph const to = canonical(s.graph);
    auto const before = bounded_outputs(s.graph, s.point);
    auto const after = bounded_outputs(to, s.point);
    long double const size = std::fabs(before[0].value);
    if (!(size < 1e300L) || before[0].error > 1e-6L * size) return "";  // equal where both are defined, and known
    std::string const wrong = compared("canonical", before, after, count);
    return wrong.empty() ? wrong : wrong + "\n" + formula(s.graph) + "became\n" + formula(to);
}

/// How many of these graphs have a canonical form that differs from that of `other(graph)`. NaN is left out, since 0 * NaN
/// is 0 on some ways and NaN on others.
template <class Other>
int differing(int& graphs, std::string& example, Other other) {
    int count = 0;
    std::string const fault =
        support::broken({.graphs = 3000, .nodes = 8, .allowed = algebra}, [&](support::sample const& s) {
            owned_graph const a = canonical(s.graph);
            owned_graph const b = canonical(other(s.graph));
            bool const differ = listing(a) != listing(b) && (formula(a) + formula(b)).find("NAN") == std::string::npos;
            ++graphs;
            count += differ ? 1 : 0;
            if (differ) example = formula(s.graph) + "gave\n" + formula(a) + "and\n" + formula(b);
            return std::string();
        });
    return fault.empty() ? count : graphs;
}

}  // namespace

TEST_CASE("the canonical form has the value of the graph") {
    support::tally count;
    std::string const fault =
        support::broken({.graphs = 1000, .nodes = 12}, [&](support::sample const& s) { return kept(s, count); });
    INFO(fault);
    CHECK(fault.empty());
    support::tally algebraic;
    std::string const other = support::broken({.graphs = 1000, .nodes = 10, .allowed = algebra},
                                              [&](support::sample const& s) { return kept(s, algebraic); });
    INFO(other);
    CHECK(other.empty());
    support::tally large;  // products beyond the limits
    std::string const third = support::broken({.graphs = 500, .nodes = 60, .inputs = 4, .allowed = algebra},
                                              [&](support::sample const& s) { return kept(s, large); });
    INFO(third);
    CHECK(third.empty());
    CHECK(large.said > 50);
    INFO(count.said << " and " << algebraic.said << " compared");
    CHECK(count.said > 300);
    CHECK(algebraic.said > 300);
}

// Where products of sums are too long to be multiplied out, and where several sums stand below the line, the form may
// depend on the way to it: simplify/canonical.hpp says so.
TEST_CASE("the canonical form is its own canonical form") {
    int graphs = 0;
    std::string example;
    int const count = differing(graphs, example, canonical);
    INFO(count << " of " << graphs << " differ, such as\n" << example);
    CHECK(graphs >= 3000);
    CHECK(500 * count <= graphs);
}

TEST_CASE("the canonical form does not depend on how the graph was written") {
    int graphs = 0;
    std::string example;
    int const count = differing(graphs, example, rewritten);
    INFO(count << " of " << graphs << " differ, such as\n" << example);
    CHECK(graphs >= 3000);
    CHECK(500 * count <= graphs);
}

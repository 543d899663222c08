// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"
#include "support/derivatives.hpp"

#include <tapeless/differentiate/second_order.hpp>

using support::owned_graph;
using tapeless::op;

namespace {

/// Gradient, then the lower triangle of the Hessian row by row, of the first output.
owned_graph second_order_graph(owned_graph const& from) {
    tapeless::graph_builder out(from.view(), tapeless::sharing::off, from.size() + 1);
    bool wanted[16];
    for (bool& each : wanted) each = true;
    tapeless::second_order_sweep const sweep(from.view(), wanted, out);
    std::vector<int> place(static_cast<std::size_t>(from.input_count), -1);
    for (int i = 0; i < from.size(); ++i)
        if (from[i].operation == op::input) place[static_cast<std::size_t>(from[i].a)] = i;
    std::vector<int> results;
    for (int x : place) results.push_back(x < 0 ? out.constant(0) : sweep.gradient(x).index_in(out));
    for (std::size_t i = 0; i < place.size(); ++i)
        for (std::size_t j = 0; j <= i; ++j)
            results.push_back(place[i] < 0 || place[j] < 0 ? out.constant(0)
                                                           : sweep.hessian(place[i], place[j]).index_in(out));
    return support::take(out, results);
}

/// The same by forward mode over reverse mode.
std::vector<double> nested(owned_graph const& from, std::vector<double> const& inputs) {
    auto const gradient = support::reverse_graph(from);
    std::vector<double> results = support::interpret(gradient, inputs);
    for (std::size_t i = 0; i < inputs.size(); ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            owned_graph row = gradient;
            row.outputs = {gradient.outputs[i]};
            results.push_back(support::forward_derivative(row, inputs, static_cast<int>(j)));
        }
    return results;
}

/// Both agree, relative to the largest entry.
bool agree(std::vector<double> const& a, std::vector<double> const& b, double tolerance) {
    double scale = 1;
    for (double x : b) scale = std::fmax(scale, std::isfinite(x) ? std::fabs(x) : 0);
    for (std::size_t i = 0; i < a.size(); ++i)
        if (std::isfinite(b[i]) && !(std::fabs(a[i] - b[i]) <= tolerance * scale)) return false;
    return a.size() == b.size();
}

}  // namespace

TEST_CASE("every operation: gradient and Hessian are those of forward over reverse") {
    for (int i = 2; i < tapeless::op_count; ++i) {
        op const o = static_cast<op>(i);
        if (!tapeless::has_kernel(o) || tapeless::is_condition(o)) continue;
        auto const g = support::graph_of_one(o);
        for (support::point const p : support::points_of(o)) {
            std::vector<double> inputs{p.a, p.b, 0};
            inputs.resize(static_cast<std::size_t>(g.input_count));
            INFO(tapeless::row(o).name << " at " << p.a << ", " << p.b);
            CHECK(agree(support::interpret(second_order_graph(g), inputs), nested(g, inputs), 1e-12));
        }
    }
}

TEST_CASE("random graphs: gradient and Hessian are those of forward over reverse, below and above the limit", "") {
    support::random_source random(51);
    int compared = 0;
    for (int i = 0; i < 400; ++i) {
        int const nodes = i % 10 == 0 ? tapeless::second_order_sweep::most_nodes + 20 : 20;
        support::random_graph const r(random, {.inputs = 4, .nodes = nodes, .outputs = 1});
        auto const both = second_order_graph(r.graph);
        for (auto const& point : r.points) {
            auto const expected = nested(r.graph, point);
            double size = 0;
            for (double x : expected) size = std::isfinite(x) ? std::fmax(size, std::fabs(x)) : HUGE_VAL;
            if (size > 1e8) continue;
            INFO(listing(r.graph));
            CHECK(agree(support::interpret(both, point), expected, 1e-8));
            ++compared;
        }
    }
    CHECK(compared > 500);
}

TEST_CASE("a product interacts in one entry, a sum in none") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const y = g.input(1);
    auto const product = second_order_graph(support::take(g, {g.append(op::mul, x, y)}));
    CHECK(product.outputs.size() == 5);
    CHECK(support::interpret(product, {3, 4}) == std::vector<double>{4, 3, 0, 1, 0});
    auto const sum = second_order_graph(support::take(g, {g.append(op::add, x, y)}));
    CHECK(support::interpret(sum, {3, 4}) == std::vector<double>{1, 1, 0, 0, 0});
    auto const square = second_order_graph(support::take(g, {g.append(op::mul, x, x)}));
    CHECK(support::interpret(square, {3, 4}) == std::vector<double>{6, 0, 2, 0, 0});
}

// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"
#include "support/derivatives.hpp"

#include <tapeless/differentiate/taylor.hpp>

using support::close;
using support::owned_graph;
using tapeless::jet;
using tapeless::op;

namespace {

owned_graph taylor_graph(owned_graph const& from, int input, int order, jet scaling) {
    tapeless::graph_builder out(from.view(), tapeless::sharing::on, from.size() + 1);
    tapeless::taylor_sweep const sweep(from.view(), input, order, scaling, out);
    std::vector<int> results;
    for (int output : from.outputs)
        for (int k = 0; k <= order; ++k) results.push_back(sweep.at(output, k).index_in(out));
    return support::take(out, results);
}

/// The same derivative by forward mode over and over.
double nested(owned_graph from, int order, std::vector<double> const& inputs, int input) {
    for (int k = 0; k < order; ++k) {
        tapeless::graph_builder out(from.view(), tapeless::sharing::on, from.size() + 1);
        std::vector<int> seeds(static_cast<std::size_t>(from.input_count), -1);
        seeds[static_cast<std::size_t>(input)] = out.constant(1);
        bool wanted[16]{};
        wanted[input] = true;
        std::vector<int> tangents(from.outputs.size());
        tapeless::forward_sweep(from.view(), seeds.data(), out, tangents.data(), wanted);
        from = support::take(out, {tangents[0] < 0 ? out.constant(0) : tangents[0]});
    }
    return support::interpret(from, inputs)[0];
}

}  // namespace

TEST_CASE("every operation: derivatives up to order 4 are those of nested forward mode") {
    for (int i = 2; i < tapeless::op_count; ++i) {
        op const o = static_cast<op>(i);
        if (!tapeless::has_kernel(o) || tapeless::is_condition(o)) continue;
        auto const g = support::graph_of_one(o);
        for (support::point const p : support::points_of(o)) {
            std::vector<double> inputs{p.a, p.b, 0};
            inputs.resize(static_cast<std::size_t>(g.input_count));
            for (int input = 0; input < (g.input_count < 2 ? 1 : 2); ++input) {
                INFO(tapeless::row(o).name << " by " << input << " at " << p.a << ", " << p.b);
                auto const all = support::interpret(taylor_graph(g, input, 4, jet::derivatives), inputs);
                for (int k = 0; k <= 4; ++k)
                    CHECK(close(all[static_cast<std::size_t>(k)], nested(g, k, inputs, input), 1e-11));
            }
        }
    }
}

TEST_CASE("coefficients are derivatives over factorials") {
    support::random_source random(41);
    int compared = 0;
    for (int i = 0; i < 150; ++i) {
        support::random_graph const r(random, {.inputs = 2, .nodes = 14, .outputs = 1, .smooth = true});
        auto const plain = taylor_graph(r.graph, 0, 5, jet::derivatives);
        auto const scaled = taylor_graph(r.graph, 0, 5, jet::coefficients);
        for (auto const& point : r.points) {
            auto const d = support::interpret(plain, point);
            auto const c = support::interpret(scaled, point);
            double factorial = 1;
            double size = 0;
            for (std::size_t k = 0; k < 6; ++k) size = std::fmax(size, std::fabs(c[k]));
            for (std::size_t k = 0; k < 6; ++k) {
                factorial *= k > 1 ? static_cast<double>(k) : 1;
                if (!std::isfinite(d[k]) || size > 1e8) continue;
                INFO(listing(r.graph) << "order " << k);
                CHECK(std::fabs(c[k] - d[k] / factorial) <= 1e-9 * (1 + size));
                ++compared;
            }
        }
    }
    CHECK(compared > 1000);
}

TEST_CASE("an input that does not enter has derivative 0, and order 0 is the value") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const y = g.input(1);
    auto const from = support::take(g, {g.append(op::mul, g.append(op::exp, x), x)});
    (void)y;
    CHECK(support::interpret(taylor_graph(from, 1, 2, jet::derivatives), {2, 5}) ==
          std::vector<double>{support::interpret(from, {2, 5})[0], 0, 0});
    CHECK(taylor_graph(from, 0, 0, jet::derivatives).outputs.size() == 1);
}

TEST_CASE("the size of the sweep grows at most quadratically with the order") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const end = g.append(op::mul, g.append(op::sin, g.append(op::exp, x)), g.append(op::tanh, x));
    auto const from = support::take(g, {end});
    int const four = taylor_graph(from, 0, 4, jet::derivatives).size();
    int const eight = taylor_graph(from, 0, 8, jet::derivatives).size();
    int const sixteen = taylor_graph(from, 0, 16, jet::derivatives).size();
    CHECK(eight < 4 * four);
    CHECK(sixteen < 4 * eight);
}

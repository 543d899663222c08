// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"
#include "support/derivatives.hpp"

using support::close;
using support::interpret;
using support::owned_graph;
using support::reverse_graph;
using tapeless::graph_builder;
using tapeless::op;
using tapeless::sharing;

namespace {

/// x * y + sin(x)
owned_graph example() {
    graph_builder g(sharing::on);
    int const x = g.input(0);
    int const y = g.input(1);
    int const product = g.append(op::mul, x, y);
    int const sine = g.append(op::sin, x);
    return support::take(g, {g.append(op::add, product, sine)});
}

}  // namespace

TEST_CASE("reverse sweep, graph in, graph out") {
    owned_graph const from = example();
    owned_graph const to = reverse_graph(from);
    for (int i = 0; i < from.size(); ++i) CHECK(to[i] == from[i]);  // the nodes of the function come first
    REQUIRE(to.outputs.size() == 2);
    CHECK(to.result(0).operation == op::add);
    CHECK(to.result(1).operation == op::mul);
    auto const gradient = interpret(to, {0.5, 3});
    CHECK(close(gradient[0], 3 + std::cos(0.5)));
    CHECK(gradient[1] == 0.5);
}

TEST_CASE("an input that is not wanted costs nothing") {
    owned_graph const from = example();
    owned_graph const both = reverse_graph(from);
    owned_graph const only_y = reverse_graph(from, 0);
    CHECK(only_y.size() < both.size());
    CHECK(only_y.result(0).operation == op::constant);
    CHECK(only_y.result(0).value == 0);
    CHECK(interpret(only_y, {0.5, 3})[1] == 0.5);
}

TEST_CASE("the sweep runs in constant expressions") {
    constexpr auto derivative_of_cube = [](double at) {
        graph_builder g(sharing::on);
        int const x = g.input(0);
        int const cube = g.append(op::mul, g.append(op::mul, x, x), x);
        tapeless::graph_view const from{g.nodes(), g.size(), &cube, 1, 1};
        graph_builder out(from, sharing::on, 4);
        int const seed = out.constant(1);
        bool const wanted = true;
        int adjoint = 0;
        tapeless::reverse_sweep(from, &wanted, out).run(&seed, &adjoint);
        double* const value = new double[static_cast<unsigned>(out.size())];
        for (int i = 0; i < out.size(); ++i) {
            auto const& n = out[i];
            value[i] = n.operation == op::input      ? at
                       : n.operation == op::constant ? n.value
                                                     : tapeless::fold(n.operation, value[n.a], value[n.b]);
        }
        double const result = value[adjoint];
        delete[] value;
        return result;
    };
    static_assert(derivative_of_cube(2) == 12);
    CHECK(derivative_of_cube(3) == 27);
}

TEST_CASE("several outputs: the sweep adds what their sensitivities bring") {
    graph_builder g(sharing::on);
    int const x = g.input(0);
    int const y = g.input(1);
    int const product = g.append(op::mul, x, y);
    // sensitivities 1, 2, 3 and 4: the sum is d(xy + 2x + 3xy + 4*5)
    owned_graph const from = support::take(g, {product, x, product, g.constant(5)});
    CHECK(interpret(reverse_graph(from), {2, 7}) == std::vector<double>{4 * 7 + 2, 4 * 2});
}

TEST_CASE("outputs without sensitivity are left out") {
    graph_builder g(sharing::on);
    int const x = g.input(0);
    owned_graph const from = support::take(g, {g.append(op::exp, x), g.append(op::neg, x)});
    graph_builder out(from.view(), sharing::on, 8);
    int const seeds[] = {-1, out.constant(1)};
    bool const wanted = true;
    int adjoint = -2;
    tapeless::reverse_sweep(from.view(), &wanted, out).run(seeds, &adjoint);
    CHECK(interpret(support::take(out, {adjoint}), {3})[0] == -1);
    int const none[] = {-1, -1};
    tapeless::reverse_sweep(from.view(), &wanted, out).run(none, &adjoint);
    CHECK(adjoint == -1);
}

TEST_CASE("random graphs: reverse mode = finite differences") {
    support::random_source random(1);
    int compared = 0;
    for (int i = 0; i < 300; ++i) {
        support::random_graph const r(random, {.inputs = 3, .nodes = 14, .outputs = 1, .smooth = true});
        auto const& x = r.points[0];
        auto const gradient = interpret(reverse_graph(r.graph), x);
        for (std::size_t k = 0; k < x.size(); ++k) {
            auto const along = [&](double reach) {
                return support::finite_difference(
                    [&](long double v) {
                        // exact in double: the step is a multiple of 2^-30
                        auto moved = x;
                        moved[k] = static_cast<double>(v);
                        return support::interpret_standard<long double>(r.graph, moved)[0];
                    },
                    static_cast<long double>(x[k]), static_cast<long double>(reach));
            };
            double const first = static_cast<double>(along(0x1p-9));
            double const second = static_cast<double>(along(0x1p-11));
            if (!std::isfinite(gradient[k])) continue;                                      // sqrt(0), asin(1)
            if (!close(first, second, 1e-8) && std::fabs(first - second) > 1e-9) continue;  // a pole is near
            ++compared;
            INFO(listing(r.graph) << "by input " << k);
            bool const agrees = close(gradient[k], second, 1e-6) || std::fabs(gradient[k] - second) < 1e-8;
            CHECK(agrees);
        }
    }
    CHECK(compared > 700);
}

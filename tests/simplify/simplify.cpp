// SPDX-License-Identifier: BSL-1.0
// The whole pass on random graphs: same values, nothing dead, nothing left to do.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/derivatives.hpp"
#include "support/simplified.hpp"

using support::owned_graph;
using support::simplified;
using tapeless::op;

namespace {

bool all_live(owned_graph const& g) {
    std::vector<int> uses(g.nodes.size());
    tapeless::count_uses(g.view(), uses.data());
    for (int n : uses)
        if (n == 0) return false;
    return true;
}

/// Both results agree as well as rounding lets them: where double and long double disagree about the graph itself,
/// nothing can be said. 1: agree, 0: nothing said, -1: disagree.
int compare(owned_graph const& before, owned_graph const& after, std::vector<double> const& point) {
    auto const exact = support::interpret_standard<long double>(before, point);
    auto const rounded = support::interpret_standard<double>(before, point);
    auto const simple = support::interpret_standard<long double>(after, point);
    auto const simple_rounded = support::interpret_standard<double>(after, point);
    for (std::size_t i = 0; i < exact.size(); ++i) {
        if (!std::isfinite(exact[i]) || !support::close(static_cast<double>(exact[i]), rounded[i], 1e-12)) return 0;
        if (!support::close(simple[i], simple_rounded[i], 1e-12) && std::isfinite(simple[i])) return 0;
        if (!support::close(static_cast<double>(exact[i]), static_cast<double>(simple[i]), 1e-10)) return -1;
    }
    return 1;
}

}  // namespace

TEST_CASE("dead nodes are removed, inputs stay numbered") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const y = g.input(2);
    g.append(op::exp, x);
    int const sum = g.append(op::add, y, g.constant(2));
    g.append(op::mul, sum, x);
    owned_graph const to = simplified(support::take(g, {sum}));
    CHECK(to.size() == 3);
    CHECK(to.input_count == 3);
    CHECK(all_live(to));
    CHECK(support::interpret(to, {1, 2, 3})[0] == 5);
}

TEST_CASE("outputs may be inputs, constants and each other") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const twice = g.append(op::add, x, x);
    int const also_twice = g.append(op::mul, x, g.constant(2));
    owned_graph const to = simplified(support::take(g, {x, twice, also_twice, g.constant(7), x}));
    CHECK(to.outputs[0] == to.outputs[4]);
    CHECK(to.outputs[1] == to.outputs[2]);
    CHECK(to.result(3).value == 7);
    CHECK(to.size() == 4);
}

TEST_CASE("a product that gave its factor away takes another one in") {
    tapeless::graph_builder g(tapeless::sharing::on);
    auto const scaled = [&](double c, int x, int y) {
        return g.append(op::mul, g.constant(c), g.append(op::mul, x, y));
    };
    int const r = g.append(op::sin, g.input(0));
    int const a = g.append(op::cos, g.input(1));
    int const b = g.append(op::tan, g.input(1));
    int const q = scaled(4, r, a);
    owned_graph const from = support::take(g, {scaled(8, q, a), scaled(8, q, b), scaled(4, r, b)});
    auto const before = support::interpret(from, {0.5, 0.25});
    auto const after = support::interpret(simplified(from), {0.5, 0.25});
    for (std::size_t i = 0; i < 3; ++i) CHECK(support::close(before[i], after[i]));
}

TEST_CASE("a quotient takes the factor over its denominator that is there by itself") {
    for (bool const choice : {false, true}) {
        tapeless::graph_builder g(tapeless::sharing::on);
        int const x = g.input(0);
        int const y = g.append(op::exp, g.input(1));
        int const d = g.input(2);
        int const whole = g.append(op::div, g.append(op::mul, x, y), d);
        int const part = g.append(op::mul, y, g.append(op::div, g.constant(1), d));
        int const chosen = choice ? g.append(op::select, g.append(op::less, x, d), x, d) : x;
        owned_graph const to = simplified(support::take(g, {whole, part, chosen}));
        auto const count = [&to](op operation) {
            int found = 0;
            for (auto const& n : to.nodes) found += n.operation == operation;
            return found;
        };
        CHECK(count(op::div) == 1);
        CHECK(count(op::mul) == (choice ? 3 : 2));
        CHECK(all_live(to));
        CHECK(support::interpret(to, {3, 0, 4}) == std::vector<double>{0.75, 0.25, 3});
    }
}

TEST_CASE("a product over its own denominator again stays") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const d = g.input(1);
    int const over = g.append(op::mul, x, g.append(op::div, g.constant(1), d));
    owned_graph const to = simplified(support::take(g, {g.append(op::div, over, d), g.append(op::div, d, d)}));
    CHECK(all_live(to));
    CHECK(support::interpret(to, {3, 2}) == std::vector<double>{0.75, 1});
}

TEST_CASE("a factor that takes a constant stays out of a quotient") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const y = g.append(op::exp, g.input(1));
    int const z = g.append(op::cos, g.input(1));
    int const d = g.input(2);
    int const r = g.append(op::div, g.constant(1), d);
    int const scaled_y = g.append(op::mul, g.constant(3), g.append(op::mul, y, r));
    int const scaled_z = g.append(op::mul, g.constant(3), g.append(op::mul, z, r));
    int const whole = g.append(op::div, g.append(op::mul, x, y), d);
    owned_graph const to = simplified(support::take(g, {scaled_y, scaled_z, whole}));
    CHECK(support::interpret(to, {5, 0, 2}) == std::vector<double>{1.5, 1.5, 2.5});
}

TEST_CASE("a derivative that is a quotient which is there already is that quotient") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const y = g.input(1);
    int const d = g.input(2);
    int const whole = g.append(op::div, g.append(op::mul, x, y), d);
    int const first_derived = g.size();
    int const slope = g.append(op::mul, g.append(op::mul, x, g.append(op::div, g.constant(1), d)), y);
    tapeless::graph_builder out(tapeless::sharing::off);
    int const ends[] = {whole, slope};
    int results[2]{};
    tapeless::simplify({g.nodes(), g.size(), ends, 2, 3}, first_derived, out, results);
    CHECK(results[0] == results[1]);
}

TEST_CASE("the pass runs in constant expressions") {
    constexpr auto nodes_left = [] {
        tapeless::graph_builder g(tapeless::sharing::on);
        int const x = g.input(0);
        int const end = g.append(op::sub, g.append(op::mul, x, g.constant(1)), g.constant(0));
        tapeless::graph_builder out(tapeless::sharing::off);
        int result = -1;
        tapeless::simplify({g.nodes(), g.size(), &end, 1, 1}, g.size(), out, &result);
        return out.size() * 10 + result;
    };
    static_assert(nodes_left() == 10);
    CHECK(nodes_left() == 10);
}

TEST_CASE("random graphs keep their values") {
    support::random_source random(3);
    int said = 0;
    for (int i = 0; i < 1000; ++i) {
        support::random_graph const r(random, {.inputs = 3, .nodes = 30, .outputs = 3});
        owned_graph const to = simplified(r.graph);
        CHECK(all_live(to));
        CHECK(to.outputs.size() == 3);
        for (auto const& point : r.points) {
            int const verdict = compare(r.graph, to, point);
            said += verdict != 0;
            if (verdict < 0) {
                INFO("graph " << i << " at " << point[0] << ", " << point[1] << ", " << point[2] << "\n"
                              << listing(r.graph) << "became\n"
                              << listing(to));
                CHECK(verdict >= 0);
            }
        }
    }
    CHECK(said > 1800);
}

TEST_CASE("gradients of random graphs keep their values and shrink") {
    support::random_source random(4);
    int said = 0;
    long before = 0;
    long after = 0;
    for (int i = 0; i < 500; ++i) {
        support::random_graph const r(random, {.inputs = 3, .nodes = 20, .outputs = 1});
        owned_graph const from = support::reverse_graph(r.graph);
        owned_graph const to = simplified(from, r.graph.size());
        before += from.size();
        after += to.size();
        for (auto const& point : r.points) {
            int const verdict = compare(from, to, point);
            said += verdict != 0;
            if (verdict < 0) {
                INFO("graph " << i << "\n" << listing(from) << "became\n" << listing(to));
                CHECK(verdict >= 0);
            }
        }
    }
    CHECK(said > 700);
    CHECK(2 * after < before);
}

namespace {

/// How many of 1000 random graphs change when they are simplified again; none may grow.
int changed_again(bool quotients) {
    support::random_source random(5);
    int changed = 0;
    for (int i = 0; i < 1000; ++i) {
        support::random_graph const r(random, {.inputs = 3, .nodes = 30, .outputs = 3, .quotients = quotients});
        owned_graph const once = simplified(r.graph);
        owned_graph const twice = simplified(once);
        if (once == twice) continue;
        ++changed;
        INFO(listing(once) << "became\n" << listing(twice));
        CHECK(twice.size() <= once.size());
    }
    return changed;
}

}  // namespace

TEST_CASE("simplifying twice is simplifying once") {
    CHECK(changed_again(false) == 0);
    CHECK(changed_again(true) == 0);
}

// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"
#include "support/programs.hpp"

#include <tapeless/execute/regions.hpp>

#include <map>
#include <set>

using support::owned_graph;
using tapeless::action;
using tapeless::op;

namespace {

constexpr int outputs = 3;

/// Runs the steps of a region scheduler one after the other, and notes what runs and what reads a value that is not there.
struct run_of_regions {
    std::vector<double> results = std::vector<double>(outputs);
    int computed = 0;
    int branches = 0;
    int steps = 0;
    bool sound = true;

    run_of_regions(owned_graph const& g, std::vector<double> const& inputs) : inputs_(inputs) {
        auto const value = support::as_value<outputs>(g);
        auto const code = tapeless::fuse(value);
        std::vector<tapeless::place> in(static_cast<std::size_t>(g.input_count) + 1);
        std::vector<tapeless::place> out(outputs);
        for (std::size_t i = 0; i < in.size(); ++i) in[i] = {0, static_cast<int>(i)};
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = {0, static_cast<int>(i)};
        tapeless::region_scheduler const schedule(value.view(), code.instructions, in.data(), out.data());
        int constants = 0;
        for (int i = 0; i < g.size(); ++i)
            if (g[i].operation == op::constant) numbers_[constants++] = g[i].value;
        steps = schedule.size();
        run(schedule, 0, schedule.size());
    }

private:
    double number(int i) {
        sound = sound && numbers_.contains(i);
        return numbers_[i];
    }
    double truth(int i) {
        sound = sound && truths_.contains(i);
        return truths_[i];
    }
    void run(tapeless::region_scheduler const& schedule, int from, int to) {
        for (int i = from; i < to; ++i) {
            tapeless::step const s = schedule[i];
            switch (s.what) {
            case action::load: numbers_[s.d] = inputs_.at(static_cast<std::size_t>(s.b)); continue;
            case action::store: results.at(static_cast<std::size_t>(s.b)) = number(s.d); continue;
            case action::move: numbers_[s.d] = number(s.a); continue;
            case action::branch: {
                ++branches;
                int const first = i + 1;
                int const second = first + s.a;
                if (truth(s.d) != 0) run(schedule, first, second);
                else run(schedule, second, second + s.b);
                i = second + s.b - 1;
                continue;
            }
            case action::mul_add: numbers_[s.d] = number(s.a) * number(s.b) + number(s.c); break;
            case action::mul_sub: numbers_[s.d] = number(s.a) * number(s.b) - number(s.c); break;
            case action::sub_mul: numbers_[s.d] = number(s.c) - number(s.a) * number(s.b); break;
            case action::sincos: pair(s, op::sin, tapeless::fold(op::cos, number(s.a))); break;
            case action::erf_exp: pair(s, op::erf, gauss(number(s.a))); break;
            case action::erfc_exp: pair(s, op::erfc, gauss(number(s.a))); break;
            default: compute(s);
            }
            ++computed;
        }
    }
    static double gauss(double x) { return tapeless::fold(op::exp, -(x * x)); }
    void pair(tapeless::step const& s, op first, double second) {
        double const x = number(s.a);
        numbers_[s.d] = tapeless::fold(first, x);
        numbers_[s.c] = second;
    }
    void compute(tapeless::step const& s) {
        op const o = static_cast<op>(s.what);
        int const operands = tapeless::arity(o);
        bool const logical = o == op::logical_not || o == op::logical_and || o == op::logical_or;
        double const a = logical || o == op::select ? truth(s.a) : number(s.a);
        double const b = operands < 2 ? 0 : logical ? truth(s.b) : number(s.b);
        double const c = operands < 3 ? 0 : number(s.c);
        (tapeless::is_condition(o) ? truths_ : numbers_)[s.d] = tapeless::fold(o, a, b, c);
    }

    std::vector<double> inputs_;
    std::map<int, double> numbers_;
    std::map<int, double> truths_;
};

/// The nodes, without leaves, that a value has to be computed for: of a cond the condition and the side that is taken.
int needed(owned_graph const& g, std::vector<double> const& inputs) {
    auto const values = support::node_values<double>(
        g, inputs, [](op o, double a, double b, double c) { return tapeless::fold(o, a, b, c); });
    std::set<int> seen;
    std::vector<int> waiting(g.outputs);
    int count = 0;
    while (!waiting.empty()) {
        int const i = waiting.back();
        waiting.pop_back();
        if (!seen.insert(i).second) continue;
        tapeless::node const& n = g[i];
        int const operands = tapeless::arity(n.operation);
        if (n.operation == op::cond) {
            waiting.push_back(n.a);
            waiting.push_back(values[static_cast<std::size_t>(n.a)] != 0 ? n.b : n.c);
            continue;
        }
        if (operands > 0) ++count;
        for (int k = 0; k < operands; ++k) waiting.push_back(tapeless::operand(n, k));
    }
    return count;
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

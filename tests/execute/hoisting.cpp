// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"
#include "support/regions.hpp"

#include <algorithm>

using support::owned_graph;
using tapeless::graph_builder;
using tapeless::op;
using tapeless::opaque_function;

namespace {

/// A function with two results; each call in a graph has an object of its own, which tells them apart.
void opaque(double const* x, double* results) {
    results[0] = std::sin(*x) + 0.25;
    results[1] = 2 * results[0];
}
double value_of(op o, double a, double b, double c) {
    if (o == op::call) return std::sin(a) + 0.25;
    return o == op::result ? 2 * a : tapeless::fold(o, a, b, c);
}
struct callees {
    opaque_function each[100];
    callees() { std::fill(each, each + 100, opaque_function{1, 2, opaque, nullptr}); }
};

using run_of_regions = support::run_of_regions<2>;

/// Levels of sums of two conds on different conditions, which read the levels before.
struct random_nest {
    owned_graph graph;
    std::vector<std::vector<double>> points;

    random_nest(support::random_source& random, callees const& c, int levels, bool calls)
        : random_(random), callees_(c), calls_(calls), builder_(tapeless::sharing::on) {
        for (int i = 0; i < 4; ++i)
            points.push_back({random.between(-1, 1), random.between(-1, 1), random.between(-1, 1)});
        for (int i = 0; i < 3; ++i) numbers_.push_back(builder_.input(i));
        for (int level = 0; level < levels; ++level) {
            int const first = side(2);
            numbers_.push_back(builder_.append(op::add, first, side(2)));
        }
        int const last = numbers_.back();
        graph = support::take(builder_, {last, builder_.append(op::mul, last, number())});
    }

private:
    int number() {
        int const size = static_cast<int>(numbers_.size());
        return numbers_[static_cast<std::size_t>(size - 1 - random_.below(std::min(size, 3)))];
    }
    int test() {
        // of an input more often than of what conds may have computed
        int const left = random_.below(4) == 0 ? number() : builder_.input(random_.below(3));
        int const plain = builder_.append(op::less, builder_.constant(0.25 * random_.below(5) - 0.5), left);
        tests_.push_back(plain);
        if (random_.below(4) == 0) tests_.push_back(builder_.append(op::logical_not, plain));
        int const size = static_cast<int>(tests_.size());
        return tests_[static_cast<std::size_t>(size - 1 - random_.below(std::min(size, 4)))];
    }
    /// A cond, within which there may be others, or a function of an earlier level.
    int side(int conds) {
        if (conds > 0 && (conds == 2 || random_.below(4) == 0)) {
            int const condition = test();
            int const taken = side(conds - 1);
            return builder_.append(op::cond, condition, taken, side(conds - 1));
        }
        constexpr op functions[] = {op::sin, op::cos, op::atan, op::tanh, op::neg};
        int const x = number();
        int const kind = random_.below(8);
        if (kind < 5) return builder_.append(functions[kind], x);
        if (kind == 5 && calls_ && called_ < 100) {
            int const result = builder_.call(&callees_.each[called_++], x);
            return random_.below(2) == 0 ? result : builder_.append(op::result, result, 1);
        }
        return kind == 6 ? x : builder_.append(op::mul, x, builder_.constant(0.5));
    }

    support::random_source& random_;
    callees const& callees_;
    bool calls_;
    int called_ = 0;
    graph_builder builder_;
    std::vector<int> numbers_;
    std::vector<int> tests_;
};

/// Checks the results and returns the run; no call may have been made that was not needed.
run_of_regions checked(owned_graph const& g, std::vector<double> const& point, int& needed) {
    run_of_regions const run(g, point);
    auto const values = support::node_values<double>(g, point, value_of);
    auto const expected = support::only_outputs(g, values);
    INFO(listing(g));
    CHECK(run.sound);
    for (std::size_t k = 0; k < expected.size(); ++k) CHECK(support::close(run.results[k], expected[k], 1e-12));
    auto const nodes = support::needed_nodes(g, values);
    std::set<opaque_function const*> allowed;
    for (int i : nodes) {
        if (g[i].operation == op::call) allowed.insert(g[i].callee);
        if (tapeless::arity(g[i].operation) > 0 && g[i].operation != op::cond) ++needed;
    }
    CHECK(std::all_of(run.called.begin(), run.called.end(), [&](auto f) { return allowed.contains(f); }));
    return run;
}

/// x = cond(c, f(x), 1) + cond(d, exp(x), 2), again and again.
owned_graph chain(int levels, opaque_function const* f = nullptr) {
    graph_builder g(tapeless::sharing::on);
    int x = g.input(0);
    for (int i = 0; i < levels; ++i) {
        int const c = g.append(op::less, g.constant(0), g.input(2 * i + 1));
        int const d = g.append(op::less, g.constant(0), g.input(2 * i + 2));
        int const side = f != nullptr ? g.call(f + i, x) : g.append(op::sin, x);
        int const first = g.append(op::cond, c, side, g.constant(1));
        x = g.append(op::add, first, g.append(op::cond, d, g.append(op::exp, x), g.constant(2)));
    }
    return support::take(g, {x, x});
}

}  // namespace

TEST_CASE("a value that sides of two conds need gets a condition of its own, ahead of them") {
    graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int shared = x;
    for (op o : {op::sin, op::exp, op::tanh, op::cos, op::atan, op::erf, op::cbrt}) shared = g.append(o, shared);
    int const first = g.append(op::less, g.constant(0), g.input(1));
    int const second = g.append(op::less, g.constant(0), g.input(2));
    auto const graph = support::take(g, {g.append(op::cond, first, g.append(op::sin, shared), x),
                                         g.append(op::cond, second, x, g.append(op::exp, shared))});
    auto const value = support::as_value<2>(graph);
    auto const code = tapeless::fuse(value);
    tapeless::hoisted_code const hoisted(value.view(), code.instructions);
    auto const view = hoisted.view();
    int found = 0;
    for (int i = 0; i < view.size; ++i) {
        if (hoisted.homes()[i] < 0) continue;
        ++found;
        CHECK(hoisted.homes()[i] == tapeless::region_tree::whole);
        tapeless::node const& n = view.nodes[i];
        REQUIRE(n.operation == op::cond);
        CHECK(view.nodes[n.b].operation == op::cbrt);
        CHECK(view.nodes[n.c].operation == op::constant);
        tapeless::node const& any = view.nodes[n.a];
        REQUIRE(any.operation == op::logical_or);
        CHECK(std::set{view.nodes[any.a].operation, view.nodes[any.b].operation} ==
              std::set{op::less, op::logical_not});
    }
    CHECK(found == 1);
    // needed by one side only, it stays there
    auto const shorter = support::take(g, {graph.outputs[0], g.append(op::cond, second, x, g.append(op::cos, x))});
    auto const plain = support::as_value<2>(shorter);
    auto const plain_code = tapeless::fuse(plain);
    CHECK(tapeless::hoisted_code(plain.view(), plain_code.instructions).homes() == nullptr);
}

TEST_CASE("random nests of conds are computed in steps linear in their size, and call only what they need") {
    support::random_source random(47);
    callees const c;
    for (bool const calls : {false, true}) {
        double worst = 0;
        int computed = 0, needed = 0, steps = 0, nodes = 0;
        for (int i = 0; i < 300; ++i) {
            random_nest const r(random, c, 4 + random.below(12), calls);
            for (auto const& point : r.points) {
                run_of_regions const run = checked(r.graph, point, needed);
                computed += run.computed;
                steps += run.steps;
                nodes += r.graph.size();
                worst = std::max(worst, double(run.steps) / r.graph.size());
            }
        }
        CHECK(computed < 2 * needed);  // conditions among it
        if (calls) CHECK(steps < 5 * nodes);
        else CHECK(worst < 8);
    }
}

TEST_CASE("what sides of two conds need is called once if one of them is taken, and else not at all") {
    callees const c;
    graph_builder g(tapeless::sharing::on);
    int const zero = g.constant(0);
    int const first = g.append(op::less, zero, g.input(0));
    int const second = g.append(op::less, zero, g.input(1));
    int const called = g.call(c.each, g.input(2));
    int const both = g.append(op::cond, first, g.append(op::sin, called), zero);
    int const other = g.append(op::cond, second, zero, g.append(op::result, called, 1));
    int const nested = g.append(op::cond, second, g.append(op::cond, first, zero, g.append(op::exp, called)), zero);
    auto const two = support::take(g, {both, other});
    auto const three = support::take(g, {both, nested});
    int needed = 0;
    for (double x : {-1.0, 1.0})
        for (double y : {-1.0, 1.0}) {
            CHECK(checked(two, {x, y, 0.5}, needed).called.size() == (x > 0 || y < 0 ? 1 : 0));
            CHECK(checked(three, {x, y, 0.5}, needed).called.size() == (x > 0 || y > 0 ? 1 : 0));
        }
}

TEST_CASE("a condition that needs the value itself does not guard it") {
    callees const c;
    for (bool const calls : {false, true}) {
        graph_builder g(tapeless::sharing::on);
        int const zero = g.constant(0);
        int const x = calls ? g.call(c.each, g.input(1)) : g.append(op::exp, g.append(op::sin, g.input(1)));
        int const shared = g.append(op::atan, g.append(op::tanh, g.append(op::cos, x)));
        int const first = g.append(op::cond, g.append(op::less, zero, g.input(0)), shared, zero);
        int const test = g.append(op::less, zero, first);
        auto const graph = support::take(g, {first, g.append(op::cond, test, zero, g.append(op::neg, shared))});
        int needed = 0;
        for (double at : {-1.0, 1.0}) CHECK(checked(graph, {at, 0.5}, needed).called.size() == (calls ? 1 : 0));
    }
}

TEST_CASE("steps of nested conds on different conditions grow with their number") {
    callees const c;
    std::vector<double> const point(40, 0.5);
    int needed = 0;
    for (opaque_function const* f : {static_cast<opaque_function const*>(nullptr), c.each}) {
        int const four = checked(chain(4, f), point, needed).steps;
        int const eight = checked(chain(8, f), point, needed).steps;
        int const sixteen = checked(chain(16, f), point, needed).steps;
        CHECK(four < 70);
        CHECK(eight - four == (sixteen - eight) / 2);
    }
}

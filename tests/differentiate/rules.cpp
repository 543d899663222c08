// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"
#include "support/derivatives.hpp"

#include <tapeless/calculus/products.hpp>

using support::close;
using support::closed_form;
using tapeless::gradient;
using tapeless::jvp;
using tapeless::op;
using tapeless::traced;

namespace {

template <class Check>
void for_each_operand(Check check) {
    for (int i = 2; i < tapeless::op_count; ++i) {
        op const o = static_cast<op>(i);
        if (!support::has_derivative(o) || tapeless::is_choice(o)) continue;
        for (support::point const p : support::points_of(o))
            for (int k = 0; k < tapeless::arity(o); ++k) {
                INFO(tapeless::row(o).name << " operand " << k << " at " << p.a << ", " << p.b);
                check(o, k, p.a, p.b);
            }
    }
}

/// An operation as a function that a user could have written.
template <op O>
struct applied {
    constexpr traced operator()(traced x) const requires(tapeless::arity(O) == 1) { return traced::combine(O, x); }
    constexpr traced operator()(traced x, traced y) const requires(tapeless::arity(O) == 2) {
        return traced::combine(O, x, y);
    }
};

template <op O>
void check_verbs() {
    constexpr applied<O> f{};
    auto const point = support::points_of(O)[0];
    INFO(tapeless::row(O).name << " at " << point.a << ", " << point.b);
    if constexpr (tapeless::arity(O) == 1) {
        double const expected = static_cast<double>(closed_form(O, 0, point.a));
        CHECK(close(gradient(f)(point.a), expected));
        CHECK(close(jvp(f)(point.a, 3.0).tangent, 3 * expected));
        CHECK(close(gradient(f)(static_cast<float>(point.a)), expected, 1e-5));
        constexpr double x = O == op::acosh ? 1.5 : 0.75;
        constexpr double folded = gradient(f)(x);
        CHECK(close(folded, static_cast<double>(closed_form(O, 0, x))));
        static_assert(close(jvp(f)(x, 1.0).tangent, folded, 1e-14));
    } else {
        double const by_a = static_cast<double>(closed_form(O, 0, point.a, point.b));
        double const by_b = static_cast<double>(closed_form(O, 1, point.a, point.b));
        CHECK(close(gradient(f)(point.a, point.b), std::array{by_a, by_b}));
        CHECK(close(jvp(f)(point.a, point.b, 1.0, 0.0).tangent, by_a));
        CHECK(close(jvp(f)(point.a, point.b, 0.0, 1.0).tangent, by_b));
        constexpr auto folded = gradient(f)(0.75, 1.5);
        CHECK(close(folded[0], static_cast<double>(closed_form(O, 0, 0.75, 1.5))));
        CHECK(close(folded[1], static_cast<double>(closed_form(O, 1, 0.75, 1.5))));
        static_assert(close(jvp(f)(0.75, 1.5, 1.0, -2.0).tangent, folded[0] - 2 * folded[1], 1e-14));
    }
}

template <int... I>
void check_all_verbs(std::integer_sequence<int, I...>) {
    (
        [] {
            constexpr op o = static_cast<op>(I + 2);
            if constexpr (tapeless::passes_derivative(o) && tapeless::has_kernel(o) && !tapeless::is_choice(o))
                check_verbs<o>();
        }(),
        ...);
}

}  // namespace

TEST_CASE("the closed forms of these tests are the derivatives: finite differences agree") {
    for_each_operand([](op o, int k, double a, double b) {
        CHECK(close(support::finite_difference(o, k, a, b), closed_form(o, k, a, b), 1e-13));
    });
}

TEST_CASE("reverse mode: every operation, every operand") {
    for_each_operand([](op o, int k, double a, double b) {
        auto const adjoints = support::interpret(support::reverse_graph(support::graph_of_one(o)), {a, b});
        CHECK(close(adjoints[static_cast<std::size_t>(k)], static_cast<double>(closed_form(o, k, a, b))));
    });
}

TEST_CASE("forward mode: every operation, every operand") {
    for_each_operand([](op o, int k, double a, double b) {
        std::vector<double> inputs{a};
        if (tapeless::arity(o) == 2) inputs.push_back(b);
        CHECK(close(support::forward_derivative(support::graph_of_one(o), inputs, k),
                    static_cast<double>(closed_form(o, k, a, b))));
    });
}

TEST_CASE("a choice passes the derivative to the chosen operand alone") {
    auto const g = support::graph_of_one(GENERATE(op::select, op::cond));
    CHECK(support::interpret(support::reverse_graph(g), {3, 4, 0}) == std::vector<double>{1, 0, 0});
    CHECK(support::interpret(support::reverse_graph(g), {3, 4, 1}) == std::vector<double>{0, 1, 0});
    for (int chosen : {0, 1})
        for (int k : {0, 1})
            CHECK(support::forward_derivative(g, {3, 4, chosen == 0 ? 0.0 : 1.0}, k) == (k == chosen ? 1 : 0));
}

TEST_CASE("a rule is linear in the sensitivity") {
    for_each_operand([](op o, int k, double a, double b) {
        tapeless::graph_builder g(tapeless::sharing::on);
        traced const x(&g, g.input(0));
        traced const y(&g, g.input(1));
        traced const d(&g, g.input(2));
        traced const z = tapeless::arity(o) == 1 ? traced::combine(o, x) : traced::combine(o, x, y);
        tapeless::rule_site const site{o, x, y, traced(), z};
        auto const graph = support::take(g, {derivative_rule(site, k, d).index_in(g)});
        double const one = support::interpret(support::take(g, graph.outputs), {a, b, 1})[0];
        CHECK(close(support::interpret(graph, {a, b, -2.5})[0], -2.5 * one, 1e-14));
        CHECK(support::interpret(graph, {a, b, 0})[0] == 0);
    });
}

TEST_CASE("steps and comparisons pass nothing on") {
    for (int i = 0; i < tapeless::op_count; ++i) {
        op const o = static_cast<op>(i);
        INFO(tapeless::row(o).name);
        if (tapeless::has_kernel(o)) CHECK(tapeless::passes_derivative(o) == support::has_derivative(o));
    }
    for (op const o : {op::sign, op::floor, op::ceil, op::round, op::stop_gradient}) {
        auto const g = support::graph_of_one(o);
        for (double x : {-1.5, -1.0, -0.0, 0.0, 0.5, 2.0}) {
            CHECK(support::interpret(support::reverse_graph(g), {x})[0] == 0);
            CHECK(support::forward_derivative(g, {x}, 0) == 0);
        }
        tapeless::graph_builder scratch(tapeless::sharing::on);
        traced const x(&scratch, scratch.input(0));
        CHECK(derivative_rule({o, x, x, x, x}, 0, x).is_number(0));
    }
}

TEST_CASE("gradient and jvp of every operation") {
    check_all_verbs(std::make_integer_sequence<int, tapeless::op_count - 2>{});
}

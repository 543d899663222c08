// SPDX-License-Identifier: BSL-1.0
// The canonical form, graph in, graph out: what it decides, what it is silent on, and that it ends.
#include "catch.hpp"
#include "support/formula.hpp"

#include <tapeless/graph/traced.hpp>
#include <tapeless/simplify/canonical.hpp>

#include <limits>

using support::op;
using support::owned_graph;
using tapeless::graph_builder;
using tapeless::traced;

namespace {

owned_graph canonical(owned_graph const& from) {
    graph_builder out(tapeless::sharing::on);
    return support::take(out, {tapeless::canonical_form(from.view()).write(out)});
}

/// What f(x, y, z) becomes.
template <class F>
std::string form(F f) {
    graph_builder g(tapeless::sharing::off);
    traced const x(&g, g.input(0));
    traced const y(&g, g.input(1));
    traced const z(&g, g.input(2));
    return support::formula(canonical(support::take(g, {f(x, y, z).index_in(g)})));
}

/// What a graph of two inputs becomes that `make(builder, x, y)` makes.
template <class Make>
std::string form_of_graph(Make make) {
    graph_builder g(tapeless::sharing::off);
    int const x = g.input(0);
    int const y = g.input(1);
    return support::formula(canonical(support::take(g, {make(g, x, y)})));
}

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

#define FORM(...)                                                                                                      \
    form([]([[maybe_unused]] auto x, [[maybe_unused]] auto y, [[maybe_unused]] auto z) { return traced(__VA_ARGS__); })
#define SAME(f, g) CHECK(FORM(f) == FORM(g))
#define OTHER(f, g) CHECK(FORM(f) != FORM(g))

TEST_CASE("canonical: operands, like terms and constants are collected") {
    CHECK(FORM(y + x) == "-> x + y\n");
    CHECK(FORM(2 * x + 3 * x - x) == "-> 4 * x\n");
    CHECK(FORM(x - x) == "-> 0\n");
    SAME((x + y) + z, z + (y + x));
    SAME(2 * (x * 3), x * 6);
    SAME(x * y * x / y, x * x);
    SAME(x - (y - z), z + x - y);
    SAME(min(x, y), min(y, x));
    SAME(x / 4, 0.25 * x);
    OTHER(x - y, y - x);
    OTHER(x / y, y / x);
}

TEST_CASE("canonical: products of sums are multiplied out, and divided") {
    SAME((x + y) * (x - y), x * x - y * y);
    SAME(pow(x + 1, 3), x * x * x + 3 * x * x + 3 * x + 1);
    SAME(x / (x + 1), 1 - 1 / (x + 1));
    SAME((x * x - 1) / (x - 1), x + 1);
    SAME((x * y + x) / (y + 1), x);
    SAME(1 / (2 * x + 4 * y), 0.5 / (x + 2 * y));
    SAME(1 / (x * x + x * y), 1 / (x * (x + y)));
    SAME(1 / ((1 + x) * (1 - x)), 1 / (1 - x * x));
    OTHER((x * x + 1) / (x - 1), x + 1);
}

TEST_CASE("canonical: exponentials and powers") {
    SAME(exp(x) * exp(y), exp(x + y));
    SAME(exp(x) / exp(x), 1.0);
    SAME(exp(log(x)), x);
    SAME(log(exp(x)), x);
    SAME(exp(3 * log(x) + y), x * x * x * exp(y));
    SAME(pow(x, y), exp(y * log(x)));
    CHECK(FORM(exp(y * log(x))) == "-> pow(x, y)\n");
    SAME(pow(x, y) * x, pow(x, y + 1));
    SAME(sqrt(x), pow(x, 0.5));
    SAME(sqrt(x + y) * sqrt(x + y), x + y);
    SAME(hypot(x, y), sqrt(x * x + y * y));
    SAME(sqrt(x * x), abs(x));
    SAME(sqrt(x * x + 2 * x * y + y * y), abs(y + x));
    SAME(cbrt(x) * cbrt(x) / cbrt(x), cbrt(x));
    SAME(sqrt(1 / ((x + y) * (x + y))) * abs(y + x), 1.0);
    OTHER(sqrt(x * x), x);
    OTHER(exp(x) * exp(y), exp(x * y));
}

TEST_CASE("canonical: even and odd functions") {
    SAME(cos(x - y), cos(y - x));
    SAME(cosh(-x), cosh(x));
    SAME(abs(-2 * x), 2 * abs(x));
    SAME(abs(x) * abs(x), x * x);
    SAME(sin(y - x), -sin(x - y));
    SAME(tanh(-x) + tanh(x), 0.0);
    SAME(erf(-x), -erf(x));
    OTHER(exp(-x), exp(x));
    OTHER(acos(-x), acos(x));
}

TEST_CASE("canonical: choices with the same condition") {
    SAME(select(x < y, x, y) + select(x < y, y, x), x + y);
    SAME(select(x < y, x, y) * select(x < y, 2 * z, z), select(x < y, 2 * x * z, y * z));
    SAME(-select(x < y, x, 1), select(x < y, -x, -1));
    SAME(pow(select(x < y, x, y), 2), select(x < y, x * x, y * y));
    SAME(select(x < y, z, z), z);
    SAME(select(!(x < y), x, z), select(x < y, z, x));
    SAME(select(!!(x < y), x, z), select(x < y, x, z));
    SAME(select(x < y && y < z, x, z), select(y < z && x < y, x, z));
    SAME(select(x < y, x, 1) * select(y < z, y, 2), select(y < z, y, 2) * select(x < y, x, 1));
    OTHER(select(x < y, x, z), select(y < x, x, z));
    OTHER(select(x < y, x, z), select(x <= y, x, z));
}

TEST_CASE("canonical: what it is silent on is told apart") {
    OTHER(sin(x) * sin(x) + cos(x) * cos(x), 1.0);
    OTHER(log(x * y), log(x) + log(y));
    OTHER(traced(0.1) + 0.2 + x, x + 0.3);
    OTHER(1 / x + 1 / (x + 1), (2 * x + 1) / (x * x + x));
    OTHER(pow(x + y + z, 12) * (x + y), pow(x + y + z, 11) * (x + y) * (x + y + z));
}

TEST_CASE("canonical: constants only, and none") {
    CHECK(FORM(traced(2) * 3 + 1) == "-> 7\n");
    CHECK(FORM(0 * x) == "-> 0\n");
    CHECK(FORM(-traced(0.0)) == "-> 0\n");  // zeros have no sign
    CHECK(FORM(pow(x, 0)) == "-> 1\n");
    CHECK(FORM(exp(traced(0.0))) == "-> 1\n");
    SAME(x + infinity, infinity + x);
    CHECK(FORM(x * 0 + infinity) == "-> INFINITY\n");
    CHECK(FORM(traced(1) / 0.0 * x) == "-> INFINITY * x\n");
    std::string const none = FORM(x + std::numeric_limits<double>::quiet_NaN());
    CHECK(none == FORM(std::numeric_limits<double>::quiet_NaN() + x));
    CHECK(none == FORM(x - std::numeric_limits<double>::quiet_NaN()));
    CHECK(none == "-> x + NAN\n");
}

TEST_CASE("canonical: nodes that the result does not need are not there") {
    owned_graph g{{{op::input, 0}, {op::input, 1}, {op::sin, 1}, {op::exp, 0}}, {3}, 2};
    owned_graph const to = canonical(g);
    CHECK(to.size() == 2);
    CHECK(to[0].operation == op::input);
    CHECK(to[0].a == 0);
}

TEST_CASE("canonical: captured numbers, markers and calls are functions of their operands") {
    auto const captured = [](graph_builder& g, int number) { return g.append(op::captured, number); };
    CHECK(form_of_graph([&](auto& g, int x, int) { return g.append(op::mul, captured(g, 1), x); }) ==
          form_of_graph([&](auto& g, int x, int) { return g.append(op::mul, x, captured(g, 1)); }));
    CHECK(form_of_graph([&](auto& g, int, int) { return g.append(op::sub, captured(g, 1), captured(g, 0)); }) !=
          "-> 0\n");

    auto const stopped = form_of_graph([](auto& g, int x, int) { return g.append(op::stop_gradient, x); });
    CHECK(stopped == "-> stop_gradient(x)\n");
    CHECK(form_of_graph([](auto& g, int x, int y) {
              return g.append(op::custom, g.append(op::add, y, x), x, g.append(op::mul, y, y));
          }) == form_of_graph([](auto& g, int x, int y) {
              return g.append(op::custom, g.append(op::add, x, y), x, g.append(op::pow, y, g.constant(2)));
          }));
    CHECK(form_of_graph([](auto& g, int x, int y) { return g.append(op::custom, x, x, y); }) !=
          form_of_graph([](auto& g, int x, int y) { return g.append(op::custom, x, y, y); }));
    CHECK(canonical({{{op::no_derivative}}, {0}, 0}).size() == 1);
}

TEST_CASE("canonical: calls of different functions are different") {
    static constexpr tapeless::opaque_function f{1, 2, nullptr, nullptr};
    static constexpr tapeless::opaque_function h{1, 2, nullptr, nullptr};
    graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const a = g.call(&f, x);
    int const b = g.call(&h, x);
    owned_graph const product = canonical(support::take(g, {g.append(op::mul, a, b)}));
    REQUIRE(product.result().operation == op::mul);
    CHECK(product[product.result().a].callee != product[product.result().b].callee);
    owned_graph const sum = canonical(support::take(g, {g.append(op::add, g.append(op::add, a, b), a)}));
    CHECK(sum.result().operation == op::add);
    CHECK(sum.size() == 7 - 1);  // x, two calls, 2, a product, a sum
    int const second = g.append(op::result, a, 1);
    owned_graph const both = canonical(support::take(g, {g.append(op::sub, second, a)}));
    CHECK(both.size() == 4);
}

// Each of these took 2^levels steps, or did not end, if every use of a node were looked at.
TEST_CASE("canonical: deep sharing ends") {
    int const levels = 40;
    auto const deep = [](auto step) {
        graph_builder g(tapeless::sharing::on);
        int const x = g.input(0);
        int const y = g.input(1);
        int value = x;
        for (int i = 0; i < levels; ++i) value = step(g, value, y, i);
        return canonical(support::take(g, {value})).size();
    };
    CHECK(deep([](auto& g, int v, int y, int) { return g.append(op::add, g.append(op::mul, v, v), y); }) > levels);
    CHECK(deep([](auto& g, int v, int, int) { return g.append(op::mul, v, v); }) > 1);
    CHECK(deep([](auto& g, int v, int y, int) { return g.append(op::div, y, g.append(op::mul, v, v)); }) > 1);
    CHECK(deep([](auto& g, int v, int, int i) {
              int const square = g.append(op::mul, v, v);
              return i + 1 == levels ? g.append(op::div, g.constant(1), square) : square;
          }) > 1);
    CHECK(deep([](auto& g, int v, int y, int) {
              return g.append(op::add, g.append(op::sin, v), g.append(op::exp, g.append(op::mul, v, y)));
          }) > levels);
    CHECK(deep([](auto& g, int v, int y, int i) {
              int const test = g.append(op::less, y, g.constant(i));
              return g.append(op::mul, v, g.append(op::select, test, y, g.constant(i + 0.5)));
          }) > levels);
    CHECK(deep([](auto& g, int v, int y, int i) {
              int const test = g.append(op::less, y, g.constant(i));
              int const next = g.append(op::select, test, g.append(op::add, v, y), g.append(op::sub, v, y));
              return i + 1 == levels ? g.append(op::mul, next, y) : next;
          }) > levels);
}

TEST_CASE("canonical: powers that are too long to be multiplied out") {
    CHECK(FORM(pow(x + y, 70.25) * sqrt(x + y)) == "-> pow(x + y, 70.75)\n");
    SAME(pow(x + y + z, 20.5), pow(x + y + z, 20.25) * pow(x + y + z, 0.25));
    SAME(pow(x + y, 1e300) * pow(x + y, 0.5), pow(x + y, 1e300));
    SAME(pow(x, 1e308) * pow(x, 1e308), pow(x, infinity));
}

TEST_CASE("canonical: common factors whose reciprocals are not exact") {
    SAME(1 / (49 * x + 98), 1 / (49 * (x + 2)));
    CHECK(FORM(abs(49 * x)) == "-> 49 * abs(x)\n");
    CHECK(FORM(sqrt(49 * x + 98)) == "-> 7 * sqrt(x + 2)\n");
}

TEST_CASE("canonical: a magnitude beside a sum that is too long to be multiplied out") {
    SAME(pow(abs(x + y) * (x * y + x * z + y * z + sin(x) + sin(y) + sin(z) + cos(x) + cos(y) + cos(z)), 2),
         pow(x + y, 2) * pow(x * y + x * z + y * z + sin(x) + sin(y) + sin(z) + cos(x) + cos(y) + cos(z), 2));
}

// SPDX-License-Identifier: BSL-1.0
// Both languages show the same picture; each is read back by a strict reader.
#include "support/pictures.hpp"
#include "support/drawn.hpp"

#include <cmath>
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/calculus/products.hpp>
#include <tapeless/expression/expression.hpp>
#include <tapeless/expression/functions.hpp>

using namespace support;

namespace {

constexpr auto quotient = [](auto x, auto y) { return sin(x) / (x + y); };
constexpr auto dot_product = [](auto const& w, auto x) { return w[0] * x + w[1]; };

}  // namespace

TEST_CASE("every node and every edge is drawn") {
    auto const p = both(quotient);
    CHECK(labels(p) == std::multiset<std::string>{"x0", "x1", "sin", "+", "/", "result"});
    std::string const x = id_of(p, "x0"), y = id_of(p, "x1"), sine = id_of(p, "sin"), sum = id_of(p, "+"),
                      ratio = id_of(p, "/"), result = id_of(p, "result");
    CHECK(p.edges == edges{{x, sine, ""},
                           {x, sum, ""},
                           {y, sum, ""},
                           {sine, ratio, "left"},
                           {sum, ratio, "right"},
                           {ratio, result, ""}});
    auto const twice = both([](auto a) { return a * a; });
    CHECK(twice.edges.count({id_of(twice, "x"), id_of(twice, "*"), ""}) == 2);
}

TEST_CASE("inputs, constants, operations and results have shapes of their own") {
    constexpr auto f = [](auto x) { return exp(x) + 0.1; };
    auto const p = dot(f);
    CHECK(p.nodes.at(id_of(p, "x")).shape == "box");
    CHECK(p.nodes.at(id_of(p, "0.1")).shape == "plaintext");
    CHECK(p.nodes.at(id_of(p, "exp")).shape == "ellipse");
    CHECK(p.nodes.at("r0").shape == "doubleoctagon");
    auto const m = mermaid(f);
    CHECK(m.nodes.at(id_of(m, "x")).shape == "([");
    CHECK(m.nodes.at(id_of(m, "0.1")).shape == "[");
    CHECK(m.nodes.at(id_of(m, "exp")).shape == "(");
    CHECK(m.nodes.at("r0").shape == "{{");
}

TEST_CASE("values and adjoints stand at the nodes") {
    double const x = 0.7, y = -1.9;
    auto const [value, gradient] = tapeless::value_and_gradient(quotient)(x, y);
    auto const p = both(quotient, x, y);
    auto const& first = p.nodes.at(id_of(p, "x0"));
    auto const& second = p.nodes.at(id_of(p, "x1"));
    CHECK(equal_to_six_digits(first.number_after("= "), x));
    CHECK(equal_to_six_digits(first.number_after("adjoint "), gradient[0]));
    CHECK(equal_to_six_digits(second.number_after("= "), y));
    CHECK(equal_to_six_digits(second.number_after("adjoint "), gradient[1]));
    CHECK(equal_to_six_digits(p.nodes.at("r0").number_after("= "), value));
    CHECK(equal_to_six_digits(p.nodes.at(id_of(p, "sin")).number_after("= "), std::sin(x)));
    CHECK(equal_to_six_digits(p.nodes.at(id_of(p, "sin")).number_after("adjoint "), 1 / (x + y)));
    CHECK(p.nodes.at(id_of(p, "/")).number_after("adjoint ") == 1);
}

TEST_CASE("verbs, expressions and arrays are drawn like functions") {
    auto const p = both(tapeless::value_and_gradient(quotient), 0.7, -1.9);
    auto const [value, gradient] = tapeless::value_and_gradient(quotient)(0.7, -1.9);
    CHECK(equal_to_six_digits(p.nodes.at(id_of(p, "value")).number_after("= "), value));
    CHECK(equal_to_six_digits(p.nodes.at(id_of(p, "gradient[0]")).number_after("= "), gradient[0]));
    CHECK(equal_to_six_digits(p.nodes.at(id_of(p, "gradient[1]")).number_after("= "), gradient[1]));
    CHECK(equal_to_six_digits(p.nodes.at(id_of(p, "x0")).number_after("adjoint "), gradient[0]));
    CHECK(labels(both(tapeless::as_expression<2>(quotient))) == labels(both(quotient)));
    auto const array = both<std::array<double, 2>, double>(dot_product);
    CHECK(labels(array) == std::multiset<std::string>{"x0[0]", "x0[1]", "x1", "*", "+", "result"});
    auto const at = both(tapeless::gradient<0>(dot_product), std::array<float, 2>{1, 2}, 3);
    CHECK(at.nodes.at(id_of(at, "result[0]")).number_after("= ") == 3);
    CHECK(labels(both(tapeless::jvp([](auto x) { return x * x; }))).count("dx") == 1);
}

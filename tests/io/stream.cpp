// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/stream.hpp>

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/expression/expression.hpp>

#include <catch.hpp>
#include <sstream>

namespace {

constexpr auto f = [](auto x, auto y) { return x * y + y; };

/// Too large for text made by the compiler.
constexpr auto large = [](auto x) {
    for (int i = 0; i < 400; ++i) x = x * x + 0.5;
    return x;
};

template <class F>
std::string printed(F const& g) {
    std::ostringstream out;
    using tapeless::operator<<;  // for types outside tapeless
    out << g;
    return out.str();
}

/// A graph that stands in a type and names its inputs, as formulas of named variables do.
struct with_names {
    static constexpr auto const& graph = decltype(tapeless::as_expression<2>(f))::graph;
    static constexpr std::array<std::string_view, 2> names = {"mass", "speed"};
};

struct string_sink {
    std::string text;
    void put(std::string_view piece) { text += piece; }
};

}  // namespace

TEST_CASE("an expression prints its formula") {
    CHECK(printed(tapeless::as_expression<2>(f)) == "x0 * x1 + x1");
    CHECK(printed(tapeless::as_expression<1>([](auto x) { return sin(x); })) == "sin(x)");
    CHECK(printed(with_names{}) == "mass * speed + speed");
}

TEST_CASE("a verb's result prints the formulas of what it computes") {
    CHECK(printed(tapeless::gradient(f)) == "{x1, 1 + x0}");
    CHECK(printed(tapeless::hessian(f)) == "{{0, 1}, {1, 0}}");
}

TEST_CASE("a large graph prints at run time, with names for what is used often") {
    std::string const text = printed(tapeless::as_expression<1>(large));
    CHECK(text.substr(0, 42) == "t1 = x * x + 0.5; t2 = t1 * t1 + 0.5; t3 =");
    CHECK(text.substr(text.size() - 19) == "; t399 * t399 + 0.5");
    CHECK(text.size() < 400 * 40);
}

TEST_CASE("text goes piece by piece into any sink") {
    string_sink sink;
    tapeless::write_text(sink, f, tapeless::names<"a", "b">);
    CHECK(sink.text == "a * b + b");
}

TEST_CASE("a graph made at run time has text") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const sum = g.append(tapeless::op::add, x, g.constant(1));
    int const outputs[] = {g.append(tapeless::op::mul, sum, sum)};
    tapeless::graph_view const view{g.nodes(), g.size(), outputs, 1, g.input_count()};
    std::string_view const names[] = {"z"};
    tapeless::formula_room<10> room;
    tapeless::formula_writer<tapeless::cpp_notation> const formula(view, names, room);
    string_sink sink;
    formula.write_output(sink, 0);
    CHECK(sink.text == "(z + 1) * (z + 1)");
}

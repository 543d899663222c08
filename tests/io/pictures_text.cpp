// SPDX-License-Identifier: BSL-1.0
// Branches, calls, and text that the two languages of pictures read in ways of their own.
#include "support/drawn.hpp"

#include <iomanip>
#include <tapeless/calculus/external.hpp>
#include <tapeless/calculus/gradient.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/functions.hpp>

using namespace support;
using tapeless::names;

TEST_CASE("conditions, branches and calls") {
    constexpr auto f = [](auto x, auto y) {
        return tapeless::cond(
            x < y && !(y == 2), [](auto a) { return sqrt(a); }, [](auto a) { return -a; }, x);
    };
    auto const p = both(f, 4.0, 5.0);
    std::string const branch = id_of(p, "cond");
    CHECK(p.edges.count({id_of(p, "and"), branch, "if"}) == 1);
    CHECK(p.edges.count({id_of(p, "sqrt"), branch, "then"}) == 1);
    CHECK(p.edges.count({id_of(p, "neg"), branch, "else"}) == 1);
    CHECK(p.edges.count({id_of(p, "x0"), id_of(p, "<"), "left"}) == 1);
    CHECK(p.nodes.at(id_of(p, "<")).lines == std::vector<std::string>{"<", "= true"});
    CHECK(p.nodes.at(id_of(p, "==")).lines == std::vector<std::string>{"==", "= false"});
    CHECK(p.nodes.at(id_of(p, "sqrt")).number_after("adjoint ") == 1);
}

namespace {

std::array<double, 2> swapped(double x, double y) { return {y, x}; }

}  // namespace

TEST_CASE("a call is one node with an edge from each argument") {
    constexpr auto f = [](auto x, auto y) {
        auto const r = tapeless::external<swapped>(exp(x), y);
        return r[0] - r[1];
    };
    auto const p = both(f, 0.0, 3.0);
    std::string const call = id_of(p, "external function");
    CHECK(p.edges == edges{{id_of(p, "x0"), id_of(p, "exp"), ""},
                           {id_of(p, "exp"), call, "0"},
                           {id_of(p, "x1"), call, "1"},
                           {call, id_of(p, "result 1"), ""},
                           {call, id_of(p, "-"), "left"},
                           {id_of(p, "result 1"), id_of(p, "-"), "right"},
                           {id_of(p, "-"), id_of(p, "result"), ""}});
    CHECK(p.nodes.at("r0").number_after("= ") == 2);
}

TEST_CASE("names of all kinds are written so that they are read back") {
    constexpr auto f = [](auto x, auto y) { return x + y; };
    auto const p = both(f, names<"a\"b\\n<c>&lt;#1;`{}|", "- 1. *x_y*\xc3\xa9">, 1.0, 2.0);
    CHECK(labels(p).count("a\"b\\n<c>&lt;#1;`{}|") == 1);
    CHECK(labels(p).count("- 1. *x_y*\xc3\xa9") == 1);
    CHECK(labels(both(f, names<"mass", "speed">)).count("speed") == 1);
    CHECK(labels(both<double, double>(tapeless::gradient(f), names<"mass", "speed">)).count("mass") == 0);  // unused
    CHECK(both([](auto x) { return x; }, names<"two\nlines">).nodes.at("n0").lines ==
          std::vector<std::string>{"two", "lines"});
}

TEST_CASE("large and special numbers") {
    constexpr double infinite = support::infinity;
    auto const p = both([](auto x, auto y) { return x * 1e-300 + 1 / y; }, 1e300, 0.0);
    CHECK(labels(p).count("1e-300") == 1);
    CHECK(p.nodes.at("r0").number_after("= ") == infinite);
    CHECK(p.nodes.at(id_of(p, "x1")).number_after("adjoint ") == -infinite);
    CHECK(p.nodes.at(id_of(p, "x0")).number_after("= ") == 1e300);
}

TEST_CASE("the state of the stream changes nothing") {
    struct grouping : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        std::string do_grouping() const override { return "\1"; }
    };
    constexpr auto f = [](auto const& x) {
        auto sum = x[0] * 0.5;
        for (int i = 1; i < 20; ++i) sum += x[static_cast<std::size_t>(i)] * 1.5;
        return sum;
    };
    std::array<double, 20> x{};
    x[0] = 1234.5;
    std::ostringstream plain, odd;
    odd.imbue(std::locale(odd.getloc(), new grouping));
    odd << std::hex << std::setw(30) << std::setfill('*') << std::setprecision(2);
    tapeless::write_dot(plain, f, x);
    tapeless::write_dot(odd, f, x);
    CHECK(plain.str() == odd.str());
    CHECK(plain.str().find("n11") != std::string::npos);
}

// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/formula.hpp>
#include <tapeless/io/c_source.hpp>
#include <tapeless/io/dot.hpp>
#include <tapeless/io/latex.hpp>
#include <tapeless/io/stream.hpp>

#include <sstream>
#include <string>

using namespace tapeless::literals;
using namespace tapeless;

namespace {

constexpr auto x = variable<"x">;
constexpr auto y = variable<"y">;
constexpr auto theta = variable<"theta">;
constexpr auto f = sin(x * y) + exp(x) / 2_c;

template <class F>
std::string printed(F const& g) {
    std::ostringstream out;
    out << g;
    return out.str();
}

}  // namespace

TEST_CASE("formulas are printed as they are written, under their names") {
    static_assert(to_string(f) == "sin(x * y) + exp(x) / 2");
    static_assert(to_string(y * x) == "y * x" && to_string(theta - (x - 1_c)) == "theta - (x - 1)");
    static_assert(to_string(select(x < y, x, y)) == "select(x < y, x, y)");
    CHECK(printed(f) == "sin(x * y) + exp(x) / 2");
    static_assert(to_latex(sin(theta)) == "\\sin\\left(\\theta\\right)");
}

TEST_CASE("derivatives and canonical forms are printed") {
    static_assert(to_string(derivative(f, x)) == "0.5 * exp(x) + y * cos(x * y)");
    static_assert(to_string(canonical(derivative(x * x * x, x))) == "3 * pow(x, 2)");
    static_assert(to_string(gradient(f)) == "{0.5 * exp(x) + y * cos(x * y), x * cos(x * y)}");
    CHECK(printed(gradient(f)) == to_string(gradient(f)));
}

TEST_CASE("captured numbers are printed where they are known: when the program runs") {
    double const k = 2.5;
    CHECK(printed(k * x + y / 3) == "2.5 * x + y / 3");
    static_assert(to_string(2.5 * x + y / 3) == "captured0 * x + y / captured1");
    CHECK(printed(gradient(k * x * x)) == "2 * (x * 2.5)");
    static_assert(to_string(gradient(2.5 * x * x)) == "2 * (x * captured0)");
    CHECK(printed(derivative(k * x * x, x)) == "2 * (x * 2.5)");
}

TEST_CASE("C source and pictures use the names of the variables") {
    std::ostringstream c;
    write_c(c, gradient(f), "gradient_of_f");
    CHECK(c.str().find("double x, double y") != std::string::npos);
    std::ostringstream dot;
    write_dot(dot, f);
    CHECK(dot.str().find("\"x\"") != std::string::npos);
}

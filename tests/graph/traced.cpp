// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/graphs.hpp"

#include <tapeless/graph/traced.hpp>

#include <algorithm>
#include <type_traits>

using tapeless::condition;
using tapeless::graph_builder;
using tapeless::node;
using tapeless::op;
using tapeless::sharing;
using tapeless::traced;

namespace {

/// The node that f(x, y) makes, as text: "mul 0 1"; constants by value.
template <class F>
std::string made(F f) {
    graph_builder g(sharing::on);
    traced const x(&g, g.input(0));
    traced const y(&g, g.input(1));
    auto const result = f(x, y);
    node const& n = g[result.index_in(g)];
    auto const name = [&](int i) -> std::string {
        node const& part = g[i];
        if (part.operation == op::input) return part.a == 0 ? "x" : "y";
        if (part.operation == op::constant) {
            std::string text = std::to_string(part.value);
            return text.substr(0, text.find_last_not_of('0') + 1);
        }
        return tapeless::row(part.operation).name;
    };
    if (tapeless::arity(n.operation) == 0) return name(result.index_in(g));
    std::string text = tapeless::row(n.operation).name;
    for (int k = 0; k < tapeless::arity(n.operation); ++k) text += " " + name(operand(n, k));
    return text;
}

/// What generic code does: both names are visible, the argument decides.
template <class T>
constexpr T generic(T x) {
    using std::exp;
    using std::max;
    using std::min;
    using std::sqrt;
    return max(exp(x), min(x, sqrt(x)));
}

}  // namespace

TEST_CASE("arithmetic on handles makes nodes") {
    CHECK(made([](auto x, auto y) { return x + y; }) == "add x y");
    CHECK(made([](auto x, auto y) { return x - y; }) == "sub x y");
    CHECK(made([](auto x, auto y) { return x * y; }) == "mul x y");
    CHECK(made([](auto x, auto y) { return x / y; }) == "div x y");
    CHECK(made([](auto x, auto) { return -x; }) == "neg x");
    CHECK(made([](auto x, auto) { return +x; }) == "x");
}

TEST_CASE("literals of int, float and double on either side") {
    CHECK(made([](auto x, auto) { return x + 1; }) == "add x 1.");
    CHECK(made([](auto x, auto) { return 1 - x; }) == "sub 1. x");
    CHECK(made([](auto x, auto) { return x * 0.5f; }) == "mul x 0.5");
    CHECK(made([](auto x, auto) { return 0.5f / x; }) == "div 0.5 x");
    CHECK(made([](auto x, auto) { return x * 0.25; }) == "mul x 0.25");
    CHECK(made([](auto x, auto) { return 0.25 + x; }) == "add 0.25 x");
    CHECK(made([](auto x, auto) { return x + 2u; }) == "add x 2.");
    CHECK(made([](auto x, auto) { return x + 2L; }) == "add x 2.");
    CHECK(made([](auto x, auto) { return pow(x, 2); }) == "pow x 2.");
    CHECK(made([](auto x, auto) { return pow(2.0f, x); }) == "pow 2. x");
    CHECK(made([](auto x, auto) { return max(x, 0); }) == "max x 0.");
    CHECK(made([](auto x, auto) { return fmin(0.0, x); }) == "fmin 0. x");
    CHECK(made([](auto, auto) { return traced(3); }) == "3.");
}

TEST_CASE("compound assignment and steps of one") {
    CHECK(made([](auto x, auto y) { return x += y; }) == "add x y");
    CHECK(made([](auto x, auto y) { return x -= y; }) == "sub x y");
    CHECK(made([](auto x, auto y) { return x *= y; }) == "mul x y");
    CHECK(made([](auto x, auto y) { return x /= y; }) == "div x y");
    CHECK(made([](auto x, auto) { return x += 2; }) == "add x 2.");
    CHECK(made([](auto x, auto) { return x *= 0.5f; }) == "mul x 0.5");
    CHECK(made([](auto x, auto) { return ++x; }) == "add x 1.");
    CHECK(made([](auto x, auto) { return --x; }) == "sub x 1.");
    CHECK(made([](auto x, auto y) {
              traced sum = 0;
              sum += x;
              sum += y;
              return sum;
          }) == "add add y");
}

TEST_CASE("comparisons") {
    CHECK(made([](auto x, auto y) { return x < y; }) == "less x y");
    CHECK(made([](auto x, auto y) { return x > y; }) == "less y x");
    CHECK(made([](auto x, auto y) { return x <= y; }) == "less_equal x y");
    CHECK(made([](auto x, auto y) { return x >= y; }) == "less_equal y x");
    CHECK(made([](auto x, auto y) { return x == y; }) == "equal x y");
    CHECK(made([](auto x, auto y) { return x != y; }) == "logical_not equal");
    CHECK(made([](auto x, auto) { return x > 0; }) == "less 0. x");
    CHECK(made([](auto x, auto) { return 0.5 >= x; }) == "less_equal x 0.5");
    CHECK(made([](auto x, auto) { return 1 != x; }) == "logical_not equal");
    CHECK(made([](auto x, auto) { return x != 1.0f; }) == "logical_not equal");
}

TEST_CASE("logic") {
    CHECK(made([](auto x, auto y) { return x < y && y < 1; }) == "logical_and less less");
    CHECK(made([](auto x, auto y) { return x < y || y < 1; }) == "logical_or less less");
    CHECK(made([](auto x, auto y) { return !(x < y); }) == "logical_not less");
    CHECK(made([](auto x, auto y) { return condition(true) && x < y; }) == "less x y");
    CHECK(made([](auto x, auto y) { return x < y && condition(true); }) == "less x y");
    CHECK(made([](auto x, auto y) { return condition(false) || x < y; }) == "less x y");
    CHECK(made([](auto x, auto y) { return x < y || condition(false); }) == "less x y");
    CHECK(made([](auto x, auto y) { return select(x < y && condition(false), x, y); }) == "y");
    CHECK(made([](auto x, auto y) { return select(condition(true) || x < y, x, y); }) == "x");
    CHECK(made([](auto x, auto y) { return select(x < y, x, 2); }) == "select less x 2.");
    CHECK(made([](auto x, auto y) { return select(!condition(true), x, y); }) == "y");
}

TEST_CASE("a constant condition becomes a node when it has to") {
    CHECK(made([](auto, auto) { return condition(true); }) == "equal 0. 0.");
    CHECK(made([](auto, auto) { return condition(false); }) == "equal 0. 1.");
}

TEST_CASE("functions found by argument-dependent lookup beside those of std") {
    static_assert(std::is_same_v<decltype(generic(traced())), traced>);
    static_assert(std::is_same_v<decltype(generic(1.0)), double>);
    CHECK(made([](auto x, auto) { return generic(x); }) == "max exp min");
    CHECK(made([](auto x, auto y) {
              using std::atan2;
              return atan2(x, y);
          }) == "atan2 x y");
    CHECK(made([](auto x, auto) {
              using std::fabs;
              return fabs(x);
          }) == "abs x");
    CHECK(made([](auto x, auto) {
              using std::abs;
              return abs(x);
          }) == "abs x");
    CHECK(made([](auto x, auto) {
              using std::pow;
              return pow(x, 3);
          }) == "pow x 3.");
    CHECK(made([](auto x, auto) {
              using std::hypot;
              return hypot(x, 1.5);
          }) == "hypot x 1.5");
}

TEST_CASE("handles that no graph has seen are numbers") {
    constexpr auto plain = [] {
        traced a = 2;
        traced b = 0.5f;
        a *= b;
        a += 3;
        bool const compares = select(a == 4 && b < a && !(b >= a), traced(1), traced(2)).is_number(1);
        return compares && a.is_number(4) && (a - b).is_number(3.5) && max(a, b).is_number(4) && (-a).is_number(-4);
    };
    static_assert(plain());
    CHECK(plain());
    CHECK(traced().is_number(0));
    CHECK((traced(2) * 3).number() == 6);
    CHECK(sin(traced(0.5)).is_number(tapeless::fold(op::sin, 0.5)));
}

TEST_CASE("a handle is small, trivially copied and not a number") {
    static_assert(std::is_trivially_copyable_v<traced> && std::is_trivially_copyable_v<condition>);
    static_assert(sizeof(traced) <= 24);
    static_assert(!std::is_convertible_v<traced, float> && !std::is_convertible_v<traced, int>);
    SUCCEED();
}

// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/calculus/counts.hpp>
#include <tapeless/calculus/external.hpp>
#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/jacobian.hpp>
#include <tapeless/calculus/products.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/expression.hpp>
#include <tapeless/expression/functions.hpp>

using tapeless::depth;
using tapeless::flop_count;
using tapeless::flops;
using tapeless::live_values;
using tapeless::node_count;

namespace {

constexpr bool equal(flops const& a, flops const& b) {
    return a.additions == b.additions && a.multiplications == b.multiplications && a.divisions == b.divisions &&
           a.transcendental == b.transcendental && a.comparisons == b.comparisons && a.selections == b.selections &&
           a.total == b.total;
}

constexpr auto product = [](auto x, auto y) { return sin(x) * y; };
constexpr auto same = [](auto x) { return x; };
constexpr auto fixed = [](auto x) { return x * 0 + 2; };
constexpr auto dot = [](auto const& w, auto x) { return w[0] * x + w[1] * 3; };

}  // namespace

TEST_CASE("operations are counted, inputs and constants are not, what is shared is counted once") {
    static_assert(node_count(product) == 2);
    static_assert(node_count(same) == 0 && flop_count(same) == 0 && depth(same) == 0 && live_values(same) == 1);
    static_assert(node_count(fixed) == 0 && depth(fixed) == 0 && live_values(fixed) == 0);
    static_assert(node_count([](auto x, auto y) { return exp(x + y) + exp(x + y) * y; }) == 4);
    SUCCEED();
}

TEST_CASE("argument types stand in front, also where an argument is not a number") {
    static_assert(node_count<std::array<double, 2>, float>(dot) == 3);
    static_assert(node_count<double, double>(product) == node_count(product));
    static_assert(flop_count<std::array<double, 2>, double>(tapeless::gradient<0>(dot)) == 0);  // x and 3
    SUCCEED();
}

TEST_CASE("flops by kind") {
    // |x| + (y - z) + -x: abs, sub, add, sub of x
    static_assert(
        equal(flop_count([](auto x, auto y, auto z) { return abs(x) + (y - z) - x; }), {4, 0, 0, 0, 0, 0, 4}));
    static_assert(
        equal(flop_count([](auto x, auto y) { return floor(x) * ceil(y) * round(x * y); }), {3, 3, 0, 0, 0, 0, 6}));
    static_assert(equal(flop_count([](auto x) { return -exp(-x); }), {2, 0, 0, 1, 0, 0, 3}));
    static_assert(equal(flop_count([](auto x, auto y) { return x / y + sqrt(x); }), {1, 0, 2, 0, 0, 0, 3}));
    static_assert(equal(flop_count([](auto x, auto y) { return pow(x, y) + atan2(x, y) + hypot(x, y) + cbrt(x); }),
                        {3, 0, 0, 4, 0, 0, 7}));
    static_assert(equal(flop_count([](auto x) { return sigmoid(x) + softplus(x) + erf(x); }), {2, 0, 0, 3, 0, 0, 5}));
    static_assert(
        equal(flop_count([](auto x, auto y) { return max(x, y) * fmin(x, y) + sign(x); }), {1, 1, 0, 0, 3, 0, 5}));
    static_assert(equal(flop_count([](auto x, auto y) { return select(x < y && y == 1, x, y); }),
                        {0, 0, 0, 0, 2, 1, 3}));  // the conjunction is no flop
    static_assert(node_count([](auto x, auto y) { return select(x < y && y == 1, x, y); }) == 4);
    SUCCEED();
}

TEST_CASE("both sides of a branch are counted") {
    constexpr auto f = [](auto x) {
        return tapeless::cond(
            x > 0, [](auto y) { return sqrt(y) + 1; }, [](auto y) { return exp(y) * y; }, x);
    };
    static_assert(equal(flop_count(f), {1, 1, 1, 1, 1, 1, 6}));
    static_assert(depth(f) == 3);
    static_assert(live_values(f) == 2);  // x and the condition, x and exp(x)
    SUCCEED();
}

namespace {

std::array<double, 2> both(double x, double y) { return {x + y, x - y}; }

}  // namespace

TEST_CASE("a call of an external function counts as one") {
    constexpr auto f = [](auto x, auto y) {
        auto const r = tapeless::external<both>(x, y * 2);
        return r[0] * r[1];
    };
    static_assert(equal(flop_count(f), {0, 2, 0, 1, 0, 0, 3}));
    static_assert(node_count(f) == 3);
    static_assert(depth(f) == 3);
    static_assert(live_values(f) == 2);
    SUCCEED();
}

TEST_CASE("counts are compared, scaled and added as totals") {
    constexpr flops f = flop_count(product);
    static_assert(equal(f, {0, 1, 0, 1, 0, 0, 2}));
    static_assert(f == 2 && f < 3 && 5 * f == 10 && f * 5 > 9 && f + f == 4 && !(f < f) && f <= f);
    SUCCEED();
}

TEST_CASE("depth is the longest path, however wide the graph is") {
    static_assert(depth([](auto a, auto b, auto c, auto d) { return (a + b) + (c + d); }) == 2);
    static_assert(depth([](auto a, auto b, auto c, auto d) { return ((a + b) + c) + d; }) == 3);
    static_assert(depth([](auto x, auto y) { return std::array{x, exp(sin(y))}; }) == 2);
    static_assert(depth([](auto x) { return select(exp(log(x + 1) * x) < 1, x, 1); }) == 6);
    SUCCEED();
}

TEST_CASE("live values follow the order in which the program runs") {
    // Each sum takes the place of its first operand.
    static_assert(live_values([](auto a, auto b, auto c, auto d) { return ((a + b) + c) + d; }) == 2);
    static_assert(live_values([](auto a, auto b, auto c, auto d) { return (a + b) * (c + d); }) == 3);
    static_assert(live_values([](auto x) { return exp(exp(exp(x))); }) == 1);
    static_assert(live_values([](auto x) { return std::array{sin(x), cos(x)}; }) == 2);
    SUCCEED();
}

TEST_CASE("where there are no branches the program has a local value for each that is alive") {
    constexpr auto check = [](auto f) {
        constexpr auto const& program = tapeless::inspected<decltype(f), double, double, double>::program::value;
        return program.conditions == 0 &&
               program.values - program.constant_count == live_values<double, double, double>(f);
    };
    constexpr auto f = [](auto x, auto y, auto z) { return sin(x * y) + exp(z) * x / y + log(x * x + y * y + z * z); };
    static_assert(check(f) && check(tapeless::gradient(f)) && check(tapeless::value_and_gradient(f)));
    static_assert(check(tapeless::hessian(f)));
    SUCCEED();
}

TEST_CASE("expressions and verbs are counted like functions") {
    static_assert(node_count(tapeless::as_expression<2>(product)) == 2);
    constexpr auto many = [](auto const&... x) { return (x * ... * 1); };
    static_assert(node_count(many) == 0);  // one number
    static_assert(node_count(tapeless::as_expression<40>(many)) == 39);
    static_assert(equal(flop_count(tapeless::gradient(product)), {0, 1, 0, 2, 0, 0, 3}));  // cos(x) * y, sin(x)
    // sin(x) * y beside cos(x) * dx * y + sin(x) * dy
    static_assert(equal(flop_count(tapeless::jvp(product)), {1, 4, 0, 2, 0, 0, 7}));
    static_assert(node_count<std::array<double, 2>, double>(tapeless::jacobian(dot)) == 0);
    SUCCEED();
}

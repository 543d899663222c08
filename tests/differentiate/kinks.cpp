// SPDX-License-Identifier: BSL-1.0
// The conventions at kinks, steps and edges, in both modes.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/derivatives.hpp"
#include "support/simplified.hpp"

#include <tapeless/calculus/products.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/expression/functions.hpp>

using support::infinity;
using support::not_a_number;
using tapeless::derivative;
using tapeless::gradient;
using tapeless::jacobian;
using tapeless::jvp;
using tapeless::op;
using tapeless::value;

namespace {

using numbers = std::array<double, 2>;

constexpr bool same(double x, double y) { return support::close(x, y, 1e-15); }
constexpr bool same(numbers x, numbers y) { return same(x[0], y[0]) && same(x[1], y[1]); }

/// One variable: value, reverse mode and two ways of forward mode.
template <class F>
constexpr bool is(F f, double x, double expected_value, double slope) {
    return same(value(f)(x), expected_value) && same(gradient(f)(x), slope) && same(derivative(f)(x), slope) &&
           same(jvp(f)(x, 1.0).tangent, slope);
}

/// Two variables: value, reverse mode, and a Jacobian in forward mode, whose first row is this function.
template <class F>
constexpr bool is(F f, double x, double y, double expected_value, numbers slopes) {
    constexpr auto tall = [](auto a, auto b) { return std::array{F{}(a, b), a, b}; };
    return same(value(f)(x, y), expected_value) && same(gradient(f)(x, y), slopes) &&
           same(jacobian(tall)(x, y)[0], slopes);
}

// The same at run time and in a constant expression.
#define CHECK_IS(...)                                                                                                  \
    do {                                                                                                               \
        static_assert(is(__VA_ARGS__));                                                                                \
        CHECK(is(__VA_ARGS__));                                                                                        \
    } while (false)

}  // namespace

TEST_CASE("abs and relu at 0") {
    constexpr auto absolute = [](auto x) { return abs(x); };
    CHECK_IS(absolute, 0.0, 0, 0);
    CHECK_IS(absolute, -2.0, 2, -1);
    constexpr auto rectified = [](auto x) { return relu(x); };
    CHECK_IS(rectified, 0.0, 0, 0);
    CHECK_IS(rectified, 3.0, 3, 1);
    CHECK_IS(rectified, -3.0, 0, 0);
}

TEST_CASE("extrema with a constant: the tie belongs to neither") {
    constexpr auto above = [](auto x) { return max(x, 0); };
    constexpr auto above_turned = [](auto x) { return max(0, x); };
    constexpr auto below = [](auto x) { return min(x, 0); };
    constexpr auto f_above = [](auto x) { return fmax(x, 1); };
    constexpr auto f_below = [](auto x) { return fmin(1, x); };
    CHECK_IS(above, 0.0, 0, 0);
    CHECK_IS(above, 1.0, 1, 1);
    CHECK_IS(above_turned, 0.0, 0, 0);
    CHECK_IS(above_turned, -1.0, 0, 0);
    CHECK_IS(below, 0.0, 0, 0);
    CHECK_IS(below, -1.0, -1, 1);
    CHECK_IS(f_above, 1.0, 1, 0);
    CHECK_IS(f_below, 1.0, 1, 0);
    CHECK_IS(f_below, 0.5, 0.5, 1);
}

TEST_CASE("extrema of two variables share a tie") {
    constexpr auto maximum = [](auto x, auto y) { return max(x, y); };
    constexpr auto minimum = [](auto x, auto y) { return min(x, y); };
    constexpr auto f_maximum = [](auto x, auto y) { return fmax(x, y); };
    constexpr auto f_minimum = [](auto x, auto y) { return fmin(x, y); };
    CHECK_IS(maximum, 2.0, 2.0, 2, numbers{0.5, 0.5});
    CHECK_IS(minimum, 2.0, 2.0, 2, numbers{0.5, 0.5});
    CHECK_IS(f_maximum, 2.0, 2.0, 2, numbers{0.5, 0.5});
    CHECK_IS(f_minimum, 2.0, 2.0, 2, numbers{0.5, 0.5});
    CHECK_IS(maximum, 1.0, 2.0, 2, numbers{0, 1});
    CHECK_IS(minimum, 1.0, 2.0, 1, numbers{1, 0});
    CHECK(is(f_maximum, not_a_number, 2.0, 2, numbers{0, 1}));
    CHECK(is(f_minimum, 2.0, not_a_number, 2, numbers{1, 0}));
    constexpr auto of_one = [](auto x) { return max(x, x); };
    CHECK_IS(of_one, 2.0, 2, 1);
    // forward over a direction: half of each
    CHECK(jvp(maximum)(2.0, 2.0, 1.0, 3.0).tangent == 2);
    // the same where only one argument is differentiated: the other is a constant
    CHECK(gradient<0>(maximum)(2.0, 2.0) == 0);
    CHECK(gradient<0>(maximum)(3.0, 2.0) == 1);
}

TEST_CASE("clamp has slope 1 inside and at its bounds") {
    constexpr auto f = [](auto x) { return clamp(x, -1, 2); };
    CHECK_IS(f, 0.5, 0.5, 1);
    CHECK_IS(f, -1.0, -1, 1);
    CHECK_IS(f, 2.0, 2, 1);
    CHECK_IS(f, -1.5, -1, 0);
    CHECK_IS(f, 2.5, 2, 0);
}

TEST_CASE("roots at 0") {
    constexpr auto root = [](auto x) { return sqrt(x); };
    CHECK(is(root, 0.0, 0, infinity));
    constexpr auto cube_root = [](auto x) { return cbrt(x); };
    CHECK(is(cube_root, 0.0, 0, infinity));
}

TEST_CASE("sqrt(x * x) is abs(x), at 0 too", "") {
    constexpr auto of_square = [](auto x) { return sqrt(x * x); };
    CHECK(is(of_square, -2.0, 2, -1));
    CHECK(is(of_square, 0.0, 0, 0));
}

TEST_CASE("hypot at the origin, and where squares overflow") {
    constexpr auto f = [](auto x, auto y) { return hypot(x, y); };
    CHECK(is(f, 0.0, 0.0, 0, numbers{0, 0}));
    CHECK_IS(f, 3.0, -4.0, 5, numbers{0.6, -0.8});
    double const half_root = std::sqrt(0.5);
    auto const slopes = gradient(f)(1e200, 1e200);
    CHECK(support::close(slopes, numbers{half_root, half_root}));
    CHECK(support::close(value(f)(1e200, 1e200), std::sqrt(2.0) * 1e200));
}

TEST_CASE("pow with a constant exponent") {
    constexpr auto squared = [](auto x) { return pow(x, 2); };
    CHECK_IS(squared, 0.0, 0, 0);
    CHECK_IS(squared, -3.0, 9, -6);
    constexpr auto zeroth = [](auto x) { return pow(x, 0); };
    CHECK_IS(zeroth, 0.0, 1, 0);
    CHECK_IS(zeroth, 2.0, 1, 0);
    constexpr auto broken = [](auto x) { return pow(x, 1.5); };
    CHECK_IS(broken, 0.0, 0, 0);
    constexpr auto low = [](auto x) { return pow(x, 0.5); };
    CHECK_IS(low, 0.0, 0, infinity);
}

TEST_CASE("the second derivative of pow(x, 2) at 0 is 2") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    auto const f = support::take(g, {g.append(op::pow, x, g.constant(2))});
    auto const slope = support::reverse_graph(f);
    auto const simple = support::simplified(slope, f.size());
    CHECK(support::forward_derivative(simple, {0}, 0) == 2);
    CHECK(support::forward_derivative(simple, {-5}, 0) == 2);
}

TEST_CASE("pow with two variables") {
    constexpr auto f = [](auto x, auto y) { return pow(x, y); };
    CHECK(is(f, 0.0, 0.0, 1, numbers{0, 0}));
    CHECK(is(f, 0.0, 2.0, 0, numbers{0, 0}));
    CHECK(is(f, 0.0, 1.0, 0, numbers{1, 0}));
    CHECK(is(f, -2.0, 3.0, -8, numbers{12, not_a_number}));
    CHECK_IS(f, 1.0, 0.0, 1, numbers{0, 0});
    constexpr auto power_of_two = [](auto y) { return pow(2, y); };
    CHECK(support::close(gradient(power_of_two)(3.0), 8 * std::log(2.0)));
}

TEST_CASE("the mixed second derivative of pow(x, y) at exponent 0 is 1 / x") {
    constexpr auto by_x = [](auto x, auto y) {
        return tapeless::gradient<0>([](auto a, auto b) { return pow(a, b); })(x, y);
    };
    constexpr auto by_y = [](auto x, auto y) {
        return tapeless::gradient<1>([](auto a, auto b) { return pow(a, b); })(x, y);
    };
    CHECK(support::close(gradient(by_x)(0.25, 0.0), numbers{0, 4}));
    CHECK(support::close(gradient(by_y)(0.25, 0.0)[0], 4.0));
}

TEST_CASE("atan2 at the origin") {
    constexpr auto f = [](auto y, auto x) { return atan2(y, x); };
    CHECK(is(f, 0.0, 0.0, 0, numbers{not_a_number, not_a_number}));
    CHECK_IS(f, 0.0, 2.0, 0, numbers{0.5, 0});
}

TEST_CASE("ends of domains") {
    constexpr auto arcsine = [](auto x) { return asin(x); };
    constexpr auto arccosine = [](auto x) { return acos(x); };
    constexpr auto logarithm = [](auto x) { return log(x); };
    constexpr auto area_tangent = [](auto x) { return atanh(x); };
    constexpr auto area_cosine = [](auto x) { return acosh(x); };
    CHECK(gradient(arcsine)(1.0) == infinity);
    CHECK(gradient(arcsine)(-1.0) == infinity);
    CHECK(gradient(arccosine)(1.0) == -infinity);
    CHECK(gradient(arccosine)(-1.0) == -infinity);
    CHECK(derivative(arcsine)(1.0) == infinity);
    CHECK(derivative(arccosine)(-1.0) == -infinity);
    CHECK(is(logarithm, 0.0, -infinity, infinity));
    CHECK(is(area_tangent, 1.0, infinity, infinity));
    CHECK(is(area_cosine, 1.0, 0, infinity));
    CHECK(std::isnan(gradient(arcsine)(1.5)));
    constexpr auto entropy = [](auto x) { return x * log(x); };
    CHECK(std::isnan(value(entropy)(0.0)));
}

TEST_CASE("saturation") {
    constexpr auto logistic = [](auto x) { return sigmoid(x); };
    CHECK_IS(logistic, 1000.0, 1, 0);
    CHECK_IS(logistic, -1000.0, 0, 0);
    constexpr auto soft = [](auto x) { return softplus(x); };
    CHECK_IS(soft, 1000.0, 1000, 1);
    CHECK_IS(soft, -1000.0, 0, 0);
    constexpr auto tangent = [](auto x) { return tanh(x); };
    CHECK_IS(tangent, 1000.0, 1, 0);
    CHECK_IS(tangent, -1000.0, -1, 0);
    constexpr auto error = [](auto x) { return erf(x); };
    CHECK_IS(error, 1000.0, 1, 0);
}

TEST_CASE("steps") {
    constexpr auto signum = [](auto x) { return sign(x); };
    constexpr auto down = [](auto x) { return floor(x); };
    constexpr auto up = [](auto x) { return ceil(x); };
    CHECK_IS(signum, 0.0, 0, 0);
    CHECK_IS(signum, -3.0, -1, 0);
    CHECK_IS(down, 2.0, 2, 0);
    CHECK_IS(down, 2.5, 2, 0);
    CHECK_IS(up, 2.0, 2, 0);
    CHECK_IS(up, 2.5, 3, 0);
    constexpr auto saw = [](auto x) { return x - floor(x); };
    CHECK_IS(saw, 2.0, 0, 1);
}

TEST_CASE("the branch that is not taken leaks nothing") {
    constexpr auto logarithm = [](auto x) { return select(x > 0, log(x), 0); };
    CHECK(is(logarithm, 0.0, 0, 0));
    CHECK_IS(logarithm, -1.0, 0, 0);
    CHECK_IS(logarithm, 1.0, 0, 1);
    constexpr auto sinc = [](auto x) { return select(x == 0, 1, sin(x) / x); };
    CHECK(is(sinc, 0.0, 1, 0));
    constexpr auto root = [](auto x) { return 3 * select(x > 0, sqrt(x), x) + x; };
    CHECK(is(root, 0.0, 0, 4));
    CHECK(is(root, -1.0, -4, 4));
    constexpr auto deep = [](auto x) { return exp(select(x > 0, sqrt(log(x) * x), 0) * 2); };
    CHECK(is(deep, -1.0, 1, 0));
    CHECK(is(deep, 0.0, 1, 0));
    constexpr auto nested = [](auto x) { return select(x > 0, select(x > 1, log(x - 1), 0), 2 * x); };
    CHECK(is(nested, 1.0, 0, 0));
    CHECK_IS(nested, -1.0, -2, 2);
}

TEST_CASE("nor when two selections with different tests read it", "") {
    constexpr auto twice = [](auto x) {
        auto const l = log(x);
        return select(x > 0, l, 0) + select(x > 1, 2 * l, 0);
    };
    CHECK(is(twice, 0.0, 0, 0));
    CHECK(is(twice, -1.0, 0, 0));
    CHECK(is(twice, 2.0, 3 * std::log(2.0), 1.5));
}

TEST_CASE("nor when the other branch is a number that varies") {
    constexpr auto f = [](auto x, auto y) { return select(x > 0, y / x, y * y); };
    CHECK(is(f, 0.0, 3.0, 9, numbers{0, 6}));
    CHECK_IS(f, 2.0, 3.0, 1.5, numbers{-0.75, 0.5});
    constexpr auto g = [](auto x, auto y) { return select(x > 0, y * log(x), y); };
    CHECK(is(g, 0.0, 3.0, 3, numbers{0, 1}));
    CHECK(is(g, -1.0, 3.0, 3, numbers{0, 1}));
}

TEST_CASE("relu as a choice behind a pole") {
    constexpr auto f = [](auto x) { return relu(1 / x) * x; };
    CHECK(is(f, -2.0, 0, 0));
    constexpr auto g = [](auto x) { return max(log(x), -5); };
    CHECK(is(g, 0.0, -5, 0));
}

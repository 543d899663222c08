// SPDX-License-Identifier: BSL-1.0
// The conventions at kinks, steps and edges, in both modes.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/derivatives.hpp"
#include "support/loaded.hpp"
#include "support/simplified.hpp"

#include <tapeless/calculus/products.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/expression/functions.hpp>

using support::infinity;
using support::loaded;
using support::not_a_number;
using tapeless::derivative;
using tapeless::gradient;
using tapeless::jacobian;
using tapeless::jvp;
using tapeless::op;
using tapeless::value;

namespace {

template <class T>
using two = std::array<T, 2>;
using numbers = two<double>;

template <class T>
constexpr bool same(T x, double y) {
    return support::close(x, static_cast<T>(y), sizeof(T) == 4 ? 1e-7 : 1e-15);
}
template <class T>
constexpr bool same(two<T> x, numbers y) {
    return same(x[0], y[0]) && same(x[1], y[1]);
}

/// One variable: value, reverse mode and two ways of forward mode.
template <class T, class F>
constexpr bool is(F f, T x, double expected_value, double slope) {
    return same<T>(value(f)(x), expected_value) && same<T>(gradient(f)(x), slope) && same<T>(derivative(f)(x), slope) &&
           same<T>(jvp(f)(x, T(1)).tangent, slope);
}

/// Two variables: value, reverse mode, forward mode along both axes, and a Jacobian, whose first row is this function.
template <class T, class F>
constexpr bool is(F f, T x, T y, double expected_value, numbers slopes) {
    constexpr auto tall = [](auto a, auto b) { return std::array{F{}(a, b), a, b}; };
    bool const by_x = !support::is_finite(slopes[1]) || same<T>(jvp(f)(x, y, T(1), T(0)).tangent, slopes[0]);
    bool const by_y = !support::is_finite(slopes[0]) || same<T>(jvp(f)(x, y, T(0), T(1)).tangent, slopes[1]);
    return same<T>(value(f)(x, y), expected_value) && same<T>(gradient(f)(x, y), slopes) && by_x && by_y &&
           same<T>(jacobian(tall)(x, y)[0], slopes);
}

template <class T, class F>
bool is_at_run_time(F f, double x, double expected_value, double slope) {
    return is<T>(f, loaded<T>(x), expected_value, slope);
}
template <class T, class F>
bool is_at_run_time(F f, double x, double y, double expected_value, numbers slopes) {
    return is<T>(f, loaded<T>(x), loaded<T>(y), expected_value, slopes);
}

// In constant expressions and at run time, for double and float.
#define CHECK_IS(...)                                                                                                  \
    do {                                                                                                               \
        static_assert(is<double>(__VA_ARGS__));                                                                        \
        static_assert(is<float>(__VA_ARGS__));                                                                         \
        CHECK(is_at_run_time<double>(__VA_ARGS__));                                                                    \
        CHECK(is_at_run_time<float>(__VA_ARGS__));                                                                     \
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
    CHECK_IS(f_maximum, not_a_number, 2.0, 2, numbers{0, 1});
    CHECK_IS(f_minimum, 2.0, not_a_number, 2, numbers{1, 0});
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
    CHECK_IS(root, 0.0, 0, infinity);
    constexpr auto cube_root = [](auto x) { return cbrt(x); };
    CHECK_IS(cube_root, 0.0, 0, infinity);
}

TEST_CASE("sqrt(x * x) is abs(x), at 0 too", "") {
    constexpr auto of_square = [](auto x) { return sqrt(x * x); };
    CHECK_IS(of_square, -2.0, 2, -1);
    CHECK_IS(of_square, 0.0, 0, 0);
}

TEST_CASE("hypot at the origin, and where squares overflow") {
    constexpr auto f = [](auto x, auto y) { return hypot(x, y); };
    CHECK_IS(f, 0.0, 0.0, 0, numbers{0, 0});
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
    CHECK_IS(f, 0.0, 0.0, 1, numbers{0, 0});
    CHECK_IS(f, 0.0, 2.0, 0, numbers{0, 0});
    CHECK_IS(f, 0.0, 1.0, 0, numbers{1, 0});
    CHECK_IS(f, -2.0, 3.0, -8, numbers{12, not_a_number});
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
    CHECK_IS(f, 0.0, 0.0, 0, numbers{not_a_number, not_a_number});
    CHECK_IS(f, 0.0, 2.0, 0, numbers{0.5, 0});
}

TEST_CASE("ends of domains") {
    constexpr auto arcsine = [](auto x) { return asin(x); };
    constexpr auto arccosine = [](auto x) { return acos(x); };
    constexpr auto logarithm = [](auto x) { return log(x); };
    constexpr auto area_tangent = [](auto x) { return atanh(x); };
    constexpr auto area_cosine = [](auto x) { return acosh(x); };
    constexpr double right_angle = 1.57079632679489661923;
    CHECK_IS(arcsine, 1.0, right_angle, infinity);
    CHECK_IS(arcsine, -1.0, -right_angle, infinity);
    CHECK_IS(arccosine, 1.0, 0, -infinity);
    CHECK_IS(arccosine, -1.0, 2 * right_angle, -infinity);
    CHECK_IS(arcsine, 1.5, not_a_number, not_a_number);
    CHECK_IS(logarithm, 0.0, -infinity, infinity);
    CHECK_IS(area_tangent, 1.0, infinity, infinity);
    CHECK_IS(area_cosine, 1.0, 0, infinity);
    constexpr auto entropy = [](auto x) { return x * log(x); };
    CHECK_IS(entropy, 0.0, not_a_number, not_a_number);
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

TEST_CASE("log1p and expm1 keep their accuracy near 0") {
    constexpr auto logarithm = [](auto x) { return log1p(x); };
    constexpr auto power = [](auto x) { return expm1(x); };
    CHECK_IS(logarithm, 0x1p-70, 0x1p-70, 1);
    CHECK_IS(power, 0x1p-70, 0x1p-70, 1);
    CHECK_IS(logarithm, 0.0, 0, 1);
    CHECK_IS(power, -0x1p-70, -0x1p-70, 1);
    static_assert(support::close(value(logarithm)(1e-9), 9.999999995e-10, 1e-15));
    static_assert(support::close(value(power)(1e-9), 1.0000000005e-9, 1e-15));
    CHECK(support::close(gradient(logarithm)(loaded<double>(1e-9)), 0.999999999000000001, 1e-15));
    CHECK(support::close(gradient(power)(loaded<double>(1e-9)), 1.000000001, 1e-15));
}

TEST_CASE("stop_gradient passes the value alone") {
    constexpr auto stopped = [](auto x) { return stop_gradient(x * x); };
    CHECK_IS(stopped, 3.0, 9, 0);
    constexpr auto beside = [](auto x) { return x * stop_gradient(x); };
    CHECK_IS(beside, 3.0, 9, 3);
    constexpr auto straight_through = [](auto x) { return x + stop_gradient(round(x) - x); };
    CHECK_IS(straight_through, 2.75, 3, 1);
    CHECK(derivative<2>(beside)(loaded<double>(3)) == 0);
}

TEST_CASE("steps") {
    constexpr auto signum = [](auto x) { return sign(x); };
    constexpr auto down = [](auto x) { return floor(x); };
    constexpr auto up = [](auto x) { return ceil(x); };
    constexpr auto nearest = [](auto x) { return round(x); };
    CHECK_IS(signum, 0.0, 0, 0);
    CHECK_IS(signum, -3.0, -1, 0);
    CHECK_IS(down, 2.0, 2, 0);
    CHECK_IS(down, 2.5, 2, 0);
    CHECK_IS(up, 2.0, 2, 0);
    CHECK_IS(up, 2.5, 3, 0);
    CHECK_IS(nearest, 2.5, 3, 0);
    CHECK_IS(nearest, -2.0, -2, 0);
    constexpr auto saw = [](auto x) { return x - floor(x); };
    CHECK_IS(saw, 2.0, 0, 1);
}

TEST_CASE("the branch that is not taken leaks nothing") {
    constexpr auto logarithm = [](auto x) { return select(x > 0, log(x), 0); };
    CHECK_IS(logarithm, 0.0, 0, 0);
    CHECK_IS(logarithm, -1.0, 0, 0);
    CHECK_IS(logarithm, 1.0, 0, 1);
    constexpr auto sinc = [](auto x) { return select(x == 0, 1, sin(x) / x); };
    CHECK_IS(sinc, 0.0, 1, 0);
    constexpr auto root = [](auto x) { return 3 * select(x > 0, sqrt(x), x) + x; };
    CHECK_IS(root, 0.0, 0, 4);
    CHECK_IS(root, -1.0, -4, 4);
    constexpr auto deep = [](auto x) { return exp(select(x > 0, sqrt(log(x) * x), 0) * 2); };
    CHECK_IS(deep, -1.0, 1, 0);
    CHECK_IS(deep, 0.0, 1, 0);
    constexpr auto nested = [](auto x) { return select(x > 0, select(x > 1, log(x - 1), 0), 2 * x); };
    CHECK_IS(nested, 1.0, 0, 0);
    CHECK_IS(nested, -1.0, -2, 2);
}

TEST_CASE("nor when two selections with different tests read it", "") {
    constexpr auto twice = [](auto x) {
        auto const l = log(x);
        return select(x > 0, l, 0) + select(x > 1, 2 * l, 0);
    };
    CHECK_IS(twice, 0.0, 0, 0);
    CHECK_IS(twice, -1.0, 0, 0);
    CHECK_IS(twice, 2.0, 3 * tapeless::log(2.0), 1.5);
}

TEST_CASE("nor when the other branch is a number that varies") {
    constexpr auto f = [](auto x, auto y) { return select(x > 0, y / x, y * y); };
    CHECK_IS(f, 0.0, 3.0, 9, numbers{0, 6});
    CHECK_IS(f, 2.0, 3.0, 1.5, numbers{-0.75, 0.5});
    constexpr auto g = [](auto x, auto y) { return select(x > 0, y * log(x), y); };
    CHECK_IS(g, 0.0, 3.0, 3, numbers{0, 1});
    CHECK_IS(g, -1.0, 3.0, 3, numbers{0, 1});
}

TEST_CASE("relu as a choice behind a pole") {
    constexpr auto f = [](auto x) { return relu(1 / x) * x; };
    CHECK_IS(f, -2.0, 0, 0);
    constexpr auto g = [](auto x) { return max(log(x), -5); };
    CHECK_IS(g, 0.0, -5, 0);
}

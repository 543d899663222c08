// SPDX-License-Identifier: BSL-1.0
// System S16: derivatives that are stated instead of derived, and functions that cannot be looked into.
// In: nothing. Out: for each way to state a derivative what it changes, as checked numbers.
#include "check.hpp"

#include <tapeless/tapeless.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

#if __has_include(<boost/math/special_functions/bessel.hpp>)
#include <boost/math/special_functions/bessel.hpp>
#define TAPELESS_EXAMPLES_HAS_BESSEL
#endif

namespace {

using example::check;
using example::near;

// log(1 + exp(x)) without overflow has two kinks at 0 that cancel in the value, but not in the derivative.
constexpr auto without_overflow = [](auto x) { return max(x, 0) + log1p(exp(-abs(x))); };
constexpr auto log_1p_exp = tapeless::custom_jvp(without_overflow, [](auto x, auto dx) { return sigmoid(x) * dx; });

void stable_softplus() {
    double const derived = tapeless::derivative(without_overflow)(0.0);
    double const stated = tapeless::derivative(log_1p_exp)(0.0);
    double const second = tapeless::derivative<2>(log_1p_exp)(0.0);
    double const far = tapeless::derivative(log_1p_exp)(1000.0);
    std::printf("log(1 + exp(x))  at 0: derivative %g, stated by custom_jvp %g, second %g; at 1000: %g\n", derived,
                stated, second, far);
    check(derived == 0 && stated == 0.5 && second == 0.25 && far == 1, "the rule of custom_jvp is the derivative");
}

// A clamp whose slope outside is small instead of 0, so that what has left the range finds back; and a relu with the
// middle slope at its kink.
constexpr auto leaky_clamp = tapeless::custom_jvp([](auto x) { return clamp(x, -1, 1); },
                                                  [](auto x, auto dx) { return select(abs(x) <= 1, 1, 0.01) * dx; });
constexpr auto middle_relu =
    tapeless::custom_vjp([](auto x) { return relu(x); }, [](auto x, auto dy) { return (sign(x) + 1) / 2 * dy; });

void kinks() {
    auto const clamped = tapeless::value_and_gradient(leaky_clamp)(3.0);
    std::printf("leaky clamp      at 3: value %g, derivative %g\n", clamped.value, clamped.gradient);
    check(clamped.value == 1 && clamped.gradient == 0.01, "the clamp has its own slope outside");

    constexpr auto slope = tapeless::derivative(middle_relu);
    std::printf("middle relu      derivative at -2, 0, 2: %g, %g, %g\n", slope(-2.0), slope(0.0), slope(2.0));
    check(slope(-2.0) == 0 && slope(0.0) == 0.5 && slope(2.0) == 1, "relu has the slope 1/2 at 0");
    check(tapeless::jvp(middle_relu)(0.0, 3.0).tangent == 1.5, "forward mode uses the rule of custom_vjp too");
}

// Rounding has the derivative 0, so nothing learns through it. The straight-through estimator takes the slope of x
// instead: by a rule, or by hiding the difference from differentiation.
constexpr auto straight_through =
    tapeless::custom_vjp([](auto x) { return round(x); }, [](auto, auto dy) { return dy; });
constexpr auto through_by_hand = [](auto x) { return x + stop_gradient(round(x) - x); };

constexpr auto loss_plain = [](auto x) { return square(round(x) - 3); };
constexpr auto loss_rule = [](auto x) { return square(straight_through(x) - 3); };
constexpr auto loss_by_hand = [](auto x) { return square(through_by_hand(x) - 3); };

template <class Loss>
[[nodiscard]] double descend(Loss loss, double x) {
    for (int step = 0; step < 100; ++step) x -= 0.05 * tapeless::derivative(loss)(x);
    return x;
}

void straight_through_rounding() {
    double const plain = descend(loss_plain, 0.2);
    double const rule = descend(loss_rule, 0.2);
    double const by_hand = descend(loss_by_hand, 0.2);
    std::printf("(round(x) - 3)^2 from x = 0.2, 100 steps: x = %g; straight through %g -> %g, by hand %g\n", plain,
                rule, std::round(rule), by_hand);
    check(plain == 0.2, "plain rounding does not learn");
    check(std::round(rule) == 3 && near(by_hand, rule), "both straight-through estimators learn, step by step alike");
}

// Temporal differences: the target of a prediction is made of the same parameters, but must not move towards it.
constexpr auto value_of_state = [](auto w, auto state) { return w * state; };
constexpr auto temporal_difference = [](auto w, auto here, auto reward, auto next) {
    auto const target = reward + 0.9 * value_of_state(w, next);
    return square(value_of_state(w, here) - stop_gradient(target)) / 2;
};

void held_target() {
    double const slope = tapeless::gradient<0>(temporal_difference)(0.5, 2.0, 1.0, 3.0);
    std::printf("temporal difference with a target held by stop_gradient: slope %g\n", slope);
    check(near(slope, (0.5 * 2 - (1 + 0.9 * 0.5 * 3)) * 2), "only the prediction is differentiated");
}

// Measured data: the pressure of saturated steam in kPa at 0, 10, ... 100 degrees (Handbook of Chemistry and Physics,
// 73rd edition), between them a straight line. No graph can look into a table, so its slope is stated.
constexpr std::array steam_kpa{0.61129, 1.2281, 2.3388, 4.2455, 7.3814, 12.344, 19.932, 31.176, 47.373, 70.117, 101.32};

[[nodiscard]] constexpr std::size_t interval(double celsius) {
    return celsius <= 0 ? 0 : celsius >= 90 ? 9 : static_cast<std::size_t>(celsius / 10);
}
[[nodiscard]] constexpr double table_slope(double celsius) {
    std::size_t const i = interval(celsius);
    return (steam_kpa[i + 1] - steam_kpa[i]) / 10;
}
[[nodiscard]] constexpr double table_value(double celsius) {
    std::size_t const i = interval(celsius);
    return steam_kpa[i] + table_slope(celsius) * (celsius - 10 * static_cast<double>(i));
}
constexpr auto steam_pressure = tapeless::external<table_value, table_slope>;

constexpr auto vapour_in_air = [](auto celsius, auto humidity) { return humidity * steam_pressure(celsius); };

static_assert(tapeless::derivative(steam_pressure)(25.0) == table_slope(25.0));  // in constant expressions too

void table() {
    auto const [kpa, slope] = tapeless::value_and_gradient(vapour_in_air)(25.0, 0.4);
    std::printf("vapour in air of 25 degrees, humidity 0.4: %.4f kPa, %.4f kPa by a degree, %.4f by humidity\n", kpa,
                slope[0], slope[1]);
    check(near(kpa, 0.4 * (2.3388 + 4.2455) / 2), "the table is interpolated");
    check(near(slope[0], 0.4 * (4.2455 - 2.3388) / 10) && near(slope[1], kpa / 0.4), "with the slope of the table");
}

#if defined(TAPELESS_EXAMPLES_HAS_BESSEL)
// Bessel functions of another library, J0' = -J1 and J1' = J0 - J1 / x: each derivative is made of such functions
// again, to the order that is wanted.
constexpr auto bessel_j0 = [](double x) { return boost::math::cyl_bessel_j(0, x); };
constexpr auto bessel_j1 = [](double x) { return boost::math::cyl_bessel_j(1, x); };

template <int Order>
struct slope_of_j0;
template <int Order>
struct slope_of_j1;
template <int Order>
constexpr auto j0 = tapeless::external<bessel_j0, slope_of_j0<Order>{}>;
template <int Order>
constexpr auto j1 = tapeless::external<bessel_j1, slope_of_j1<Order>{}>;
template <>
constexpr auto j0<0> = tapeless::external<bessel_j0>;
template <>
constexpr auto j1<0> = tapeless::external<bessel_j1>;

template <int Order>
struct slope_of_j0 {
    constexpr auto operator()(auto x) const { return -j1<Order - 1>(x); }
};
template <int Order>
struct slope_of_j1 {
    constexpr auto operator()(auto x) const { return j0<Order - 1>(x) - j1<Order - 1>(x) / x; }
};

void bessel() {
    constexpr auto f = [](auto x) { return j0<2>(x); };
    double const x = 1.7;
    double const y = tapeless::value(f)(x);
    double const d1 = tapeless::derivative(f)(x);
    double const d2 = tapeless::derivative<2>(f)(x);
    double const equation = x * x * d2 + x * d1 + x * x * y;
    std::printf("J0(1.7) = %.6f, J0' = %.6f, J0'' = %.6f; x^2 J0'' + x J0' + x^2 J0 = %.1e\n", y, d1, d2, equation);
    check(near(d1, -boost::math::cyl_bessel_j(1, x)), "J0' = -J1");
    check(near(d2, (boost::math::cyl_bessel_j(2, x) - y) / 2), "J0'' = (J2 - J0) / 2");
    check(std::abs(equation) < 1e-13, "J0 solves Bessel's equation");
}
#else
void bessel() { std::printf("without Boost.Math: no Bessel functions\n"); }
#endif

}  // namespace

int main() {
    stable_softplus();
    kinks();
    straight_through_rounding();
    held_target();
    table();
    bessel();
    return example::exit_code();
}

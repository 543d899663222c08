// SPDX-License-Identifier: BSL-1.0
// System S22: functions that an equation defines, differentiated at the solution instead of through the iterations.
// In: nothing. Out: implied volatility, Kepler's equation and a system of two equations, with checked sensitivities.
#include "check.hpp"

#include <tapeless/tapeless.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numbers>

namespace {

using example::check;
using example::near;

// The price of a call option by Black and Scholes, and the volatility that a price in the market implies: no formula
// gives it, but the equation does.
constexpr auto call_price = [](auto volatility, auto spot, auto strike, auto rate, auto years) {
    auto const spread = volatility * sqrt(years);
    auto const d1 = log(spot / strike) / spread + (rate / volatility + volatility / 2) * sqrt(years);
    auto const normal = [](auto x) { return erfc(-x / std::numbers::sqrt2) / 2; };
    return spot * normal(d1) - strike * exp(-rate * years) * normal(d1 - spread);
};
constexpr auto pricing_error = [](auto volatility, auto price, auto spot, auto strike, auto rate, auto years) {
    return call_price(volatility, spot, strike, rate, years) - price;
};
constexpr auto implied_volatility = [](auto price, auto spot, auto strike, auto rate, auto years) {
    return tapeless::find_root(pricing_error)(0.2, price, spot, strike, rate, years);
};

void implied() {
    double const spot = 100, strike = 110, rate = 0.03, years = 0.5, price = 6;
    auto const [volatility, by] = tapeless::value_and_gradient(implied_volatility)(price, spot, strike, rate, years);
    auto const greeks = tapeless::gradient(call_price)(volatility, spot, strike, rate, years);
    auto const vomma = tapeless::hessian<0>(call_price)(volatility, spot, strike, rate, years);
    auto const second = tapeless::hessian<0>(implied_volatility)(price, spot, strike, rate, years);
    double const vega = greeks[0];
    std::printf("implied volatility  %.6f for a price of %g; d/dprice %.6f, 1/vega %.6f; d/dspot %.6f\n", volatility,
                price, by[0], 1 / vega, by[1]);
    check(near(tapeless::value(call_price)(volatility, spot, strike, rate, years), price), "the root gives the price");
    check(near(by[0], 1 / vega), "d volatility / d price = 1 / vega");
    for (std::size_t i = 1; i < 5; ++i) check(near(by[i], -greeks[i] / vega), "the other slopes are -greek / vega");
    check(near(second, -vomma / (vega * vega * vega)), "the second derivative is -vomma / vega^3");
}

// Kepler: the anomaly E of a planet on an orbit of eccentricity e solves E = M + e sin(E), as a fixed point ...
constexpr auto kepler = [](auto E, auto e, auto M) { return M + e * sin(E); };
constexpr auto by_fixed_point = [](auto e, auto M) { return tapeless::fixed_point(kepler)(M, e, M); };

// ... as a root, by Newton's method ...
constexpr auto kepler_error = [](auto E, auto e, auto M) { return E - e * sin(E) - M; };
constexpr auto by_root = [](auto e, auto M) { return tapeless::find_root(kepler_error)(M, e, M); };

// ... by a solver of one's own, which no derivative ever looks into ...
constexpr auto bisect = [](auto e, auto M) {
    auto low = M - e;
    auto high = M + e;
    for (auto middle = M; low < middle && middle < high; middle = (low + high) / 2)
        (middle - e * std::sin(middle) < M ? low : high) = middle;
    return high;
};
constexpr auto by_bisection = tapeless::custom_root(kepler_error, bisect);

// ... and by iterations that are all differentiated: as many as the slowest M needs, since e^34 < 2^-53 at e = 0.3 and
// the derivatives come a little later.
constexpr auto unrolled = [](auto e, auto M) {
    auto E = M;
    for (int i = 0; i < 40; ++i) E = kepler(E, e, M);
    return E;
};

double sink = 0;  // what is measured goes here, so that it cannot be left out

/// Nanoseconds for value and gradient, the fastest of several runs.
template <class F>
[[nodiscard]] double nanoseconds(F f) {
    constexpr int calls = 2000;
    double best = std::numeric_limits<double>::infinity();
    for (int run = 0; run < 9; ++run) {
        auto const begin = std::chrono::steady_clock::now();
        for (int i = 0; i < calls; ++i) sink += tapeless::value_and_gradient(f)(0.3, 1 + 1e-4 * i).gradient[0];
        std::chrono::duration<double, std::nano> const passed = std::chrono::steady_clock::now() - begin;
        best = std::min(best, passed.count() / calls);
    }
    return best;
}

template <class F>
double show(char const* name, F f, double unrolled_time) {
    double const e = 0.3, M = 1.2;
    auto const [E, by] = tapeless::value_and_gradient(f)(e, M);
    double const time = nanoseconds(f);
    std::printf("Kepler, %-11s E = %.9f, dE/de = %.9f, dE/dM = %.9f  %6.0f ns", name, E, by[0], by[1], time);
    if (unrolled_time > 0) std::printf(", unrolled takes %.1f times that", unrolled_time / time);
    std::printf("\n");

    auto const through_iterations = tapeless::value_and_gradient(unrolled)(e, M);
    auto same = [](double a, double b) { return std::abs(a / b - 1) < 1e-12; };
    check(same(E, through_iterations.value), "the solution is that of the iterations");
    check(same(by[0], through_iterations.gradient[0]) && same(by[1], through_iterations.gradient[1]),
          "the derivatives are those through the iterations");
    check(same(by[0], std::sin(E) / (1 - e * std::cos(E))) && same(by[1], 1 / (1 - e * std::cos(E))),
          "the derivatives are Kepler's");
    return time;
}

void orbits() {
    double const slow = show("unrolled", unrolled, 0);
    show("fixed_point", by_fixed_point, slow);
    show("find_root", by_root, slow);
    show("custom_root", by_bisection, slow);
    double const curvature = tapeless::hessian<1>(by_root)(0.3, 1.2);
    double const E = tapeless::value(by_root)(0.3, 1.2);
    check(near(curvature, -0.3 * std::sin(E) / std::pow(1 - 0.3 * std::cos(E), 3)), "d2E/dM2 is Kepler's");
}

// Two equations: where the circle x^2 + y^2 = a meets the hyperbola x * y = b. Here a formula exists, to compare with.
constexpr auto circle_and_hyperbola = [](auto const& p, auto a, auto b) {
    return std::array{square(p[0]) + square(p[1]) - a, p[0] * p[1] - b};
};
constexpr auto meeting = [](auto a, auto b) {
    return tapeless::find_root(circle_and_hyperbola)(std::array{2.0, 0.5}, a, b);
};
constexpr auto formula = [](auto a, auto b) {
    return std::array{(sqrt(a + 2 * b) + sqrt(a - 2 * b)) / 2, (sqrt(a + 2 * b) - sqrt(a - 2 * b)) / 2};
};

void two_equations() {
    auto const point = tapeless::value(meeting)(5.0, 1.5);
    auto const expected_point = tapeless::value(formula)(5.0, 1.5);
    auto const slopes = tapeless::jacobian(meeting)(5.0, 1.5);
    auto const expected = tapeless::jacobian(formula)(5.0, 1.5);
    std::printf("two equations       (%.6f, %.6f); by a (%.6f, %.6f), by b (%.6f, %.6f)\n", point[0], point[1],
                slopes[0][0], slopes[1][0], slopes[0][1], slopes[1][1]);
    for (std::size_t i = 0; i < 2; ++i) {
        check(near(point[i], expected_point[i]), "the point is the formula's");
        for (std::size_t j = 0; j < 2; ++j)
            check(near(slopes[i][j], expected[i][j]), "the Jacobian is that of the formula");
    }
}

}  // namespace

int main() {
    implied();
    orbits();
    two_equations();
    check(std::isfinite(sink), "all that was timed is a number");
    return example::exit_code();
}

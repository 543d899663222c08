// SPDX-License-Identifier: BSL-1.0
// S11: numerical differentiation, the naive alternative: less exact, and one or two evaluations a variable.
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/tapeless.hpp>

namespace {

constexpr auto f = [](auto const& x) {
    auto sum = 0 * x[0];
    for (std::size_t i = 0; i + 1 < x.size(); ++i) sum += exp(x[i] * x[i + 1]) + sin(x[i]);
    return sum;
};
using point = std::array<double, 6>;

int evaluations = 0;

double evaluate(point const& x) {
    ++evaluations;
    return tapeless::value(f)(x);
}

/// The greatest error of (f(x + h) - f(x - h)) / 2h against the gradient.
double error_of_differences(point const& x, double h) {
    auto const exact = tapeless::gradient(f)(x);
    double worst = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        point right = x;
        point left = x;
        right[i] += h;
        left[i] -= h;
        double const slope = (evaluate(right) - evaluate(left)) / (right[i] - left[i]);
        double const error = slope > exact[i] ? slope - exact[i] : exact[i] - slope;
        worst = error > worst ? error : worst;
    }
    return worst;
}

}  // namespace

TEST_CASE("S11: differences approach the gradient, then rounding wins") {
    point const x{0.1, -0.4, 0.7, 1.1, -0.9, 0.3};
    double const coarse = error_of_differences(x, 1e-2);
    double const fine = error_of_differences(x, 1e-5);
    double const too_fine = error_of_differences(x, 1e-12);
    CHECK(coarse < 1e-3);
    CHECK(coarse > 1e-6);  // truncation, about h^2
    CHECK(fine < 1e-9);
    CHECK(too_fine > 10 * fine);  // rounding, about 1e-16 / h
}

TEST_CASE("S11: two evaluations a variable") {
    evaluations = 0;
    error_of_differences({}, 1e-3);
    CHECK(evaluations == 2 * 6);
}

// SPDX-License-Identifier: BSL-1.0
// Both derivatives of every function of one number against mpmath. Limits are in units of 2^-52, about twice what was
// seen, relative to the derivative; where a rule subtracts numbers that may be close, relative to these numbers.
#include "derivative_reference.hpp"

#define CHECK_DERIVATIVES(name, ...)                                                                                   \
    reference::check_derivatives(                                                                                      \
        #name, [](auto x) { return name(x); }, __VA_ARGS__)

TEST_CASE("derivatives of neg and abs") {
    reference::check_derivatives(
        "neg", [](auto x) { return -x; }, 0, 0);
    CHECK_DERIVATIVES(abs, 0, 0);
}

TEST_CASE("derivatives of roots") {
    CHECK_DERIVATIVES(sqrt, 2, 4);
    CHECK_DERIVATIVES(cbrt, 8, 16);
}

TEST_CASE("derivatives of exponentials") {
    CHECK_DERIVATIVES(exp, 1, 1);
    CHECK_DERIVATIVES(exp2, 2, 2);
    // z + 1 for exp(x): below -36 nothing is left
    auto const to_one = [](double, double want, int) { return std::fmax(std::fabs(want), 1); };
    CHECK_DERIVATIVES(expm1, 2, 2, to_one);
}

TEST_CASE("derivatives of logarithms") {
    CHECK_DERIVATIVES(log, 1, 2);
    CHECK_DERIVATIVES(log2, 2, 3);
    CHECK_DERIVATIVES(log10, 2, 4);
    CHECK_DERIVATIVES(log1p, 2, 3);
}

TEST_CASE("derivatives of trigonometric functions") {
    CHECK_DERIVATIVES(sin, 2, 2);
    CHECK_DERIVATIVES(cos, 2, 2);
    CHECK_DERIVATIVES(tan, 2, 4);
}

TEST_CASE("derivatives of inverse trigonometric functions") {
    // the second: 1 + x is subtracted from 1 - x
    auto const to_one = [](double, double want, int order) { return std::fabs(want) + (order == 2 ? 1 : 0); };
    CHECK_DERIVATIVES(asin, 2, 4, to_one);
    CHECK_DERIVATIVES(acos, 2, 4, to_one);
    // 1 + x * x: beyond 1.3e154 infinite, which gives 0 for less than 1e-308
    auto const finite = [](double x, double want, int) {
        return std::fmax(std::fabs(want), x * x > 1e308 ? 1e-290 : 0);
    };
    CHECK_DERIVATIVES(atan, 2, 4, finite);
}

TEST_CASE("derivatives of hyperbolic functions") {
    CHECK_DERIVATIVES(sinh, 2, 2);
    CHECK_DERIVATIVES(cosh, 2, 2);
    // 1 - z * z: beyond 19 nothing is left
    auto const to_one = [](double, double want, int) { return std::fmax(std::fabs(want), 1); };
    CHECK_DERIVATIVES(tanh, 2, 4, to_one);
}

TEST_CASE("derivatives of inverse hyperbolic functions") {
    CHECK_DERIVATIVES(asinh, 2, 5);
    CHECK_DERIVATIVES(acosh, 3, 6);
    // the second: 1 + x is subtracted from 1 - x
    auto const to_one = [](double, double want, int order) { return std::fabs(want) + (order == 2 ? 1 : 0); };
    CHECK_DERIVATIVES(atanh, 2, 4, to_one);
}

TEST_CASE("derivatives of error functions") {
    // exp(-x * x): the rounding of the square counts x * x times
    auto const squared = [](double x, double want, int) { return std::fabs(want) * (1 + x * x); };
    CHECK_DERIVATIVES(erf, 2, 2, squared);
    CHECK_DERIVATIVES(erfc, 2, 2, squared);
}

TEST_CASE("derivatives of activations") {
    // z * (1 - z): to the right 1 - z loses its digits, beyond 37 all; the second one subtracts halves of z near 0 too
    auto const to_z = [](double x, double want, int order) {
        return std::fmax(std::fabs(want), order == 2 || x > 0 ? 1 / (1 + std::exp(-x)) : 0);
    };
    CHECK_DERIVATIVES(sigmoid, 2, 4, to_z);
    auto const second_to_z = [to_z](double x, double want, int order) {
        return order == 1 ? std::fabs(want) : to_z(x, want, 1);
    };
    CHECK_DERIVATIVES(softplus, 2, 2, second_to_z);
}

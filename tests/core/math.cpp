// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/math.hpp>

#include "catch.hpp"
#include "core/ulp.hpp"

namespace math = tapeless::math;
using reference::agrees;
using reference::same;

// In constant evaluation all of it is core's own.
static_assert(agrees(reference::exp_d, [](auto x) { return math::exp(x); }));
static_assert(agrees(reference::exp_f, [](auto x) { return math::exp(x); }));
static_assert(agrees(reference::exp2_d, [](auto x) { return math::exp2(x); }));
static_assert(agrees(reference::exp2_f, [](auto x) { return math::exp2(x); }));
static_assert(agrees(reference::expm1_d, [](auto x) { return math::expm1(x); }));
static_assert(agrees(reference::expm1_f, [](auto x) { return math::expm1(x); }));
static_assert(agrees(reference::log_d, [](auto x) { return math::log(x); }));
static_assert(agrees(reference::log_f, [](auto x) { return math::log(x); }));
static_assert(agrees(reference::log2_d, [](auto x) { return math::log2(x); }));
static_assert(agrees(reference::log2_f, [](auto x) { return math::log2(x); }));
static_assert(agrees(reference::log10_d, [](auto x) { return math::log10(x); }));
static_assert(agrees(reference::log10_f, [](auto x) { return math::log10(x); }));
static_assert(agrees(reference::log1p_d, [](auto x) { return math::log1p(x); }));
static_assert(agrees(reference::log1p_f, [](auto x) { return math::log1p(x); }));
static_assert(agrees(reference::sin_d, [](auto x) { return math::sin(x); }));
static_assert(agrees(reference::sin_f, [](auto x) { return math::sin(x); }));
static_assert(agrees(reference::cos_d, [](auto x) { return math::cos(x); }));
static_assert(agrees(reference::cos_f, [](auto x) { return math::cos(x); }));
static_assert(agrees(reference::tan_d, [](auto x) { return math::tan(x); }));
static_assert(agrees(reference::tan_f, [](auto x) { return math::tan(x); }));
static_assert(agrees(reference::asin_d, [](auto x) { return math::asin(x); }));
static_assert(agrees(reference::asin_f, [](auto x) { return math::asin(x); }));
static_assert(agrees(reference::acos_d, [](auto x) { return math::acos(x); }));
static_assert(agrees(reference::acos_f, [](auto x) { return math::acos(x); }));
static_assert(agrees(reference::atan_d, [](auto x) { return math::atan(x); }));
static_assert(agrees(reference::atan_f, [](auto x) { return math::atan(x); }));
static_assert(agrees(reference::sinh_d, [](auto x) { return math::sinh(x); }));
static_assert(agrees(reference::sinh_f, [](auto x) { return math::sinh(x); }));
static_assert(agrees(reference::cosh_d, [](auto x) { return math::cosh(x); }));
static_assert(agrees(reference::cosh_f, [](auto x) { return math::cosh(x); }));
static_assert(agrees(reference::tanh_d, [](auto x) { return math::tanh(x); }));
static_assert(agrees(reference::tanh_f, [](auto x) { return math::tanh(x); }));
static_assert(agrees(reference::asinh_d, [](auto x) { return math::asinh(x); }));
static_assert(agrees(reference::asinh_f, [](auto x) { return math::asinh(x); }));
static_assert(agrees(reference::acosh_d, [](auto x) { return math::acosh(x); }));
static_assert(agrees(reference::acosh_f, [](auto x) { return math::acosh(x); }));
static_assert(agrees(reference::atanh_d, [](auto x) { return math::atanh(x); }));
static_assert(agrees(reference::atanh_f, [](auto x) { return math::atanh(x); }));
static_assert(agrees(reference::erf_d, [](auto x) { return math::erf(x); }));
static_assert(agrees(reference::erf_f, [](auto x) { return math::erf(x); }));
static_assert(agrees(reference::erfc_d, [](auto x) { return math::erfc(x); }));
static_assert(agrees(reference::erfc_f, [](auto x) { return math::erfc(x); }));
static_assert(agrees(reference::sigmoid_d, [](auto x) { return math::sigmoid(x); }));
static_assert(agrees(reference::sigmoid_f, [](auto x) { return math::sigmoid(x); }));
static_assert(agrees(reference::softplus_d, [](auto x) { return math::softplus(x); }));
static_assert(agrees(reference::softplus_f, [](auto x) { return math::softplus(x); }));
static_assert(agrees(reference::cbrt_d, [](auto x) { return math::cbrt(x); }));
static_assert(agrees(reference::cbrt_f, [](auto x) { return math::cbrt(x); }));
static_assert(agrees(reference::sqrt_d, [](auto x) { return math::sqrt(x); }));
static_assert(agrees(reference::sqrt_f, [](auto x) { return math::sqrt(x); }));
static_assert(agrees(reference::pow_d, [](auto x, auto y) { return math::pow(x, y); }));
static_assert(agrees(reference::pow_f, [](auto x, auto y) { return math::pow(x, y); }));
static_assert(agrees(reference::atan2_d, [](auto x, auto y) { return math::atan2(x, y); }));
static_assert(agrees(reference::atan2_f, [](auto x, auto y) { return math::atan2(x, y); }));
static_assert(agrees(reference::hypot_d, [](auto x, auto y) { return math::hypot(x, y); }));
static_assert(agrees(reference::hypot_f, [](auto x, auto y) { return math::hypot(x, y); }));
static_assert(math::sincos(0.5).sin == math::sin(0.5) && math::sincos(0.5f).cos == math::cos(0.5f));
static_assert(math::erf_exp(0.5).erf == math::erf(0.5) && math::erf_exp(0.5).exp == math::exp(-0.25));
static_assert(math::erfc_exp(0.5f).erfc == math::erfc(0.5f) && math::erfc_exp(0.5f).exp == math::exp(-0.25f));
static_assert(math::erfc_exp(30.0).erfc == 0.0 && math::erfc_exp(-30.0).erfc == 2.0 &&
              math::erfc_exp(-30.0).exp == 0.0);

namespace {

constexpr double inf = __builtin_inf();
constexpr double quiet_nan = __builtin_nan("");

}  // namespace

// The C library's maxima are its own affair: 4 ULP only says that nothing is mistaken for something else. The double
// nearest to an odd multiple of pi/2, 6381956970095103 * 2^797, is among the arguments: glibc 2.36 gives its cosine
// 8 ULP wrong, core's own 0.5.
TEST_CASE("math: errors at run time", "[core]") {
    double const least = std::numeric_limits<double>::min();
    auto const check_normal = [&](auto w, double limit) {
        INFO(w.ulp << " ULP at " << w.x);
        CHECK(w.count >= 50);
        CHECK(w.ulp <= limit);
    };
    CHECK_ULP(math, exp, double, 4);
    CHECK_ULP(math, exp, float, 0.8);
    CHECK_ULP(math, exp2, double, 4);
    CHECK_ULP(math, exp2, float, 4);
    CHECK_ULP(math, expm1, double, 1.45);
    CHECK_ULP(math, expm1, float, 1.45);
    CHECK_ULP(math, log, double, 4);
    CHECK_ULP(math, log, float, 4);
    CHECK_ULP(math, log2, double, 4);
    CHECK_ULP(math, log2, float, 4);
    CHECK_ULP(math, log10, double, 4);
    CHECK_ULP(math, log10, float, 4);
    CHECK_ULP(math, log1p, double, 4);
    CHECK_ULP(math, log1p, float, 4);
    CHECK_ULP(math, sin, double, 10);
    CHECK_ULP(math, sin, float, 4);
    CHECK_ULP(math, cos, double, 10);
    CHECK_ULP(math, cos, float, 4);
    CHECK_ULP(math, tan, double, 4);
    CHECK_ULP(math, tan, float, 0.51);
    CHECK_ULP(math, asin, double, 4);
    CHECK_ULP(math, asin, float, 4);
    CHECK_ULP(math, acos, double, 4);
    CHECK_ULP(math, acos, float, 4);
    CHECK_ULP(math, atan, double, 4);
    CHECK_ULP(math, atan, float, 4);
    CHECK_ULP(math, sinh, double, 4);
    CHECK_ULP(math, sinh, float, 0.51);
    CHECK_ULP(math, cosh, double, 4);
    CHECK_ULP(math, cosh, float, 4);
    CHECK_ULP(math, tanh, double, 2.1);
    CHECK_ULP(math, tanh, float, 1.3);
    CHECK_ULP(math, asinh, double, 4);
    CHECK_ULP(math, asinh, float, 4);
    CHECK_ULP(math, acosh, double, 4);
    CHECK_ULP(math, acosh, float, 4);
    CHECK_ULP(math, atanh, double, 4);
    CHECK_ULP(math, atanh, float, 4);
    CHECK_ULP(math, erf, double, 1.75);
    CHECK_ULP(math, erf, float, 0.51);
    check_normal(reference::worst<double>(
                     "erfc", [](double x) { return math::erfc(x); }, 2 * least),
                 2.7);
    CHECK_ULP(math, erfc, float, 0.51);
    check_normal(reference::worst<double>(
                     "sigmoid", [](double x) { return math::sigmoid(x); }, 2 * least),
                 1.95);
    CHECK_ULP(math, sigmoid, float, 1.75);
    CHECK_ULP(math, softplus, double, 1.6);
    CHECK_ULP(math, softplus, float, 1.6);
    CHECK_ULP(math, cbrt, double, 4);
    CHECK_ULP(math, cbrt, float, 4);
    CHECK_ULP(math, sqrt, double, 0.5);
    CHECK_ULP(math, sqrt, float, 0.5);
    CHECK_ULP(math, pow, double, 4);
    CHECK_ULP(math, pow, float, 4);
    CHECK_ULP(math, atan2, double, 4);
    CHECK_ULP(math, atan2, float, 4);
    CHECK_ULP(math, hypot, double, 4);
    CHECK_ULP(math, hypot, float, 0.51);
}

TEST_CASE("math: special values at run time", "[core]") {
    double volatile infinite = inf;  // so that no call is folded
    double volatile not_a_number = quiet_nan;
    double volatile minus_zero = -0.0;
    CHECK(same(math::expm1(minus_zero), -0.0));
    CHECK(same(math::expm1(infinite), inf));
    CHECK(same(math::expm1(-infinite), -1.0));
    CHECK(same(math::expm1(1000.0 + 0.0 * minus_zero), inf));
    CHECK(std::isnan(math::expm1(not_a_number)));
    CHECK(same(math::tanh(minus_zero), -0.0));
    CHECK(same(math::tanh(infinite), 1.0));
    CHECK(same(math::tanh(-infinite), -1.0));
    CHECK(std::isnan(math::tanh(not_a_number)));
    CHECK(same(math::sigmoid(infinite), 1.0));
    CHECK(same(math::sigmoid(-infinite), 0.0));
    CHECK(std::isnan(math::sigmoid(not_a_number)));
    CHECK(same(math::softplus(infinite), inf));
    CHECK(same(math::softplus(-infinite), 0.0));
    CHECK(std::isnan(math::softplus(not_a_number)));
    CHECK(same(math::softplus(static_cast<float>(infinite)), static_cast<float>(inf)));
    CHECK(same(math::softplus(static_cast<float>(-infinite)), 0.0f));
    CHECK(std::isnan(math::softplus(static_cast<float>(not_a_number))));
    CHECK(same(math::erf(minus_zero), -0.0));
    CHECK(same(math::erf(-infinite), -1.0));
    CHECK(std::isnan(math::erf(not_a_number)));
    CHECK(same(math::erf(static_cast<float>(minus_zero)), -0.0f));
    CHECK(same(math::erfc(infinite), 0.0));
    CHECK(same(math::erfc(-infinite), 2.0));
    CHECK(same(math::erfc(minus_zero), 1.0));
    CHECK(std::isnan(math::erfc(not_a_number)));
    CHECK(std::isnan(math::erfc_exp(not_a_number).exp));
    CHECK(same(math::erfc_exp(infinite).exp, 0.0));
    CHECK(same(math::erf_exp(-infinite).erf, -1.0));
    CHECK(same(math::erf_exp(minus_zero).erf, -0.0));
    CHECK(same(math::erf_exp(minus_zero).exp, 1.0));
    CHECK(std::isnan(math::erf_exp(static_cast<float>(not_a_number)).erf));
}

TEST_CASE("math: erfc and exponential together in float", "[core]") {
    double worst = 0.0;
    for (int i = -9'000; i <= 9'000; ++i) {
        float const x = static_cast<float>(i) / 1000.0f;
        auto const both = math::erfc_exp(x);
        double const exact_erfc = tapeless::elementary::erfc(static_cast<double>(x));
        double const exact_exp = tapeless::elementary::exp_of_minus_square(static_cast<double>(x));
        worst = std::max(worst, std::abs(static_cast<double>(both.erfc) - exact_erfc) / exact_erfc);
        worst = std::max(worst, std::abs(static_cast<double>(both.exp) - exact_exp) / exact_exp);
    }
    CHECK(worst <= 0x1.05p-24);  // 0.51 units at the lower end of a binade
    CHECK(math::erfc_exp(-11.0f).erfc == 2.0f);
    CHECK(math::erfc_exp(11.0f).erfc == 0.0f);
    CHECK(math::erfc_exp(11.0f).exp == 0.0f);
}

TEST_CASE("math: fused functions agree with the single ones", "[core]") {
    double worst_exp = 0.0;
    double const units = 0x1p52;
    int wrong = 0;
    for (int i = -27'000; i <= 27'000; ++i) {
        double const x = i / 1000.0 + 1e-7;
        auto const both = math::erfc_exp(x);
        auto const other = math::erf_exp(x);
        auto const trig = math::sincos(x);
        auto const single = math::sincos(static_cast<float>(x));
        wrong += same(both.erfc, math::erfc(x)) ? 0 : 1;
        wrong += std::abs(other.erf - math::erf(x)) <= 2.0 / units ? 0 : 1;
        wrong +=
            std::abs(trig.sin - std::sin(x)) <= 2.0 / units && std::abs(trig.cos - std::cos(x)) <= 2.0 / units ? 0 : 1;
        wrong += single.sin == std::sin(static_cast<float>(x)) && single.cos == std::cos(static_cast<float>(x)) ? 0 : 1;
        if (std::abs(x) < 26.6) {
            double const exact = tapeless::elementary::exp_of_minus_square(x);
            worst_exp = std::max(worst_exp, std::max(std::abs(both.exp - exact), std::abs(other.exp - exact)) / exact);
        }
    }
    CHECK(wrong == 0);
    CHECK(worst_exp * units <= 1.1);
}

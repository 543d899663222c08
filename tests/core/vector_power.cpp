// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/power.hpp>
#include <tapeless/core/vector_power.hpp>

#include "catch.hpp"
#include "core/pack_sweep.hpp"

namespace {

constexpr auto exact_cbrt = [](auto x) { return std::cbrt(x); };
constexpr auto exact_sinh = [](auto x) { return std::sinh(x); };
constexpr auto exact_cosh = [](auto x) { return std::cosh(x); };
constexpr auto exact_asinh = [](auto x) { return std::asinh(x); };
constexpr auto exact_acosh = [](auto x) { return std::acosh(x); };
constexpr auto exact_atanh = [](auto x) { return std::atanh(x); };

}  // namespace

TEST_CASE("vector power: stated maximum errors", "[core]") {
    CHECK_PACKS(cbrt, exact_cbrt, 1.0, 1.0, -10, 10, 0, 0);
    CHECK_PACKS(sinh, exact_sinh, 2.5, 2.5, -715, 715, 0, 0);
    CHECK_PACKS(cosh, exact_cosh, 2.0, 2.0, -715, 715, 0, 0);
    CHECK_PACKS(asinh, exact_asinh, 2.5, 2.5, -10, 10, 0, 0);
    CHECK_PACKS(acosh, exact_acosh, 2.5, 2.5, 1, 10, 0, 0);
    CHECK_PACKS(atanh, exact_atanh, 2.5, 2.5, -1, 1, 0, 0);
}

TEMPLATE_TEST_CASE("vector power: hypot", "[core]", float, double,
                   (tapeless::pack<float, tapeless::native_lanes<float>>),
                   (tapeless::pack<double, tapeless::native_lanes<double>>)) {
    using V = TestType;
    using T = tapeless::lane_type<V>;
    auto const worst = pack_sweep::worst_of_two<V>([](V x, V y) { return tapeless::vectors::hypot(x, y); },
                                                   [](long double x, long double y) { return std::hypot(x, y); },
                                                   [](T x, T y) { return tapeless::elementary::hypot(x, y); }, 40000);
    CAPTURE(worst.ulp, worst.at);
    CHECK(worst.ulp <= 1.5);
}

TEMPLATE_TEST_CASE("vector power: pow of floats", "[core]", float, (tapeless::pack<float, 4>),
                   (tapeless::pack<float, tapeless::native_lanes<float>>)) {
    using V = TestType;
    auto const worst =
        pack_sweep::worst_of_two<V>([](V x, V y) { return tapeless::vectors::pow(x, y); },
                                    [](long double x, long double y) { return std::pow(x, y); },
                                    [](float x, float y) { return tapeless::elementary::pow(x, y); }, 40000);
    CAPTURE(worst.ulp, worst.at);
    CHECK(worst.ulp <= 1.0);
}

TEST_CASE("vector power: every float", "[.long]") {
    REPORT_PACKS(cbrt, exact_cbrt, -10, 10, 0, 0);
    REPORT_PACKS(sinh, exact_sinh, -715, 715, 0, 0);
    REPORT_PACKS(cosh, exact_cosh, -715, 715, 0, 0);
    REPORT_PACKS(asinh, exact_asinh, -10, 10, 0, 0);
    REPORT_PACKS(acosh, exact_acosh, 1, 10, 0, 0);
    REPORT_PACKS(atanh, exact_atanh, -1, 1, 0, 0);
}

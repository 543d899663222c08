// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/trigonometric.hpp>
#include <tapeless/core/vector_inverse_trigonometric.hpp>

#include "catch.hpp"
#include "core/pack_sweep.hpp"

namespace {

constexpr auto exact_asin = [](auto x) { return std::asin(x); };
constexpr auto exact_acos = [](auto x) { return std::acos(x); };
constexpr auto exact_atan = [](auto x) { return std::atan(x); };

}  // namespace

TEST_CASE("vector inverse trigonometric: stated maximum errors", "[core]") {
    CHECK_PACKS(asin, exact_asin, 2.0, 2.0, -1, 1, 0, 0);
    CHECK_PACKS(acos, exact_acos, 1.5, 1.5, -1, 1, 0, 0);
    CHECK_PACKS(atan, exact_atan, 2.0, 2.0, -5, 5, 0, 0);
}

TEMPLATE_TEST_CASE("vector inverse trigonometric: two arguments", "[core]", float, double,
                   (tapeless::pack<float, tapeless::native_lanes<float>>),
                   (tapeless::pack<double, tapeless::native_lanes<double>>)) {
    using V = TestType;
    using T = tapeless::lane_type<V>;
    auto const worst = pack_sweep::worst_of_two<V>([](V y, V x) { return tapeless::vectors::atan2(y, x); },
                                                   [](long double y, long double x) { return std::atan2(y, x); },
                                                   [](T y, T x) { return tapeless::elementary::atan2(y, x); }, 40000);
    CAPTURE(worst.ulp, worst.at);
    CHECK(worst.ulp <= 2.5);
}

TEST_CASE("vector inverse trigonometric: every float", "[.long]") {
    REPORT_PACKS(asin, exact_asin, -1, 1, 0, 0);
    REPORT_PACKS(acos, exact_acos, -1, 1, 0, 0);
    REPORT_PACKS(atan, exact_atan, -5, 5, 0, 0);
}

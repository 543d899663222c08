// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/vector_error_function.hpp>

#include "catch.hpp"
#include "core/pack_sweep.hpp"

namespace vectors = tapeless::vectors;
using reference::same;

namespace {

constexpr auto exact_erf = [](auto x) { return std::erf(x); };
constexpr auto exact_erfc = [](auto x) { return std::erfc(x); };
constexpr double least_float = std::numeric_limits<float>::min();
constexpr double least_double = std::numeric_limits<double>::min();

}  // namespace

TEMPLATE_TEST_CASE("vector error function: special values", "[core]", float, double,
                   (tapeless::pack<float, tapeless::native_lanes<float>>),
                   (tapeless::pack<double, tapeless::native_lanes<double>>)) {
    using V = TestType;
    using T = tapeless::lane_type<V>;
    T const inf = std::numeric_limits<T>::infinity();
    T const nan = std::numeric_limits<T>::quiet_NaN();
    auto const first = [](V y) { return pack_sweep::lane_of(y); };
    auto const all = [](T x) { return tapeless::packs::splat<V>(x); };
    CHECK(same(first(vectors::erf(all(T(-0.0f)))), T(-0.0f)));
    CHECK(same(first(vectors::erf(all(inf))), T(1)));
    CHECK(same(first(vectors::erf(all(-inf))), T(-1)));
    CHECK(same(first(vectors::erf(all(nan))), nan));
    CHECK(same(first(vectors::erfc(all(0))), T(1)));
    CHECK(same(first(vectors::erfc(all(inf))), T(0)));
    CHECK(same(first(vectors::erfc(all(28))), T(0)));
    CHECK(same(first(vectors::erfc(all(-inf))), T(2)));
    CHECK(same(first(vectors::erfc(all(nan))), nan));
}

TEST_CASE("vector error function: stated maximum errors", "[core]") {
    CHECK_PACKS(erf, exact_erf, 2.0, 2.0, -6, 6, 0, 0);
    CHECK_PACKS(erfc, exact_erfc, 4.0, 4.0, -6, 28, least_float, least_double);
}

TEST_CASE("vector error function: the exponential beside it", "[core]") {
    using tapeless::pack;
    auto const exact = [](auto x) { return static_cast<decltype(x)>(std::exp(-static_cast<long double>(x) * x)); };
    auto const exponential = [](auto x) { return vectors::erf_exp(x).exp; };
    using floats = pack<float, tapeless::native_lanes<float>>;
    using doubles = pack<double, tapeless::native_lanes<double>>;
    CHECK(pack_sweep::worst_float<floats>(exponential, exact, 40009, least_float).ulp <= 1.25);
    CHECK(pack_sweep::worst_double<doubles>(exponential, exact, -27, 27, 50000, least_double).ulp <= 1.25);
    CHECK(pack_sweep::worst_float<float>(exponential, exact, 40009, least_float).ulp <= 1.25);
}

TEST_CASE("vector error function: every float", "[.long]") {
    REPORT_PACKS(erf, exact_erf, -6, 6, 0, 0);
    REPORT_PACKS(erfc, exact_erfc, -6, 28, least_float, least_double);
}

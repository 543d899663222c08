// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/vector_logarithm.hpp>

#include "catch.hpp"
#include "core/pack_sweep.hpp"

namespace vectors = tapeless::vectors;
using reference::same;

namespace {

constexpr auto exact_log = [](auto x) { return std::log(x); };
constexpr auto exact_log2 = [](auto x) { return std::log2(x); };
constexpr auto exact_log10 = [](auto x) { return std::log10(x); };
constexpr auto exact_log1p = [](auto x) { return std::log1p(x); };
constexpr auto exact_softplus = [](auto x) {
    return (x < 0 ? decltype(x)(0) : x) + std::log1p(std::exp(-std::abs(x)));
};

}  // namespace

TEMPLATE_TEST_CASE("vector logarithm: special values", "[core]", float, double,
                   (tapeless::pack<float, tapeless::native_lanes<float>>),
                   (tapeless::pack<double, tapeless::native_lanes<double>>)) {
    using V = TestType;
    using T = tapeless::lane_type<V>;
    T const inf = std::numeric_limits<T>::infinity();
    T const nan = std::numeric_limits<T>::quiet_NaN();
    auto const first = [](V y) { return pack_sweep::lane_of(y); };
    auto const all = [](T x) { return tapeless::packs::splat<V>(x); };
    CHECK(same(first(vectors::log(all(0))), -inf));
    CHECK(same(first(vectors::log(all(T(-0.0f)))), -inf));
    CHECK(same(first(vectors::log(all(inf))), inf));
    CHECK(same(first(vectors::log(all(-1))), nan));
    CHECK(same(first(vectors::log(all(-inf))), nan));
    CHECK(same(first(vectors::log(all(nan))), nan));
    CHECK(same(first(vectors::log(all(1))), T(0)));
    CHECK(same(first(vectors::log2(all(8))), T(3)));
    CHECK(same(first(vectors::log2(all(std::numeric_limits<T>::denorm_min()))),
               static_cast<T>(std::numeric_limits<T>::min_exponent - std::numeric_limits<T>::digits)));
    CHECK(same(first(vectors::log1p(all(-1))), -inf));
    CHECK(same(first(vectors::log1p(all(-2))), nan));
    CHECK(same(first(vectors::log1p(all(inf))), inf));
    CHECK(same(first(vectors::log1p(all(T(-0.0f)))), T(-0.0f)));
    CHECK(same(first(vectors::softplus(all(-inf))), T(0)));
    CHECK(same(first(vectors::softplus(all(inf))), inf));
    CHECK(same(first(vectors::softplus(all(nan))), nan));
}

TEST_CASE("vector logarithm: stated maximum errors", "[core]") {
    CHECK_PACKS(log, exact_log, 1.0, 1.0, 0, 10, 0, 0);
    CHECK_PACKS(log2, exact_log2, 2.0, 2.0, 0, 10, 0, 0);
    CHECK_PACKS(log10, exact_log10, 2.5, 2.5, 0, 10, 0, 0);
    CHECK_PACKS(log1p, exact_log1p, 1.25, 1.25, -1, 10, 0, 0);
    CHECK_PACKS(softplus, exact_softplus, 1.6, 1.6, -750, 60, 0, 0);
}

TEST_CASE("vector logarithm: every float", "[.long]") {
    REPORT_PACKS(log, exact_log, 0, 10, 0, 0);
    REPORT_PACKS(log2, exact_log2, 0, 10, 0, 0);
    REPORT_PACKS(log10, exact_log10, 0, 10, 0, 0);
    REPORT_PACKS(log1p, exact_log1p, -1, 10, 0, 0);
    REPORT_PACKS(softplus, exact_softplus, -750, 60, 0, 0);
}

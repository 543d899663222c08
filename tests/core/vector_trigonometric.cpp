// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/vector_trigonometric.hpp>

#include "catch.hpp"
#include "core/pack_sweep.hpp"

namespace vectors = tapeless::vectors;
using reference::same;

namespace {

constexpr auto exact_sin = [](auto x) { return std::sin(x); };
constexpr auto exact_cos = [](auto x) { return std::cos(x); };
constexpr auto exact_tan = [](auto x) { return std::tan(x); };

}  // namespace

TEMPLATE_TEST_CASE("vector trigonometric: special values and both at once", "[core]", float, double,
                   (tapeless::pack<float, tapeless::native_lanes<float>>),
                   (tapeless::pack<double, tapeless::native_lanes<double>>)) {
    using V = TestType;
    using T = tapeless::lane_type<V>;
    T const inf = std::numeric_limits<T>::infinity();
    T const nan = std::numeric_limits<T>::quiet_NaN();
    auto const lane = [](V y, int i) { return pack_sweep::lane_of(y, i); };
    auto const all = [](T x) { return tapeless::packs::splat<V>(x); };
    CHECK(same(lane(vectors::sin(all(T(-0.0f))), 0), T(-0.0f)));
    CHECK(same(lane(vectors::tan(all(T(-0.0f))), 0), T(-0.0f)));
    CHECK(same(lane(vectors::cos(all(0)), 0), T(1)));
    CHECK(same(lane(vectors::sin(all(inf)), 0), nan));
    CHECK(same(lane(vectors::cos(all(-inf)), 0), nan));
    CHECK(same(lane(vectors::tan(all(inf)), 0), nan));
    CHECK(same(lane(vectors::sin(all(nan)), 0), nan));
    // moderate lanes beside large ones
    T arguments[tapeless::lanes<V>];
    for (int i = 0; i < tapeless::lanes<V>; ++i) arguments[i] = static_cast<T>(i % 2 == 0 ? 0.7 + i : 1e20 * (i + 1));
    V const x = tapeless::packs::load<V>(arguments);
    auto const both = vectors::sincos(x);
    for (int i = 0; i < tapeless::lanes<V>; ++i) {
        CAPTURE(i, arguments[i]);
        CHECK(pack_sweep::error(lane(vectors::sin(x), i), std::sin(static_cast<long double>(arguments[i]))) <= 2);
        CHECK(pack_sweep::error(lane(vectors::cos(x), i), std::cos(static_cast<long double>(arguments[i]))) <= 2);
        CHECK(pack_sweep::error(lane(both.sin, i), std::sin(static_cast<long double>(arguments[i]))) <= 2);
        CHECK(pack_sweep::error(lane(both.cos, i), std::cos(static_cast<long double>(arguments[i]))) <= 2);
    }
}

TEST_CASE("vector trigonometric: stated maximum errors", "[core]") {
    CHECK_PACKS(sin, exact_sin, 2.0, 1.75, -1000, 1000, 0, 0);
    CHECK_PACKS(cos, exact_cos, 2.0, 1.75, -1000, 1000, 0, 0);
    CHECK_PACKS(tan, exact_tan, 3.5, 3.5, -1000, 1000, 0, 0);
}

TEST_CASE("vector trigonometric: every float", "[.long]") {
    REPORT_PACKS(sin, exact_sin, -1000, 1000, 0, 0);
    REPORT_PACKS(cos, exact_cos, -1000, 1000, 0, 0);
    REPORT_PACKS(tan, exact_tan, -1000, 1000, 0, 0);
}

// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/trigonometric.hpp>

#include "catch.hpp"
#include "core/ulp.hpp"

namespace elementary = tapeless::elementary;
using reference::agrees;
using reference::same;

static_assert(agrees(reference::sin_d, [](auto x) { return elementary::sin(x); }));
static_assert(agrees(reference::sin_f, [](auto x) { return elementary::sin(x); }));
static_assert(agrees(reference::cos_d, [](auto x) { return elementary::cos(x); }));
static_assert(agrees(reference::cos_f, [](auto x) { return elementary::cos(x); }));
static_assert(agrees(reference::tan_d, [](auto x) { return elementary::tan(x); }));
static_assert(agrees(reference::tan_f, [](auto x) { return elementary::tan(x); }));
static_assert(agrees(reference::asin_d, [](auto x) { return elementary::asin(x); }));
static_assert(agrees(reference::asin_f, [](auto x) { return elementary::asin(x); }));
static_assert(agrees(reference::acos_d, [](auto x) { return elementary::acos(x); }));
static_assert(agrees(reference::acos_f, [](auto x) { return elementary::acos(x); }));
static_assert(agrees(reference::atan_d, [](auto x) { return elementary::atan(x); }));
static_assert(agrees(reference::atan_f, [](auto x) { return elementary::atan(x); }));
static_assert(agrees(reference::atan2_d, [](auto x, auto y) { return elementary::atan2(x, y); }));
static_assert(agrees(reference::atan2_f, [](auto x, auto y) { return elementary::atan2(x, y); }));

namespace {

template <typename Real>
constexpr bool special_cases() {
    namespace e = elementary;
    [[maybe_unused]] auto const inf = static_cast<Real>(__builtin_inf());
    [[maybe_unused]] auto const nan = static_cast<Real>(__builtin_nan(""));
    auto const zero = Real(0);
    auto const one = Real(1);
    bool good = true;
    auto const is = [&](Real got, Real expected) { good = good && same(got, expected); };
    auto const pi = static_cast<Real>(0x1.921fb54442d18p1);
    is(e::sin(nan), nan);
    is(e::cos(nan), nan);
    is(e::tan(nan), nan);
    is(e::asin(nan), nan);
    is(e::acos(nan), nan);
    is(e::atan(nan), nan);
    is(e::sin(zero), zero);
    is(e::sin(-zero), -zero);
    is(e::tan(zero), zero);
    is(e::tan(-zero), -zero);
    is(e::asin(zero), zero);
    is(e::asin(-zero), -zero);
    is(e::atan(zero), zero);
    is(e::atan(-zero), -zero);
    for (Real const x : {inf, -inf}) {
        is(e::sin(x), nan);
        is(e::cos(x), nan);
        is(e::tan(x), nan);
        is(e::asin(x), nan);
        is(e::acos(x), nan);
    }
    is(e::cos(zero), one);
    is(e::asin(Real(1.5)), nan);
    is(e::acos(Real(-1.5)), nan);
    is(e::asin(one), pi / 2);
    is(e::asin(-one), -pi / 2);
    is(e::acos(one), zero);
    is(e::acos(-one), pi);
    is(e::acos(zero), pi / 2);
    is(e::atan(inf), pi / 2);
    is(e::atan(-inf), -pi / 2);
    is(e::atan2(zero, -zero), pi);
    is(e::atan2(-zero, -zero), -pi);
    is(e::atan2(zero, zero), zero);
    is(e::atan2(-zero, zero), -zero);
    is(e::atan2(zero, -one), pi);
    is(e::atan2(-zero, -one), -pi);
    is(e::atan2(-zero, one), -zero);
    is(e::atan2(-one, zero), -pi / 2);
    is(e::atan2(one, -zero), pi / 2);
    is(e::atan2(one, -inf), pi);
    is(e::atan2(-one, -inf), -pi);
    is(e::atan2(one, inf), zero);
    is(e::atan2(-one, inf), -zero);
    is(e::atan2(inf, one), pi / 2);
    is(e::atan2(-inf, -one), -pi / 2);
    is(e::atan2(inf, inf), pi / 4);
    is(e::atan2(-inf, inf), -pi / 4);
    is(e::atan2(inf, -inf), static_cast<Real>(0x1.2d97c7f3321d2p1));
    is(e::atan2(nan, one), nan);
    is(e::atan2(one, nan), nan);
    return good;
}

}  // namespace

static_assert(special_cases<double>());
static_assert(special_cases<float>());

TEST_CASE("trigonometric: special values of C99 Annex F", "[core]") {
    CHECK(special_cases<double>());
    CHECK(special_cases<float>());
}

TEST_CASE("trigonometric: stated maximum errors", "[core]") {
    CHECK_ULP(elementary, sin, double, 0.76);
    CHECK_ULP(elementary, sin, float, 0.51);
    CHECK_ULP(elementary, cos, double, 0.76);
    CHECK_ULP(elementary, cos, float, 0.51);
    CHECK_ULP(elementary, tan, double, 0.85);
    CHECK_ULP(elementary, tan, float, 0.51);
    CHECK_ULP(elementary, asin, double, 0.51);
    CHECK_ULP(elementary, asin, float, 0.51);
    CHECK_ULP(elementary, acos, double, 0.51);
    CHECK_ULP(elementary, acos, float, 0.51);
    CHECK_ULP(elementary, atan, double, 0.51);
    CHECK_ULP(elementary, atan, float, 0.51);
    CHECK_ULP(elementary, atan2, double, 0.51);
    CHECK_ULP(elementary, atan2, float, 0.51);
}

// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/power.hpp>

#include "catch.hpp"
#include "core/ulp.hpp"

namespace elementary = tapeless::elementary;
using reference::agrees;
using reference::same;

static_assert(agrees(reference::pow_d, [](auto x, auto y) { return elementary::pow(x, y); }));
static_assert(agrees(reference::pow_f, [](auto x, auto y) { return elementary::pow(x, y); }));
static_assert(agrees(reference::cbrt_d, [](auto x) { return elementary::cbrt(x); }));
static_assert(agrees(reference::cbrt_f, [](auto x) { return elementary::cbrt(x); }));
static_assert(agrees(reference::hypot_d, [](auto x, auto y) { return elementary::hypot(x, y); }));
static_assert(agrees(reference::hypot_f, [](auto x, auto y) { return elementary::hypot(x, y); }));

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
    is(e::cbrt(nan), nan);
    is(e::cbrt(zero), zero);
    is(e::cbrt(-zero), -zero);
    is(e::cbrt(inf), inf);
    is(e::cbrt(-inf), -inf);
    is(e::cbrt(Real(-27)), Real(-3));
    is(e::hypot(inf, nan), inf);
    is(e::hypot(nan, -inf), inf);
    is(e::hypot(nan, one), nan);
    is(e::hypot(zero, -zero), zero);
    is(e::hypot(Real(-3), Real(4)), Real(5));
    is(e::hypot(-one, zero), one);
    for (Real const x : {zero, -zero, one, -one, Real(2.5), inf, -inf, nan}) {
        is(e::pow(x, zero), one);
        is(e::pow(x, -zero), one);
        is(e::pow(one, x), one);
    }
    is(e::pow(zero, Real(-3)), inf);
    is(e::pow(-zero, Real(-3)), -inf);
    is(e::pow(-zero, Real(-2)), inf);
    is(e::pow(-zero, Real(-0.5)), inf);
    is(e::pow(-zero, -inf), inf);
    is(e::pow(-zero, Real(3)), -zero);
    is(e::pow(-zero, Real(2)), zero);
    is(e::pow(-zero, Real(0.5)), zero);
    is(e::pow(-zero, inf), zero);
    is(e::pow(-one, inf), one);
    is(e::pow(-one, -inf), one);
    is(e::pow(Real(-2), Real(0.5)), nan);
    is(e::pow(-inf, Real(0.5)), inf);
    is(e::pow(-inf, Real(-3)), -zero);
    is(e::pow(-inf, Real(-2)), zero);
    is(e::pow(-inf, Real(3)), -inf);
    is(e::pow(-inf, Real(2)), inf);
    is(e::pow(inf, -one), zero);
    is(e::pow(inf, Real(0.5)), inf);
    is(e::pow(Real(0.5), -inf), inf);
    is(e::pow(Real(2), -inf), zero);
    is(e::pow(Real(-0.5), inf), zero);
    is(e::pow(Real(-2), inf), inf);
    is(e::pow(Real(2), nan), nan);
    is(e::pow(nan, Real(2)), nan);
    is(e::pow(Real(-2), Real(3)), Real(-8));
    is(e::pow(Real(-2), Real(-2)), Real(0.25));
    is(e::pow(Real(3), Real(5)), Real(243));
    is(e::pow(Real(-3), Real(1e30)), inf);
    is(e::pow(Real(-10), Real(401)), -inf);
    is(e::pow(Real(-10), Real(-401)), -zero);
    return good;
}

}  // namespace

static_assert(special_cases<double>());
static_assert(special_cases<float>());

TEST_CASE("power: special values of C99 Annex F", "[core]") {
    CHECK(special_cases<double>());
    CHECK(special_cases<float>());
}

TEST_CASE("power: stated maximum errors", "[core]") {
    CHECK_ULP(elementary, pow, double, 0.75);
    CHECK_ULP(elementary, pow, float, 0.51);
    CHECK_ULP(elementary, cbrt, double, 0.51);
    CHECK_ULP(elementary, cbrt, float, 0.51);
    CHECK_ULP(elementary, hypot, double, 0.75);
    CHECK_ULP(elementary, hypot, float, 0.51);
}

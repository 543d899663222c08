// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/hyperbolic.hpp>

#include "catch.hpp"
#include "core/ulp.hpp"

namespace elementary = tapeless::elementary;
using reference::agrees;
using reference::same;

static_assert(agrees(reference::sinh_d, [](auto x) { return elementary::sinh(x); }));
static_assert(agrees(reference::sinh_f, [](auto x) { return elementary::sinh(x); }));
static_assert(agrees(reference::cosh_d, [](auto x) { return elementary::cosh(x); }));
static_assert(agrees(reference::cosh_f, [](auto x) { return elementary::cosh(x); }));
static_assert(agrees(reference::tanh_d, [](auto x) { return elementary::tanh(x); }));
static_assert(agrees(reference::tanh_f, [](auto x) { return elementary::tanh(x); }));
static_assert(agrees(reference::asinh_d, [](auto x) { return elementary::asinh(x); }));
static_assert(agrees(reference::asinh_f, [](auto x) { return elementary::asinh(x); }));
static_assert(agrees(reference::acosh_d, [](auto x) { return elementary::acosh(x); }));
static_assert(agrees(reference::acosh_f, [](auto x) { return elementary::acosh(x); }));
static_assert(agrees(reference::atanh_d, [](auto x) { return elementary::atanh(x); }));
static_assert(agrees(reference::atanh_f, [](auto x) { return elementary::atanh(x); }));

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
    is(e::sinh(nan), nan);
    is(e::cosh(nan), nan);
    is(e::tanh(nan), nan);
    is(e::asinh(nan), nan);
    is(e::acosh(nan), nan);
    is(e::atanh(nan), nan);
    is(e::sinh(zero), zero);
    is(e::sinh(-zero), -zero);
    is(e::tanh(zero), zero);
    is(e::tanh(-zero), -zero);
    is(e::asinh(zero), zero);
    is(e::asinh(-zero), -zero);
    is(e::atanh(zero), zero);
    is(e::atanh(-zero), -zero);
    for (Real const x : {inf, -inf}) {
        is(e::sinh(x), x);
        is(e::cosh(x), inf);
        is(e::tanh(x), x < zero ? -one : one);
        is(e::asinh(x), x);
        is(e::atanh(x), nan);
    }
    is(e::cosh(zero), one);
    is(e::tanh(Real(1000)), one);
    is(e::tanh(Real(-1000)), -one);
    is(e::sinh(Real(-1000)), -inf);
    is(e::cosh(Real(-1000)), inf);
    is(e::acosh(one), zero);
    is(e::acosh(Real(0.5)), nan);
    is(e::acosh(-inf), nan);
    is(e::acosh(inf), inf);
    is(e::atanh(one), inf);
    is(e::atanh(-one), -inf);
    is(e::atanh(Real(2)), nan);
    return good;
}

}  // namespace

static_assert(special_cases<double>());
static_assert(special_cases<float>());

TEST_CASE("hyperbolic: special values of C99 Annex F", "[core]") {
    CHECK(special_cases<double>());
    CHECK(special_cases<float>());
}

TEST_CASE("hyperbolic: stated maximum errors", "[core]") {
    CHECK_ULP(elementary, sinh, double, 0.51);
    CHECK_ULP(elementary, sinh, float, 0.51);
    CHECK_ULP(elementary, cosh, double, 0.51);
    CHECK_ULP(elementary, cosh, float, 0.51);
    CHECK_ULP(elementary, tanh, double, 0.51);
    CHECK_ULP(elementary, tanh, float, 0.51);
    CHECK_ULP(elementary, asinh, double, 0.51);
    CHECK_ULP(elementary, asinh, float, 0.51);
    CHECK_ULP(elementary, acosh, double, 0.51);
    CHECK_ULP(elementary, acosh, float, 0.51);
    CHECK_ULP(elementary, atanh, double, 0.51);
    CHECK_ULP(elementary, atanh, float, 0.51);
}

// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/exponential.hpp>

#include "catch.hpp"
#include "core/ulp.hpp"

namespace elementary = tapeless::elementary;
using reference::agrees;
using reference::same;

static_assert(agrees(reference::exp_d, [](auto x) { return elementary::exp(x); }));
static_assert(agrees(reference::exp_f, [](auto x) { return elementary::exp(x); }));
static_assert(agrees(reference::exp2_d, [](auto x) { return elementary::exp2(x); }));
static_assert(agrees(reference::exp2_f, [](auto x) { return elementary::exp2(x); }));
static_assert(agrees(reference::expm1_d, [](auto x) { return elementary::expm1(x); }));
static_assert(agrees(reference::expm1_f, [](auto x) { return elementary::expm1(x); }));
static_assert(agrees(reference::log_d, [](auto x) { return elementary::log(x); }));
static_assert(agrees(reference::log_f, [](auto x) { return elementary::log(x); }));
static_assert(agrees(reference::log2_d, [](auto x) { return elementary::log2(x); }));
static_assert(agrees(reference::log2_f, [](auto x) { return elementary::log2(x); }));
static_assert(agrees(reference::log10_d, [](auto x) { return elementary::log10(x); }));
static_assert(agrees(reference::log10_f, [](auto x) { return elementary::log10(x); }));
static_assert(agrees(reference::log1p_d, [](auto x) { return elementary::log1p(x); }));
static_assert(agrees(reference::log1p_f, [](auto x) { return elementary::log1p(x); }));

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
    is(e::exp(nan), nan);
    is(e::exp2(nan), nan);
    is(e::expm1(nan), nan);
    is(e::log(nan), nan);
    is(e::log2(nan), nan);
    is(e::log10(nan), nan);
    is(e::log1p(nan), nan);
    is(e::expm1(zero), zero);
    is(e::expm1(-zero), -zero);
    is(e::log1p(zero), zero);
    is(e::log1p(-zero), -zero);
    is(e::exp(inf), inf);
    is(e::exp(-inf), zero);
    is(e::exp(zero), one);
    is(e::exp(-zero), one);
    is(e::exp(Real(1e30)), inf);
    is(e::exp(Real(-1e30)), zero);
    is(e::exp2(inf), inf);
    is(e::exp2(-inf), zero);
    is(e::exp2(Real(-3)), Real(0.125));
    is(e::exp2(Real(10)), Real(1024));
    is(e::expm1(inf), inf);
    is(e::expm1(-inf), -one);
    is(e::expm1(Real(1000)), inf);
    is(e::log(zero), -inf);
    is(e::log(-zero), -inf);
    is(e::log(one), zero);
    is(e::log(-one), nan);
    is(e::log(inf), inf);
    is(e::log(-inf), nan);
    is(e::log2(zero), -inf);
    is(e::log2(one), zero);
    is(e::log2(-one), nan);
    is(e::log2(Real(0.125)), Real(-3));
    is(e::log10(zero), -inf);
    is(e::log10(one), zero);
    is(e::log10(-one), nan);
    is(e::log10(Real(1000)), Real(3));
    is(e::log10(Real(1e10f)), Real(10));
    is(e::log1p(-one), -inf);
    is(e::log1p(Real(-2)), nan);
    is(e::log1p(inf), inf);
    is(e::log1p(-inf), nan);
    return good;
}

}  // namespace

static_assert(special_cases<double>());
static_assert(special_cases<float>());

TEST_CASE("exponential: special values of C99 Annex F", "[core]") {
    CHECK(special_cases<double>());
    CHECK(special_cases<float>());
}

TEST_CASE("exponential: stated maximum errors", "[core]") {
    CHECK_ULP(elementary, exp, double, 0.75);
    CHECK_ULP(elementary, exp, float, 0.51);
    CHECK_ULP(elementary, exp2, double, 0.75);
    CHECK_ULP(elementary, exp2, float, 0.51);
    CHECK_ULP(elementary, expm1, double, 0.51);
    CHECK_ULP(elementary, expm1, float, 0.51);
    CHECK_ULP(elementary, log, double, 0.51);
    CHECK_ULP(elementary, log, float, 0.51);
    CHECK_ULP(elementary, log2, double, 0.51);
    CHECK_ULP(elementary, log2, float, 0.51);
    CHECK_ULP(elementary, log10, double, 0.51);
    CHECK_ULP(elementary, log10, float, 0.51);
    CHECK_ULP(elementary, log1p, double, 0.51);
    CHECK_ULP(elementary, log1p, float, 0.51);
}

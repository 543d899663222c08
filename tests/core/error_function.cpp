// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/error_function.hpp>

#include "catch.hpp"
#include "core/ulp.hpp"

namespace elementary = tapeless::elementary;
using reference::agrees;
using reference::same;

static_assert(agrees(reference::erf_d, [](auto x) { return elementary::erf(x); }));
static_assert(agrees(reference::erf_f, [](auto x) { return elementary::erf(x); }));
static_assert(agrees(reference::erfc_d, [](auto x) { return elementary::erfc(x); }));
static_assert(agrees(reference::erfc_f, [](auto x) { return elementary::erfc(x); }));

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
    is(e::erf(nan), nan);
    is(e::erfc(nan), nan);
    is(e::erf(zero), zero);
    is(e::erf(-zero), -zero);
    is(e::erf(inf), one);
    is(e::erf(-inf), -one);
    is(e::erfc(inf), zero);
    is(e::erfc(-inf), Real(2));
    is(e::erfc(zero), one);
    is(e::erfc(Real(28)), zero);
    is(e::erfc(Real(-10)), Real(2));
    is(e::erf(Real(10)), one);
    return good;
}

}  // namespace

static_assert(special_cases<double>());
static_assert(special_cases<float>());

TEST_CASE("error function: special values of C99 Annex F", "[core]") {
    CHECK(special_cases<double>());
    CHECK(special_cases<float>());
}

TEST_CASE("error function: stated maximum errors", "[core]") {
    CHECK_ULP(elementary, erf, double, 0.75);
    CHECK_ULP(elementary, erf, float, 0.51);
    CHECK_ULP(elementary, erfc, double, 0.75);
    CHECK_ULP(elementary, erfc, float, 0.51);
}

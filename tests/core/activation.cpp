// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/activation.hpp>

#include "catch.hpp"
#include "core/ulp.hpp"

namespace elementary = tapeless::elementary;
using reference::agrees;
using reference::same;

static_assert(agrees(reference::sigmoid_d, [](auto x) { return elementary::sigmoid(x); }));
static_assert(agrees(reference::sigmoid_f, [](auto x) { return elementary::sigmoid(x); }));
static_assert(agrees(reference::softplus_d, [](auto x) { return elementary::softplus(x); }));
static_assert(agrees(reference::softplus_f, [](auto x) { return elementary::softplus(x); }));

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
    is(e::sigmoid(nan), nan);
    is(e::softplus(nan), nan);
    is(e::sigmoid(zero), Real(0.5));
    is(e::sigmoid(inf), one);
    is(e::sigmoid(-inf), zero);
    is(e::sigmoid(Real(1000)), one);
    is(e::sigmoid(Real(-1000)), zero);
    is(e::softplus(Real(1000)), Real(1000));
    is(e::softplus(Real(-1000)), zero);
    is(e::softplus(inf), inf);
    is(e::softplus(-inf), zero);
    is(e::softplus(zero), static_cast<Real>(0x1.62e42fefa39efp-1));
    return good;
}

}  // namespace

static_assert(special_cases<double>());
static_assert(special_cases<float>());

TEST_CASE("activation: special values of C99 Annex F", "[core]") {
    CHECK(special_cases<double>());
    CHECK(special_cases<float>());
}

TEST_CASE("activation: stated maximum errors", "[core]") {
    CHECK_ULP(elementary, sigmoid, double, 0.75);
    CHECK_ULP(elementary, sigmoid, float, 0.51);
    CHECK_ULP(elementary, softplus, double, 0.75);
    CHECK_ULP(elementary, softplus, float, 0.51);
}

// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/floating_point.hpp>

#include "catch.hpp"
#include "core/ulp.hpp"

#include <random>

namespace elementary = tapeless::elementary;
using reference::agrees;
using reference::same;

static_assert(agrees(reference::sqrt_d, [](auto x) { return elementary::sqrt(x); }));
static_assert(agrees(reference::sqrt_f, [](auto x) { return elementary::sqrt(x); }));

namespace {

template <typename Real>
constexpr bool special_cases() {
    namespace e = elementary;
    auto const inf = static_cast<Real>(__builtin_inf());
    auto const nan = static_cast<Real>(__builtin_nan(""));
    auto const zero = Real(0);
    auto const one = Real(1);
    bool good = true;
    auto const is = [&](Real got, Real expected) { good = good && same(got, expected); };
    for (Real const x : {zero, -zero, inf, -inf, nan, Real(1e30), Real(-3)}) {
        is(e::floor(x), x);
        is(e::ceil(x), x);
        is(e::trunc(x), x);
        is(e::round(x), x);
    }
    is(e::floor(Real(-0.5)), -one);
    is(e::floor(Real(0.5)), zero);
    is(e::ceil(Real(-0.5)), -zero);
    is(e::ceil(Real(2.25)), Real(3));
    is(e::trunc(Real(-2.75)), Real(-2));
    is(e::trunc(Real(-0.75)), -zero);
    is(e::round(Real(-2.5)), Real(-3));
    is(e::round(Real(0.5)), one);
    is(e::round(Real(0.49999997f)), zero);
    is(e::abs(-zero), zero);
    is(e::abs(-inf), inf);
    is(e::copysign(Real(3), -zero), Real(-3));
    is(e::copysign(-one, one), one);
    is(e::sqrt(zero), zero);
    is(e::sqrt(-zero), -zero);
    is(e::sqrt(inf), inf);
    is(e::sqrt(nan), nan);
    is(e::sqrt(Real(49)), Real(7));
    good = good && e::signbit(-zero) && !e::signbit(zero) && e::isnan(nan) && !e::isnan(inf) && e::isinf(-inf) &&
           !e::isinf(nan) && e::isfinite(one) && !e::isfinite(nan) && !e::isfinite(inf);
    return good;
}

}  // namespace

static_assert(special_cases<double>());
static_assert(special_cases<float>());
static_assert(same(elementary::sqrt(-1.0), __builtin_nan("")));

TEST_CASE("floating point: rounding, signs and special values", "[core]") {
    CHECK(special_cases<double>());
    CHECK(special_cases<float>());
}

TEST_CASE("floating point: the constant square root is the machine's", "[core]") {
    std::mt19937_64 random(7);
    int wrong = 0;
    for (int i = 0; i < 200'000; ++i) {
        double const x = std::bit_cast<double>(random() & 0x7fffffffffffffffu);
        if (!(x > 0.0 && x < std::numeric_limits<double>::infinity())) continue;
        wrong += same(elementary::detail::positive_square_root(x), std::sqrt(x)) ? 0 : 1;
        // the hardest cases lie next to squares
        double const root = std::bit_cast<double>((random() & 0xfffffffffffffu) | 0x3ff0000000000000u);
        for (double const near : {root * root, std::nextafter(root * root, 0.0), std::nextafter(root * root, 9.0)})
            wrong += same(elementary::detail::positive_square_root(near), std::sqrt(near)) ? 0 : 1;
    }
    CHECK(wrong == 0);
    for (double const tiny : {0x1p-1074, 0x1.fffp-1065, 0x1p-1022, 0x0.fffffffffffffp-1022})
        CHECK(elementary::detail::positive_square_root(tiny) == std::sqrt(tiny));
    CHECK_ULP(elementary, sqrt, double, 0.5);
    CHECK_ULP(elementary, sqrt, float, 0.5);
}

TEST_CASE("floating point: rounding agrees with the C library everywhere", "[core]") {
    std::mt19937_64 random(8);
    for (int i = 0; i < 20'000; ++i) {
        double const x =
            std::ldexp(std::uniform_real_distribution<>(-1.0, 1.0)(random), static_cast<int>(random() % 60));
        auto const y = static_cast<float>(x);
        bool const good = same(elementary::floor(x), std::floor(x)) && same(elementary::ceil(x), std::ceil(x)) &&
                          same(elementary::trunc(x), std::trunc(x)) && same(elementary::round(x), std::round(x)) &&
                          same(elementary::floor(y), std::floor(y)) && same(elementary::ceil(y), std::ceil(y)) &&
                          same(elementary::trunc(y), std::trunc(y)) && same(elementary::round(y), std::round(y));
        if (!good) {
            INFO(x);
            CHECK(good);
        }
    }
    SUCCEED();
}

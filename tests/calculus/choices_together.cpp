// SPDX-License-Identifier: BSL-1.0
// Choices with different tests that read one value, choices of two variables, and derivatives of derivatives of them:
// the sides that are not taken leave no trace.
#include "catch.hpp"
#include "support/close.hpp"
#include "support/loaded.hpp"

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/reductions.hpp>

using support::close;
using support::loaded;
using tapeless::derivative;
using tapeless::gradient;
using tapeless::hessian;
using tapeless::hvp;
using tapeless::jacobian;
using tapeless::jvp;
using tapeless::value;

namespace {

/// Value, derivatives in both modes and second derivatives.
template <class F>
constexpr bool is(F f, double x, double v, double first, double second) {
    return close(value(f)(x), v) && close(gradient(f)(x), first) && close(derivative(f)(x), first) &&
           close(hessian(f)(x), second) && close(hvp(f)(x, 1.0), second) && close(derivative<2>(f)(x), second);
}

#define CHECK_IS(x, ...)                                                                                               \
    do {                                                                                                               \
        static_assert(is(f, x, __VA_ARGS__));                                                                          \
        CHECK(is(f, loaded<double>(x), __VA_ARGS__));                                                                  \
    } while (false)

}  // namespace

TEST_CASE("a value that choices with different tests read") {
    {
        constexpr auto f = [](auto x) {
            auto const l = x * log(x);
            return select(x > 0, l, 0) + select(x > 1, 2 * l, 0);
        };
        CHECK_IS(0.0, 0, 0, 0);
        CHECK_IS(1.0, 0, 1, 1);
    }
    {
        constexpr auto f = [](auto x) {
            auto const l = log(x);
            return select(x > 0, l, 0) + select(x > 1, 2 * l, 0) + select(x > 2, 3 * l, 0);
        };
        CHECK_IS(0.0, 0, 0, 0);
        CHECK_IS(4.0, 12 * 0.69314718055994530942, 1.5, -0.375);
    }
    {
        constexpr auto f = [](auto x) {
            auto const l = 1 / x;
            auto const m = sin(l);
            return select(x > 0, m, 0) + select(x > 1, m * l, 0);
        };
        CHECK_IS(0.0, 0, 0, 0);
    }
    {
        constexpr auto f = [](auto x) {
            auto const l = log(x);
            auto const a = select(x > 0, l, 0);
            return a + select(x > 1, a * l, 0);
        };
        CHECK_IS(0.0, 0, 0, 0);
    }
    {
        constexpr auto f = [](auto x) {
            auto const root = sqrt(x);
            return exp(select(x > 0, root, 0)) + select(x > 1, 1 / root, 1) * (x + 1);
        };
        CHECK_IS(-1.0, 1, 1, 0);
    }
    {
        constexpr auto f = [](auto x) {
            auto const l = min(log(x), sqrt(x));
            return cond(
                       x > 0, [](auto y) { return y; }, [](auto y) { return 0 * y; }, l) +
                   select(x > 1, l * l, 0);
        };
        CHECK_IS(0.0, 0, 0, 0);
    }
}

TEST_CASE("functions of arrays that choices read") {
    {
        constexpr auto f = [](auto x) {
            auto const l = logsumexp(std::array{log(x), 1 / x, x});
            return select(x > 0, l, 2 * x) + select(x > 1, l, 0);
        };
        CHECK_IS(0.0, 0, 2, 0);
    }
    {
        constexpr auto f = [](auto x) {
            auto const l = norm(std::array{log(x), sqrt(x)}) + max(std::array{log(x), 1 / x});
            return select(x > 0, l, 2 * x) + select(x > 1, l * l, 0);
        };
        CHECK_IS(-1.0, -2, 2, 0);
    }
}

TEST_CASE("quotients of two variables", "") {
    constexpr auto safe = [](auto const& x) { return select(x[1] == 0, x[0] * x[0] * x[1], x[0] / x[1]); };
    constexpr auto branch = [](auto const& x) {
        return cond(
            x[1] == 0, [](auto const& y) { return y[0] * y[0] * y[1]; }, [](auto const& y) { return y[0] / y[1]; }, x);
    };
    using numbers = std::array<double, 2>;
    constexpr auto holds = [](auto f, numbers x) {
        using F = decltype(f);
        auto const rows = jacobian([](auto const& a) { return std::array{F{}(a), a[0], a[1]}; })(x);
        double const u = x[0];
        return value(f)(x) == 0 && gradient(f)(x) == numbers{0, u * u} && rows[0] == numbers{0, u * u} &&
               jvp(f)(x, numbers{1, 2}).tangent == 2 * u * u &&
               hessian(f)(x) == std::array<numbers, 2>{numbers{0, 2 * u}, numbers{2 * u, 0}} &&
               hvp(f)(x, numbers{1, 2}) == numbers{4 * u, 2 * u};
    };
    static_assert(holds(safe, {3, 0}) && holds(safe, {0, 0}));
    static_assert(holds(branch, {3, 0}) && holds(branch, {0, 0}));
    CHECK(holds(safe, loaded(numbers{3, 0})));
    CHECK(holds(safe, loaded(numbers{0, 0})));
    CHECK(holds(branch, loaded(numbers{3, 0})));
    CHECK(holds(branch, loaded(numbers{0, 0})));
}

TEST_CASE("gradients of gradients of gradients") {
    constexpr auto third = [](auto f, double x) {
        using F = decltype(f);
        constexpr auto slope = [](auto a) { return gradient(F{})(a); };
        constexpr auto curvature = [](auto a) { return gradient(decltype(slope){})(a); };
        return gradient(curvature)(x);
    };
    constexpr auto power = [](auto x) { return select(x > 0, pow(x, x), x * x * x); };
    constexpr auto sign_by_hypot = [](auto x) { return select(x > 0, hypot(x, 0) / x, x * x * x); };
    static_assert(third(power, -0.5) == 6 && third(sign_by_hypot, 0) == 6);
    CHECK(third(power, loaded<double>(-0.5)) == 6);
    CHECK(third(sign_by_hypot, loaded<double>(0)) == 6);
}

TEST_CASE("float is no exception") {
    constexpr auto f = [](auto x) { return select(x > 0, sqrt(x) * log(x), 2 * x); };
    CHECK(gradient(f)(loaded<float>(0)) == 2);
    CHECK(derivative(f)(loaded<float>(-1)) == 2);
    CHECK(hessian(f)(loaded<float>(0)) == 0);
}

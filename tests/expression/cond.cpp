// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"
#include "support/loaded.hpp"

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/functions.hpp>

using support::close;
using support::loaded;
using tapeless::cond;
using tapeless::derivative;
using tapeless::gradient;
using tapeless::value;

TEST_CASE("plain conditions choose at once") {
    static_assert(cond(
                      true, [](auto x) { return x + 1; }, [](auto x) { return x * 10; }, 3) == 4);
    static_assert(cond(
                      false, [](auto x) { return x + 1; }, [](auto x) { return x * 10; }, 3) == 30);
    static_assert(cond(
                      true, [] { return 1.0; }, [] { return 2.0; }) == 1);
}

TEST_CASE("one function for plain and for traced numbers") {
    constexpr auto f = [](auto x, auto y) {
        return cond(
            x < y, [](auto a, auto b) { return a * b; }, [](auto a, auto b) { return a / b; }, x, y);
    };
    static_assert(f(2.0, 3.0) == 6 && f(3.0, 2.0) == 1.5);
    static_assert(value(f)(2.0, 3.0) == 6 && value(f)(3.0, 2.0) == 1.5);
    static_assert(gradient(f)(2.0, 3.0) == std::array{3.0, 2.0});
    static_assert(gradient(f)(3.0, 2.0) == std::array{0.5, -0.75});
}

TEST_CASE("several results and handles from outside", "") {
    constexpr auto f = [](auto x, auto y) {
        auto const s = sin(x);
        auto const both = cond(
            x < y && y > 0,
            [s](auto a) {
                return std::array{a * s, a};
            },
            [s](auto a) {
                return std::array{a + s, 2 * a};
            },
            y);
        return both[0] * both[1];
    };
    CHECK(close(value(f)(0.5, 2.0), 4 * std::sin(0.5)));
    CHECK(close(gradient(f)(0.5, 2.0), std::array{4 * std::cos(0.5), 4 * std::sin(0.5)}));
    CHECK(close(gradient(f)(0.5, -2.0), std::array{-4 * std::cos(0.5), 2 * (-4 + std::sin(0.5))}));
    auto const h = tapeless::hessian(f)(0.5, 2.0);
    CHECK(close(h[0][1], 4 * std::cos(0.5)));
    CHECK(close(h[1][1], 2 * std::sin(0.5)));
}

TEST_CASE("what is not taken leaks nothing") {
    constexpr auto f = [](auto x) {
        return cond(
            x > 0, [](auto a) { return sqrt(a) * log(a); }, [](auto a) { return a * a; }, x);
    };
    static_assert(value(f)(0.0) == 0 && derivative(f)(0.0) == 0 && gradient(f)(0.0) == 0);
    static_assert(derivative<2>(f)(-1.0) == 2 && tapeless::hessian(f)(0.0) == 2);
    CHECK(close(derivative(f)(4.0), std::log(4.0) / 4 + 0.5));
}

TEST_CASE("branches nest, and one condition may be asked again") {
    constexpr auto f = [](auto x, auto y) {
        auto const inner = [](auto a, auto b) {
            return cond(
                b > 0, [](auto c) { return c * c; }, [](auto c) { return -c; }, a);
        };
        auto const first = cond(
            x > 0, inner, [](auto a, auto b) { return a * b; }, x, y);
        auto const again = cond(
            x > 0, [](auto a) { return 3 * a; }, [](auto a) { return 5 * a; }, first);
        return again + y;
    };
    static_assert(value(f)(2.0, 1.0) == 13 && value(f)(2.0, -1.0) == -7 && value(f)(-2.0, 1.0) == -9);
    static_assert(gradient(f)(2.0, 1.0) == std::array{12.0, 1.0});
    static_assert(gradient(f)(2.0, -1.0) == std::array{-3.0, 1.0});
    static_assert(gradient(f)(-2.0, 1.0) == std::array{5.0, -9.0});
    CHECK(gradient(f)(-2.0, 1.0) == std::array{5.0, -9.0});
}

TEST_CASE("a condition known while tracing leaves no branch") {
    constexpr auto f = [](auto x) {
        return cond(
            tapeless::condition(true), [](auto a) { return a * 2; }, [](auto a) { return a * 3; }, x);
    };
    static_assert(derivative(f)(1.0) == 2);
}

// Two branches on one condition, of which the second reads what the first has computed: g++ -O1 -Wall warned of values
// that may be used uninitialized.
TEST_CASE("a branch that reads what an earlier one has computed gives no warning") {
    constexpr auto f = [](auto x, auto y) {
        auto const inner = [](auto a, auto b) {
            return cond(
                a > b, [](auto s, auto t) { return s * s * s * t; }, [](auto s, auto t) { return sin(s) * t * t; }, a,
                b);
        };
        auto const g = tapeless::gradient(inner)(x, y);
        return g[0] * g[1];
    };
    auto const taken = tapeless::hessian(f)(loaded<double>(2.0), loaded<double>(1.0));  // of 3 x^5 y
    CHECK(taken[0][0] == 480);
    CHECK(taken[0][1] == 240);
    CHECK(taken[1][1] == 0);
    auto const other = tapeless::hessian(f)(loaded<double>(1.0), loaded<double>(2.0));  // of sin(2 x) y^3
    CHECK(close(other[0][0], -32 * std::sin(2.0)));
    CHECK(close(other[0][1], 24 * std::cos(2.0)));
    CHECK(close(other[1][1], 12 * std::sin(2.0)));
}

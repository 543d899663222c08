// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/gradient.hpp>
#include <tapeless/expression/functions.hpp>

#include <cmath>

using support::close;
using tapeless::gradient;
using tapeless::value;

// For each function: the traced program, the plain function of the same name and the standard library agree, at run
// time and in a constant expression.
#define CHECK_UNARY(name, standard, ...)                                                                               \
    TEST_CASE("function " #name) {                                                                                     \
        constexpr auto f = [](auto x) {                                                                                \
            using tapeless::name;                                                                                      \
            return name(x);                                                                                            \
        };                                                                                                             \
        constexpr double first = std::array{__VA_ARGS__}[0];                                                           \
        constexpr double folded = value(f)(first);                                                                     \
        static_assert(close(folded, f(first), 1e-15));                                                                 \
        CHECK(close(folded, standard(first), 1e-15));                                                                  \
        for (double const x : {__VA_ARGS__}) {                                                                         \
            INFO(x);                                                                                                   \
            CHECK(close(value(f)(x), f(x), 1e-15));                                                                    \
            CHECK(close(value(f)(x), standard(x), 1e-15));                                                             \
            CHECK(close(value(f)(static_cast<float>(x)), standard(static_cast<float>(x)), 4e-7));                      \
        }                                                                                                              \
    }

CHECK_UNARY(abs, std::fabs, -1.5, 0.0, 2.0)
CHECK_UNARY(sqrt, std::sqrt, 2.0, 0.0, 1e-300)
CHECK_UNARY(cbrt, std::cbrt, 2.0, -8.0, 0.0)
CHECK_UNARY(exp, std::exp, 0.5, -2.0, 80.0)
CHECK_UNARY(exp2, std::exp2, 0.5, -2.0, 80.0)
CHECK_UNARY(expm1, std::expm1, 0.5, -2.0, 1e-9)
CHECK_UNARY(log, std::log, 0.5, 1.0, 1e9)
CHECK_UNARY(log2, std::log2, 0.5, 8.0, 1e9)
CHECK_UNARY(log10, std::log10, 0.5, 1000.0, 1e9)
CHECK_UNARY(log1p, std::log1p, 0.5, -0.5, 1e-9)
CHECK_UNARY(sin, std::sin, 0.5, -2.0, 100.0)
CHECK_UNARY(cos, std::cos, 0.5, -2.0, 100.0)
CHECK_UNARY(tan, std::tan, 0.5, -1.0, 100.0)
CHECK_UNARY(asin, std::asin, 0.5, -1.0, 1e-3)
CHECK_UNARY(acos, std::acos, 0.5, -1.0, 1e-3)
CHECK_UNARY(atan, std::atan, 0.5, -1.0, 1e9)
CHECK_UNARY(sinh, std::sinh, 0.5, -1.0, 20.0)
CHECK_UNARY(cosh, std::cosh, 0.5, -1.0, 20.0)
CHECK_UNARY(tanh, std::tanh, 0.5, -1.0, 20.0)
CHECK_UNARY(asinh, std::asinh, 0.5, -1.0, 20.0)
CHECK_UNARY(acosh, std::acosh, 1.5, 1.0, 20.0)
CHECK_UNARY(atanh, std::atanh, 0.5, -0.75, 1e-3)
CHECK_UNARY(erf, std::erf, 0.5, -1.0, 3.0)
CHECK_UNARY(erfc, std::erfc, 0.5, -1.0, 3.0)
CHECK_UNARY(floor, std::floor, 0.5, -1.5, 2.0)
CHECK_UNARY(ceil, std::ceil, 0.5, -1.5, 2.0)
CHECK_UNARY(
    sigmoid, [](auto v) { return 1 / (1 + std::exp(-v)); }, 0.5, -2.0, 30.0)
CHECK_UNARY(
    softplus, [](auto v) { return std::log1p(std::exp(v)); }, 0.5, -2.0, 5.0)
CHECK_UNARY(
    sign, [](auto v) { return v > 0   ? decltype(v)(1)
                              : v < 0 ? decltype(v)(-1)
                                      : v; }, 0.5, -2.0, 0.0)
CHECK_UNARY(
    square, [](auto v) { return v * v; }, 0.5, -2.0, 1e4)
CHECK_UNARY(
    relu, [](auto v) { return v > 0 ? v : 0; }, 0.5, -2.0, 0.0)

#define CHECK_BINARY(name, standard)                                                                                   \
    TEST_CASE("function " #name) {                                                                                     \
        constexpr auto f = [](auto x, auto y) {                                                                        \
            using tapeless::name;                                                                                      \
            return name(x, y);                                                                                         \
        };                                                                                                             \
        constexpr double folded = value(f)(1.25, 2.5);                                                                 \
        static_assert(close(folded, f(1.25, 2.5), 1e-15));                                                             \
        CHECK(close(folded, standard(1.25, 2.5), 1e-15));                                                              \
        for (double const x : {0.5, 2.0, 7.0})                                                                         \
            for (double const y : {-1.5, 0.0, 0.5, 3.0}) {                                                             \
                INFO(x << " " << y);                                                                                   \
                CHECK(close(value(f)(x, y), f(x, y), 1e-15));                                                          \
                CHECK(close(value(f)(x, y), standard(x, y), 1e-15));                                                   \
                CHECK(close(value(f)(static_cast<float>(x), static_cast<float>(y)),                                    \
                            standard(static_cast<float>(x), static_cast<float>(y)), 4e-7));                            \
            }                                                                                                          \
    }

CHECK_BINARY(pow, std::pow)
CHECK_BINARY(atan2, std::atan2)
CHECK_BINARY(hypot, std::hypot)
CHECK_BINARY(min, std::min)
CHECK_BINARY(max, std::max)
CHECK_BINARY(fmin, std::fmin)
CHECK_BINARY(fmax, std::fmax)

TEST_CASE("whole exponents") {
    constexpr auto f = [](auto x) { return std::array{pow(x, 2), pow(x, 0), pow(x, 5), pow(x, -3), pow(x, 1)}; };
    static_assert(value(f)(2.0) == std::array{4.0, 1.0, 32.0, 0.125, 2.0});
    static_assert(value(f)(-2.0) == std::array{4.0, 1.0, -32.0, -0.125, -2.0});
    CHECK(value(f)(0.0)[1] == 1);
    CHECK(value(f)(0.0)[3] == support::infinity);
    CHECK(close(value([](auto x) { return pow(x, 2.5); })(1.75), std::pow(1.75, 2.5)));
}

TEST_CASE("clamp") {
    constexpr auto f = [](auto x) {
        using tapeless::clamp;
        return clamp(x, decltype(x)(-1), decltype(x)(2));
    };
    static_assert(value(f)(-3.0) == -1 && value(f)(-1.0) == -1 && value(f)(0.5) == 0.5 && value(f)(2.0) == 2 &&
                  value(f)(5.0) == 2);
    static_assert(f(-3.0) == -1 && f(0.5) == 0.5 && f(5.0) == 2);
    CHECK(std::isnan(value(f)(support::not_a_number)));
}

TEST_CASE("relu keeps NaN") {
    constexpr auto f = [](auto x) {
        using tapeless::relu;
        return relu(x);
    };
    CHECK(std::isnan(value(f)(support::not_a_number)));
    CHECK(std::isnan(f(support::not_a_number)));
}

TEST_CASE("select chooses between two plain numbers of one type") {
    constexpr auto step = [](auto x) { return select(x < 0, -1.5, 2.5); };
    static_assert(value(step)(-1) == -1.5 && value(step)(1) == 2.5);
    static_assert(tapeless::select(true, 1.0, 2.0) == 1.0 && tapeless::select(1 < 0, 1.0F, 2.0F) == 2.0F);
    SUCCEED();
}

TEST_CASE("select chooses without computing with what it does not choose") {
    constexpr auto f = [](auto x, auto y) {
        using tapeless::select;
        return select(x < y || x == 3, x * 2, y / x);
    };
    static_assert(value(f)(1.0, 2.0) == 2 && value(f)(4.0, 2.0) == 0.5 && value(f)(3.0, 0.0) == 6);
    static_assert(f(1.0, 2.0) == 2 && f(4.0, 2.0) == 0.5);
    CHECK(value(f)(3.0, 2.0) == f(3.0, 2.0));
    constexpr auto guarded = [](auto x) { return select(x > 0, log(x), x); };
    CHECK(value(guarded)(-1.0) == -1);
    CHECK(value(guarded)(0.0) == 0);
}

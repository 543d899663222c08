// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/external.hpp>
#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/functions.hpp>

#include <cmath>

using support::close;
using tapeless::cond;
using tapeless::derivative;
using tapeless::external;
using tapeless::gradient;

namespace {

int sines = 0;
int cosines = 0;
double sine(double x) {
    ++sines;
    return std::sin(x);
}
double cosine(double x) {
    ++cosines;
    return std::cos(x);
}
double power(double x, double y) { return std::pow(x, y); }

constexpr auto table = external<sine, cosine>;
constexpr auto smooth = external<sine, external<cosine, [](auto x) { return -external<sine>(x); }>>;
constexpr auto pow_outside = external<power, [](auto x, auto y) { return y * pow(x, y - 1); },
                                      [](auto x, auto y) { return pow(x, y) * log(x); }>;

/// A function of an array with two results.
struct polar {
    template <class T>
    constexpr std::array<T, 2> operator()(std::array<T, 2> const& v) const {
        return {v[0] * v[0] + v[1], v[0] * v[1]};
    }
};
struct polar_jacobian {
    template <class T>
    constexpr auto operator()(std::array<T, 2> const& v) const {
        return std::array{std::array{2 * v[0], T(1)}, std::array{v[1], v[0]}};
    }
};

}  // namespace

TEST_CASE("an opaque function with its derivative, in both modes") {
    constexpr auto f = [](auto x) { return table(x * x) * 2; };
    CHECK(close(tapeless::value(f)(0.5), 2 * std::sin(0.25)));
    CHECK(close(derivative(f)(0.5), 2 * std::cos(0.25)));
    CHECK(close(gradient(f)(0.5f), 2 * std::cos(0.25f), 1e-6));
    static_assert(std::is_same_v<decltype(gradient(f)(0.5f)), float>);
    CHECK(table(0.5) == std::sin(0.5));
}

TEST_CASE("one call for each set of arguments, none for a derivative that is not asked for") {
    constexpr auto f = [](auto x) { return table(x) * table(x) + exp(table(x)); };
    sines = cosines = 0;
    static_cast<void>(tapeless::value(f)(0.5));
    CHECK(sines == 1);
    CHECK(cosines == 0);
    static_cast<void>(tapeless::value_and_gradient(f)(0.5));
    CHECK(sines == 2);
    CHECK(cosines == 1);
}

TEST_CASE("derivatives that are traced code or externals themselves go to higher orders") {
    constexpr auto f = [](auto x) { return smooth(x * x); };
    CHECK(close(derivative<2>(f)(0.5), 2 * std::cos(0.25) - std::sin(0.25)));
    CHECK(close(tapeless::hessian(f)(0.5), 2 * std::cos(0.25) - std::sin(0.25)));
    constexpr auto g = [](auto x, auto y) { return pow_outside(x, y) * x; };
    auto const h = tapeless::hessian(g)(2.0, 3.0);
    CHECK(close(h[0][0], 4 * 3 * 4.0, 1e-12));
    CHECK(close(h[0][1], 8 + 4 * 8 * std::log(2.0), 1e-12));
    CHECK(close(h[1][1], 16 * std::log(2.0) * std::log(2.0), 1e-12));
}

TEST_CASE("arrays of arguments and results") {
    constexpr auto f = [](auto const& v) {
        auto const p = external<polar{}, polar_jacobian{}>(v);
        return p[0] * p[1];
    };
    static_assert(tapeless::value(f)(std::array{2.0, 3.0}) == 42);
    static_assert(gradient(f)(std::array{2.0, 3.0}) == std::array{4 * 6 + 7 * 3.0, 6 + 7 * 2.0});
}

TEST_CASE("a branch that is not taken does not run: value, gradient, Hessian") {
    constexpr auto f = [](auto x, auto y) {
        return cond(
            x > y, [](auto a, auto b) { return smooth(a) * b; }, [](auto a, auto b) { return exp(a) / b; }, x, y);
    };
    for (double x : {0.2, 0.9}) {
        bool const taken = x > 0.5;
        sines = cosines = 0;
        CHECK(close(tapeless::value(f)(x, 0.5), taken ? std::sin(x) * 0.5 : std::exp(x) / 0.5));
        CHECK(sines == (taken ? 1 : 0));
        CHECK(cosines == 0);
        auto const [v, g] = tapeless::value_and_gradient(f)(x, 0.5);
        CHECK(close(g[0], taken ? std::cos(x) * 0.5 : std::exp(x) / 0.5));
        CHECK(close(g[1], taken ? std::sin(x) : -std::exp(x) / 0.25));
        CHECK(sines == (taken ? 2 : 0));
        CHECK(cosines == (taken ? 1 : 0));
        auto const h = tapeless::hessian(f)(x, 0.5);
        CHECK(close(h[0][0], taken ? -std::sin(x) * 0.5 : std::exp(x) / 0.5));
        CHECK(close(h[0][1], taken ? std::cos(x) : -std::exp(x) / 0.25));
        CHECK(sines == (taken ? 3 : 0));
        CHECK(cosines == (taken ? 2 : 0));
        auto const t = tapeless::jvp(f)(x, 0.5, 1.0, 0.0);
        CHECK(close(t.tangent, g[0]));
        CHECK(sines == (taken ? 4 : 0));
    }
}

TEST_CASE("one tuple or pair is one argument") {
    static constexpr auto area = tapeless::external<[](auto const& p) { return std::get<0>(p) * std::get<1>(p); },
                                                    [](auto const& p) {
                                                        return std::tuple{std::get<1>(p), std::get<0>(p)};
                                                    }>;
    static_assert(gradient([](auto x, auto y) { return area(std::tuple{x, y}); })(2.0, 7.0) == std::array{7.0, 2.0});
    static_assert(gradient([](auto const& p) { return area(p); })(std::pair{2.0, 7.0}) == std::pair{7.0, 2.0});
}

TEST_CASE("functions of arrays of double, in double and in float") {
    static constexpr auto area = tapeless::external<[](std::array<double, 2> const& p) { return p[0] * p[0] * p[1]; },
                                                    [](std::array<double, 2> const& p) {
                                                        return std::array{2 * p[0] * p[1], p[0] * p[0]};
                                                    }>;
    constexpr auto f = [](auto const& p) { return area(p); };
    static_assert(gradient(f)(std::array{2.0, 7.0}) == std::array{28.0, 4.0});
    static_assert(gradient(f)(std::array{2.0f, 7.0f}) == std::array{28.0f, 4.0f});
}

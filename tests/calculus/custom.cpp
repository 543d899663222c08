// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/custom.hpp>
#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/expression/functions.hpp>

using support::close;
using tapeless::custom_jvp;
using tapeless::custom_vjp;
using tapeless::derivative;
using tapeless::gradient;
using tapeless::jacobian;
using tapeless::jvp;

namespace {

// A derivative that is wrong on purpose, so that it shows whether the rule was used: d(x^2) = 3 x dx.
constexpr auto square_of = custom_jvp([](auto x) { return x * x; }, [](auto x, auto dx) { return 3 * x * dx; });
constexpr auto product = custom_vjp([](auto x, auto y) { return x * y; },
                                    [](auto x, auto y, auto d) {
                                        return std::array{5 * y * d, 7 * x * d};
                                    });

}  // namespace

TEST_CASE("the value is the function's, the derivative the rule's, in both modes and every order") {
    constexpr auto f = [](auto x) { return square_of(sin(x)); };
    static_assert(square_of(3.0) == 9);
    static_assert(tapeless::value([](auto x) { return square_of(x); })(3.0) == 9);
    static_assert(derivative([](auto x) { return square_of(x); })(2.0) == 6);
    static_assert(gradient([](auto x) { return square_of(x); })(2.0) == 6);
    static_assert(derivative<2>([](auto x) { return square_of(x); })(2.0) == 3);
    static_assert(tapeless::hessian([](auto x) { return square_of(x); })(2.0) == 3);
    CHECK(close(gradient(f)(0.5), 3 * std::sin(0.5) * std::cos(0.5)));
    CHECK(close(jvp(f)(0.5, 2.0).tangent, 6 * std::sin(0.5) * std::cos(0.5)));
    CHECK(close(derivative(derivative(f))(0.5), 3 * std::cos(1.0)));
    CHECK(close(tapeless::hvp(f)(0.5, 2.0), 6 * std::cos(1.0)));
}

TEST_CASE("a rule by cotangents serves forward mode too") {
    constexpr auto f = [](auto x, auto y) { return product(x * x, y) + x; };
    static_assert(gradient(f)(2.0, 3.0) == std::array{5 * 3 * 4.0 + 1, 7 * 4.0});
    static_assert(jvp(f)(2.0, 3.0, 1.0, 10.0).tangent == 61 + 280);
    static_assert(jacobian(f)(2.0, 3.0) == std::array{61.0, 28.0});
}

TEST_CASE("arrays in, arrays out") {
    static constexpr auto turned = custom_jvp(
        [](auto const& v, auto s) {
            return std::array{v[1] * s, v[0]};
        },
        [](auto const&, auto s, auto const& dv, auto ds) {
            return std::array{dv[1] * s * 2, ds};
        });
    constexpr auto f = [](auto const& v, auto s) { return turned(v, s); };
    static_assert(tapeless::value(f)(std::array{1.0, 2.0}, 3.0) == std::array{6.0, 1.0});
    auto const j = jacobian(f)(std::array{1.0, 2.0}, 3.0);
    CHECK(std::get<0>(j[0]) == std::array{0.0, 6.0});
    CHECK(std::get<1>(j[0]) == 0);
    CHECK(std::get<1>(j[1]) == 1);

    static constexpr auto by_rows = custom_vjp(
        [](auto const& v) {
            return std::array{v[0] * v[1], v[0]};
        },
        [](auto const& v, auto const& d) {
            return std::array{d[0] * v[1] + d[1], 10 * d[0] * v[0]};
        });
    static_assert(jacobian([](auto const& v) { return by_rows(v); })(std::array{2.0, 3.0}) ==
                  std::array{std::array{3.0, 20.0}, std::array{1.0, 0.0}});
}

TEST_CASE("straight-through estimators") {
    static constexpr auto through = custom_vjp([](auto x) { return round(x); }, [](auto, auto d) { return d; });
    constexpr auto f = [](auto x) { return through(x * 2) * 3; };
    constexpr auto g = [](auto x) { return (2 * x + stop_gradient(round(2 * x) - 2 * x)) * 3; };
    static_assert(tapeless::value(f)(0.7) == 3 && tapeless::value(g)(0.7) == 3);
    static_assert(derivative(f)(0.7) == 6 && derivative(g)(0.7) == 6);
}

TEST_CASE("stop_gradient passes the value alone") {
    constexpr auto f = [](auto x) { return x * stop_gradient(x) + stop_gradient(exp(x)); };
    static_assert(tapeless::value(f)(0.0) == 1);
    static_assert(derivative(f)(2.0) == 2);
    static_assert(derivative<2>(f)(2.0) == 0);
    static_assert(gradient(f)(2.0) == 2);
}

TEST_CASE("plain numbers run the function itself, and float stays float") {
    static_assert(std::is_same_v<decltype(square_of(2.0f)), float>);
    static_assert(std::is_same_v<decltype(derivative([](auto x) { return square_of(x); })(2.0f)), float>);
    CHECK(product(2.0, 3.0) == 6);
}

TEST_CASE("one tuple or pair is one argument of a rule") {
    static constexpr auto by_tangent =
        custom_jvp([](auto const& p) { return std::get<0>(p) * std::get<1>(p); },
                   [](auto const& p, auto const& d) {
                       return 3 * std::get<1>(p) * std::get<0>(d) + 5 * std::get<0>(p) * std::get<1>(d);
                   });
    static_assert(gradient([](auto x, auto y) {
                      return by_tangent(std::tuple{x, y});
                  })(2.0, 7.0) == std::array{21.0, 10.0});
    static_assert(gradient([](auto const& p) { return by_tangent(p); })(std::pair{2.0, 7.0}) == std::pair{21.0, 10.0});
}

TEST_CASE("a rule may pass its tangent through another custom function") {
    static constexpr auto doubled =
        tapeless::custom_jvp([](auto x) { return 2 * x; }, [](auto, auto dx) { return 2 * dx; });
    static constexpr auto tripled =
        tapeless::custom_jvp([](auto x) { return 3 * x; }, [](auto, auto dx) { return doubled(dx) + dx; });
    static_assert(tapeless::derivative([](auto x) { return tripled(x) * x; })(2.0) == 12);
    SUCCEED();
}

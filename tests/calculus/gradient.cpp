// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/gradient.hpp>

#include <boost/hana/tuple.hpp>

using support::close;
using tapeless::gradient;
using tapeless::value_and_gradient;

namespace {

constexpr auto f = [](auto x, auto y, auto z) { return x * x * y + z / y; };

}  // namespace

TEST_CASE("several scalars give an array") {
    constexpr auto g = gradient(f)(3.0, 2.0, 5.0);
    static_assert(std::is_same_v<decltype(g), std::array<double, 3> const>);
    static_assert(g == std::array{12.0, 9.0 - 5.0 / 4, 0.5});
    double const x = 3;
    CHECK(gradient(f)(x, 2.0, 5.0) == g);
    CHECK(gradient(f)(3.0f, 2.0f, 5.0f) == std::array{12.0f, 7.75f, 0.5f});
    CHECK(gradient(f)(3, 2, 5) == g);
}

TEST_CASE("one argument gives its own structure") {
    constexpr auto cube = [](auto x) { return x * x * x; };
    static_assert(std::is_same_v<decltype(gradient(cube)(2.0)), double>);
    static_assert(gradient(cube)(2.0) == 12);
    constexpr auto dot = [](auto const& v) { return v[0] * v[1] + v[2]; };
    static_assert(gradient(dot)(std::array{2.0, 3.0, 4.0}) == std::array{3.0, 2.0, 1.0});
    CHECK(gradient(dot)(std::array{2.0f, 3.0f, 4.0f}) == std::array{3.0f, 2.0f, 1.0f});
}

TEST_CASE("mixed arguments give a tuple of their structures") {
    constexpr auto mixed = [](auto const& v, auto s, auto const& t) {
        return v[0] * s + v[1] * std::get<0>(t) + std::get<1>(t)[1] * s;
    };
    constexpr std::array v{2.0, 3.0};
    constexpr std::tuple t{7.0, std::array{11.0, 13.0}};
    constexpr auto g = gradient(mixed)(v, 5.0, t);
    static_assert(
        std::is_same_v<decltype(g),
                       std::tuple<std::array<double, 2>, double, std::tuple<double, std::array<double, 2>>> const>);
    static_assert(std::get<0>(g) == std::array{5.0, 7.0});
    static_assert(std::get<1>(g) == 2 + 13);
    static_assert(std::get<2>(g) == std::tuple{3.0, std::array{0.0, 5.0}});
    CHECK(gradient(mixed)(v, 5.0, t) == g);
}

TEST_CASE("pairs and boost::hana::tuple") {
    namespace hana = boost::hana;
    constexpr auto on_pair = [](auto const& p) { return p.first * p.second; };
    static_assert(gradient(on_pair)(std::pair{2.0, 3.0}) == std::pair{3.0, 2.0});
    constexpr auto on_tuple = [](auto const& t) { return hana::at_c<0>(t) * hana::at_c<1>(t); };
    constexpr auto g = gradient(on_tuple)(hana::make_tuple(2.0, 3.0));
    static_assert(hana::at_c<0>(g) == 3 && hana::at_c<1>(g) == 2);
    CHECK(gradient(on_pair)(std::pair{2.0, 3.0}).first == 3);
}

TEST_CASE("gradient by chosen arguments") {
    static_assert(gradient<1>(f)(3.0, 2.0, 5.0) == 7.75);
    static_assert(gradient<0, 2>(f)(3.0, 2.0, 5.0) == std::array{12.0, 0.5});
    static_assert(gradient<2, 0>(f)(3.0, 2.0, 5.0) == std::array{0.5, 12.0});
    constexpr auto weighted = [](auto const& w, auto x) { return w[0] * x + w[1]; };
    static_assert(gradient<0>(weighted)(std::array{2.0, 3.0}, 5.0) == std::array{5.0, 1.0});
    static_assert(gradient<1>(weighted)(std::array{2.0, 3.0}, 5.0) == 2);
    CHECK(gradient<0, 2>(f)(3.0, 2.0, 5.0) == std::array{12.0, 0.5});
}

TEST_CASE("value and gradient, taken apart") {
    constexpr auto both = value_and_gradient(f)(3.0, 2.0, 5.0);
    static_assert(both.value == 20.5 && both.gradient == std::array{12.0, 7.75, 0.5});
    auto const [v, g] = value_and_gradient(f)(3.0, 2.0, 5.0);
    CHECK(v == 20.5);
    CHECK(g == both.gradient);
    auto const [w, by_z] = value_and_gradient<2>(f)(3.0, 2.0, 5.0);
    CHECK(w == 20.5);
    CHECK(by_z == 0.5);
}

TEST_CASE("arguments that are not used, and results that are arguments or constants") {
    constexpr auto second = [](auto, auto y, auto) { return y; };
    static_assert(gradient(second)(1.0, 2.0, 3.0) == std::array{0.0, 1.0, 0.0});
    static_assert(value_and_gradient(second)(1.0, 2.0, 3.0).value == 2);
    constexpr auto constant = [](auto, auto) { return 4.5; };
    static_assert(gradient(constant)(1.0, 2.0) == std::array{0.0, 0.0});
    static_assert(value_and_gradient(constant)(1.0, 2.0).value == 4.5);
    CHECK(gradient(second)(1.0, 2.0, 3.0) == std::array{0.0, 1.0, 0.0});
}

TEST_CASE("laws: sum, product, quotient and chain rule") {
    constexpr auto u = [](auto x) { return sin(x) * x; };
    constexpr auto v = [](auto x) { return exp(x) + 2; };
    constexpr auto sum = [](auto x) { return sin(x) * x + (exp(x) + 2); };
    constexpr auto product = [](auto x) { return sin(x) * x * (exp(x) + 2); };
    constexpr auto quotient = [](auto x) { return sin(x) * x / (exp(x) + 2); };
    constexpr auto chain = [](auto x) { return exp(sin(x) * x) + 2; };
    for (double const x : {-1.5, 0.25, 2.0}) {
        double const du = gradient(u)(x);
        double const dv = gradient(v)(x);
        double const at_u = tapeless::value(u)(x);
        double const at_v = tapeless::value(v)(x);
        CHECK(close(gradient(sum)(x), du + dv));
        CHECK(close(gradient(product)(x), du * at_v + at_u * dv));
        CHECK(close(gradient(quotient)(x), (du * at_v - at_u * dv) / (at_v * at_v)));
        CHECK(close(gradient(chain)(x), gradient(v)(at_u) * du));
    }
}

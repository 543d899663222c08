// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/gradient.hpp>

#include <array>
#include <boost/hana/tuple.hpp>
#include <tuple>
#include <utility>

using tapeless::structure_of;
using tapeless::traced_function;
using tapeless::value;

namespace {

template <class F, class... A>
constexpr auto const& graph_of = traced_function<F, structure_of<A>...>::value;

template <class T>
constexpr T helper(T x) {
    return x * x + 1;
}

}  // namespace

TEST_CASE("a trace holds the inputs that are used and every operation once") {
    constexpr auto f = [](auto x, auto y) { return (x + y) * (x + y); };
    constexpr auto const& g = graph_of<decltype(f), double, double>;
    static_assert(g.size == 4 && g.input_count == 2);
    static_assert(g.nodes[2].operation == tapeless::op::add && g.nodes[3].operation == tapeless::op::mul);
    static_assert(g.nodes[3].a == g.nodes[3].b && g.outputs[0] == 3);
    CHECK(value(f)(2.0, 3.0) == 25);
}

TEST_CASE("float and double arguments share a graph, whole numbers adapt") {
    constexpr auto f = [](auto x, auto y) { return x * y + 0.5; };
    static_assert(std::is_same_v<structure_of<double>, structure_of<float>> &&
                  std::is_same_v<structure_of<double>, structure_of<int>>);
    static_assert(std::is_same_v<structure_of<std::array<float, 3>>, structure_of<std::array<double, 3>>>);
    static_assert(&graph_of<decltype(f), double, double> == &graph_of<decltype(f), float, float>);
    static_assert(std::is_same_v<decltype(value(f)(2.0f, 3.0f)), float>);
    static_assert(std::is_same_v<decltype(value(f)(2.0, 3.0f)), double>);
    static_assert(std::is_same_v<decltype(value(f)(2.0f, 3)), float>);
    static_assert(std::is_same_v<decltype(value(f)(2, 3)), double>);
    static_assert(value(f)(2.0f, 3) == 6.5f && value(f)(2, 3) == 6.5 && value(f)(2.0, 3.0f) == 6.5);
    int const n = 3;
    CHECK(value(f)(2.0, n) == 6.5);
}

TEST_CASE("loops, local arrays and helper templates") {
    constexpr auto f = [](auto const& x) {
        using T = typename std::remove_cvref_t<decltype(x)>::value_type;
        T local[3]{};
        std::array<T, 2> partial{};
        for (std::size_t i = 0; i < 3; ++i) local[i] = helper(x[i]) * static_cast<int>(i + 1);
        for (std::size_t i = 0; i < 3; ++i) partial[i % 2] += local[i];
        T product = 1;
        for (T const& p : partial) product *= p;
        return product;
    };
    constexpr std::array x{1.0, 2.0, 3.0};  // local: 2, 10, 30
    static_assert(value(f)(x) == (2.0 + 30.0) * 10.0);
    static_assert(f(x) == value(f)(x));
    CHECK(value(f)(x) == f(x));
}

TEST_CASE("std::array of std::array") {
    constexpr auto f = [](auto const& m) { return std::array{m[0][0] * m[1][1], m[0][1] * m[1][0]}; };
    constexpr std::array<std::array<double, 2>, 2> m{{{1, 2}, {3, 4}}};
    static_assert(value(f)(m) == std::array{4.0, 6.0});
    auto run_time = m;
    CHECK(value(f)(run_time) == std::array{4.0, 6.0});
}

TEST_CASE("std::tuple and std::pair, nested") {
    constexpr auto f = [](auto const& t, auto const& p) {
        auto const& [a, inner] = t;
        return std::tuple{a * inner[0] + p.first, std::pair{inner[1] - p.second, a}};
    };
    constexpr std::tuple<double, std::array<double, 2>> t{2.0, {3.0, 4.0}};
    constexpr std::pair p{10.0, 1.0};
    constexpr auto result = value(f)(t, p);
    static_assert(std::is_same_v<decltype(result), std::tuple<double, std::pair<double, double>> const>);
    static_assert(std::get<0>(result) == 16 && std::get<1>(result) == std::pair{3.0, 2.0});
    CHECK(value(f)(t, p) == result);
}

TEST_CASE("boost::hana::tuple") {
    namespace hana = boost::hana;
    constexpr auto f = [](auto const& t) {
        return hana::make_tuple(hana::at_c<0>(t) * hana::at_c<1>(t)[1], hana::at_c<1>(t)[0]);
    };
    constexpr hana::tuple<float, std::array<float, 2>> t{2.0f, std::array{3.0f, 4.0f}};
    constexpr auto result = value(f)(t);
    static_assert(std::is_same_v<decltype(result), hana::tuple<float, float> const>);
    static_assert(hana::at_c<0>(result) == 8.0f && hana::at_c<1>(result) == 3.0f);
    auto const run_time = value(f)(t);
    CHECK(hana::at_c<0>(run_time) == 8.0f);
}

TEST_CASE("int and double in one tuple") {
    constexpr auto f = [](auto const& t) { return std::get<0>(t) * std::get<1>(t); };
    static_assert(value(f)(std::tuple{3, 0.5}) == 1.5);
    static_assert(std::is_same_v<decltype(value(f)(std::tuple{3, 0.5f})), float>);
    CHECK(value(f)(std::tuple{3, 0.5}) == 1.5);
}

TEST_CASE("results that are constants, and arguments that are not used") {
    constexpr auto f = [](auto, auto y) { return std::tuple{y, 2.5, 3}; };
    constexpr auto result = value(f)(1.0, 4.0);
    static_assert(result == std::tuple{4.0, 2.5, 3.0});
    static_assert(graph_of<decltype(f), double, double>.input_count == 2);
    CHECK(value(f)(1.0, 4.0) == result);
}

TEST_CASE("a graph much greater than the guess") {
    constexpr auto f = [](auto x) {
        auto y = x;
        for (int i = 0; i < 400; ++i) y = y * 0.5 + x * i;
        return y;
    };
    constexpr auto const& g = graph_of<decltype(f), double>;
    static_assert(g.size > 1000);
    static_assert(value(f)(0.25) == f(0.25));
    CHECK(value(f)(1.25) == f(1.25));
}

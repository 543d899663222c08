// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/calculus/jacobian.hpp>
#include <tapeless/calculus/taylor.hpp>

using support::close;
using tapeless::derivative;
using tapeless::gradient;
using tapeless::jacobian;

TEST_CASE("more results than arguments: forward mode") {
    constexpr auto f = [](auto x, auto y) { return std::array{x * y, x + y, x / y}; };
    constexpr auto j = jacobian(f)(6.0, 2.0);
    static_assert(std::is_same_v<decltype(j), std::array<std::array<double, 2>, 3> const>);
    static_assert(j == std::array<std::array<double, 2>, 3>{{{2, 6}, {1, 1}, {0.5, -1.5}}});
    double const x = 6;
    CHECK(jacobian(f)(x, 2.0) == j);
}

TEST_CASE("more arguments than results: reverse mode") {
    constexpr auto f = [](auto const& x) { return std::array{x[0] * x[1] * x[2], x[2] - x[3]}; };
    constexpr std::array x{2.0, 3.0, 4.0, 5.0};
    constexpr auto j = jacobian(f)(x);
    static_assert(j == std::array<std::array<double, 4>, 2>{{{12, 8, 6, 0}, {0, 0, 1, -1}}});
    auto const run_time = x;
    CHECK(jacobian(f)(run_time) == j);
}

TEST_CASE("both modes give the same") {
    constexpr auto wide = [](auto x, auto y) { return sin(x * y) + exp(x) * y; };  // 1 x 2: by rows
    constexpr auto tall = [](auto x, auto y) {                                     // 3 x 2: by columns
        return std::array{sin(x * y) + exp(x) * y, x, y};
    };
    for (double const x : {-1.0, 0.5, 2.0}) {
        CHECK(close(jacobian(wide)(x, 0.75), jacobian(tall)(x, 0.75)[0], 1e-14));
        CHECK(close(gradient(wide)(x, 0.75), jacobian(tall)(x, 0.75)[0], 1e-14));
    }
}

TEST_CASE("a tie of max is shared in both modes") {
    constexpr auto wide = [](auto x, auto y) { return max(x, y); };
    constexpr auto tall = [](auto x, auto y) { return std::array{max(x, y), min(x, y), x}; };
    static_assert(jacobian(wide)(2.0, 2.0) == std::array{0.5, 0.5});
    static_assert(jacobian(tall)(2.0, 2.0) == std::array<std::array<double, 2>, 3>{{{0.5, 0.5}, {0.5, 0.5}, {1, 0}}});
    CHECK(jacobian(tall)(2.0, 2.0)[1] == jacobian(wide)(2.0, 2.0));
    // by one argument alone: the other is a constant, and the tie belongs to neither
    CHECK(jacobian<0>(tall)(2.0, 2.0) == std::array{0.0, 0.0, 1.0});
}

TEST_CASE("structured results and arguments") {
    constexpr auto f = [](auto const& p, auto s) {
        return std::tuple{p.first * s, std::array{p.second, p.second * p.second, s}};
    };
    constexpr auto j = jacobian(f)(std::pair{2.0, 3.0}, 5.0);
    using row = std::tuple<std::pair<double, double>, double>;
    static_assert(std::is_same_v<decltype(j), std::tuple<row, std::array<row, 3>> const>);
    static_assert(std::get<0>(j) == row{{5, 0}, 2});
    static_assert(std::get<1>(j)[1] == row{{0, 6}, 0} && std::get<1>(j)[2] == row{{0, 0}, 1});
    CHECK(jacobian(f)(std::pair{2.0, 3.0}, 5.0) == j);
}

TEST_CASE("Jacobian by chosen arguments") {
    constexpr auto f = [](auto x, auto const& v, auto y) { return std::array{x * v[0] + y, v[1] * y}; };
    constexpr std::array v{2.0, 3.0};
    static_assert(jacobian<0>(f)(5.0, v, 7.0) == std::array{2.0, 0.0});
    static_assert(jacobian<2, 0>(f)(5.0, v, 7.0) == std::array<std::array<double, 2>, 2>{{{1, 2}, {3, 0}}});
    static_assert(jacobian<1>(f)(5.0, v, 7.0) == std::array<std::array<double, 2>, 2>{{{5, 0}, {0, 7}}});
    CHECK(jacobian<0>(f)(5.0, v, 7.0) == std::array{2.0, 0.0});
}

TEST_CASE("constants, arguments and one value twice among the results") {
    constexpr auto f = [](auto x, auto y) {
        auto const p = x * y;
        return std::tuple{p, 2.5, x, p, y};
    };
    constexpr auto j = jacobian(f)(3.0, 4.0);
    using row = std::array<double, 2>;
    static_assert(j == std::tuple{row{4, 3}, row{0, 0}, row{1, 0}, row{4, 3}, row{0, 1}});
    static_assert(tapeless::value(f)(3.0, 4.0) == std::tuple{12.0, 2.5, 3.0, 12.0, 4.0});
    CHECK(jacobian(f)(3.0, 4.0) == j);
}

TEST_CASE("the derivative of a function of one number") {
    constexpr auto f = [](auto x) { return std::array{x * x, x, 0 * x + 2}; };
    static_assert(derivative(f)(3.0) == std::array{6.0, 1.0, 0.0});
    constexpr auto g = [](auto x) { return exp(2 * x); };
    static_assert(close(derivative(g)(0.0), 2.0));
    CHECK(close(derivative(g)(0.5), 2 * 2.71828182845904523536));
    CHECK(close(derivative(g)(0.5f), 2 * 2.71828182845904523536, 1e-6));
}

// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/close.hpp"

#include <tapeless/formula.hpp>

#include <boost/hana/size.hpp>

#include <cmath>
#include <type_traits>

using namespace tapeless::literals;
using namespace tapeless;

namespace {

constexpr auto x = variable<"x">;
constexpr auto y = variable<"y">;
constexpr auto f = sin(x) * y + x * x;
constexpr auto traced_f = [](auto a, auto b) { return sin(a) * b + a * a; };

}  // namespace

TEST_CASE("a formula takes its arguments by name, in any order") {
    static_assert(f(x = 0.0, y = 2.0) == 0 && f(y = 2.0, x = 0.0) == 0);
    static_assert(f(x = 2.0, y = 0.0) == 4 && (x / y)(y = 2, x = 1) == 0.5);
    double a = 0.7, b = -1.3;
    CHECK(f(y = b, x = a) == value(traced_f)(a, b));
    CHECK(f(a, b) == value(traced_f)(a, b));  // by position: alphabetical
    static_assert(std::is_same_v<decltype(f(x = 1.0f, y = 2.0f)), float>);
    static_assert(std::is_same_v<decltype(f(x = 1.0f, y = 2)), float>);
    static_assert(std::is_same_v<decltype(f(x = 1, y = 2)), double>);
}

TEST_CASE("some of the arguments leave a formula in the others") {
    constexpr auto left = f(x = 2.0);
    static_assert(left.variable_count == 1 && left.names[0] == "y");
    static_assert(left(y = 0.0) == 4);
    static_assert(f(y = 3_c)(x = 0.0) == 0);
    static_assert(f(x = 2_c, y = 0_c)() == 4 && (2_c * 3)() == 6);
}

TEST_CASE("formulas take the places of variables, all at once") {
    constexpr auto swapped = f(x = y, y = x);
    static_assert(swapped(x = 5.0, y = 0.0) == 0 && swapped(x = 0.0, y = 2.0) == 4);
    constexpr auto nested = substitute(f, x = y * y);
    static_assert(nested.variable_count == 1 && nested(y = 0.0) == 0);
    CHECK(nested(y = 1.5) == Approx(f(x = 2.25, y = 1.5)));
    CHECK(substitute(f, x = 0.25 * y, y = 2.0)(y = 8.0) == Approx(f(x = 2.0, y = 2.0)));
}

TEST_CASE("captured numbers take part everywhere") {
    constexpr auto g = 2.0 * x * x + 3.0 * y;
    static_assert(g(x = 1.0, y = 2.0) == 8);
    static_assert(derivative(g, x)(x = 1.0, y = 2.0) == 4 && derivative(g, y)(x = 1.0, y = 2.0) == 3);
    static_assert(gradient(g)(x = 1.0, y = 2.0)[y] == 3 && gradient(g)(1.0, 2.0)[0] == 4);
    static_assert(hessian(g)(x = 1.0, y = 2.0)[x][x] == 4);
    static_assert(hvp(g)(1.0, 2.0, 1.0, 0.0)[0] == 4);
    static_assert(jvp(g)(1.0, 2.0, 1.0, 1.0).tangent == 7 && vjp(g)(1.0, 2.0, 2.0).gradient[1] == 6);
    static_assert(derivative<2>(3.0 * x * x)(5.0) == 6 && taylor<2>(3.0 * x * x)(x = 1.0)[1] == 6);
    double scale = 0.5;
    auto const h = scale * f + scale;
    CHECK(h(x = 1.0, y = 2.0) == Approx(0.5 * f(x = 1.0, y = 2.0) + 0.5));
    CHECK(h(x = 1.0)(y = 2.0) == Approx(h(x = 1.0, y = 2.0)));
    CHECK(gradient(h)(x = 1.0, y = 2.0)[x] == Approx(0.5 * gradient(f)(x = 1.0, y = 2.0)[x]));
    static_assert(std::is_same_v<decltype(h(x = 1.0f, y = 2.0f)), float>);
}

TEST_CASE("the gradient is indexed by variable") {
    constexpr auto g = gradient(f)(y = 2.0, x = 0.0);
    static_assert(g[x] == 2 && g[y] == 0 && boost::hana::size(g) == boost::hana::size_c<2>);
    constexpr auto both = value_and_gradient(f)(x = 0.0, y = 2.0);
    static_assert(both.value == 0 && both.gradient[x] == 2);
    constexpr auto h = hessian(f)(x = 0.0, y = 2.0);
    static_assert(h[x][y] == 1 && h[y][x] == 1 && h[x][x] == 2 && h[y][y] == 0);
    constexpr auto all = value_gradient_and_hessian(f)(x = 0.0, y = 2.0);
    static_assert(all.gradient[x] == 2 && all.hessian[x][y] == 1);
    static_assert(gradient(x * x)(x = 3.0)[x] == 6 && derivative(x * x)(x = 3.0) == 6 && derivative(x * x)(3.0) == 6);
    constexpr auto expected = gradient(traced_f)(0.3, 0.4);
    static_assert(gradient(f)(0.3, 0.4) == expected);
    static_assert(gradient(f)(x = 0.3, y = 0.4)[x] == expected[0]);
}

TEST_CASE("derivatives are formulas in the same variables") {
    constexpr auto d = derivative(f, x);
    static_assert(support::close(d(x = 0.5, y = 2.0), 2.7551651237807454));
    static_assert(derivative(f, x, y)(x = 0.0, y = 1.0) == 1 && derivative(f, y, x)(x = 0.0, y = 1.0) == 1);
    static_assert(derivative(f, x, x)(x = 0.0, y = 1.0) == 2);
    static_assert(derivative(f, y)(x = 0.0, y = 1.0) == 0 && derivative(f, y).variable_count == 2);
    static_assert(derivative(f, variable<"z">)(x = 1.0, y = 1.0) == 0);
}

TEST_CASE("verbs of verbs of formulas") {
    static_assert(jacobian(gradient(f))(0.0, 2.0) == hessian(f)(0.0, 2.0));
    static_assert(derivative(derivative(x * x * x))(2.0) == 12);
    CHECK(jacobian(gradient(f))(0.3, 2.0)[0][1] == Approx(std::cos(0.3)));
}

TEST_CASE("formulas inside traced functions, and the other way round") {
    constexpr auto with_formula = [](auto t) { return f(x = t, y = 2 * t) + (0.5 * x)(x = t); };
    static_assert(derivative(with_formula)(0.0) == 0.5);
    constexpr auto with_gradient = [](auto t) { return gradient(f)(x = t, y = 2.0)[x]; };
    CHECK(derivative(with_gradient)(0.3) == Approx(hessian(f)(x = 0.3, y = 2.0)[x][x]));
    static constexpr auto captured = 3.0 * x * x;
    constexpr auto with_captured = [](auto t) { return gradient(captured)(x = t)[x]; };
    static_assert(derivative(with_captured)(1.0) == 6);

    constexpr auto horner = [](auto a, auto b) {
        auto sum = a;
        for (int i = 0; i < 3; ++i) sum = sum * b + 1;
        return sum;
    };
    constexpr auto polynomial = value(horner)(x, y * x);
    static_assert(polynomial(x = 1.0, y = 2.0) == 15);
    constexpr auto slope = derivative([](auto a) { return a * a * a; })(sin(y));
    CHECK(slope(y = 0.4) == Approx(3 * std::sin(0.4) * std::sin(0.4)));
    constexpr auto slopes = gradient(traced_f)(x, 2.0);
    static_assert(std::get<0>(slopes)(x = 0.0) == 2 && std::get<1>(slopes)(x = 0.0) == 0);
}

TEST_CASE("variables of a formula") {
    static_assert(boost::hana::size(variables(f)) == boost::hana::size_c<2>);
    static_assert(std::is_same_v<std::remove_cvref_t<decltype(boost::hana::at_c<1>(variables(f)))>,
                                 std::remove_const_t<decltype(y)>>);
    SUCCEED();
}

TEST_CASE("choices") {
    constexpr auto g = select(x < 0_c, 0_c, sqrt(x));
    static_assert(g(x = -1.0) == 0 && g(x = 4.0) == 2 && derivative(g, x)(x = -1.0) == 0);
    static_assert(relu(x)(x = -2.0) == 0 && clamp(x, 0_c, 1_c)(x = 3.0) == 1);
    static_assert(select(equal(x, y) || x > 3_c, 1_c, 2_c)(x = 1.0, y = 1.0) == 1);
    SUCCEED();
}

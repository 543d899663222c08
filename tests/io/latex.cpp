// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/latex.hpp>

#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/expression.hpp>

#include <catch.hpp>

namespace {

using tapeless::names;
using tapeless::to_latex;

template <class F>
constexpr std::string_view latex_of(F const& f) {
    return to_latex(tapeless::as_expression<4>(f), names<"x", "y", "alpha", "rate0">);
}

std::string latex_name(std::string_view name) {
    struct {
        std::string text;
        void put(std::string_view piece) { text += piece; }
    } sink;
    tapeless::put_latex_name(sink, name);
    return sink.text;
}

}  // namespace

#define CHECK_LATEX(expression, latex)                                                                                 \
    CHECK(latex_of([]([[maybe_unused]] auto x, [[maybe_unused]] auto y, [[maybe_unused]] auto a,                       \
                      [[maybe_unused]] auto b) { return expression; }) == latex)

TEST_CASE("sums, products, fractions and powers in LaTeX") {
    CHECK_LATEX((x * x * x * 3), R"(x^{3} \cdot 3)");
    CHECK_LATEX((3 * (x * x) * y * y), R"(3 x^{2} y^{2})");
    CHECK_LATEX((-2 * x * x), R"(-2 x^{2})");
    CHECK_LATEX((x * (x * y)), R"(x x y)");
    CHECK_LATEX(((x + y) * (x + y) * 3 * (x + y)), R"(\left(x + y\right)^{2} \cdot 3 \left(x + y\right))");
    CHECK_LATEX((x * x * 2 * 2), R"(x^{2} \cdot 2^{2})");
    CHECK_LATEX((2 * 2 * x * x * y * y * x), R"(4 x^{2} y^{2} x)");
    CHECK_LATEX((x * x * x * x), R"(x^{4})");
    CHECK_LATEX((-x * y), R"(-x y)");
    CHECK_LATEX((x * -y), R"(x \left(-y\right))");
    CHECK_LATEX((x - (-y)), R"(x - \left(-y\right))");
    CHECK_LATEX((-(-x)), R"(-\left(-x\right))");
    CHECK_LATEX((x + -y), R"(x - y)");
    CHECK_LATEX((-0.5 * x * y + 2), R"(-0.5 x y + 2)");
    CHECK_LATEX((x * 2), R"(x \cdot 2)");
    CHECK_LATEX((2 * (3 * x)), R"(2 \cdot 3 x)");
    CHECK_LATEX((x * 1e-5), R"(x \cdot 10^{-5})");
    CHECK_LATEX((2.5e22 * x), R"(2.5 \cdot 10^{22} x)");
    CHECK_LATEX((x / (y * a)), R"(\frac{x}{y \alpha})");
    CHECK_LATEX(((x + y) * (x - y)), R"(\left(x + y\right) \left(x - y\right))");
    CHECK_LATEX((x * b * a), R"(x \, \mathrm{rate}_{0} \, \alpha)");
    CHECK_LATEX((b * b * y), R"(\mathrm{rate}_{0}^{2} \, y)");
    CHECK_LATEX((pow(x + y, a)), R"(\left(x + y\right)^{\alpha})");
    CHECK_LATEX((pow(x, y) * pow(x / y, 2)), R"(x^{y} \left(\frac{x}{y}\right)^{2})");
    CHECK_LATEX((x - (y + a)), R"(x - \left(y + \alpha\right))");
    CHECK_LATEX((x - (y - a)), R"(x - \left(y - \alpha\right))");
    CHECK_LATEX((x + (y + a)), R"(x + y + \alpha)");
    CHECK_LATEX((x + (y - a)), R"(x + y - \alpha)");
    CHECK_LATEX((x * (y * a)), R"(x y \alpha)");
    CHECK_LATEX((x + -2), R"(x + \left(-2\right))");
    CHECK_LATEX((-(x + y)), R"(-\left(x + y\right))");
    CHECK_LATEX((-(x * y) / 2), R"(\frac{-x y}{2})");
    CHECK_LATEX((x * (y / 2)), R"(x \frac{y}{2})");
    CHECK_LATEX((-x * -y), R"(-x \left(-y\right))");
    CHECK_LATEX((x * x / (y * y)), R"(\frac{x^{2}}{y^{2}})");
}

TEST_CASE("functions in LaTeX") {
    CHECK_LATEX((log1p(x - y)), R"(\ln\left(1 + x - y\right))");
    CHECK_LATEX((log1p(-x)), R"(\ln\left(1 + \left(-x\right)\right))");
    CHECK_LATEX((3 * x * x + sin(x * y) / 2), R"(3 x^{2} + \frac{\sin\left(x y\right)}{2})");
    CHECK_LATEX((sqrt(x) + cbrt(y) + exp(x * y) + expm1(x) * 2 + log1p(x + y)),
                R"(\sqrt{x} + \sqrt[3]{y} + e^{x y} + \left(e^{x} - 1\right) \cdot 2 + \ln\left(1 + x + y\right))");
    CHECK_LATEX((abs(x) + floor(y)), R"(\left|x\right| + \left\lfloor y\right\rfloor )");
    CHECK_LATEX((hypot(x, y + 1)), R"(\sqrt{x^{2} + \left(y + 1\right)^{2}})");
    CHECK_LATEX((exp(x) * exp2(y)), R"(e^{x} \cdot 2^{y})");
    CHECK_LATEX((x * exp2(y)), R"(x \cdot 2^{y})");
    CHECK_LATEX((pow(exp(x), 2)), R"(\left(e^{x}\right)^{2})");
    CHECK_LATEX((sin(x) * sin(x)), R"(\sin\left(x\right)^{2})");
    CHECK_LATEX((max(x, -__builtin_inf())), R"(\max\left(x, -\infty\right))");
    CHECK_LATEX(
        (sigmoid(x) + erf(y) + atan2(x, y) + asinh(x)),
        R"(\operatorname{sigmoid}\left(x\right) + \operatorname{erf}\left(y\right) + \operatorname{atan2}\left(x, y\right) + \operatorname{arsinh}\left(x\right))");
    CHECK_LATEX((pow(2, x) * y), R"(2^{x} y)");
    CHECK_LATEX((y * pow(2, x)), R"(y \cdot 2^{x})");
}

TEST_CASE("choices in LaTeX are cases") {
    CHECK_LATEX(
        (select(x >= 0 && y != 2, x, -x) * 2),
        R"(\left(\begin{cases} x & \text{if } x \geq 0 \wedge y \neq 2 \\ -x & \text{otherwise} \end{cases}\right) \cdot 2)");
    CHECK_LATEX(
        (select(x < y, select(y < x, x, y), 2)),
        R"(\begin{cases} \begin{cases} x & \text{if } y < x \\ y & \text{otherwise} \end{cases} & \text{if } x < y \\ 2 & \text{otherwise} \end{cases})");
    CHECK_LATEX(
        select(!(x < y) || x > 2, 1, 0),
        R"(\begin{cases} 1 & \text{if } \neg \left(x < y\right) \vee x > 2 \\ 0 & \text{otherwise} \end{cases})");
    CHECK_LATEX(cond(
                    x == y, [] { return 1; }, [] { return 2; }),
                R"(\begin{cases} 1 & \text{if } x = y \\ 2 & \text{otherwise} \end{cases})");
}

TEST_CASE("names in LaTeX") {
    CHECK(latex_name("x") == "x");
    CHECK(latex_name("x0") == "x_{0}");
    CHECK(latex_name("x0[2]") == "x_{0,2}");
    CHECK(latex_name("x[1][12]") == "x_{1,12}");
    CHECK(latex_name("get<1>(x)[0]") == "x_{1,0}");
    CHECK(latex_name("get<1>(get<0>(x))") == "x_{0,1}");
    CHECK(latex_name("get<3>(x[7])") == "x_{7,3}");
    CHECK(latex_name("x[1_c]") == "x_{1}");
    CHECK(latex_name("x[\"rate\"_s]") == "x_{\\mathrm{rate}}");
    CHECK(latex_name("layer.weight[2]") == "\\mathrm{layer}_{\\mathrm{weight},2}");
    CHECK(latex_name("alpha") == "\\alpha");
    CHECK(latex_name("Omega_max") == "\\Omega_{\\mathrm{max}}");
    CHECK(latex_name("x_c") == "x_{c}");
    CHECK(latex_name("mu_1") == "\\mu_{1}");
    CHECK(latex_name("learning_rate") == "\\mathrm{learning}_{\\mathrm{rate}}");
}

TEST_CASE("LaTeX is a constant, with the structure of several results and names for what is used often") {
    static_assert(to_latex([](auto x) { return sin(x) / x; }) == R"(\frac{\sin\left(x\right)}{x})");
    static_assert(to_latex(tapeless::gradient([](auto x, auto y) { return x * x * y; })) ==
                  R"(\left(2 x_{0} x_{1}, x_{0}^{2}\right))");
    static_assert(to_latex<std::array<double, 2>>([](auto const& x) { return x[0] * x[1]; }, names<"theta">) ==
                  R"(\theta_{0} \theta_{1})");
    constexpr auto often = [](auto x) {
        for (int i = 0; i < 5; ++i) x = sin(x) + x;
        return x * x;
    };
    CHECK(to_latex(often).substr(0, 71) ==
          R"(t_{1} = \sin\left(x\right) + x, \quad t_{2} = \sin\left(t_{1}\right) + )");
    CHECK(to_latex(often).ends_with(R"(, \quad t_{5}^{2})"));
}

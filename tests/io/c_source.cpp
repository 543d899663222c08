// SPDX-License-Identifier: BSL-1.0
#include <tapeless/io/c_source.hpp>

#include <tapeless/expression/cond.hpp>
#include <tapeless/expression/expression.hpp>
#include <tapeless/expression/functions.hpp>

#include "../../bench/hand_written.hpp"
#include "../../bench/workloads.hpp"

#include <boost/hana.hpp>
#include <catch.hpp>
#include <locale>
#include <sstream>

namespace {

using namespace tapeless;

template <class... A, class F, class Names = name_list<>>
std::string c_of(F const& f, c_function const& what = "f", Names const& argument_names = {}) {
    std::ostringstream out;
    write_c<A...>(out, f, what, argument_names);
    return out.str();
}
bool has(std::string const& text, std::string const& part) { return text.find(part) != text.npos; }
std::string line_with(std::string const& text, std::string const& part) {
    std::size_t const at = text.find(part);
    if (at == text.npos) return "";
    std::size_t const begin = text.rfind('\n', at) + 1;
    return text.substr(begin, text.find('\n', at) - begin);
}

constexpr auto area = [](auto x) { return x * x; };
/// Stands in for formulas of named variables.
struct energy {
    static constexpr std::array<std::string_view, 2> names = {"mass", "speed"};
    constexpr auto operator()(auto m, auto v) const { return m * v * v / 2; }
};

template <class T>
struct layer {
    BOOST_HANA_DEFINE_STRUCT(layer, (std::array<T, 2>, weight), (T, bias));
};

constexpr auto mixed = [](auto const& w, auto y) { return w[0] * y + w[1] * 0.1; };

/// A plain number that counts what is done with it.
struct counted {
    double value = 0;
    static inline int operations = 0;
    counted(double v = 0) : value(v) {}
    operator double() const {  // for a function of <cmath>
        ++operations;
        return value;
    }
};
double value_of(counted const& x) { return x.value; }
double value_of(double x) { return x; }
template <class A, class B>
concept with_counted = std::is_same_v<A, counted> || std::is_same_v<B, counted>;
#define COUNTED(symbol)                                                                                                \
    template <class A, class B>                                                                                        \
    requires with_counted<A, B> counted operator symbol(A const& a, B const& b) {                                      \
        ++counted::operations;                                                                                         \
        return counted(value_of(a) symbol value_of(b));                                                                \
    }
COUNTED(+)
COUNTED(-)
COUNTED(*)
COUNTED(/)

int count_in_hand_written_w1() {
    counted::operations = 0;
    static_cast<void>(bench::hand::w1_gradient{}(counted(1), counted(2), counted(3)));
    return counted::operations;
}

/// Operators and calls in the body of a function of C that is written in one line an operation.
int count_in_c(std::string const& text) {
    std::string const body = text.substr(text.find('{'));
    int count = 0;
    for (std::size_t i = 1; i + 1 < body.size(); ++i) {
        bool const spaced = body[i - 1] == ' ' && body[i + 1] == ' ';
        if (spaced && std::string("+-*/").find(body[i]) != std::string::npos) ++count;
        if (body[i] == '(') ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("a function of numbers that returns a number is one of C") {
    CHECK(c_of(area, "area") ==
          "#include <math.h>\n\n"
          "/* f = x * x\n"
          " * 1 operations, those of the C++ program: the same compiler gives both the same bits, with\n"
          " * -ffp-contract=off\n"
          " */\n"
          "double area(double x) {\n"
          "    return x * x;\n"
          "}\n");
}

TEST_CASE("arrays are parameters, and so are results of several numbers") {
    std::string const text = c_of<std::array<double, 2>, double>(value_and_gradient(mixed), "both");
    CHECK(has(text, "void both(double const x0[2], double x1, double* restrict value, double gradient_0[restrict 2], "
                    "double* restrict gradient_1) {\n"));
    CHECK(has(text, "    gradient_0[1] = 0.1;\n"));
    CHECK(has(text, "    *gradient_1 = x0[0];\n"));
    CHECK(has(c_of<std::array<double, 2>>(hessian([](auto const& x) { return x[0] * x[1]; })),
              "void f(double const x[2], double result[restrict 2][2]) {\n"));
}

TEST_CASE("parts of tuples, maps and structs are parameters") {
    auto const of_layer = [](auto const& l, auto const& pair) { return l.weight[1] * l.bias * std::get<1>(pair)[0]; };
    std::string const text = c_of<layer<double>, std::pair<double, std::array<double, 2>>>(gradient<0>(of_layer));
    CHECK(has(text, "void f(double const x0_weight[2], double x0_bias, double x1_0, double const x1_1[2], double "
                    "result_weight[restrict 2], double* restrict result_bias) {"));
    CHECK(has(text, "    *result_bias = "));
    auto const m = boost::hana::make_map(boost::hana::make_pair(BOOST_HANA_STRING("rate"), 1.0));
    CHECK(has(c_of<decltype(m)>([](auto const& x) { return x[BOOST_HANA_STRING("rate")] * 2; }), "(double x_rate) {"));
    using many = std::array<std::tuple<double, double>, 2>;
    CHECK(has(c_of<many>([](auto const& x) { return std::get<1>(x[1]) * 2; }),
              "(double x_0_0, double x_0_1, double x_1_0, double x_1_1) {\n    (void)x_0_0;\n"));
}

TEST_CASE("float comes from the arguments or from the user") {
    std::string const from_arguments = c_of<std::array<float, 2>, float>(mixed);
    CHECK(has(from_arguments, "float f(float const x0[2], float x1) {"));
    CHECK(has(from_arguments, "0.1f"));
    CHECK(c_of<std::array<double, 2>, double>(mixed, {"f", c_precision::float32}) == from_arguments);
    CHECK(has(c_of([](auto x) { return sin(x) + log(x); }, {"f", c_precision::float32}), "sinf("));
}

TEST_CASE("names are those of the user, of the function, or x") {
    CHECK(has(c_of<std::array<double, 2>, double>(mixed, "f", names<"weight", "in put">),
              "double f(double const weight[2], double in_put) {"));
    CHECK(has(c_of(gradient([](auto x, auto y) { return x * y; }), "f", names<"a", "b">), "double a, double b,"));
    CHECK(has(c_of(jvp([](auto x, auto y) { return x * y; })), "(double x0, double x1, double dx0, double dx1, "));
    CHECK(has(c_of(gradient(energy{})), "void f(double mass, double speed, double result[restrict 2]) {"));
    CHECK(has(c_of(area, "f", names<"t0">), "double f(double t0) {"));
    CHECK(has(c_of([](auto x) { return sin(x) * x; }, "f", names<"t0">), "double const t_0 = sin(t0);"));
}

TEST_CASE("constants read back as the same numbers") {
    auto const constant = [](auto value) {
        std::ostringstream out;
        detail::write_c_constant({out}, value);
        return out.str();
    };
    CHECK(constant(1.0) == "1.0");
    CHECK(constant(-0.0) == "-0.0");
    CHECK(constant(0.1) == "0.1");
    CHECK(constant(1e300) == "1e+300");
    CHECK(constant(0.1f + 0.2f) == "0.3f");
    CHECK(constant(1.0 / 3) == "0.3333333333333333");
    CHECK(constant(-1.0 / 0.0) == "-INFINITY");
    CHECK(constant(std::numeric_limits<double>::quiet_NaN()) == "NAN");
    CHECK(std::strtod(constant(4.9e-324).c_str(), nullptr) == 4.9e-324);
}

TEST_CASE("a locale that groups digits and a width change nothing") {
    struct grouping : std::numpunct<char> {
        char do_thousands_sep() const override { return '\''; }
        std::string do_grouping() const override { return "\1"; }
    };
    std::ostringstream out;
    out.imbue(std::locale(std::locale::classic(), new grouping));
    out.width(20);
    write_c<std::array<double, 12>>(
        out, [](auto const& x) { return x[11] * 1024; }, "f");
    CHECK(out.str() == c_of<std::array<double, 12>>([](auto const& x) { return x[11] * 1024; }));
    CHECK(has(out.str(), "return 1024.0 * x[11];"));
}

TEST_CASE("a select is a conditional expression, a cond a branch") {
    CHECK(has(c_of([](auto x) { return select(x < 0, 0, x); }), "? 0.0 : x;"));
    std::string const text = c_of([](auto x) {
        return cond(
            x < 0, [](auto a) { return exp(a); }, [](auto a) { return log(a); }, x);
    });
    CHECK(has(text, "    int const c0 = x < 0.0;\n"
                    "    double t0;\n"
                    "    if (c0) {\n"
                    "        t0 = exp(x);\n"
                    "    } else {\n"
                    "        t0 = log(x);\n"
                    "    }\n"
                    "    return t0;\n"));
}

TEST_CASE("what a function does not use is no warning, and a constant is its result") {
    std::string const text = c_of([](auto, auto y) { return y * 0 + 2; });
    CHECK(has(text, "    (void)x0;\n    (void)x1;\n    return 2.0;\n"));
}

TEST_CASE("a file holds each helper once, and none with the functions of the C library") {
    std::ostringstream out;
    c_file file(out);
    file.write([](auto x) { return tanh(x); }, "f");
    file.write(gradient([](auto x) { return tanh(x) * expm1(x); }), "g");
    std::string const text = out.str();
    for (std::string const name :
         {"#include", "static double tapeless_tanh(", "tapeless_exp_table[32]", "static double tapeless_expm1("})
        CHECK((has(text, name) && text.find(name) == text.rfind(name)));
    std::ostringstream shorter;
    c_file(shorter, c_functions::c_library).write([](auto x) { return tanh(x) + erf(x); }, "f");
    CHECK(has(shorter.str(), "= tanh(x);"));
    CHECK_FALSE(has(shorter.str(), "static"));
}

TEST_CASE("the comment holds the formula, if it is short") {
    auto const comment = [](std::string const& text) { return line_with(text, "/* "); };
    CHECK(comment(c_of(gradient([](auto x, auto y) { return (x + y) * (x - y) / -y; }))) ==
          "/* gradient of f = (x0 + x1) * (x0 - x1) / -x1");
    CHECK(comment(c_of([](auto x, auto y) { return x - (y - (x - y)) + pow(x, y); })) ==
          "/* f = x0 - (x1 - (x0 - x1)) + pow(x0, x1)");
    CHECK(comment(c_of(jacobian(gradient([](auto x, auto y) { return x * y; })))) ==
          "/* Jacobian of gradient of f = x0 * x1");
    CHECK(comment(c_of(bench::w6{})).size() < 120);
    CHECK(has(c_of(bench::w6{}), "\n *     "));
    CHECK(comment(c_of<std::array<double, 30>>(bench::w2{})) == "/* f");
    CHECK(comment(c_of<std::array<double, 2>, double>(gradient(mixed), "f", names<"w", "y">)) ==
          "/* gradient of f = w[0] * y + w[1] * 0.1");
}

TEST_CASE("an expression is written like a function") { CHECK(c_of(as_expression<1>(area)) == c_of(area)); }

TEST_CASE("every helper has a source") {
    for (int k = 0; k < static_cast<int>(detail::c_helper::none); ++k) {
        std::ostringstream out;
        detail::c_helpers written;
        detail::write_c_helper({out}, static_cast<detail::c_helper>(k), written);
        INFO(k);
        CHECK(out.str().size() > 40);
    }
}

TEST_CASE("W1's gradient takes no more operations than by hand") {
    int const by_hand = count_in_hand_written_w1();
    int const in_c = count_in_c(c_of(gradient(bench::w1{})));
    INFO(c_of(gradient(bench::w1{})));
    CHECK(by_hand == 23);
    CHECK(in_c <= by_hand);
}

TEST_CASE("parameters whose names C or the file uses get another one") {
    constexpr auto f = [](auto a, auto b, auto c) { return exp(a) * b + c; };
    std::ostringstream out;
    tapeless::write_c(out, gradient(f), "f", tapeless::names<"exp", "int", "gradient">);
    CHECK(has(out.str(), "void f(double exp_, double int_, double gradient_, double result[restrict 3])"));
    CHECK(has(out.str(), "= exp(exp_);"));
}

TEST_CASE("a function whose name C does not take is not written") {
    std::ostringstream out;
    tapeless::write_c(
        out, [](auto x) { return x; }, "2 f");
    CHECK(out.fail());
    CHECK(out.str().empty());
}

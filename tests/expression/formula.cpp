// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/expression/formula_operators.hpp>

#include <type_traits>

using namespace tapeless::literals;
using tapeless::constant;
using tapeless::op;
using tapeless::variable;

namespace {

constexpr auto x = variable<"x">;
constexpr auto y = variable<"y">;
constexpr auto alpha_1 = variable<"alpha_1">;

template <class F>
constexpr auto view(F const&) {
    return F::formula_graph::graph.view();
}

}  // namespace

TEST_CASE("a formula is its type") {
    static_assert(std::is_empty_v<decltype(sin(x) * y + 2_c)>);
    static_assert(std::is_same_v<decltype(x * y + x), decltype(x * y + x)>);
    static_assert(!std::is_same_v<decltype(x * y), decltype(y * x)>);  // as written
    static_assert(std::is_same_v<decltype(x), std::remove_const_t<decltype(variable<"x">)> const>);
    SUCCEED();
}

TEST_CASE("the names are those of the operands, sorted and once each") {
    constexpr auto f = y * x + alpha_1 * y;
    static_assert(f.variable_count == 3);
    static_assert(f.names[0] == "alpha_1" && f.names[1] == "x" && f.names[2] == "y");
    static_assert(f.joined_names == "alpha_1,x,y" && view(f).input_count == 3);
    static_assert((2_c + 3_c).variable_count == 0);
    SUCCEED();
}

TEST_CASE("operands share nodes") {
    constexpr auto s = sin(x * y);
    static_assert(view(s).size == 4);
    static_assert(view(s * s + s).size == 6);
    static_assert(view(s + cos(x * y)).size == 6);
    SUCCEED();
}

TEST_CASE("constants are part of the type and fold") {
    static_assert(std::is_same_v<decltype(2_c), decltype(constant<2>)> ||
                  std::is_same_v<decltype(2_c), std::remove_const_t<decltype(constant<2>)>>);
    static_assert(view(0.5_c).nodes[0].value == 0.5 && view(1.25e-3_c).nodes[0].value == 1.25e-3);
    static_assert(view(1'000_c).nodes[0].value == 1000);
    constexpr auto folded = (2_c + 3_c) * x;
    static_assert(view(folded).size == 3 && view(-3_c).nodes[view(-3_c).outputs[0]].value == -3);
    SUCCEED();
}

TEST_CASE("plain numbers are captured by value, in order") {
    constexpr auto f = 2 * x + y / 4.0f;
    static_assert(f.captured_count == 2 && f.captured[0] == 2 && f.captured[1] == 4);
    constexpr auto g = f * (1.5 - f);
    static_assert(g.captured_count == 5 && g.captured[1] == 4 && g.captured[2] == 1.5 && g.captured[3] == 2);
    double const told = 7;
    auto const h = told * x;
    CHECK(h.captured[0] == 7);
}

TEST_CASE("every operation makes its node") {
    auto const makes = [](auto f, op operation) { return view(f).nodes[view(f).outputs[0]].operation == operation; };
    CHECK(makes(-x, op::neg));
    CHECK(makes(+sin(x), op::sin));
    CHECK((makes(x + y, op::add) && makes(x - y, op::sub) && makes(x * y, op::mul) && makes(x / y, op::div)));
    CHECK((makes(abs(x), op::abs) && makes(fabs(x), op::abs) && makes(sqrt(x), op::sqrt) && makes(cbrt(x), op::cbrt)));
    CHECK((makes(exp(x), op::exp) && makes(exp2(x), op::exp2) && makes(expm1(x), op::expm1)));
    CHECK((makes(log(x), op::log) && makes(log2(x), op::log2) && makes(log10(x), op::log10) &&
           makes(log1p(x), op::log1p)));
    CHECK((makes(sin(x), op::sin) && makes(cos(x), op::cos) && makes(tan(x), op::tan)));
    CHECK((makes(asin(x), op::asin) && makes(acos(x), op::acos) && makes(atan(x), op::atan)));
    CHECK((makes(sinh(x), op::sinh) && makes(cosh(x), op::cosh) && makes(tanh(x), op::tanh)));
    CHECK((makes(asinh(x), op::asinh) && makes(acosh(x), op::acosh) && makes(atanh(x), op::atanh)));
    CHECK((makes(erf(x), op::erf) && makes(erfc(x), op::erfc) && makes(sigmoid(x), op::sigmoid) &&
           makes(softplus(x), op::softplus)));
    CHECK((makes(sign(x), op::sign) && makes(floor(x), op::floor) && makes(ceil(x), op::ceil) &&
           makes(round(x), op::round) && makes(stop_gradient(x), op::stop_gradient)));
    CHECK((makes(pow(x, y), op::pow) && makes(pow(x, 2), op::pow) && makes(atan2(x, 1.0), op::atan2) &&
           makes(hypot(x, y), op::hypot)));
    CHECK((makes(min(x, y), op::min) && makes(max(x, y), op::max) && makes(fmin(x, y), op::fmin) &&
           makes(fmax(x, y), op::fmax)));
    CHECK((makes(x < y, op::less) && makes(x > y, op::less) && makes(x <= 2, op::less_equal) &&
           makes(x >= y, op::less_equal) && makes(equal(x, y), op::equal)));
    CHECK((makes(x < y && y < 2_c, op::logical_and) && makes(x < y || y < 2_c, op::logical_or) &&
           makes(!(x < y), op::logical_not)));
    CHECK(
        (makes(select(x < y, x, y), op::select) && makes(relu(x), op::select) && makes(clamp(x, 0, 1_c), op::select)));
    CHECK(makes(square(x), op::mul));
}

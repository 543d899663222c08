// SPDX-License-Identifier: BSL-1.0
// A table of derivatives as textbooks print them, by ==.
#include "catch.hpp"

#include <tapeless/formula.hpp>

#include <type_traits>

using namespace tapeless::literals;
using namespace tapeless;

namespace {

constexpr auto x = variable<"x">;
constexpr auto y = variable<"y">;
constexpr auto a = variable<"a">;
constexpr auto n = variable<"n">;

}  // namespace

// Powers, sums, products, quotients, chains.
static_assert(derivative(7_c, x) == 0_c);
static_assert(derivative(x, x) == 1_c);
static_assert(derivative(a * x + y, x) == a);
static_assert(derivative(x * x * x, x) == 3_c * x * x);
static_assert(derivative(pow(x, 7_c), x) == 7_c * pow(x, 6_c));
static_assert(derivative(pow(x, 2.5_c), x) == 2.5_c * pow(x, 1.5_c));
static_assert(derivative(1_c / x, x) == -1_c / (x * x));
static_assert(derivative(1_c / pow(x, 3_c), x) == -3_c / pow(x, 4_c));
static_assert(derivative(sqrt(x), x) == 1_c / (2_c * sqrt(x)));
static_assert(derivative(sqrt(a * a - x * x), x) == -x / sqrt(a * a - x * x));
static_assert(derivative((x + 1_c) * (x - 2_c), x) == 2_c * x - 1_c);
static_assert(derivative(x / (1_c + x), x) == 1_c / square(1_c + x));
static_assert(derivative((x - 1_c) / (x + 1_c), x) == 2_c / square(x + 1_c));
static_assert(derivative(1_c / (1_c + x * x), x) == -2_c * x / square(1_c + x * x));
static_assert(derivative(square(a * x + 1_c), x) == 2_c * a * (a * x + 1_c));
static_assert(derivative(4_c * pow(x, 3_c) - 2_c * x + 5_c, x) == 12_c * x * x - 2_c);

// Exponentials and logarithms.
static_assert(derivative(exp(x), x) == exp(x));
static_assert(derivative(exp(a * x), x) == a * exp(a * x));
static_assert(derivative(exp(-x * x / 2_c), x) == -x * exp(-x * x / 2_c));
static_assert(derivative(x * exp(x), x) == (1_c + x) * exp(x));
static_assert(derivative(exp(x) * exp(y), x) == exp(x + y));
static_assert(derivative(exp2(x), x) == log(2_c) * exp2(x));
static_assert(derivative(log(x), x) == 1_c / x);
static_assert(derivative(log2(x), x) == 1_c / (x * log(2_c)));
static_assert(derivative(x * log(x) - x, x) == log(x));
static_assert(derivative(log(1_c + x * x), x) == 2_c * x / (1_c + x * x));
static_assert(derivative(log1p(x), x) == 1_c / (1_c + x));
static_assert(derivative(exp(n * log(x)), x) == n * pow(x, n - 1_c));

// Trigonometric functions and their inverses.
static_assert(derivative(sin(x), x) == cos(x));
static_assert(derivative(cos(x), x) == -sin(x));
static_assert(derivative(tan(x), x) == 1_c + square(tan(x)));
static_assert(derivative(sin(a * x + y), x) == a * cos(y + x * a));
static_assert(derivative(square(sin(x)), x) == 2_c * sin(x) * cos(x));
static_assert(derivative(sin(x) / x, x) == (x * cos(x) - sin(x)) / (x * x));
static_assert(derivative(1_c / cos(x), x) == sin(x) / square(cos(x)));
static_assert(derivative(sin(-x), x) == -cos(x));
static_assert(derivative(asin(x), x) == 1_c / sqrt(1_c - x * x));
static_assert(derivative(acos(x), x) == -1_c / sqrt(1_c - x * x));
static_assert(derivative(atan(x), x) == 1_c / (1_c + x * x));
static_assert(derivative(atan(x / a), x) == a / (a * a + x * x));

// Hyperbolic functions and what networks use.
static_assert(derivative(sinh(x), x) == cosh(x));
static_assert(derivative(cosh(x), x) == sinh(x));
static_assert(derivative(tanh(x), x) == 1_c - square(tanh(x)));
static_assert(derivative(asinh(x), x) == 1_c / sqrt(x * x + 1_c));
static_assert(derivative(atanh(x), x) == 1_c / (1_c - x * x));
static_assert(derivative(sigmoid(x), x) == sigmoid(x) * (1_c - sigmoid(x)));
static_assert(derivative(softplus(x), x) == sigmoid(x));
static_assert(derivative(relu(x), x) == select(x <= 0_c, 0_c, 1_c));
static_assert(derivative(abs(x), x) == sign(x));

// Several variables.
static_assert(derivative(x * y + sin(x * y), x, y) == 1_c + cos(x * y) - x * y * sin(x * y));
static_assert(derivative(x * x * y, x, x, y) == 2_c);
static_assert(derivative(sin(x) * exp(y), x, y) == derivative(sin(x) * exp(y), y, x));
static_assert(derivative(x / y, y) == -x / (y * y));

// What is not the same is told apart.
static_assert(derivative(sin(x), x) != sin(x));
static_assert(derivative(x * x, x) != x && x + y != x && x * y != x + y && x != 1_c && sin(x) != sin(y));
static_assert(0.1_c + 0.2_c != 0.3_c);  // constants are numbers in double

TEST_CASE("equal mathematics is one type, however it was written") {
    static_assert(std::is_same_v<decltype(canonical(x * y + x)), decltype(canonical(x * (1_c + y)))>);
    static_assert(std::is_same_v<decltype(canonical(y + 0_c * x)), decltype(canonical(y))>);  // x is not needed
    static_assert(canonical(y + 0_c * x).variable_count == 1);
    static_assert(
        std::is_same_v<decltype(canonical(sqrt(x * x + 2_c * x * y + y * y))), decltype(canonical(abs(y + x)))>);
    constexpr auto d = canonical(derivative(pow(x, 3_c) * sin(y), x));
    static_assert(d(x = 2.0, y = 0.0) == 0 && (3_c * x * x * sin(y)) == d);
    SUCCEED();
}

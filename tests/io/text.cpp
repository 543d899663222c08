// SPDX-License-Identifier: BSL-1.0
#include "support/text.hpp"

#include <tapeless/calculus/hessian.hpp>

#include <catch.hpp>
#include <limits>

namespace {

using support::text_of;
using tapeless::as_expression;
using tapeless::names;
using tapeless::to_string;

constexpr auto f = [](auto x, auto y) { return sin(x) * y; };
constexpr auto sum_of_products = [](auto const& w, auto x) { return w[0] * x + w[1]; };

/// Stands in for formulas of named variables.
struct with_names {
    static constexpr std::array<std::string_view, 2> names = {"mass", "speed"};
    constexpr auto operator()(auto m, auto v) const { return m * v * v; }
};

constexpr double inf = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("sums and products have the brackets that they need") {
    CHECK_SAME(x + y);
    CHECK_SAME(x + y + z);
    CHECK_SAME(x + (y + z));
    CHECK_SAME(x - y - z);
    CHECK_SAME(x - (y - z));
    CHECK_SAME(x - (y + z));
    CHECK_SAME(x - y + z);
    CHECK_SAME(x + y * z);
    CHECK_SAME((x + y) * z);
    CHECK_SAME(x * (y + z));
    CHECK_SAME(x * y * z);
    CHECK_SAME(x * (y * z));
    CHECK_SAME(x / y / z);
    CHECK_SAME(x / (y / z));
    CHECK_SAME(x / (y * z));
    CHECK_SAME(x * y / z);
    CHECK_SAME(x * (y / z));
    CHECK_SAME((x - y) / (z - k));
    CHECK_SAME(x * y + z * k);
    CHECK_SAME(x / y - z / k);
    CHECK_SAME((x + y) * (z + k) * x);
    CHECK_SAME(3 * x * x + sin(x * y) / 2);
}

TEST_CASE("signs have the brackets that they need") {
    CHECK_SAME(-x);
    CHECK_SAME(-(-x));
    CHECK_SAME(-(x + y));
    CHECK_SAME(-(x * y));
    CHECK_SAME(-x * y);
    CHECK_SAME(x * -y);
    CHECK_SAME(-x + y);
    CHECK_SAME(x - -y);
    CHECK_SAME(x + -y);
    CHECK_SAME(-x / -y);
    CHECK_SAME(-sin(x));
}

TEST_CASE("numbers are those of C++") {
    CHECK_SAME(x * 2);
    CHECK_SAME(-2 * x);
    CHECK_SAME(x - -2);
    CHECK_SAME(x + -0.5);
    CHECK_SAME(pow(x, -2));
    CHECK_SAME(x * 0.1);
    CHECK_SAME(x * 1e-05 + 1e+22);
    CHECK_SAME(x * 0.3333333333333333);
    CHECK_SAME(x + -0.0);
    CHECK_SAME(x * 1234567);
    CHECK_SAME(x * 4294967296);
    CHECK_SAME(x * 9007199254740992);
}

TEST_CASE("numbers that C++ has no digits for have the names of <cmath>") {
    CHECK(text_of([](auto x, auto, auto, auto) { return max(x, -inf); }) == "max(x, -INFINITY)");
    CHECK(text_of([](auto x, auto, auto, auto) { return x + inf; }) == "x + INFINITY");
    CHECK(text_of([](auto x, auto, auto, auto) { return x + inf - inf; }) == "x + INFINITY - INFINITY");
    CHECK(text_of([](auto x, auto, auto, auto) { return x + std::numeric_limits<double>::quiet_NaN(); }) == "x + NAN");
    CHECK(text_of([](auto x, auto, auto, auto) { return x + 1e19; }) == "x + 1e+19");
    CHECK(text_of([](auto x, auto, auto, auto) { return x + 12345678912345678912.0; }) == "x + 12345678912345679872.0");
    CHECK(text_of([](auto x, auto, auto, auto) { return x + 1234567890123456789012.0; }) ==
          "x + 1234567890123456774144.0");
    CHECK(text_of([](auto x, auto, auto, auto) { return x + 0x1p64; }) == "x + 18446744073709551616.0");
}

TEST_CASE("text is a constant") {
    static_assert(to_string(f) == "sin(x0) * x1");
    static_assert(to_string(f, names<"x", "y">) == "sin(x) * y");
    static_assert(to_string([](auto x) { return x * 0.5; }, names<"a">) == "a * 0.5");
    static_assert(to_string(tapeless::value([](auto x) { return x * 0.5; }), names<"a">) == "0.5 * a");
    static_assert(to_string<std::array<double, 2>, double>(sum_of_products) == "x0[0] * x1 + x0[1]");
    static_assert(to_string<std::array<double, 2>, double>(sum_of_products, names<"w", "x">) == "w[0] * x + w[1]");
    static_assert(to_string(with_names{}) == "mass * speed * speed");
    CHECK(to_string(f).data()[to_string(f).size()] == '\0');
}

TEST_CASE("several results stand in the braces of their structure") {
    static_assert(to_string(tapeless::gradient(f), names<"x", "y">) == "{y * cos(x), sin(x)}");
    static_assert(to_string(tapeless::value_and_gradient(f), names<"x", "y">) == "{y * sin(x), {y * cos(x), sin(x)}}");
    static_assert(to_string(tapeless::hessian([](auto x, auto y) { return x * x * y; }), names<"x", "y">) ==
                  "{{2 * y, 2 * x}, {2 * x, 0}}");
    static_assert(to_string(tapeless::gradient(with_names{})) == "{speed * speed, 2 * (mass * speed)}");
    static_assert(to_string(as_expression<2>(tapeless::gradient(f))) == "{x1 * cos(x0), sin(x0)}");
    static_assert(to_string([](auto x) { return std::tuple(x, std::array{x, x * x}); }) == "{x, {x, x * x}}");
    SUCCEED();
}

TEST_CASE("values that are used often have names where the text would be long") {
    constexpr auto twice = [](auto x) {
        for (int i = 0; i < 3; ++i) x = x * x + 1;
        return x;
    };
    static_assert(to_string(as_expression<1>(twice)) ==
                  "((x * x + 1) * (x * x + 1) + 1) * ((x * x + 1) * (x * x + 1) + 1) + 1");
    constexpr auto often = [](auto x) {
        for (int i = 0; i < 6; ++i) x = x * x + 1;
        return x;
    };
    static_assert(
        to_string(as_expression<1>(often)) ==
        "t1 = x * x + 1; t2 = t1 * t1 + 1; t3 = t2 * t2 + 1; t4 = t3 * t3 + 1; t5 = t4 * t4 + 1; t5 * t5 + 1");
    static_assert(to_string(as_expression<1>(often), names<"t1">) ==
                  "u1 = t1 * t1 + 1; u2 = u1 * u1 + 1; u3 = u2 * u2 + 1; u4 = u3 * u3 + 1; u5 = u4 * u4 + 1; "
                  "u5 * u5 + 1");
    constexpr auto very_often = [](auto x) {
        for (int i = 0; i < 40; ++i) x = x * x + 1;
        return x;
    };
    static_assert(to_string(as_expression<1>(very_often)).size() < 1000);
    SUCCEED();
}

TEST_CASE("a long formula in which nothing is used twice keeps its one line") {
    constexpr auto deep = [](auto x) {
        for (int i = 0; i < 600; ++i) x = sin(x);
        return x;
    };
    static_assert(to_string(as_expression<1>(deep)).size() == 600 * 5 + 1);
    SUCCEED();
}

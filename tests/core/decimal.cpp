// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/decimal.hpp>

#include <catch.hpp>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

using tapeless::parse_decimal;
using tapeless::to_decimal;

namespace {

std::uint64_t bits(double x) { return tapeless::elementary::detail::bits(x); }

std::string standard_text(double x) {
    char text[64];
    return {text, std::to_chars(text, text + sizeof text, x).ptr};
}

/// Writes and reads as the standard library does; counts what differs.
struct comparison {
    long numbers = 0;
    long wrong_text = 0;
    long wrong_back = 0;
    double example = 0;

    void operator()(double x) {
        tapeless::decimal_text const text = to_decimal(x);
        ++numbers;
        if (text.view() != standard_text(x)) ++wrong_text, example = x;
        if (bits(parse_decimal(text.view())) != bits(x)) ++wrong_back, example = x;
    }
    void around(double x) {
        double const infinity = std::numeric_limits<double>::infinity();
        for (double y : {x, std::nextafter(x, -infinity), std::nextafter(x, infinity)}) {
            (*this)(y);
            (*this)(-y);
        }
    }
    void check() const {
        INFO(numbers << " numbers, for example " << standard_text(example) << " is written "
                     << to_decimal(example).view());
        CHECK(wrong_text == 0);
        CHECK(wrong_back == 0);
    }
};

bool reads_as_standard(std::string const& text) {
    return bits(parse_decimal(text)) == bits(std::strtod(text.c_str(), nullptr));
}

}  // namespace

TEST_CASE("Decimal text is written in constant expressions") {
    static_assert(to_decimal(0.1).view() == "0.1");
    static_assert(to_decimal(-2).view() == "-2");
    static_assert(to_decimal(1.0 / 3).view() == "0.3333333333333333");
    static_assert(to_decimal(1e22).view() == "1e+22");
    static_assert(to_decimal(1e-5).view() == "1e-05");
    static_assert(to_decimal(5e-324).view() == "5e-324");
    static_assert(to_decimal(1.7976931348623157e308).view() == "1.7976931348623157e+308");
    static_assert(to_decimal(-0.0).view() == "-0");
    static_assert(to_decimal(tapeless::elementary::detail::infinity).view() == "inf");
    static_assert(to_decimal(-tapeless::elementary::detail::infinity).view() == "-inf");
    static_assert(to_decimal(tapeless::elementary::detail::not_a_number).view() == "nan");
    SUCCEED();
}

TEST_CASE("Decimal text is read in constant expressions") {
    static_assert(parse_decimal("0.1") == 0.1);
    static_assert(parse_decimal("2.2250738585072011e-308") == 2.2250738585072011e-308);
    static_assert(parse_decimal("1e23") == 1e23 && parse_decimal("9007199254740993") == 9007199254740992.0);
    static_assert(parse_decimal("1'000.5") == 1000.5 && parse_decimal(".5") == 0.5 && parse_decimal("5.") == 5);
    static_assert(parse_decimal("1E3") == 1000 && parse_decimal("1e+3") == 1000 && parse_decimal("-1e-3") == -1e-3);
    static_assert(parse_decimal("1e400") == tapeless::elementary::detail::infinity && parse_decimal("1e-400") == 0);
    static_assert(parse_decimal("-inf") == -tapeless::elementary::detail::infinity);
    static_assert(parse_decimal("0e999999999999") == 0);
    SUCCEED();
}

TEST_CASE("Text that is no decimal number reads as NaN") {
    for (char const* text : {"", "-", ".", "x", "1x", "1e", "1e+", "1.2.3", "--1", "0x1", "1 ", " 1", "'1", "1e'1"}) {
        INFO(text);
        CHECK(std::isnan(parse_decimal(text)));
    }
    CHECK(std::isnan(parse_decimal("nan")));
    CHECK(std::signbit(parse_decimal("-0")));
}

TEST_CASE("Random doubles are written as by std::to_chars and read back") {
    comparison same;
    std::mt19937_64 random(1);
    for (int i = 0; i < 60000; ++i) {
        double const x = tapeless::elementary::detail::from_bits(random());
        if (std::isfinite(x)) same(x);
        same(tapeless::elementary::detail::from_bits(random() >> (12 + i % 52)));  // subnormal
        same(std::ldexp(static_cast<double>(random() >> 11), -(i % 100)));         // of everyday size
    }
    same.check();
}

TEST_CASE("Doubles that are special in binary or decimal are written as by std::to_chars and read back") {
    comparison same;
    for (int e = -1074; e < 1024; ++e) same.around(std::ldexp(1.0, e));
    for (int e = -323; e <= 308; ++e)
        for (int digit = 1; digit <= 9; ++digit)
            same.around(std::strtod((std::to_string(digit) + "e" + std::to_string(e)).c_str(), nullptr));
    for (int i = 0; i < 20000; ++i) {
        same(i);
        same(i / 10.0);
        same(i / 1000.0);
        same(i * 1e-7);
        same(9007199254740992.0 - 10000 + i);
        same(i * 1e18);
    }
    same.around(std::numeric_limits<double>::max() / 2);
    same(std::numeric_limits<double>::max());
    same.check();
}

TEST_CASE("Decimals of many digits are read as by std::strtod") {
    std::mt19937_64 random(2);
    long wrong = 0;
    std::string example;
    auto const check = [&](std::string const& text) {
        if (!reads_as_standard(text)) ++wrong, example = text;
    };
    for (int i = 0; i < 60000; ++i) {
        std::string text;
        int const digits = 1 + static_cast<int>(random() % 40);
        for (int k = 0; k < digits; ++k) text += static_cast<char>('0' + random() % 10);
        if (i % 3 != 0) text.insert(random() % text.size(), ".");
        if (i % 2 != 0) text += "e" + std::to_string(static_cast<int>(random() % 700) - 360);
        check(text);
    }
    INFO(example);
    CHECK(wrong == 0);
}

TEST_CASE("Decimals half way between doubles are read to the even one, and beside it to the nearer one") {
    std::mt19937_64 random(3);
    long wrong = 0;
    std::string example;
    for (int i = 0; i < 2000; ++i) {
        double x = std::abs(tapeless::elementary::detail::from_bits(random()));
        if (i % 4 == 0) x = tapeless::elementary::detail::from_bits(random() >> 13);
        if (!(x < 8e307)) continue;
        char text[1200];
        // long double holds the halfway point; its exact decimal has up to 768 digits.
        long double const half = (static_cast<long double>(x) + std::nextafter(x, 1e308)) / 2;
        std::string const exact(text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%.800Le", half)));
        std::string above = exact;
        above[above.find('e') - 1] = '1';
        for (std::string const& t : {exact, above})
            if (!reads_as_standard(t)) ++wrong, example = t;
    }
    INFO(example);
    CHECK(wrong == 0);
}

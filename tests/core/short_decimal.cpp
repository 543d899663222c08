// SPDX-License-Identifier: BSL-1.0
#include <tapeless/core/short_decimal.hpp>

#include <bit>
#include <catch.hpp>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

using tapeless::bfloat16;
using tapeless::short_decimal;

namespace {

template <class T>
std::string standard_text(T x) {
    char text[64];
    return {text, std::to_chars(text, text + sizeof text, x).ptr};
}

/// Whether the text reads back as the same number, and no shorter one does, nor a nearer one of that many digits.
template <class T>
bool is_shortest(T x) {
    auto const text = short_decimal(x);
    std::string const written(text.view());
    double const wide = static_cast<double>(static_cast<float>(x));
    auto const reads_as_x = [&](std::string const& t) {
        return std::bit_cast<std::uint16_t>(tapeless::scalar_cast<T>(std::strtod(t.c_str(), nullptr))) ==
               std::bit_cast<std::uint16_t>(x);
    };
    if (!reads_as_x(written)) return false;
    for (int digits = 1; digits < 6; ++digits) {  // the nearest of so many digits is the first that reads as x
        char fewer[40];
        int const size = std::snprintf(fewer, sizeof fewer, "%.*e", digits - 1, wide);
        if (!reads_as_x(fewer)) continue;
        double const number = std::strtod(written.c_str(), nullptr);
        bool const whole = std::abs(wide) > 100 && number == wide;  // written with all its digits
        int exponent = 0;
        bool const lopsided = std::abs(std::frexp(wide, &exponent)) == 0.5;  // the nearest may be too far below
        return (number == std::strtod(fewer, nullptr) || whole || lopsided) &&
               written.size() <= static_cast<std::size_t>(size);
    }
    return false;
}

}  // namespace

static_assert(short_decimal(0.1f).view() == "0.1" && short_decimal(0.1).view() == "0.1");
static_assert(short_decimal(-1.5f).view() == "-1.5" && short_decimal(-0.0f).view() == "-0");
static_assert(short_decimal(1.0f / 3).view() == "0.33333334" && short_decimal(3.4028235e38f).view() == "3.4028235e+38");
static_assert(short_decimal(1e-45f).view() == "1e-45" && short_decimal(16777216.0f).view() == "16777216");
static_assert(short_decimal(-__builtin_inff()).view() == "-inf" && short_decimal(__builtin_nanf("")).view() == "nan");
static_assert(short_decimal(bfloat16(0.1)).view() == "0.1" && short_decimal(bfloat16(1.0 / 3)).view() == "0.334");
static_assert(short_decimal(bfloat16(32.25)).view() == "32.2");  // as near as 32.3
static_assert(short_decimal(0).view() == "0" && short_decimal(-42).view() == "-42");
static_assert(short_decimal(std::numeric_limits<long long>::min()).view() == "-9223372036854775808");
static_assert(short_decimal(~0ULL).view() == "18446744073709551615");
static_assert(short_decimal(static_cast<signed char>(-128)).view() == "-128");

TEST_CASE("a float has its own shortest text") {
    std::mt19937 random(5);
    int wrong = 0;
    std::string example;
    auto const check = [&](float x) {
        if (x == x && short_decimal(x).view() != standard_text(x)) ++wrong, example = standard_text(x);
    };
    for (int i = 0; i < 300'000; ++i) check(std::bit_cast<float>(static_cast<std::uint32_t>(random())));
    for (int i = 0; i < 100'000; ++i) check(std::uniform_real_distribution<float>(-1000, 1000)(random));
    for (int exponent = -149; exponent < 128; ++exponent)
        for (float const x : {std::ldexp(1.0f, exponent), std::ldexp(1.5f, exponent)})
            for (float const y : {x, std::nextafter(x, 0.0f), std::nextafter(x, HUGE_VALF)}) check(y), check(-y);
    for (float x = 1e-10f; x < 1e12f; x *= 10) check(x), check(std::nextafter(x, 0.0f)), check(x * 7);
    for (int i = 0; i < 10'000; ++i) check(static_cast<float>((1 << 21) + i) + 0.25f);  // ties of two last digits
    INFO(example << " is written " << short_decimal(std::strtof(example.c_str(), nullptr)).view());
    CHECK(wrong == 0);
}

TEST_CASE("every number of two bytes has its own shortest text") {
    int wrong = 0;
    for (unsigned bits = 0; bits < 0x10000; ++bits) {
        auto const pattern = static_cast<std::uint16_t>(bits);
        if ((bits & 0x7f80) != 0x7f80 && (bits & 0x7fff) != 0 && !is_shortest(bfloat16::from_bits(pattern))) ++wrong;
#if TAPELESS_HAS_FLOAT16
        if ((bits & 0x7c00) != 0x7c00 && (bits & 0x7fff) != 0 &&
            !is_shortest(std::bit_cast<tapeless::float16>(pattern)))
            ++wrong;
#endif
    }
    CHECK(wrong == 0);
}

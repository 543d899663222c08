// SPDX-License-Identifier: BSL-1.0
// Numbers of two bytes: every pattern of bits, every place where rounding turns, in constant expressions too.
#include <tapeless/core/storage_scalars.hpp>

#include <bit>
#include <catch.hpp>
#include <cmath>
#include <limits>
#include <random>

namespace {

using tapeless::bfloat16;
using tapeless::is_storage_scalar;
using tapeless::scalar_cast;
using tapeless::tensor;

/// A format by its definition: bits for the fraction, and the rest but the sign for the exponent.
template <int FractionBits>
double value_of(unsigned bits) {
    int const exponent_bits = 15 - FractionBits;
    int const bias = (1 << (exponent_bits - 1)) - 1;
    int const exponent = static_cast<int>(bits >> FractionBits & ((1u << exponent_bits) - 1));
    int const fraction = static_cast<int>(bits & ((1u << FractionBits) - 1));
    double const sign = bits >> 15 ? -1 : 1;
    if (exponent == 2 * bias + 1) return fraction == 0 ? sign * HUGE_VAL : std::nan("");
    if (exponent == 0) return sign * std::ldexp(fraction, 1 - bias - FractionBits);
    return sign * std::ldexp(fraction + (1 << FractionBits), exponent - bias - FractionBits);
}

template <class T>
unsigned bits_of(T x) {
    return std::bit_cast<std::uint16_t>(x);
}
template <class T>
T from_bits(unsigned bits) {
    return std::bit_cast<T>(static_cast<std::uint16_t>(bits));
}

/// The number of patterns that float or double do not give as they are defined.
template <class T, int FractionBits>
int wrong_patterns() {
    int wrong = 0;
    unsigned const quiet = 1u << (FractionBits - 1);
    for (unsigned bits = 0; bits < 0x10000; ++bits) {
        double const expected = value_of<FractionBits>(bits);
        T const x = from_bits<T>(bits);
        auto const wide = scalar_cast<double>(x);
        auto const single = scalar_cast<float>(x);
        bool good = std::isnan(expected) ? std::isnan(wide) && std::isnan(single)
                                         : wide == expected && static_cast<double>(single) == expected &&
                                               std::signbit(wide) == (bits >> 15 != 0);
        for (unsigned const back :
             {bits_of(scalar_cast<T>(wide)), bits_of(scalar_cast<T>(single))})  // compilers may keep a signalling NaN
            good = good && (back == bits || (std::isnan(expected) && back == (bits | quiet)));
        wrong += good ? 0 : 1;
    }
    return wrong;
}

/// Rounding turns half way between neighbours, to the even one there; both signs.
template <class T, int FractionBits>
int wrong_roundings() {
    int wrong = 0;
    unsigned const infinity = 0x7fffu >> FractionBits << FractionBits;
    auto const expect = [&](double x, unsigned bits) {
        auto const single = static_cast<float>(x);
        if (bits_of(scalar_cast<T>(x)) != bits || bits_of(scalar_cast<T>(-x)) != (bits | 0x8000u)) ++wrong;
        if (static_cast<double>(single) == x && bits_of(scalar_cast<T>(single)) != bits) ++wrong;
    };
    for (unsigned bits = 0; bits < infinity; ++bits) {
        double const low = value_of<FractionBits>(bits);
        // the largest number is followed by the power of two that would come next
        double const high =
            bits + 1 == infinity ? low + (low - value_of<FractionBits>(bits - 1)) : value_of<FractionBits>(bits + 1);
        double const half = low + (high - low) / 2;
        expect(half, bits % 2 == 0 ? bits : bits + 1);
        expect(std::nextafter(half, 0.0), bits);
        expect(std::nextafter(half, HUGE_VAL), bits + 1);
        auto const single = static_cast<float>(half);  // exact
        expect(static_cast<double>(std::nextafter(single, 0.0f)), bits);
        expect(static_cast<double>(std::nextafter(single, HUGE_VALF)), bits + 1);
    }
    expect(1e300, infinity);
    expect(HUGE_VAL, infinity);
    expect(5e-324, 0);
    return wrong;
}

/// What constant evaluation makes of numbers, and what the machine makes of them.
template <class T>
struct converted {
    static constexpr double doubles[] = {
        0.0,     -0.0,   1.0,    -1.5,    0.1,    65504.0, 65519.99,        65520.0,          1e5,
        3.38e38, 3.4e38, -1e300, 0x1p-24, 6e-8,   1e-40,   9.2e-41,         5e-324,           3.14159265,
        2e-45,   1e-310, 255.5,  256.5,   -257.0, 1e-5,    __builtin_inf(), __builtin_nan("")};
    static constexpr std::size_t count = std::size(doubles);
    static constexpr auto table(double const* from) {
        std::array<std::array<std::uint16_t, 2>, count> result{};
        for (std::size_t i = 0; i < count; ++i)
            result[i] = {std::bit_cast<std::uint16_t>(scalar_cast<T>(from[i])),
                         std::bit_cast<std::uint16_t>(scalar_cast<T>(scalar_cast<float>(from[i])))};
        return result;
    }
    static bool same_at_run_time() {
        static constexpr auto then = table(doubles);
        double now[count];
        for (std::size_t i = 0; i < count; ++i) {
            double volatile const x = doubles[i];
            now[i] = x;
        }
        return table(now) == then;
    }
};

/// Every 251st pattern, there and back in constant evaluation.
template <class T>
constexpr int changed_patterns(unsigned infinity) {
    int wrong = 0;
    for (unsigned bits = 0; bits < 0x10000; bits += 251) {
        if ((bits & infinity) == infinity) continue;
        T const x = std::bit_cast<T>(static_cast<std::uint16_t>(bits));
        if (std::bit_cast<std::uint16_t>(scalar_cast<T>(scalar_cast<float>(x))) != bits) ++wrong;
        if (std::bit_cast<std::uint16_t>(scalar_cast<T>(scalar_cast<double>(x))) != bits) ++wrong;
    }
    return wrong;
}

struct two_bytes {
    char text[2];
};
enum narrow_enum : short {};

constexpr tensor<double, 2, 2> numbers{1, 0.1, -3e300, 65504};

}  // namespace

static_assert(sizeof(bfloat16) == 2 && std::is_trivially_copyable_v<bfloat16>);
static_assert(std::is_trivially_default_constructible_v<bfloat16>);
static_assert(is_storage_scalar<bfloat16> && !is_storage_scalar<float> && !is_storage_scalar<short>);
static_assert(!is_storage_scalar<two_bytes> && !is_storage_scalar<narrow_enum> && !is_storage_scalar<void>);
static_assert(!is_storage_scalar<char16_t> && !is_storage_scalar<bfloat16&>);
static_assert(std::is_same_v<tapeless::compute_scalar<bfloat16>, float>);
static_assert(std::is_same_v<tapeless::compute_scalar<double>, double>);
static_assert(changed_patterns<bfloat16>(0x7f80) == 0);

// They compute as float, and float becomes one only when told to.
static_assert(std::is_same_v<decltype(bfloat16{} * bfloat16{}), float>);
static_assert(std::is_same_v<decltype(bfloat16{} + 1.0), double>);
static_assert(!std::is_convertible_v<float, bfloat16> && std::is_convertible_v<bfloat16, float>);
static_assert(bfloat16(3) == 3.0f && bfloat16(1.0) < bfloat16(1.01) && bfloat16(0.0f) == bfloat16(-0.0f));
static_assert(bfloat16::from_bits(0x4049) == 3.140625f);
static_assert(bfloat16(257) == 256 && bfloat16(259) == 260 && scalar_cast<bfloat16>(1 << 20) == 0x1p20f);

static_assert(tapeless::tensor_cast<float>(numbers) == tensor<float, 2, 2>{1, 0.1f, -__builtin_inff(), 65504});
static_assert(tapeless::tensor_cast<int>(numbers[0]) == tensor<int, 2>{1, 0});
static_assert(tapeless::tensor_cast<bfloat16>(numbers)(1, 1) == 65536);
static_assert(tapeless::tensor_cast<double>(tapeless::tensor_cast<bfloat16>(tensor<float, 2>{0.5f, 3})) ==
              tensor<double, 2>{0.5, 3});

TEST_CASE("bfloat16 is what its definition says") {
    CHECK(wrong_patterns<bfloat16, 7>() == 0);
    CHECK(wrong_roundings<bfloat16, 7>() == 0);
    CHECK(converted<bfloat16>::same_at_run_time());
    for (std::uint32_t const nan : {0x7f800001u, 0xff80ffffu, 0x7fffffffu, 0xffffffffu})  // no infinity, no zero
        CHECK(std::isnan(static_cast<float>(bfloat16(std::bit_cast<float>(nan)))));
}

#if TAPELESS_HAS_FLOAT16
static_assert(is_storage_scalar<tapeless::float16>);
static_assert(changed_patterns<tapeless::float16>(0x7c00) == 0);
static_assert(tapeless::tensor_cast<tapeless::float16>(numbers)(1, 0) == -__builtin_inff());

TEST_CASE("float16 is what its definition says") {
    CHECK(wrong_patterns<tapeless::float16, 10>() == 0);
    CHECK(wrong_roundings<tapeless::float16, 10>() == 0);
    CHECK(converted<tapeless::float16>::same_at_run_time());
}
#endif

#if defined(__clang__) && __clang_major__ >= 17 && defined(__SSE2__)
// At run time clang 19 calls a library that Debian 12 does not have, even to copy one.
static_assert(is_storage_scalar<__bf16> && scalar_cast<float>(scalar_cast<__bf16>(257)) == 256);
#endif

TEST_CASE("bfloat16 is the nearest of any number") {
    std::mt19937_64 random(3);
    int wrong = 0;
    for (int i = 0; i < 100'000; ++i) {
        double const x =
            std::ldexp(std::uniform_real_distribution<>(-1, 1)(random), static_cast<int>(random() % 250) - 130);
        bfloat16 const y(x);
        for (unsigned const next : {y.bits - 1u, y.bits + 1u}) {
            double const other = value_of<7>(next & 0xffffu);
            if (std::abs(other - x) < std::abs(static_cast<double>(y) - x)) ++wrong;
        }
    }
    CHECK(wrong == 0);
}

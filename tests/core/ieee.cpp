// SPDX-License-Identifier: BSL-1.0
// In constant evaluation, arithmetic gives what it gives at run time: infinities and NaN, not an error.
#include "catch.hpp"

#include <tapeless/core/ieee.hpp>

#include <bit>
#include <cstdint>

namespace {

namespace ieee = tapeless::ieee;

constexpr double infinity = __builtin_inf();
constexpr double nan_value = __builtin_nan("");
constexpr double largest = 0x1.fffffffffffffp1023;
constexpr double values[] = {0.0,       -0.0,     1.0,      -1.5,     0x1p-1074, 0x1.8p-1022,
                             -0x1p-600, 0x1p-500, 0x1p500,  -0x1p512, 0x1p511,   0x1.fp513,
                             0x1p1023,  largest,  -largest, infinity, -infinity, nan_value,
                             1.3e154,   -1.4e154, 0x1p-513, 3e300,    7e-310,    0x1.0000000000001p512};
constexpr std::size_t count = std::size(values);

template <class T, T (*Operation)(T, T)>
constexpr auto table() {
    std::array<T, count * count> result{};
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < count; ++k)
            result[i * count + k] = Operation(static_cast<T>(values[i]), static_cast<T>(values[k]));
    return result;
}

template <class T, T (*Operation)(T, T)>
int differences() {
    static constexpr auto at_compile_time = table<T, Operation>();
    int different = 0;
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < count; ++k) {
            T volatile x = static_cast<T>(values[i]);
            T volatile y = static_cast<T>(values[k]);
            T const now = Operation(x, y);
            T const then = at_compile_time[i * count + k];
            bool const both_nan = now != now && then != then;
            if (!both_nan && (now != then || __builtin_signbit(now) != __builtin_signbit(then))) ++different;
        }
    return different;
}

}  // namespace

TEST_CASE("double arithmetic agrees at compile time and at run time") {
    CHECK(differences<double, ieee::add<double>>() == 0);
    CHECK(differences<double, ieee::sub<double>>() == 0);
    CHECK(differences<double, ieee::mul<double>>() == 0);
    CHECK(differences<double, ieee::div<double>>() == 0);
}

TEST_CASE("float arithmetic agrees at compile time and at run time") {
    CHECK(differences<float, ieee::add<float>>() == 0);
    CHECK(differences<float, ieee::sub<float>>() == 0);
    CHECK(differences<float, ieee::mul<float>>() == 0);
    CHECK(differences<float, ieee::div<float>>() == 0);
}

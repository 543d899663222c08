// SPDX-License-Identifier: BSL-1.0
// In: reference/elementary.txt, or the denser file that the environment variable TAPELESS_DENSE_REFERENCE names.
// Out: the largest error of a function over these values, in units in the last place of the result and with the
// fraction that the reference's own rounding left.
#pragma once

#include "reference/elementary.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <type_traits>

namespace reference {

/// Equal bits, or both NaN.
template <typename Real>
constexpr bool same(Real a, Real b) {
    using bits = std::conditional_t<sizeof(Real) == 8, std::uint64_t, std::uint32_t>;
    return (a != a && b != b) || std::bit_cast<bits>(a) == std::bit_cast<bits>(b);
}

template <typename Real, std::size_t Count, typename Function>
constexpr bool agrees(sample<Real> const (&samples)[Count], Function function) {
    for (auto const& s : samples) {
        if constexpr (std::is_invocable_v<Function, Real, Real>) {
            if (!same(function(s.x, s.y), s.expected)) return false;
        } else {
            if (!same(function(s.x), s.expected)) return false;
        }
    }
    return true;
}

template <typename Real>
double error_in_ulp(Real got, Real expected, double rest) {
    using integer = std::conditional_t<sizeof(Real) == 8, std::int64_t, std::int32_t>;
    if (got != got) return std::numeric_limits<double>::infinity();
    if (std::signbit(got) != std::signbit(expected)) return std::numeric_limits<double>::infinity();
    auto const distance = std::bit_cast<integer>(got) - std::bit_cast<integer>(expected);
    return std::abs(static_cast<double>(std::signbit(got) ? -distance : distance) - rest / 1000.0);
}

inline std::string const& file() {
    static std::string const text = [] {
        char const* const dense = std::getenv("TAPELESS_DENSE_REFERENCE");
        std::ifstream in(dense != nullptr ? dense : TAPELESS_TEST_DATA_DIR "/reference/elementary.txt");
        std::stringstream all;
        all << in.rdbuf();
        return "\n" + all.str();
    }();
    return text;
}

/// What the worst argument was is for the reader of a failure.
struct worst_case {
    double ulp = 0.0;
    double x = 0.0;
    double y = 0.0;
    int count = 0;
};

template <typename Real, typename Function>
worst_case worst(std::string const& name, Function function, double smallest_result = 0.0) {
    using integer = std::conditional_t<sizeof(Real) == 8, std::uint64_t, std::uint32_t>;
    auto const title = "\n# " + name + (sizeof(Real) == 8 ? " d " : " f ");
    auto const start = file().find(title);
    worst_case result;
    if (start == std::string::npos) return result;
    char const* at = file().c_str() + start + title.size();
    bool const two = std::strtol(at, const_cast<char**>(&at), 10) == 2;
    auto const number = [&] {
        return std::bit_cast<Real>(static_cast<integer>(std::strtoull(at, const_cast<char**>(&at), 16)));
    };
    while (*at == '\n' && at[1] != '#' && at[1] != '\0') {
        Real const x = number();
        Real const y = two ? number() : Real(0);
        Real const expected = number();
        double const rest = static_cast<double>(std::strtol(at, const_cast<char**>(&at), 10));
        Real got{};
        if constexpr (std::is_invocable_v<Function, Real, Real>) {
            got = function(x, y);
        } else {
            got = function(x);
        }
        ++result.count;
        if (std::abs(static_cast<double>(expected)) < smallest_result) continue;
        double const ulp = error_in_ulp(got, expected, rest);
        if (ulp > result.ulp) {
            result.ulp = ulp;
            result.x = static_cast<double>(x);
            result.y = static_cast<double>(y);
        }
    }
    return result;
}

/// For whoever states a maximum: TAPELESS_REPORT_ULP=1 prints what was seen.
inline void report(char const* name, char const* real, worst_case const& w) {
    if (std::getenv("TAPELESS_REPORT_ULP") != nullptr)
        std::printf("%s %s %.3f at %a %a of %d\n", name, real, w.ulp, w.x, w.y, w.count);
}

}  // namespace reference

/// Checks one function against its reference values; the function is a name in the namespace.
#define CHECK_ULP(space, name, Real, limit)                                                                            \
    do {                                                                                                               \
        auto const w =                                                                                                 \
            reference::worst<Real>(#name, [](auto... x) -> decltype(space::name(x...)) { return space::name(x...); }); \
        INFO(#space "::" #name " " #Real ": " << w.ulp << " ULP at " << w.x << ", " << w.y);                           \
        CHECK(w.count >= 50);                                                                                          \
        CHECK(w.ulp <= (limit) + 0.001);                                                                               \
        reference::report(#space "::" #name, #Real, w);                                                                \
    } while (false)

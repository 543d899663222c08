// SPDX-License-Identifier: BSL-1.0
// Comparing numbers in constant expressions and at run time.
// In: two numbers, arrays or tuples of them and a tolerance. Out: whether they agree.
#pragma once

#include <array>
#include <cstddef>
#include <limits>

namespace support {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

[[nodiscard]] constexpr bool is_finite(double x) { return -infinity < x && x < infinity; }

/// Equal, both NaN, or as near as `relative` times the greater magnitude (of at least 1e-300).
template <class X, class Y>
[[nodiscard]] constexpr bool close(X x, Y y, double relative = 1e-12) {
    if (x == y) return true;
    if (x != x || y != y) return x != x && y != y;
    auto const magnitude = [](auto v) { return v < 0 ? -v : v; };
    auto const larger = magnitude(x) < magnitude(y) ? magnitude(y) : magnitude(x);
    if (larger > 1.7e308) return false;
    return magnitude(x - y) <= static_cast<decltype(larger)>(relative) * larger + static_cast<decltype(larger)>(1e-300);
}

template <class X, class Y, std::size_t N>
[[nodiscard]] constexpr bool close(std::array<X, N> const& x, std::array<Y, N> const& y, double relative = 1e-12) {
    for (std::size_t i = 0; i < N; ++i)
        if (!close(x[i], y[i], relative)) return false;
    return true;
}

/// As printed in a document: within half a unit of the last of `digits` decimals.
[[nodiscard]] constexpr bool printed(double x, double document, int digits = 6) {
    double unit = 1;
    for (int i = 0; i < digits; ++i) unit /= 10;
    double const difference = x < document ? document - x : x - document;
    return difference <= 0.5001 * unit;
}

}  // namespace support

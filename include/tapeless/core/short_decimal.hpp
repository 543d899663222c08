// SPDX-License-Identifier: BSL-1.0
// Decimal text of numbers of any type.
// In: a number. Out: the shortest text that reads back as the same number of its type, in constant expressions too.
#pragma once

#include <tapeless/core/decimal.hpp>
#include <tapeless/core/storage_scalars.hpp>

#include <type_traits>

namespace tapeless {

namespace detail {

/// The digits of a binary format's numbers, and the exponent of its smallest one.
struct binary_format {
    int digits;
    int lowest;
};
template <class T>
constexpr binary_format format_of() noexcept {
    if constexpr (std::is_same_v<T, float>) return {24, -149};
    else if (static_cast<float>(scalar_cast<T>(0x1.008p0f)) != 1) return {11, -24};
    else return {8, -133};
}

/// Of a positive number of at most 24 binary digits.
template <class T>
constexpr decimal_digits narrow_digits(T value, double size, bool negative) noexcept {
    constexpr binary_format format = format_of<T>();
    bool const has_fractions = size < static_cast<double>(1 << format.digits);
    for (int k = 0; has_fractions && k < 12;
         ++k) {  // 9 digits or less: products are exact, a quotient is too near to be another T
        double const scaled = size * powers_of_ten[k];
        if (!(scaled < 1e9)) break;
        auto whole = static_cast<std::uint64_t>(scaled);
        double const rest = scaled - static_cast<double>(whole);
        if (rest > 0.5 || (rest == 0.5 && whole % 2 == 1)) ++whole;
        double const back = static_cast<double>(whole) / powers_of_ten[k];
        if (scalar_cast<T>(negative ? -back : back) == value) return decimal_of(whole, -k, negative);
    }
    std::uint64_t const bits = elementary::detail::bits(size);
    int const exponent = static_cast<int>(bits >> 52) - 1075;
    int const shift = exponent + 53 - format.digits < format.lowest ? format.lowest - exponent : 53 - format.digits;
    std::uint64_t const fraction = ((bits & ((std::uint64_t(1) << 52) - 1)) | std::uint64_t(1) << 52) >> shift;
    bool const narrow_below = fraction == std::uint64_t(1) << (format.digits - 1) && exponent + shift > format.lowest;
    return exact_digits(fraction, exponent + shift, negative, narrow_below);
}

template <class T>
constexpr decimal_text whole_decimal(T value) noexcept {
    bool const negative = value < T(0);
    auto size = static_cast<unsigned long long>(value);
    if (negative) size = 0 - size;
    int count = 1;
    for (auto rest = size / 10; rest != 0; rest /= 10) ++count;
    decimal_text text;
    if (negative) text.put('-');
    for (int i = count - 1; i >= 0; --i, size /= 10)
        text.characters[text.size + i] = static_cast<char>('0' + static_cast<int>(size % 10));
    text.size += count;
    return text;
}

}  // namespace detail

/// The shortest decimal text that reads back as the same number of type T.
///
///   short_decimal(0.1f) is 0.1, where to_decimal(0.1f) is 0.10000000149011612
///
/// Numerics    what std::to_chars writes: the nearest to the number of all texts of that length (but for the smallest
///             bfloat16: 1e-40, not 9e-41)
/// Example     tests/core/short_decimal.cpp
template <class T>
[[nodiscard]] constexpr decimal_text short_decimal(T value) noexcept {
    if constexpr (std::is_integral_v<T>) return detail::whole_decimal(value);
    else if constexpr (std::is_same_v<T, float> || is_storage_scalar<T>) {
        double const wide = scalar_cast<double>(value);
        double const size = elementary::abs(wide);
        if (!(size < elementary::detail::infinity)) return detail::text_of_special(wide);
        if (size == 0) return to_decimal(wide);
        return detail::text_of_digits(detail::narrow_digits(value, size, wide < 0), wide);
    } else return to_decimal(static_cast<double>(value));
}

}  // namespace tapeless

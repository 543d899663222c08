// SPDX-License-Identifier: BSL-1.0
// Decimal text of numbers, and back, without loss and in constant expressions.
// In: a double, or decimal text. Out: the shortest text that reads back as the same double; the nearest double.
#pragma once

#include <tapeless/core/double_double.hpp>
#include <tapeless/core/floating_point.hpp>
#include <tapeless/core/natural.hpp>

#include <cstdint>
#include <string_view>

namespace tapeless {

/// The digits d of a finite number +-d_0.d_1 d_2... * 10^exponent, without zeros at the end; 0 is one digit 0.
struct decimal_digits {
    bool negative = false;
    int count = 1;
    int exponent = 0;
    char digits[17]{'0'};

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {digits, static_cast<std::size_t>(count)}; }
};

/// Text of a number; it refers to nothing else.
struct decimal_text {
    char characters[28]{};
    int size = 0;

    constexpr void put(char c) noexcept { characters[size++] = c; }
    constexpr void put(std::string_view text) noexcept {
        for (char c : text) put(c);
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept {
        return {characters, static_cast<std::size_t>(size)};
    }
};

namespace detail {

inline constexpr double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                           1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};  // exact
inline constexpr int exact_powers = 23;

/// The digits of digits * 10^scale.
constexpr decimal_digits decimal_of(std::uint64_t digits, int scale, bool negative) noexcept {
    decimal_digits result;
    while (digits % 10 == 0) digits /= 10, ++scale;
    int count = 0;
    for (std::uint64_t rest = digits; rest != 0; rest /= 10) ++count;
    result.negative = negative;
    result.count = count;
    result.exponent = scale + count - 1;
    for (int i = count - 1; i >= 0; --i, digits /= 10) result.digits[i] = static_cast<char>('0' + digits % 10);
    return result;
}

/// Burger and Dybvig's digits of fraction * 2^exponent, with a tie of two last digits broken to the even one.
/// `narrow_below`: the number below is half as near as the one above.
constexpr decimal_digits exact_digits(std::uint64_t fraction, int exponent, bool negative, bool narrow_below) noexcept {
    bool const even = fraction % 2 == 0;
    natural rest(fraction);  // what is left of the number, above and below in units of 1 / unit
    natural unit(1);
    natural above(1);
    natural below(1);
    rest.shift_left(1 + (exponent > 0 ? exponent : 0) + narrow_below);
    unit.shift_left(1 + (exponent < 0 ? -exponent : 0) + narrow_below);
    above.shift_left((exponent > 0 ? exponent : 0) + narrow_below);
    below.shift_left(exponent > 0 ? exponent : 0);
    auto const reaches_unit = [&] { return natural::compare_sum(rest, above, unit) > (even ? -1 : 0); };

    int const top_bit = exponent + static_cast<int>(std::bit_width(fraction)) - 1;
    int places = top_bit * 30103 / 100000 + (top_bit > 0);  // digits before the point, or one less
    if (places >= 0) unit.multiply_power_of_ten(places);
    else
        for (natural* n : {&rest, &above, &below}) n->multiply_power_of_ten(-places);
    decimal_digits result;
    result.negative = negative;
    result.count = 0;
    for (; reaches_unit(); ++places) unit.multiply_add(10);
    for (bool last = false; !last;) {
        for (natural* n : {&rest, &above, &below}) n->multiply_add(10);
        int digit = 0;
        for (; natural::compare(rest, unit) >= 0; ++digit) rest.subtract(unit);
        bool const low_enough = natural::compare(rest, below) < (even ? 1 : 0);
        bool const high_enough = reaches_unit();
        last = low_enough || high_enough;
        if (high_enough) {
            natural twice = rest;
            twice.multiply_add(2);
            int const half = natural::compare(twice, unit);
            if (!low_enough || half > 0 || (half == 0 && digit % 2 == 1)) ++digit;
        }
        result.digits[result.count++] = static_cast<char>('0' + digit);
    }
    result.exponent = places - 1;
    return result;
}

/// The whole number nearest to an exact product; 0 where that is nearly half way between two.
struct nearest_whole {
    std::uint64_t value;
    double distance;  ///< from there to the product
};
constexpr nearest_whole nearest_product(double a, double b) noexcept {
    elementary::detail::double_double const product = elementary::detail::two_product(a, b);
    auto const whole = static_cast<std::int64_t>(product.hi);
    double const rest = (product.hi - static_cast<double>(whole)) + product.lo;
    double const step = elementary::floor(rest + 0.5);
    double const distance = rest - step;
    if (elementary::abs(distance) > 0.499999) return {0, 0};
    return {static_cast<std::uint64_t>(whole + static_cast<std::int64_t>(step)), distance};
}

/// The 16 or 17 digits that tell `size` from its neighbours, where size * 10^places has 16 digits before the point;
/// count 0 where double arithmetic cannot tell.
constexpr decimal_digits many_digits(double size, int places, bool negative) noexcept {
    decimal_digits none;
    none.count = 0;
    std::uint64_t const bits = elementary::detail::bits(size);
    if (places < 1 || places + 1 >= exact_powers || bits << 12 == 0) return none;
    double const unit = elementary::detail::from_bits((bits >> 52 << 52) - (std::uint64_t(52) << 52));
    double const half = unit / 2 * powers_of_ten[places];  // to the numbers that would read as a neighbour
    nearest_whole const short_one = nearest_product(size, powers_of_ten[places]);
    if (short_one.value == 0) return none;
    double const used = elementary::abs(short_one.distance) / half;
    if (used < 0.999999) return decimal_of(short_one.value, -places, negative);
    nearest_whole const long_one = nearest_product(size, powers_of_ten[places + 1]);
    if (used < 1.000001 || long_one.value == 0) return none;
    return decimal_of(long_one.value, -places - 1, negative);
}

}  // namespace detail

/// The digits of the shortest decimal that reads back as `value`, the nearest one where there are several.
///
/// Cost        big integers only for more than 15 digits outside 1e-6 ... 1e15, and for few numbers within
[[nodiscard]] constexpr decimal_digits shortest_digits(double value) noexcept {
    bool const negative = elementary::signbit(value);
    double const size = elementary::abs(value);
    if (size == 0) {
        decimal_digits zero;
        zero.negative = negative;
        return zero;
    }
    int k = 0;
    for (; k < detail::exact_powers; ++k) {  // 15 digits or less: one division of exact numbers
        double const scaled = size * detail::powers_of_ten[k];
        if (!(scaled < 1e15)) break;
        auto const rounded = static_cast<std::uint64_t>(scaled + 0.5);
        if (static_cast<double>(rounded) / detail::powers_of_ten[k] == size)
            return detail::decimal_of(rounded, -k, negative);
    }
    decimal_digits const many = detail::many_digits(size, k, negative);
    if (many.count != 0) return many;
    std::uint64_t const bits = elementary::detail::bits(size);
    int const biased = static_cast<int>(bits >> 52);
    std::uint64_t const fraction = bits & ((std::uint64_t(1) << 52) - 1);
    if (biased == 0) return detail::exact_digits(fraction, -1074, negative, false);
    bool const narrow_below = fraction == 0 && biased > 1;
    return detail::exact_digits(fraction | std::uint64_t(1) << 52, biased - 1075, negative, narrow_below);
}

namespace detail {

constexpr decimal_text text_of_special(double value) noexcept {
    decimal_text text;
    if (elementary::signbit(value)) text.put('-');
    text.put(elementary::isnan(value) ? "nan" : "inf");
    return text;
}

/// The text of a finite number with these digits, in the shorter of two notations.
constexpr decimal_text text_of_digits(decimal_digits const& d, double value) noexcept {
    decimal_text text;
    int const x = d.exponent;
    if (d.negative) text.put('-');
    int const scientific = d.count + (d.count > 1) + (x > 99 || x < -99 ? 5 : 4);
    int const fixed = x >= d.count - 1 ? x + 1 : x >= 0 ? d.count + 1 : d.count + 1 - x;
    if (fixed > scientific) {
        text.put(d.digits[0]);
        if (d.count > 1) text.put('.');
        text.put(d.view().substr(1));
        text.put(x < 0 ? "e-" : "e+");
        int const size = x < 0 ? -x : x;
        if (size > 99) text.put(static_cast<char>('0' + size / 100));
        text.put(static_cast<char>('0' + size / 10 % 10));
        text.put(static_cast<char>('0' + size % 10));
    } else if (x >= d.count) {  // digits beyond the last one that is needed are the exact ones
        __extension__ using wide = unsigned __int128;
        auto whole = static_cast<wide>(elementary::abs(value));
        for (int i = x; i >= 0; --i, whole /= 10)
            text.characters[text.size + i] = static_cast<char>('0' + static_cast<int>(whole % 10));
        text.size += x + 1;
    } else if (x >= 0) {
        text.put(d.view().substr(0, static_cast<std::size_t>(x + 1)));
        if (d.count > x + 1) text.put('.');
        text.put(d.view().substr(static_cast<std::size_t>(x + 1)));
    } else {
        text.put("0.");
        for (int i = x + 1; i < 0; ++i) text.put('0');
        text.put(d.view());
    }
    return text;
}

}  // namespace detail

/// The shortest decimal text that reads back as the same number: what std::to_chars writes, in constant expressions.
///
///   0.1, 100, 1e+05, 0.3333333333333333, -0, 5e-324, inf, -inf, nan, -nan
[[nodiscard]] constexpr decimal_text to_decimal(double value) noexcept {
    if (!elementary::isfinite(value)) return detail::text_of_special(value);
    return detail::text_of_digits(shortest_digits(value), value);
}

namespace detail {

/// The double nearest to digits * 10^scale.
constexpr double nearest_double(natural const& digits, int scale) noexcept {
    natural rest = digits;
    natural divisor(1);
    if (scale > 0) rest.multiply_power_of_ten(scale);
    else divisor.multiply_power_of_ten(-scale);
    int const shift = divisor.width() - rest.width();
    if (shift > 0) rest.shift_left(shift);
    else divisor.shift_left(-shift);
    std::uint64_t quotient = 0;  // of 63 or 64 bits
    for (int i = 0; i < 64; ++i) {
        quotient *= 2;
        if (natural::compare(rest, divisor) >= 0) {
            rest.subtract(divisor);
            ++quotient;
        }
        rest.multiply_add(2);
    }
    int exponent = -63 - shift;  // of the last bit of the quotient
    int dropped = static_cast<int>(std::bit_width(quotient)) - 53;
    if (exponent + dropped < -1074) dropped = -1074 - exponent;
    if (dropped > 64) return 0;
    std::uint64_t kept = dropped == 64 ? 0 : quotient >> dropped;
    std::uint64_t const half = std::uint64_t(1) << (dropped - 1);
    std::uint64_t const lost = quotient & (half + (half - 1));
    if (lost > half || (lost == half && (!rest.is_zero() || kept % 2 == 1))) ++kept;
    exponent += dropped;
    if (kept < std::uint64_t(1) << 52) return elementary::detail::from_bits(kept);
    std::uint64_t const bits = (static_cast<std::uint64_t>(exponent + 1074) << 52) + kept;
    return bits < elementary::detail::bits(elementary::detail::infinity) ? elementary::detail::from_bits(bits)
                                                                         : elementary::detail::infinity;
}

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

}  // namespace detail

/// The double nearest to a decimal number, an even one where two are equally near; NaN for other text.
///
///   [-]digits[.digits][e[+-]digits], digits as in C++ with ' between them; [-]inf, [-]nan
///
/// Cost        up to 2^53 without its point and powers of ten up to 22: one multiplication or division
/// Numerics    correctly rounded for any number of digits
[[nodiscard]] constexpr double parse_decimal(std::string_view text) noexcept {
    constexpr int most_digits = 770;  // more cannot matter but for being there: halfway cases have 767 at most
    bool const negative = !text.empty() && text[0] == '-';
    std::size_t i = negative ? 1 : 0;
    double const sign = negative ? -1 : 1;
    if (text.substr(i) == "inf") return sign * elementary::detail::infinity;
    if (text.substr(i) == "nan") return elementary::copysign(elementary::detail::not_a_number, sign);

    std::uint64_t first = 0;  // the first 19 digits
    natural digits;           // all of them, once there are more
    int count = 0;
    int scale = 0;
    bool any = false;
    bool inexact = false;
    bool point = false;
    for (; i < text.size(); ++i) {
        char const c = text[i];
        if (c == '\'' && any) continue;
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (!detail::is_digit(c)) break;
        any = true;
        scale -= point;
        auto const digit = static_cast<std::uint32_t>(c - '0');
        if (count == 0 && digit == 0) continue;
        if (count < 19) first = 10 * first + digit;
        else if (count < most_digits) {
            if (count == 19) digits = natural(first);
            digits.multiply_add(10, digit);
        } else {
            ++scale;
            inexact = inexact || digit != 0;
            continue;
        }
        ++count;
    }
    if (!any) return elementary::detail::not_a_number;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        bool const down = i < text.size() && text[i] == '-';
        if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
        int exponent = 0;
        bool any_exponent = false;
        for (; i < text.size() && (detail::is_digit(text[i]) || (any_exponent && text[i] == '\'')); ++i) {
            any_exponent = true;
            if (text[i] != '\'' && exponent < 1000000) exponent = 10 * exponent + (text[i] - '0');
        }
        if (!any_exponent) return elementary::detail::not_a_number;
        scale += down ? -exponent : exponent;
    }
    if (i < text.size()) return elementary::detail::not_a_number;

    if (count == 0) return sign * 0.0;
    if (first <= std::uint64_t(1) << 53 && count <= 19 && scale > -detail::exact_powers &&
        scale < detail::exact_powers) {
        auto const exact = static_cast<double>(first);
        return sign * (scale < 0 ? exact / detail::powers_of_ten[-scale] : exact * detail::powers_of_ten[scale]);
    }
    if (count + scale > 310) return sign * elementary::detail::infinity;
    if (count + scale < -330) return sign * 0.0;
    if (count <= 19) digits = natural(first);
    if (inexact) {
        digits.multiply_add(10, 1);
        --scale;
    }
    return sign * detail::nearest_double(digits, scale);
}

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Where text goes.
// In: pieces of text from a writer. Out: their number, or themselves; any class with such a `put` will do.
#pragma once

#include <tapeless/core/decimal.hpp>

#include <cstddef>
#include <string_view>

namespace tapeless {

/// Only counts the characters that are put into it.
struct text_counter {
    std::size_t size = 0;
    constexpr void put(std::string_view text) noexcept { size += text.size(); }
};

/// Stores characters one after the other where there is room for them.
struct text_storage {
    char* next;
    constexpr void put(std::string_view text) noexcept {
        for (char const c : text) *next++ = c;
    }
};

/// A whole number in decimal digits.
template <class Sink>
constexpr void put_number(Sink& sink, int number) {
    char digits[12]{};
    int first = 12;
    bool const negative = number < 0;
    do {
        int const digit = number % 10;
        digits[--first] = static_cast<char>('0' + (digit < 0 ? -digit : digit));
        number /= 10;
    } while (number != 0);
    if (negative) digits[--first] = '-';
    sink.put(std::string_view(digits + first, static_cast<std::size_t>(12 - first)));
}

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Text that means the same in every locale.
// In: numbers and pieces of text. Out: characters on a stream; numbers as C reads them back, bit for bit.
#pragma once

#include <charconv>
#include <ostream>
#include <string_view>

namespace tapeless::detail {

inline void write_c_text(std::ostream& out, std::string_view text) {
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

inline void write_integer(std::ostream& out, int value) {
    char text[16];
    write_c_text(out, {text, static_cast<std::size_t>(std::to_chars(text, text + sizeof text, value).ptr - text)});
}

/// A constant of C99: the shortest decimal that reads back as the same number.
template <class T>
void write_c_constant(std::ostream& out, T value) {
    if (value != value) return write_c_text(out, "NAN");
    if (value - value != T(0)) return write_c_text(out, value < T(0) ? "-INFINITY" : "INFINITY");
    char text[40];
    std::string_view const digits(text,
                                  static_cast<std::size_t>(std::to_chars(text, text + sizeof text, value).ptr - text));
    write_c_text(out, digits);
    if (digits.find_first_of(".e") == digits.npos) write_c_text(out, ".0");
    if (sizeof(T) == sizeof(float)) write_c_text(out, "f");
}

}  // namespace tapeless::detail

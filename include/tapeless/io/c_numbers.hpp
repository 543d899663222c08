// SPDX-License-Identifier: BSL-1.0
// Numbers in C, whatever the locale.
// In: a number. Out: characters on a stream that C reads back, bit for bit.
#pragma once

#include <tapeless/io/stream_sink.hpp>

#include <charconv>

namespace tapeless::detail {

/// A constant of C99: the shortest decimal that reads back as the same number.
template <class T>
void write_c_constant(stream_sink out, T value) {
    if (value != value) return out.put("NAN");
    if (value - value != T(0)) return out.put(value < T(0) ? "-INFINITY" : "INFINITY");
    char text[40];
    std::string_view const digits(text,
                                  static_cast<std::size_t>(std::to_chars(text, text + sizeof text, value).ptr - text));
    out.put(digits);
    if (digits.find_first_of(".e") == digits.npos) out.put(".0");
    if (sizeof(T) == sizeof(float)) out.put("f");
}

}  // namespace tapeless::detail

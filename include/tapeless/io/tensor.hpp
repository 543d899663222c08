// SPDX-License-Identifier: BSL-1.0
// Tensors as text: [[1, 2, 3], [4, 5, 6]].
// In: a tensor, or a view of one. Out: its text, in constant expressions too; pieces for any sink.
#pragma once

#include <tapeless/core/short_decimal.hpp>
#include <tapeless/core/tensor.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace tapeless {

/// Whether numbers of a type have text: those of the language, and those of two bytes.
template <class T>
inline constexpr bool is_printable_scalar = std::is_arithmetic_v<T> || is_storage_scalar<T>;

namespace detail {

/// Nested brackets, each number between them handed to `put`.
template <class Sink, class T, int... Dims, class Put>
constexpr void put_nested(Sink& sink, tensor_span<T, Dims...> x, Put& put) {
    for (int i = 0; i < x.shape[0]; ++i) {
        sink.put(i == 0 ? "[" : ", ");
        if constexpr (x.rank == 1) put(x[i]);
        else put_nested(sink, x[i], put);
    }
    sink.put("]");
}

/// A number with its shortest digits; conditions are true and false.
template <class Sink, class T>
constexpr void put_scalar(Sink& sink, T value) {
    if constexpr (std::is_same_v<T, bool>) sink.put(value ? "true" : "false");
    else sink.put(short_decimal(value).view());
}

/// The most characters that numbers of a type take, with what separates them.
template <class T, int... Dims>
constexpr std::size_t most_characters() noexcept {
    auto const count = static_cast<std::size_t>(extent_product<Dims...>);
    std::size_t brackets = 0;
    std::size_t parts = 1;
    ((brackets += 2 * parts, parts *= static_cast<std::size_t>(Dims)), ...);
    constexpr std::size_t number = std::is_same_v<T, bool>    ? 5
                                   : std::is_integral_v<T>    ? 1 + (sizeof(T) * 8 * 31 + 99) / 100
                                   : is_storage_scalar<T>     ? 12
                                   : std::is_same_v<T, float> ? 16
                                                              : 24;
    return brackets + count * (number + 2);
}

}  // namespace detail

/// The text of a tensor, piece by piece into any sink with a member put(std::string_view).
template <class Sink, class T, int... Dims>
    requires is_printable_scalar<std::remove_const_t<T>>
constexpr void write_text(Sink& sink, tensor_span<T, Dims...> const& x) {
    auto put = [&sink](auto value) { detail::put_scalar(sink, value); };
    detail::put_nested(sink, x, put);
}
template <class Sink, class T, int... Dims>
    requires is_printable_scalar<T>
constexpr void write_text(Sink& sink, tensor<T, Dims...> const& x) {
    write_text(sink, tensor_span<T const, Dims...>(x));
}

/// Text in an object with room for the longest of its kind.
template <std::size_t Capacity>
struct bounded_text {
    char characters[Capacity];
    std::size_t size;

    constexpr void put(std::string_view text) noexcept {
        for (char const c : text) characters[size++] = c;
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {characters, size}; }
    [[nodiscard]] constexpr operator std::string_view() const noexcept { return view(); }
    [[nodiscard]] friend constexpr bool operator==(bounded_text const& a, std::string_view b) noexcept {
        return a.view() == b;
    }
};

/// The text of a tensor: to_string(x) == "[[1, 2, 3], [4, 5, 6]]".
///
/// Every number has the shortest digits that read back as the same number of its type: 0.1f is 0.1. Conditions are true
/// and false.
///
/// Cost        no allocation: the text lies in the object that is returned, some 26 bytes a double; sinks need none
/// Example     tests/io/tensor.cpp
template <class T, int... Dims>
    requires is_printable_scalar<std::remove_const_t<T>>
[[nodiscard]] constexpr auto to_string(tensor_span<T, Dims...> const& x) {
    bounded_text<detail::most_characters<std::remove_const_t<T>, Dims...>()> text{};
    write_text(text, x);
    return text;
}
template <class T, int... Dims>
    requires is_printable_scalar<T>
[[nodiscard]] constexpr auto to_string(tensor<T, Dims...> const& x) {
    return to_string(tensor_span<T const, Dims...>(x));
}

}  // namespace tapeless

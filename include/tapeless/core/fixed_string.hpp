// SPDX-License-Identifier: BSL-1.0
// Text as a template argument.
// In: a string literal. Out: `fixed_string<N>`, a structural value of N characters: `template <fixed_string Name>`.
#pragma once

#include <compare>
#include <cstddef>
#include <string_view>

namespace tapeless {

/// N characters, not counting the zero after them. Equal characters make the same template argument.
///
/// Cost        no allocation; `view()` and the conversion to std::string_view refer to the object
/// Example     tests/core/fixed_string.cpp
template <std::size_t N>
struct fixed_string {
    char characters[N + 1]{};  ///< one more for the zero, so that c_str() is a C string

    constexpr fixed_string() noexcept = default;
    constexpr fixed_string(char const (&literal)[N + 1]) noexcept {  // implicit: variable<"x">
        for (std::size_t i = 0; i < N; ++i) characters[i] = literal[i];
    }
    constexpr explicit fixed_string(std::string_view text) noexcept {
        for (std::size_t i = 0; i < N && i < text.size(); ++i) characters[i] = text[i];
    }

    [[nodiscard]] static constexpr std::size_t size() noexcept { return N; }
    [[nodiscard]] static constexpr bool empty() noexcept { return N == 0; }
    [[nodiscard]] constexpr char const* data() const noexcept { return characters; }
    [[nodiscard]] constexpr char const* c_str() const noexcept { return characters; }
    [[nodiscard]] constexpr char const* begin() const noexcept { return characters; }
    [[nodiscard]] constexpr char const* end() const noexcept { return characters + N; }
    [[nodiscard]] constexpr char operator[](std::size_t i) const noexcept { return characters[i]; }
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {characters, N}; }
    [[nodiscard]] constexpr operator std::string_view() const noexcept { return view(); }
};

template <std::size_t M>
fixed_string(char const (&)[M]) -> fixed_string<M - 1>;

template <std::size_t N, std::size_t M>
[[nodiscard]] constexpr bool operator==(fixed_string<N> const& a, fixed_string<M> const& b) noexcept {
    return a.view() == b.view();
}
template <std::size_t N, std::size_t M>
[[nodiscard]] constexpr std::strong_ordering operator<=>(fixed_string<N> const& a, fixed_string<M> const& b) noexcept {
    return a.view() <=> b.view();
}
template <std::size_t N>
[[nodiscard]] constexpr bool operator==(fixed_string<N> const& a, std::string_view b) noexcept {
    return a.view() == b;
}
template <std::size_t N>
[[nodiscard]] constexpr std::strong_ordering operator<=>(fixed_string<N> const& a, std::string_view b) noexcept {
    return a.view() <=> b;
}

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Sets of names as one text, for template arguments.
// In: names. Out: the text of a set, its names by number, and the set of the names of several sets.
#pragma once

#include <tapeless/core/fixed_string.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace tapeless::detail {

/// Names are kept sorted, in one text with commas between them, so that equal sets of names are equal types.
constexpr std::size_t count_names(std::string_view names) {
    std::size_t count = names.empty() ? 0 : 1;
    for (char c : names) count += c == ',' ? 1 : 0;
    return count;
}
constexpr std::string_view name_at(std::string_view names, std::size_t i) {
    std::size_t first = 0;  // loops: string_view::find is no constant expression for g++ with -fsanitize=undefined
    for (; i > 0; ++first) i -= names[first] == ',' ? 1 : 0;
    std::size_t end = first;
    while (end < names.size() && names[end] != ',') ++end;
    return names.substr(first, end - first);
}
/// The number of a name among the names, or of names if it is not there.
constexpr std::size_t number_of(std::string_view name, std::string_view names) {
    std::size_t const count = count_names(names);
    for (std::size_t i = 0; i < count; ++i)
        if (name_at(names, i) == name) return i;
    return count;
}
/// Writes the names of both lists; returns the number of characters.
constexpr std::size_t join_names(std::string_view a, std::string_view b, char* out) {
    std::size_t size = 0;
    std::size_t i = 0;
    std::size_t k = 0;
    std::size_t const left = count_names(a);
    std::size_t const right = count_names(b);
    while (i < left || k < right) {
        bool const from_a = k == right || (i < left && name_at(a, i) <= name_at(b, k));
        std::string_view const next = from_a ? name_at(a, i) : name_at(b, k);
        if (from_a && k < right && name_at(b, k) == next) ++k;
        ++(from_a ? i : k);
        if (size > 0) {
            if (out != nullptr) out[size] = ',';
            ++size;
        }
        for (char c : next) {
            if (out != nullptr) out[size] = c;
            ++size;
        }
    }
    return size;
}
template <fixed_string A, fixed_string B>
constexpr auto join_two() {
    fixed_string<join_names(A, B, nullptr)> result;
    join_names(A, B, result.characters);
    return result;
}
template <fixed_string... Names>
struct joined {
    static constexpr fixed_string<0> value{};
};
template <fixed_string A>
struct joined<A> {
    static constexpr auto value = A;
};
template <fixed_string A, fixed_string B, fixed_string... Rest>
struct joined<A, B, Rest...> : joined<join_two<A, B>(), Rest...> {};

/// A letter or _, then letters, digits or _.
constexpr bool is_identifier(std::string_view name) {
    if (name.empty()) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        char const c = name[i];
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && (i == 0 || c < '0' || c > '9')) return false;
    }
    return true;
}

/// The names of a list as an array.
template <fixed_string Names>
inline constexpr auto name_array = [] {
    std::array<std::string_view, count_names(Names)> result;
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = name_at(Names, i);
    return result;
}();

}  // namespace tapeless::detail

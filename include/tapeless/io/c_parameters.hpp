// SPDX-License-Identifier: BSL-1.0
// The parameters of a C function.
// In: structures of arguments and results. Out: one parameter for each number or array of numbers, with its name.
#pragma once

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/io/c_numbers.hpp>
#include <tapeless/io/names.hpp>

#include <span>

namespace tapeless::detail {

/// A name in pieces, the last one here: text, and a number where that is not below 0.
struct c_name {
    c_name const* before = nullptr;
    std::string_view text;
    int number = -1;
    bool taken = false;  ///< C or the file has another meaning for it
};

/// Whether a parameter cannot have this name: a keyword, a result, or a function that the body may call.
[[nodiscard]] constexpr bool is_taken_in_c(std::string_view name) {
    constexpr std::string_view words[] = {
        "auto",     "break",    "case",   "char",     "const",    "continue", "default", "do",     "double",
        "else",     "enum",     "extern", "float",    "for",      "goto",     "if",      "inline", "int",
        "long",     "register", "return", "restrict", "short",    "signed",   "sizeof",  "static", "struct",
        "switch",   "typedef",  "union",  "void",     "unsigned", "volatile", "while",   "fabs",   "fabsf",
        "INFINITY", "NAN",      "result", "value",    "gradient", "jacobian", "hessian", "tangent"};
    for (std::string_view const word : words)
        if (name == word) return true;
    std::string_view const in_float = name.substr(0, name.size() - (name.ends_with('f') ? 1 : 0));
    for (op_row const& r : op_table)
        if (name == r.name || in_float == r.name) return true;
    return false;
}

[[nodiscard]] constexpr bool is_c_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

inline void write_name(stream_sink out, c_name const& name) {
    if (name.before != nullptr) {
        write_name(out, *name.before);
        out.put("_");
    }
    for (char const& c : name.text) out.put(is_c_letter(c) ? std::string_view(&c, 1) : "_");
    if (name.number >= 0) put_number(out, name.number);
    if (name.taken) out.put("_");
}

/// A number, or an array of numbers of any rank, and which scalars of the whole it holds.
struct c_parameter {
    static constexpr int most_extents = 8;
    c_name name;
    int rank = 0;
    int extents[most_extents]{};
    int first = 0;
    int count = 1;
};

/// Calls visit(parameter) for each parameter that a structure becomes; `first` counts the scalars.
template <class S>
struct c_parameters_of {  // tuples, maps and structs: parameters of their own
    static constexpr bool flat = false;
    static constexpr int rank = 0;
    template <class Visit>
    static constexpr void visit(c_name const& name, int& first, Visit& visitor) {
        parts<S>::visit(
            [&]<class Part>(part_path const& part) {
                c_name const* const before = has_member_names<S> && name.before == nullptr ? nullptr : &name;
                c_parameters_of<Part>::visit({before, part.number >= 0 ? "" : part.name, part.number}, first, visitor);
            },
            nullptr);
    }
};

template <>
struct c_parameters_of<structure::scalar> {
    static constexpr bool flat = true;
    static constexpr int rank = 0;
    static constexpr void extend(c_parameter&) {}
    template <class Visit>
    static constexpr void visit(c_name const& name, int& first, Visit& visitor) {
        visitor(c_parameter{name, 0, {}, first, 1});
        ++first;
    }
};

template <class Element, std::size_t N>
struct c_parameters_of<structure::array<Element, N>> {
    using element = c_parameters_of<Element>;
    static constexpr bool flat = element::flat && element::rank < c_parameter::most_extents;
    static constexpr int rank = element::rank + 1;
    static constexpr void extend(c_parameter& p) {
        p.extents[p.rank++] = static_cast<int>(N);
        element::extend(p);
    }
    template <class Visit>
    static constexpr void visit(c_name const& name, int& first, Visit& visitor) {
        if constexpr (flat) {
            c_parameter p{name, 0, {}, first, leaf_count<structure::array<Element, N>>};
            extend(p);
            visitor(p);
            first += p.count;
        } else {
            for (int i = 0; i < static_cast<int>(N); ++i) element::visit({&name, {}, i}, first, visitor);
        }
    }
};

/// The argument or the part of one that a scalar's name begins with: x0 of x0[2], of x0.weight and of get<1>(x0).
[[nodiscard]] constexpr std::string_view name_of_argument(std::string_view scalar) {
    scalar.remove_prefix(scalar.rfind('(') == scalar.npos ? 0 : scalar.rfind('(') + 1);
    return scalar.substr(0, scalar.find_first_of("[.)"));
}

/// The parameters for arguments of the structures S, named after the inputs; what has no name of its own is x and its
/// number.
template <class List>
struct c_arguments;
template <class... S>
struct c_arguments<structure_list<S...>> {
    template <class Visit>
    static constexpr void visit(std::span<std::string_view const> names, Visit visitor) {
        int first = 0;
        int number = 0;
        auto argument = [&]<class A>(std::type_identity<A>) {
            c_name name{nullptr, "x", number++};
            std::size_t const begin = static_cast<std::size_t>(first);
            if (std::string_view const own = common(names, begin, leaf_count<A>); !own.empty())
                name = {nullptr, own, -1, is_taken_in_c(own)};
            c_parameters_of<A>::visit(name, first, visitor);
        };
        (argument(std::type_identity<S>{}), ...);
    }

private:
    /// The name that all scalars of an argument have in common and none before them.
    static constexpr std::string_view common(std::span<std::string_view const> names, std::size_t first, int count) {
        if (count == 0) return {};
        std::string_view const name = name_of_argument(names[first]);
        for (std::size_t i = 0; i < first + static_cast<std::size_t>(count); ++i)
            if ((name_of_argument(names[i]) == name) != (i >= first)) return {};
        return name;
    }
};

/// The parameter's name and, of an array, the indices of its scalar number `offset`.
inline void write_element(stream_sink out, c_parameter const& p, int offset) {
    write_name(out, p.name);
    int below = p.count;
    for (int k = 0; k < p.rank; ++k) {
        below /= p.extents[k];
        out.put("[");
        put_number(out, offset / below);
        out.put("]");
        offset %= below;
    }
}

inline void write_extents(stream_sink out, c_parameter const& p, std::string_view before_first = "") {
    for (int k = 0; k < p.rank; ++k) {
        out.put("[");
        if (k == 0) out.put(before_first);
        put_number(out, p.extents[k]);
        out.put("]");
    }
}

}  // namespace tapeless::detail

// SPDX-License-Identifier: BSL-1.0
// The parameters of a C function.
// In: structures of arguments and results. Out: one parameter for each number or array of numbers, with its name.
#pragma once

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/io/c_numbers.hpp>

#include <boost/hana/first.hpp>
#include <boost/hana/string.hpp>
#include <span>

namespace tapeless::detail {

/// A name in pieces, the last one here: text, and a number where that is not below 0.
struct c_name {
    c_name const* before = nullptr;
    std::string_view text;
    int number = -1;
};

[[nodiscard]] constexpr bool is_c_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

inline void write_name(std::ostream& out, c_name const& name) {
    if (name.before != nullptr) {
        write_name(out, *name.before);
        write_c_text(out, "_");
    }
    for (char const& c : name.text) write_c_text(out, is_c_letter(c) ? std::string_view(&c, 1) : "_");
    if (name.number >= 0) write_integer(out, name.number);
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

/// The parts of a tuple by name; those of a plain tuple have only numbers.
template <template <class...> class Tuple>
inline constexpr char const* const* part_names = nullptr;

inline constexpr char const* of_gradient[] = {"value", "gradient"};
inline constexpr char const* of_jacobian[] = {"value", "jacobian"};
inline constexpr char const* of_tangent[] = {"value", "tangent"};
inline constexpr char const* of_hessian[] = {"value", "gradient", "hessian"};
template <>
inline constexpr char const* const* part_names<value_with_gradient> = of_gradient;
template <>
inline constexpr char const* const* part_names<value_with_jacobian> = of_jacobian;
template <>
inline constexpr char const* const* part_names<value_with_tangent> = of_tangent;
template <>
inline constexpr char const* const* part_names<value_with_gradient_and_hessian> = of_hessian;

/// Calls visit(parameter) for each parameter that a structure becomes; `first` counts the scalars.
template <class S>
struct c_parameters_of {  // a number
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
            c_parameter p{name, 0, {}, first, scalar_count<structure::array<Element, N>>};
            extend(p);
            visitor(p);
            first += p.count;
        } else {
            for (int i = 0; i < static_cast<int>(N); ++i) element::visit({&name, {}, i}, first, visitor);
        }
    }
};

template <template <class...> class Tuple, class... Elements>
struct c_parameters_of<structure::tuple<Tuple, Elements...>> {
    static constexpr bool flat = false;
    static constexpr int rank = 0;
    template <class Visit>
    static constexpr void visit(c_name const& name, int& first, Visit& visitor) {
        constexpr char const* const* names = part_names<Tuple>;
        int i = 0;
        auto part = [&]<class E>(std::type_identity<E>) {
            if constexpr (names == nullptr) c_parameters_of<E>::visit({&name, {}, i}, first, visitor);
            else c_parameters_of<E>::visit({name.before == nullptr ? nullptr : &name, names[i], -1}, first, visitor);
            ++i;
        };
        (part(std::type_identity<Elements>{}), ...);
    }
};

template <class... Key, class... Elements>
struct c_parameters_of<structure::map<structure::keys<Key...>, Elements...>> {
    static constexpr bool flat = false;
    static constexpr int rank = 0;
    template <class Visit>
    static constexpr void visit(c_name const& name, int& first, Visit& visitor) {
        (c_parameters_of<Elements>::visit({&name, key_text<Key>(), -1}, first, visitor), ...);
    }

private:
    template <class K>
    static constexpr std::string_view key_text() {
        if constexpr (requires { K::c_str(); }) return K::c_str();
        else return "part";
    }
};

template <template <class, auto...> class Record, class Content, auto... Extents>
struct c_parameters_of<structure::record<Record, Content, Extents...>> {
    static constexpr bool flat = false;
    static constexpr int rank = 0;
    template <class Visit>
    static constexpr void visit(c_name const& name, int& first, Visit& visitor) {
        using record_over = structure_over<structure::record<Record, Content, Extents...>, double>;
        using accessors = accessors_of<record_over>;
        [&]<class... Accessor>(std::type_identity<boost::hana::tuple<Accessor...>>) {
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                (c_parameters_of<structure_of<decltype(member_of<I>(std::declval<record_over&>()))>>::visit(
                     {&name, member_name<Accessor>(), -1}, first, visitor),
                 ...);
            }
            (std::index_sequence_for<Accessor...>{});
        }(std::type_identity<accessors>{});
    }

private:
    template <class Accessor>
    static constexpr std::string_view member_name() {
        return std::remove_cvref_t<decltype(boost::hana::first(std::declval<Accessor>()))>::c_str();
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
            if (std::string_view const own = common(names, begin, scalar_count<A>); !own.empty())
                name = {nullptr, own, -1};
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
inline void write_element(std::ostream& out, c_parameter const& p, int offset) {
    write_name(out, p.name);
    int below = p.count;
    for (int k = 0; k < p.rank; ++k) {
        below /= p.extents[k];
        write_c_text(out, "[");
        write_integer(out, offset / below);
        write_c_text(out, "]");
        offset %= below;
    }
}

inline void write_extents(std::ostream& out, c_parameter const& p, std::string_view before_first = "") {
    for (int k = 0; k < p.rank; ++k) {
        write_c_text(out, "[");
        if (k == 0) write_c_text(out, before_first);
        write_integer(out, p.extents[k]);
        write_c_text(out, "]");
    }
}

}  // namespace tapeless::detail

// SPDX-License-Identifier: BSL-1.0
// What the inputs of a graph are called in text, pictures and source.
// In: a function, the structures of its arguments, names that a user gives. Out: one name for each input of the graph.
#pragma once

#include <tapeless/calculus/inspect.hpp>
#include <tapeless/calculus/products.hpp>
#include <tapeless/core/fixed_string.hpp>
#include <tapeless/io/sinks.hpp>

#include <array>
#include <boost/hana/first.hpp>

namespace tapeless {

/// Names of a function's arguments as a type; see `names`.
template <fixed_string... Name>
struct name_list {
    static constexpr std::size_t size = sizeof...(Name);
    static constexpr std::string_view list[size + 1] = {std::string_view(Name)..., {}};
};

/// Names of a function's arguments: `to_string(f, names<"x", "rate">)`.
template <fixed_string... Name>
inline constexpr name_list<Name...> names{};

namespace detail {

/// The way from an argument to one of its parts, as C++ writes it.
struct part_path {
    enum kind { argument, index, get, member, key } step = argument;
    std::string_view name;
    int number = -1;  ///< none: -1
    part_path const* whole = nullptr;

    template <class Sink>
    constexpr void write(Sink& sink, int tangents) const {
        if (step == argument)
            for (int i = 0; i < tangents; ++i) sink.put("d");
        if (step == get) sink.put("get<");
        else if (whole != nullptr) whole->write(sink, tangents);
        sink.put(step == member ? "." : step == index ? "[" : step == key ? "[\"" : "");
        if (number >= 0) {
            if (step == argument) sink.put(name);
            put_number(sink, number);
            if (step == index) sink.put(name);
        } else sink.put(name);
        sink.put(step == index ? "]" : step == key ? "\"_s]" : "");
        if (step != get) return;
        sink.put(">(");
        whole->write(sink, tangents);
        sink.put(")");
    }
};

template <template <class...> class>
inline constexpr auto tuple_step = part_path::get;
template <>
inline constexpr auto tuple_step<boost::hana::tuple> = part_path::index;

/// Whether the parts of a result have names, as those of what value_and_gradient and its like return; and these.
template <class S>
inline constexpr bool has_member_names = false;
template <class S>
inline constexpr char const* const* member_names_of = nullptr;
template <template <class...> class Tuple, class... Parts>
    requires requires { Tuple<structure_over<Parts, double>...>::member_names; }
inline constexpr bool has_member_names<structure::tuple<Tuple, Parts...>> = true;
template <template <class...> class Tuple, class... Parts>
    requires requires { Tuple<structure_over<Parts, double>...>::member_names; }
inline constexpr char const* const* member_names_of<structure::tuple<Tuple, Parts...>> =
    Tuple<structure_over<Parts, double>...>::member_names;

/// visit(visitor, whole) calls visitor.template operator()<Part>(path) for each part of a structure.
template <class S>
struct parts;
template <class Element, std::size_t N>
struct parts<structure::array<Element, N>> {
    template <class Visitor>
    static constexpr void visit(Visitor const& visitor, part_path const* whole) {
        for (int i = 0; i < static_cast<int>(N); ++i)
            visitor.template operator()<Element>(part_path{part_path::index, {}, i, whole});
    }
};
template <template <class...> class Tuple, class... Elements>
struct parts<structure::tuple<Tuple, Elements...>> {
    template <class Visitor>
    static constexpr void visit(Visitor const& visitor, part_path const* whole) {
        [[maybe_unused]] int i = 0;
        (visitor.template operator()<Elements>(path_of(i++, whole)), ...);
    }
    static constexpr part_path path_of(int i, part_path const* whole) {
        constexpr auto step = tuple_step<Tuple>;
        using own = structure::tuple<Tuple, Elements...>;
        if constexpr (has_member_names<own>) return {part_path::member, member_names_of<own>[i], -1, whole};
        else return {step, step == part_path::index ? "_c" : "", i, whole};
    }
};
template <class... Key, class... Elements>
struct parts<structure::map<structure::keys<Key...>, Elements...>> {
    template <class Visitor>
    static constexpr void visit(Visitor const& visitor, part_path const* whole) {
        [[maybe_unused]] int i = 0;
        (visitor.template operator()<Elements>(path_of<Key>(i++, whole)), ...);
    }
    template <class K>
    static constexpr part_path path_of(int i, part_path const* whole) {
        if constexpr (requires { std::string_view(K::c_str()); }) return {part_path::key, K::c_str(), -1, whole};
        else return {part_path::index, {}, i, whole};
    }
};
template <template <class, auto...> class Record, class Content, auto... Extents>
struct parts<structure::record<Record, Content, Extents...>> {
    using record = typename structure_traits<structure::record<Record, Content, Extents...>>::template over<double>;
    template <class Visitor>
    static constexpr void visit(Visitor const& visitor, part_path const* whole) {
        constexpr std::size_t count = members<record, accessors_of<record>>::count;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (visitor.template operator()<structure_of<decltype(member_of<I>(std::declval<record&>()))>>(
                 part_path{part_path::member, member_name<I>(), -1, whole}),
             ...);
        }
        (std::make_index_sequence<count>{});
    }
    template <std::size_t I>
    static constexpr std::string_view member_name() {
        using key = std::remove_cvref_t<decltype(boost::hana::first(boost::hana::at_c<I>(accessors_of<record>{})))>;
        return key::c_str();
    }
};

/// Calls visitor(path) for each scalar of a structure.
template <class S, class Visitor>
constexpr void each_scalar(part_path const& path, Visitor const& visitor) {
    if constexpr (std::is_same_v<S, structure::scalar>) visitor(path);
    else parts<S>::visit([&visitor]<class Part>(part_path const& part) { each_scalar<Part>(part, visitor); }, &path);
}

template <class F>
concept has_names = requires {
    std::string_view(F::names[0]);
    F::names.size();
};

/// Calls write(path, tangents) for each input of F called with arguments of the structures List. With verbs around a
/// function, its own arguments keep their names, tangents get a "d" before them.
template <class F, class List, class Names>
struct inputs_of;
template <class F, class... S, class Names>
struct inputs_of<F, structure_list<S...>, Names> {
    static constexpr int count = static_cast<int>(sizeof...(S));
    static constexpr int leaves = (0 + ... + leaf_count<S>);
    static constexpr bool for_arguments = static_cast<int>(Names::size) == count;
    static constexpr bool for_scalars = static_cast<int>(Names::size) == leaves;

    template <class Write>
    static constexpr void visit(Write const& write, int tangents) {
        auto const visitor = [&](part_path const& path) { write(path, tangents); };
        if constexpr (Names::size != 0 && !for_arguments && for_scalars) {
            for (int i = 0; i < leaves; ++i) visitor(part_path{part_path::argument, Names::list[i]});
        } else if constexpr (Names::size == 0 && names_fit()) {
            for (int i = 0; i < leaves; ++i)
                visitor(part_path{part_path::argument, F::names[static_cast<std::size_t>(i)]});
        } else {
            static_assert(Names::size == 0 || for_arguments,
                          "names<...> requires one name for each argument of the function, or one for each number in "
                          "them");
            [[maybe_unused]] int i = 0;
            (each_scalar<S>(argument(i++), visitor), ...);
        }
    }
    static constexpr bool names_fit() {
        if constexpr (has_names<F>) return F::names.size() == static_cast<std::size_t>(leaves);
        else return false;
    }
    static constexpr part_path argument(int i) {
        if constexpr (Names::size != 0) return {part_path::argument, Names::list[for_arguments ? i : 0]};
        else return {part_path::argument, "x", count == 1 ? -1 : i};
    }
};

template <class Verb, class F, class... S, class Names>
    requires(Names::size == 0 || Names::size != sizeof...(S))
struct inputs_of<verb_function<Verb, F>, structure_list<S...>, Names> {
    using primal = typename Verb::template primal<S...>::type;
    using inner = inputs_of<F, primal, Names>;
    template <class Write>
    static constexpr void visit(Write const& write, int tangents) {
        inner::visit(write, tangents);
        if constexpr (std::is_base_of_v<jvp_verb, Verb>) inner::visit(write, tangents + 1);
        else if constexpr (std::is_base_of_v<vjp_verb, Verb>)
            each_scalar<typename output_for<F, primal>::type>(part_path{part_path::argument, "cotangent"},
                                                              [&](part_path const& path) { write(path, tangents); });
        else if constexpr (requires { typename Verb::numbers_list; }) {
            auto const visitor = [&](part_path const& path) { write(path, tangents); };
            each_scalar<typename Verb::template kept_for<S...>>(part_path{part_path::argument, "moments"}, visitor);
            each_scalar<typename Verb::numbers_list>(part_path{part_path::argument, "numbers"}, visitor);
        }
    }
};

}  // namespace detail

/// One name for each input of the graph of F, called with arguments of the structures List = structure_list<S...>.
///
///   x                   the one argument of a function
///   x0, x1              one of several arguments
///   x0[2], x0.weight    a part of an argument; get<1>(x0), x0[1_c], x0["rate"_s] of tuples and Hana maps
///   dx, cotangent       what jvp and vjp take beside the arguments of their function
///   moments, numbers    what a training step takes besides: what the optimiser keeps, and its numbers
///
/// `Names` is a name_list with other names for the arguments. Without one, F::names is used where F has it: an array
/// of std::string_view, one for each input.
///
/// Cost        no allocation; the text is part of the program where the names are used at run time
/// Error       "names<...> requires one name for each argument of the function, or one for each number in them"
template <class F, class List, class Names = name_list<>>
struct input_names {
private:
    using inputs = detail::inputs_of<F, List, Names>;
    static constexpr auto measured = [] {
        struct {
            int count = 0;
            text_counter text;
        } found;
        inputs::visit(
            [&found](detail::part_path const& path, int tangents) {
                ++found.count;
                path.write(found.text, tangents);
            },
            0);
        return found;
    }();
    struct stored {
        char text[measured.text.size + 1]{};
        std::size_t ends[static_cast<std::size_t>(measured.count) + 1]{};
    };
    static constexpr stored storage = [] {
        stored result;
        text_storage sink{result.text};
        std::size_t* end = result.ends;
        inputs::visit(
            [&](detail::part_path const& path, int tangents) {
                path.write(sink, tangents);
                *++end = static_cast<std::size_t>(sink.next - result.text);
            },
            0);
        return result;
    }();

public:
    static constexpr int count = measured.count;
    static constexpr auto value = [] {
        std::array<std::string_view, static_cast<std::size_t>(count)> list;
        for (std::size_t i = 0; i < list.size(); ++i)
            list[i] = {storage.text + storage.ends[i], storage.ends[i + 1] - storage.ends[i]};
        return list;
    }();
};

namespace detail {

/// What has no place for the values of captured numbers asks for formulas without any.
template <class F>
constexpr bool check_nothing_captured() {
    constexpr bool none = captured_by<function_of<F>> == 0;
    static_assert(none,
                  "write_c(out, f), write_dot(out, f) and write_mermaid(out, f) require a formula whose numbers are "
                  "known in the type: write 2_c for 2, or a variable");
    return none;
}

}  // namespace detail

/// The names of the inputs of inspected<F, A...>::graph.
template <class Names, class F, class... A>
inline constexpr auto const& names_of_inputs =
    input_names<detail::function_of<F>, typename inspected<F, A...>::arguments, Names>::value;

}  // namespace tapeless

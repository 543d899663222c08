// SPDX-License-Identifier: BSL-1.0
// What can be done with formulas: evaluate, substitute, differentiate, apply verbs.
// In: formulas, and values or formulas for their variables by name. Out: numbers, formulas, Hana maps by variable.
#pragma once

#include <tapeless/calculus/gradient.hpp>
#include <tapeless/core/records.hpp>
#include <tapeless/expression/formula_mistakes.hpp>
#include <tapeless/expression/formula_operators.hpp>

#include <boost/hana/at_key.hpp>
#include <boost/hana/bool.hpp>
#include <boost/hana/fwd/equal.hpp>
#include <boost/hana/fwd/hash.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/type.hpp>

// Variables are keys of Hana maps.
template <>
struct boost::hana::hash_impl<tapeless::detail::formula_tag> {
    template <class F>
    static constexpr auto apply(F const&) {
        return boost::hana::type<F>{};
    }
};
template <>
struct boost::hana::equal_impl<tapeless::detail::formula_tag, tapeless::detail::formula_tag> {
    template <class F, class G>
    static constexpr auto apply(F const&, G const&) {
        return boost::hana::bool_<std::is_same_v<F, G>>{};
    }
};

namespace tapeless {

namespace detail {

/// Variable number I of a formula.
template <class Formula, std::size_t I>
inline constexpr auto variable_at = variable<fixed_string<Formula::names[I].size()>(Formula::names[I])>;
template <class F>
inline constexpr bool is_variable_type = [] {
    if constexpr (formula_type<F>) return F::is_variable;
    else return false;
}();
template <class Formula, std::size_t I>
using variable_type = std::remove_const_t<decltype(variable_at<Formula, I>)>;

template <class A>
struct binding_of {
    static constexpr bool known = false;
};
template <class Variable, class Value>
struct binding_of<binding<Variable, Value>> {
    static constexpr bool known = true;
    using variable = Variable;
    using value = Value;
};
template <class... A>
inline constexpr bool any_binding = ((binding_of<A>::known || std::is_same_v<A, refused>) || ...);
template <class... A>
inline constexpr bool all_bindings = (binding_of<A>::known && ... && true);
template <class Variable, class... A>
inline constexpr int times_bound = (0 + ... + (std::is_same_v<typename binding_of<A>::variable, Variable> ? 1 : 0));

// Each of these says the name in the arguments of its template.
template <fixed_string Name, bool Known>
constexpr bool check_known() {
    static_assert(Known, "f(x = 1.0, ...) requires variables of f: f has none of the name given here");
    return Known;
}
template <fixed_string Name, bool Once>
constexpr bool check_once() {
    static_assert(Once, "f(x = 1.0, ...) requires one value for each variable: the one named here gets several");
    return Once;
}
template <fixed_string Name, bool Bound>
constexpr bool check_bound() {
    static_assert(Bound, "a verb of f, and f(x = t, ...) with traced values, require a value for every variable of f: "
                         "the one named here has none");
    return Bound;
}

template <class... A>
constexpr bool check_all_named() {
    constexpr bool said = (std::is_same_v<A, refused> || ...);
    constexpr bool named = all_bindings<A...>;
    static_assert(said || named,
                  "f(x = 1.0, ...) requires every argument by name, x = value, or every one by position");
    return named;
}
template <class Formula, class... A>
constexpr bool check_count() {
    constexpr bool fits = sizeof...(A) == Formula::variable_count;
    static_assert(fits, "f(1.0, ...) by position requires one value for each variable of f, in alphabetical order: use "
                        "f(x = 1.0, ...) to give values by name");
    return fits;
}
/// Whether a call of a formula without all names can go on.
template <class Formula, class... A>
constexpr bool check_positions() {
    if constexpr (any_binding<A...>) return check_all_named<A...>();
    else return check_count<Formula, A...>();
}

/// The variables of a formula beside what a call binds.
template <class Formula, class... A>
struct bindings {
    template <class Variable>
    static constexpr bool knows() {
        return number_of(Variable::joined_names, Formula::joined_names) < Formula::variable_count;
    }
    static constexpr bool check() {
        return (check_known<binding_of<A>::variable::joined_names, knows<typename binding_of<A>::variable>()>() & ... &
                true) &&
               (check_once<binding_of<A>::variable::joined_names,
                           times_bound<typename binding_of<A>::variable, A...> == 1>() &
                ... & true);
    }
    template <std::size_t... I>
    static constexpr bool check_all(std::index_sequence<I...>) {
        return (
            check_bound<variable_type<Formula, I>::joined_names, (times_bound<variable_type<Formula, I>, A...> > 0)>() &
            ... & true);
    }
    template <std::size_t... I>
    static constexpr bool all_bound(std::index_sequence<I...>) {
        return ((times_bound<variable_type<Formula, I>, A...> > 0) && ... && true);
    }
};

/// What the arguments give to a variable; the variable itself if none names it.
template <class Variable>
constexpr auto value_for(Variable const& variable) {
    return variable;
}
template <class Variable, class First, class... Rest>
constexpr auto value_for(Variable const& variable, First const& first, Rest const&... rest) {
    if constexpr (std::is_same_v<typename binding_of<First>::variable, Variable>) return first.value;
    else return value_for(variable, rest...);
}

/// A formula as a function of one Hana map from variables to numbers.
template <class Formula>
struct by_name {
    static constexpr int captured_count = Formula::captured_count;
    template <class Map>
    constexpr traced operator()(Map const& values) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return typename Formula::formula_graph{}(values[variable_at<Formula, I>]...);
        }
        (std::make_index_sequence<Formula::variable_count>{});
    }
};

/// Verbs applied to a formula: takes the arguments by name, then the gradient is a Hana map from variables to numbers,
/// or by position, as for functions.
template <class Formula, class... Verb>
class formula_verbs : public captured_numbers<Formula::captured_count> {
    using held = captured_numbers<Formula::captured_count>;
    using indices = std::make_index_sequence<Formula::variable_count>;

    template <class F, class Outer, class... Inner>
    struct call {
        using type = verb_function<Outer, typename applied_verbs<F, Inner...>::type, held>;
        static constexpr bool of_one_number = requires { Outer::of_one_number; };
    };
    using by_position = call<typename Formula::formula_graph, Verb...>;

public:
    constexpr formula_verbs() = default;
    constexpr explicit formula_verbs(Formula const& from) : held(from) {}

    template <class... A>
    constexpr auto operator()(A const&... arguments) const noexcept {
        if constexpr (any_binding<A...> && !all_bindings<A...>) return check_all_named<A...>(), no_result{};
        else if constexpr (!any_binding<A...>) return typename by_position::type{held(*this)}(arguments...);
        else if constexpr (!bindings<Formula, A...>::check()) return no_result{};
        else if constexpr (!bindings<Formula, A...>::check_all(indices{})) return no_result{};
        else if constexpr (by_position::of_one_number && sizeof...(A) == 1)
            return typename by_position::type{held(*this)}(arguments.value...);
        else return [&]<std::size_t... I>(std::index_sequence<I...>) {
                return typename call<by_name<Formula>, Verb...>::type{held(*this)}(
                    boost::hana::make_map(boost::hana::make_pair(variable_at<Formula, I>,
                                                                 value_for(variable_at<Formula, I>, arguments...))...));
            }
        (indices{});
    }
};

/// The value of a formula without variables.
constexpr double closed_value(graph_view const& from, double const* captured) {
    double* const values = new double[static_cast<unsigned>(from.size)]{};
    for (int i = 0; i < from.size; ++i) {
        node const& n = from.nodes[i];
        if (n.operation == op::constant) values[i] = n.value;
        else if (n.operation == op::captured) values[i] = captured[n.a];
        else values[i] = fold(n.operation, values[n.a], values[n.b], values[n.c]);
    }
    double const result = values[from.outputs[0]];
    delete[] values;
    return result;
}

template <class F>
struct graph_of_formula {
    static constexpr auto const& value = F::formula_graph::graph;
};

/// Result number `Output` of a graph with formulas in the place of its inputs.
template <class Graph, int Output, class F, class... Replacement>
constexpr auto compose(F const& f, Replacement const&... replacements) {
    return holding<fitted<composition<Graph, Output, Replacement...>>::value, operands<Replacement...>::names>(
        replacements..., f);
}

template <class Verb, class F, class Captured, class... A>
constexpr auto symbolic_call(Captured const& captured, A const&... arguments) {
    using primal =
        typename Verb::template primal<decltype((static_cast<void>(arguments), structure::scalar{}))...>::type;
    using graph_type = typename compiled_for<Verb, F, primal>::graph_type;
    constexpr int outputs = graph_type::value.view().output_count;
    if constexpr (outputs == 1) return compose<graph_type, 0>(captured, as_formula(arguments)...);
    else return [&]<int... I>(std::integer_sequence<int, I...>) {
            return std::tuple{compose<graph_type, I>(captured, as_formula(arguments)...)...};
        }
    (std::make_integer_sequence<int, outputs>{});
}

/// The derivative of a formula by one variable; 0 if it has none of that name.
template <class Variable, class F>
constexpr auto derivative_by(F const& f) {
    constexpr std::size_t number = number_of(Variable::joined_names, F::joined_names);
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        if constexpr (number == F::variable_count) {
            constexpr graph<1, 1> zero{{{op::constant}}, {0}, 1, static_cast<int>(F::variable_count)};
            return formula<zero, F::joined_names>{};
        } else {
            using derived = transformed<gradient_verb<false, static_cast<int>(number)>, typename F::formula_graph,
                                        one_scalar<I>...>;
            return holding<derived::value, F::joined_names>(f);
        }
    }
    (std::make_index_sequence<F::variable_count>{});
}

}  // namespace detail

template <auto G, fixed_string Names>
template <class... Argument>
constexpr auto formula<G, Names>::operator()(Argument const&... arguments) const {
    using bound = detail::bindings<formula, Argument...>;
    constexpr auto indices = std::make_index_sequence<variable_count>{};
    if constexpr (variable_count == 0 && sizeof...(Argument) == 0)
        return detail::closed_value(G.view(), this->captured_values());
    else if constexpr (sizeof...(Argument) == 0) return *this;
    else if constexpr (!detail::all_bindings<Argument...>) {
        if constexpr (detail::check_positions<formula, Argument...>()) return value(*this)(arguments...);
        else return detail::no_result{};
    } else if constexpr (!bound::check()) return detail::no_result{};
    else {
        constexpr bool with_handles = (std::is_same_v<typename detail::binding_of<Argument>::value, traced> || ...);
        constexpr bool with_formulas = (formula_type<typename detail::binding_of<Argument>::value> || ...);
        static_assert(
            !with_handles || !with_formulas,
            "f(x = t, y = g) requires values that are all traced or numbers, or all formulas or numbers: in a "
            "traced function a formula gets its values first, as in f(x = t, y = g(x = t))");
        if constexpr (with_handles && with_formulas) return detail::no_result{};
        else if constexpr (with_handles || (!with_formulas && bound::all_bound(indices)))
            return value(*this)(arguments...);
        else return [&]<std::size_t... I>(std::index_sequence<I...>) {
                return detail::compose<detail::graph_of_formula<formula>, 0>(
                    *this, detail::as_formula(detail::value_for(detail::variable_at<formula, I>, arguments...))...);
            }
        (indices);
    }
}

/// The derivative of a formula by a variable, and mixed derivatives by several: a formula in the same variables.
///
///   derivative(f, x, y) = d2f / dx dy
///
/// Cost        one reverse sweep for each variable, simplified
/// Error       "derivative(f, x...) requires x... to be variables"
/// Example     README.md
template <formula_type F, class Variable, class... More>
[[nodiscard]] constexpr auto derivative(F const& f, Variable const&, More const&... more) {
    constexpr bool known = detail::is_variable_type<Variable>;
    static_assert(known, "derivative(f, x...) requires x... to be variables");
    if constexpr (!known) return f;
    else if constexpr (sizeof...(More) == 0) return detail::derivative_by<Variable>(f);
    else return derivative(detail::derivative_by<Variable>(f), more...);
}

/// A formula with others, or numbers, in the place of variables: all at once, so that x and y can change places.
template <formula_type F, class... Binding>
[[nodiscard]] constexpr auto substitute(F const& f, Binding const&... bindings) {
    constexpr bool by_name = detail::all_bindings<Binding...>;
    static_assert(by_name, "substitute(f, x = g, ...) requires formulas or numbers by name");
    if constexpr (by_name)
        return f(binding<typename detail::binding_of<Binding>::variable, decltype(detail::as_formula(bindings.value))>{
            detail::as_formula(bindings.value)}...);
    else return f;
}

/// The variables of a formula, in alphabetical order, as a Hana tuple.
template <formula_type F>
[[nodiscard]] constexpr auto variables(F const&) {
    return []<std::size_t... I>(std::index_sequence<I...>) {
        return boost::hana::make_tuple(detail::variable_at<F, I>...);
    }
    (std::make_index_sequence<F::variable_count>{});
}

}  // namespace tapeless

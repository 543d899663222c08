// SPDX-License-Identifier: BSL-1.0
// Formulas of named variables, as on paper.
// In: variables, constants and numbers. Out: `formula`, whose type holds the graph and the names of its inputs.
#pragma once

#include <tapeless/core/decimal.hpp>
#include <tapeless/core/fixed_string.hpp>
#include <tapeless/expression/expression.hpp>
#include <tapeless/graph/append.hpp>

namespace tapeless {

namespace detail {

/// Names are kept sorted, in one text with commas between them, so that equal sets of names are equal types.
constexpr std::size_t count_names(std::string_view names) {
    std::size_t count = names.empty() ? 0 : 1;
    for (char c : names) count += c == ',' ? 1 : 0;
    return count;
}
constexpr std::string_view name_at(std::string_view names, std::size_t i) {
    for (; i > 0; --i) names.remove_prefix(names.find(',') + 1);
    return names.substr(0, names.find(','));
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

/// The numbers that a formula captured, in the order of its graph.
template <int Count>
struct captured_numbers {
    static constexpr int captured_count = Count;
    std::array<double, static_cast<std::size_t>(Count)> captured{};

    [[nodiscard]] constexpr double const* captured_values() const noexcept { return captured.data(); }
    template <class T>
    [[nodiscard]] constexpr auto captured_as() const noexcept {
        std::array<T, static_cast<std::size_t>(Count)> result{};
        for (std::size_t i = 0; i < result.size(); ++i) result[i] = static_cast<T>(captured[i]);
        return result;
    }
};
template <>
struct captured_numbers<0> {
    static constexpr int captured_count = 0;
    static constexpr double const* captured_values() noexcept { return nullptr; }
};

struct formula_tag;

/// What f = value and f == g give when they were refused, so that this stays the only error.
struct refused {
    constexpr operator bool() const noexcept { return true; }
};

/// The names of a list as an array.
template <fixed_string Names>
inline constexpr auto name_array = [] {
    std::array<std::string_view, count_names(Names)> result;
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = name_at(Names, i);
    return result;
}();

/// The graph of a formula as a function of its variables by position.
template <auto G, fixed_string Names>
struct named_expression : expression<G> {
    static constexpr auto const& names = name_array<Names>;
};

}  // namespace detail

template <class F>
concept formula_type = requires {
    typename std::remove_cvref_t<F>::formula_graph;
};

/// A variable with the value that it gets, as in f(x = 1.0).
template <class Variable, class Value>
struct binding {
    Value value;
};

/// A formula: its type is its graph with the names of the inputs, its data are the plain numbers that it captured.
///
///   f(x = 1.0, y = 2.0)   the value, arguments in any order, in constant expressions and at run time
///   f(x = 1.0)            the formula that is left in y
///   f(x = y * y)          the formula with another one in the place of x
///
/// Shapes      one number; positional arguments stand in the order of `names`, which is alphabetical
/// Cost        no data but the captured numbers; every operator merges the graphs of its operands, so that building a
///             formula takes time quadratic in its size: what is large belongs in a traced function
/// Error       "f(x = 1.0, ...) requires variables of f ...", and the like; "a formula becomes a number when ...",
///             "a formula cannot steer if, while or ?: ..."
/// Example     README.md
template <auto G, fixed_string Names>
struct formula : detail::captured_numbers<count_captured(G.view())> {
    using formula_graph = detail::named_expression<G, Names>;
    static constexpr auto const& graph = G;
    using hana_tag = detail::formula_tag;
    static constexpr auto joined_names = Names;
    static constexpr std::size_t variable_count = detail::count_names(Names);
    static constexpr bool is_variable = G.size == 1 && variable_count == 1;
    static constexpr auto const& names = detail::name_array<Names>;

    template <class Value>
    constexpr auto operator=(Value const& value) const {
        constexpr bool known = arithmetic<Value> || formula_type<Value> || std::is_same_v<Value, traced>;
        static_assert(is_variable, "f = value requires f to be a variable: only variables get values by name, and a "
                                   "formula cannot be assigned to, as its type is the formula");
        static_assert(known, "x = value requires a number, a traced value or a formula");
        if constexpr (is_variable && known) return binding<formula, Value>{value};
        else return detail::refused{};
    }

    template <class... Argument>
    [[nodiscard]] constexpr auto operator()(Argument const&... arguments) const;  // calculus/formula.hpp

    // Only to say what to write: a formula has no number and no truth. Explicit for bool, as && and || take formulas.
    template <class Number>
        requires std::is_same_v<Number, double>
    constexpr operator Number() const noexcept {
        static_assert(detail::never<Number>,
                      "a formula becomes a number when every variable has a value: write f(x = 1.0, ...), and call "
                      "functions that tapeless knows unqualified (sin(x), not std::sin(x))");
        return 0;
    }
    template <class Bool>
        requires std::is_same_v<Bool, bool>
    explicit constexpr operator Bool() const noexcept {
        static_assert(detail::never<Bool>, "a formula cannot steer if, while or ?: because its variables have no "
                                           "values: use tapeless::select(x < y, a, b)");
        return false;
    }
};

namespace detail {

inline constexpr graph<1, 1> input_graph{{{op::input}}, {0}, 1, 1};
inline constexpr graph<1, 1> captured_graph{{{op::captured}}, {0}, 1, 0};
constexpr graph<1, 1> constant_graph(double value) { return {{{op::constant, 0, 0, 0, value, nullptr}}, {0}, 1, 0}; }

/// The live nodes of a formula in a builder, whose inputs are numbered by `Names`; returns the node of the result.
template <class F, fixed_string Names>
constexpr int append_formula(graph_builder& g, int first_captured) {
    int inputs[F::variable_count + 1]{};
    for (std::size_t i = 0; i < F::variable_count; ++i)
        inputs[i] = g.input(static_cast<int>(number_of(F::names[i], Names)));
    int end = 0;
    append_graph(F::formula_graph::graph.view(), inputs, first_captured, g, &end);
    return end;
}

/// The nodes of several formulas in one builder: where each ended up.
template <class... F>
struct operands {
    static constexpr auto names = joined<F::joined_names...>::value;
    int ends[sizeof...(F) + 3]{};
    int captured = 0;

    constexpr explicit operands(graph_builder& into) {
        into.declare_inputs(static_cast<int>(count_names(names)));
        int k = 0;
        ((ends[k++] = append_formula<F, names>(into, captured), captured += F::captured_count), ...);
    }
};

/// The graph of an operation on formulas.
template <op Operation, class... F>
struct combination {
    static constexpr int guess = (2 + ... + (F::formula_graph::graph.size + static_cast<int>(F::variable_count)));
    template <int Capacity>
    static constexpr auto run() {
        graph_builder g(sharing::on, Capacity);
        operands<F...> const from(g);
        int const end = append_folded(g, {Operation, from.ends[0], from.ends[1], from.ends[2], 0, nullptr});
        return g.freeze<Capacity, 1>(&end);
    }
};

/// The graph of one result of a graph with formulas in the place of its inputs.
template <class Graph, int Output, class... Replacement>
struct composition {
    static constexpr int guess =
        (Graph::value.size + ... +
         (Replacement::formula_graph::graph.size + static_cast<int>(Replacement::variable_count)));
    template <int Capacity>
    static constexpr auto run() {
        graph_builder g(sharing::on, Capacity);
        operands<Replacement...> const from(g);
        int ends[static_cast<std::size_t>(Graph::value.view().output_count)]{};
        append_graph(Graph::value.view(), from.ends, from.captured, g, ends);
        return g.freeze<Capacity, 1>(ends + Output);
    }
};

/// The formula with a graph and names that holds the numbers which these formulas captured.
template <auto G, fixed_string Names, class... F>
constexpr auto holding(F const&... from) {
    formula<G, Names> result{};
    if constexpr (count_captured(G.view()) > 0) {
        std::size_t next = 0;
        auto const copy = [&]<class From>(From const& source) {
            for (int i = 0; i < From::captured_count && next < result.captured.size(); ++i)
                result.captured[next++] = source.captured_values()[i];
        };
        (copy(from), ...);
    }
    return result;
}

template <class F>
constexpr auto as_formula(F const& f) {
    if constexpr (formula_type<F>) return f;
    else return formula<captured_graph, fixed_string<0>{}>{{{static_cast<double>(f)}}};
}

template <op Operation, class... F>
constexpr auto combined(F const&... f) {
    return holding<fitted<combination<Operation, F...>>::value, operands<F...>::names>(f...);
}

template <class F>
constexpr bool gives_condition() {
    if constexpr (formula_type<F>) return is_condition(F::graph.nodes[F::graph.outputs[0]].operation);
    else return false;
}

template <class... F>
concept formula_operands = (formula_type<F> || ...) && ((formula_type<F> || arithmetic<F>)&&...);

}  // namespace detail

/// A variable of formulas, known by its name.
///
/// Error       "variable<name> requires a name of letters, digits and _, which does not begin with a digit"
template <fixed_string Name>
inline constexpr auto variable = [] {
    constexpr bool valid = detail::is_identifier(Name);
    static_assert(valid, "variable<name> requires a name of letters, digits and _, which does not begin with a digit");
    return formula<detail::input_graph, Name>{};
}();

/// A number that is part of the type, so that formulas with it can be compared: constant<2>, constant<0.5>.
template <auto Value>
    requires arithmetic<decltype(Value)>
inline constexpr formula<detail::constant_graph(static_cast<double>(Value)), fixed_string<0>{}> constant{};

inline namespace literals {

/// 2_c = constant<2>;  0.5_c = constant<0.5>
template <char... Digit>
[[nodiscard]] consteval auto operator""_c() {
    constexpr char text[] = {Digit..., '\0'};
    constexpr double value = parse_decimal(std::string_view(text, sizeof...(Digit)));
    return constant<value>;
}

}  // namespace literals

#define TAPELESS_FORMULA(name, operation)                                                                              \
    template <formula_type F>                                                                                          \
    [[nodiscard]] constexpr auto name(F const& f) {                                                                    \
        return detail::combined<op::operation>(f);                                                                     \
    }
TAPELESS_FORMULA(operator-, neg)
TAPELESS_FORMULA(abs, abs)
TAPELESS_FORMULA(fabs, abs)
TAPELESS_FORMULA(sqrt, sqrt)
TAPELESS_FORMULA(cbrt, cbrt)
TAPELESS_FORMULA(exp, exp)
TAPELESS_FORMULA(exp2, exp2)
TAPELESS_FORMULA(expm1, expm1)
TAPELESS_FORMULA(log, log)
TAPELESS_FORMULA(log2, log2)
TAPELESS_FORMULA(log10, log10)
TAPELESS_FORMULA(log1p, log1p)
TAPELESS_FORMULA(sin, sin)
TAPELESS_FORMULA(cos, cos)
TAPELESS_FORMULA(tan, tan)
TAPELESS_FORMULA(asin, asin)
TAPELESS_FORMULA(acos, acos)
TAPELESS_FORMULA(atan, atan)
TAPELESS_FORMULA(sinh, sinh)
TAPELESS_FORMULA(cosh, cosh)
TAPELESS_FORMULA(tanh, tanh)
TAPELESS_FORMULA(asinh, asinh)
TAPELESS_FORMULA(acosh, acosh)
TAPELESS_FORMULA(atanh, atanh)
TAPELESS_FORMULA(erf, erf)
TAPELESS_FORMULA(erfc, erfc)
TAPELESS_FORMULA(sigmoid, sigmoid)
TAPELESS_FORMULA(softplus, softplus)
TAPELESS_FORMULA(sign, sign)
TAPELESS_FORMULA(floor, floor)
TAPELESS_FORMULA(ceil, ceil)
TAPELESS_FORMULA(round, round)
TAPELESS_FORMULA(stop_gradient, stop_gradient)
TAPELESS_FORMULA(operator!, logical_not)
#undef TAPELESS_FORMULA

#define TAPELESS_FORMULA(name, operation, first, second)                                                               \
    template <class A, class B>                                                                                        \
        requires detail::formula_operands<A, B>                                                                        \
    [[nodiscard]] constexpr auto name(A const& a, B const& b) {                                                        \
        return detail::combined<op::operation>(detail::as_formula(first), detail::as_formula(second));                 \
    }
TAPELESS_FORMULA(operator+, add, a, b)
TAPELESS_FORMULA(operator-, sub, a, b)
TAPELESS_FORMULA(operator*, mul, a, b)
TAPELESS_FORMULA(operator/, div, a, b)
TAPELESS_FORMULA(operator<, less, a, b)
TAPELESS_FORMULA(operator>, less, b, a)
TAPELESS_FORMULA(operator<=, less_equal, a, b)
TAPELESS_FORMULA(operator>=, less_equal, b, a)
TAPELESS_FORMULA(operator&&, logical_and, a, b)
TAPELESS_FORMULA(operator||, logical_or, a, b)
TAPELESS_FORMULA(pow, pow, a, b)
TAPELESS_FORMULA(atan2, atan2, a, b)
TAPELESS_FORMULA(hypot, hypot, a, b)
TAPELESS_FORMULA(min, min, a, b)
TAPELESS_FORMULA(max, max, a, b)
TAPELESS_FORMULA(fmin, fmin, a, b)
TAPELESS_FORMULA(fmax, fmax, a, b)
#undef TAPELESS_FORMULA

template <formula_type F>
[[nodiscard]] constexpr auto operator+(F const& f) {
    return f;
}

/// The condition a == b as a formula, for select: the operator == compares the formulas themselves.
template <class A, class B>
    requires detail::formula_operands<A, B>
[[nodiscard]] constexpr auto equal(A const& a, B const& b) {
    return detail::combined<op::equal>(detail::as_formula(a), detail::as_formula(b));
}

template <class C, class A, class B>
    requires detail::formula_operands<C, A, B>
[[nodiscard]] constexpr auto select(C const& test, A const& a, B const& b) {
    constexpr bool tests = detail::gives_condition<C>();
    static_assert(tests, "select(c, a, b) requires c to be a condition such as x < y");
    if constexpr (tests) return detail::combined<op::select>(test, detail::as_formula(a), detail::as_formula(b));
    else return detail::as_formula(test) + a + b;  // with all the variables, so that there is one error
}

template <formula_type F>
[[nodiscard]] constexpr auto square(F const& f) {
    return f * f;
}
template <formula_type F>
[[nodiscard]] constexpr auto relu(F const& f) {
    return select(f <= constant<0>, constant<0>, f);
}
template <formula_type F, class A, class B>
    requires detail::formula_operands<F, A, B>
[[nodiscard]] constexpr auto clamp(F const& f, A const& low, B const& high) {
    return select(f < low, low, select(high < f, high, f));
}

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Formulas of named variables, as on paper.
// In: variables, constants and numbers. Out: `formula`, whose type holds the graph and the names of its inputs.
#pragma once

#include <tapeless/core/decimal.hpp>
#include <tapeless/core/name_set.hpp>
#include <tapeless/expression/expression.hpp>

namespace tapeless {

namespace detail {

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

/// The graph of a formula as a function of its variables by position.
template <auto G, fixed_string Names>
struct named_expression : expression<G> {
    static constexpr auto const& names = name_array<Names>;
};

}  // namespace detail

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
///             (100 operations: 2 s). A formula that is used twice holds its plain numbers twice, so that each step of
///             e = sin(e) + 2 * e doubles them: write 2_c, or a variable
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
///
/// Error       "2_c requires a decimal number within the range of double, such as 2_c, 0.5_c or 1e-3_c"
template <char... Digit>
[[nodiscard]] consteval auto operator""_c() {
    constexpr char text[] = {Digit..., '\0'};
    constexpr double value = parse_decimal(std::string_view(text, sizeof...(Digit)));
    constexpr bool octal = text[0] == '0' && (detail::is_digit(text[1]) || text[1] == '\'');
    constexpr bool valid = elementary::isfinite(value) && !octal;
    static_assert(valid, "2_c requires a decimal number within the range of double, such as 2_c, 0.5_c or 1e-3_c");
    return constant<(valid ? value : 0)>;
}

}  // namespace literals

}  // namespace tapeless

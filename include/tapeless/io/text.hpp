// SPDX-License-Identifier: BSL-1.0
// Graphs as text that C++ compiles.
// In: a graph, or a function, a verb's result or an expression. Out: its formulas, also in constant expressions.
#pragma once

#include <tapeless/io/formula_writer.hpp>
#include <tapeless/io/shown.hpp>

namespace tapeless {

/// A number as C++ source: 2, 0.1, 1e-05, -0.0, INFINITY, NAN.
template <class Sink>
constexpr void put_constant(Sink& sink, double value) {
    if (elementary::signbit(value)) sink.put("-");
    double const size = elementary::abs(value);
    if (elementary::isnan(value)) return sink.put("NAN");
    if (elementary::isinf(value)) return sink.put("INFINITY");
    sink.put(to_decimal(size).view());
    bool const too_long = size >= 1e18 && to_decimal(size).view().find('e') == std::string_view::npos;
    if (too_long || (size == 0 && elementary::signbit(value))) sink.put(".0");  // no whole number of C++
}

/// The notation of C++ and of the functions that tapeless knows.
struct cpp_notation {
    // t1 = x * y; t2 = sin(t1); {t1, t2 * t2}
    static constexpr std::string_view definition_end = "; ";
    static constexpr std::string_view open_results = "{";
    static constexpr std::string_view close_results = "}";
    static constexpr std::string_view open = "(";
    static constexpr std::string_view close = ")";

    enum strength { lowest, disjunction, conjunction, equality, relation, sum, product, negation, indivisible };

    struct infix {
        op operation;
        std::string_view symbol;
        strength own, left, right;
    };
    static constexpr infix infixes[] = {
        {op::add, " + ", sum, sum, product},
        {op::sub, " - ", sum, sum, product},
        {op::mul, " * ", product, product, negation},
        {op::div, " / ", product, product, negation},
        {op::less, " < ", relation, sum, sum},
        {op::less_equal, " <= ", relation, sum, sum},
        {op::equal, " == ", equality, relation, relation},
        {op::logical_and, " && ", conjunction, conjunction, equality},
        {op::logical_or, " || ", disjunction, equality, equality},  // compilers want brackets around &&
    };
    /// The number of an operation among the infixes, -1 if it is none. A search would cost most of the compile time.
    static constexpr int find(op operation) {
        switch (operation) {
        case op::add: return 0;
        case op::sub: return 1;
        case op::mul: return 2;
        case op::div: return 3;
        case op::less: return 4;
        case op::less_equal: return 5;
        case op::equal: return 6;
        case op::logical_and: return 7;
        case op::logical_or: return 8;
        default: return -1;
        }
    }

    /// 0 < x is written x > 0.
    template <class Formula>
    static constexpr bool is_turned(Formula const& f, node const& n) {
        return (n.operation == op::less || n.operation == op::less_equal) && f.at(n.a).operation == op::constant &&
               f.at(n.b).operation != op::constant;
    }
    /// !(x == y) is written x != y.
    template <class Formula>
    static constexpr bool is_unequal(Formula const& f, node const& n) {
        return n.operation == op::logical_not && f.at(n.a).operation == op::equal && !f.has_name(n.a);
    }

    template <class Formula>
    static constexpr formula_form form(Formula const& f, int i) {
        node const& n = f.at(i);
        if (is_unequal(f, n)) return {2, {f.at(n.a).a, f.at(n.a).b}, equality, {relation, relation}};
        if (is_turned(f, n)) return {2, {n.b, n.a}, relation, {sum, sum}};
        int const operands = arity(n.operation);
        if (operands == 2)
            if (int const k = find(n.operation); k >= 0) {
                infix const& found = infixes[k];
                bool const chain = n.operation == op::logical_or && f.at(n.a).operation == op::logical_or;
                return {2, {n.a, n.b}, found.own, {chain ? disjunction : found.left, found.right}};
            }
        switch (n.operation) {
        case op::constant: return {0, {}, elementary::signbit(n.value) ? negation : indivisible};
        case op::neg: return {1, {n.a}, negation, {indivisible}};
        case op::logical_not: return {1, {n.a}, negation, {negation}};
        case op::result: return {1, {n.a}, indivisible, {indivisible}};
        default: return {operands, {n.a, n.b, n.c}, indivisible};
        }
    }

    /// The text before operand k, or behind the last one.
    template <class Formula, class Sink>
    static constexpr void piece(Formula const& f, int i, int k, Sink& sink) {
        node const& n = f.at(i);
        if (arity(n.operation) == 2) {
            if (int const found = find(n.operation); found >= 0) {
                if (k != 1) return;
                if (!is_turned(f, n)) return sink.put(infixes[found].symbol);
                return sink.put(n.operation == op::less ? " > " : " >= ");
            }
        }
        switch (n.operation) {
        case op::input: return sink.put(f.input(n.a));
        case op::captured: sink.put("captured"); return put_number(sink, n.a);
        case op::constant: return put_constant(sink, n.value);
        case op::no_derivative: return sink.put("no_derivative");
        case op::neg: return sink.put(k == 0 ? "-" : "");
        case op::logical_not:
            if (is_unequal(f, n)) return sink.put(k == 1 ? " != " : "");
            return sink.put(k == 0 ? "!" : "");
        case op::argument: return sink.put(k == 1 ? ", " : "");
        case op::call:
            if (k == 1) return sink.put(")");
            sink.put("external");
            put_number(sink, f.callee(i));
            return sink.put("(");
        case op::result: return k == 1 ? result(sink, n.b) : void();
        case op::cond: {
            constexpr std::string_view pieces[] = {"cond(", ", [&] { return ", "; }, [&] { return ", "; })"};
            return sink.put(pieces[k]);
        }
        default:
            if (k == 0) {
                sink.put(n.operation == op::custom ? "with_slope" : row(n.operation).name);
                return sink.put("(");
            }
            return sink.put(k < arity(n.operation) ? ", " : ")");
        }
    }
    template <class Sink>
    static constexpr void result(Sink& sink, int number) {
        sink.put("[");
        put_number(sink, number);
        sink.put("]");
    }
    template <class Sink>
    static constexpr void name(Sink& sink, char letter, int number) {
        sink.put(std::string_view(&letter, 1));
        put_number(sink, number);
    }
};

/// What a call computes, as C++: `static_assert(to_string(f) == "sin(x) * y")`.
///
///   to_string(f)                                    a function of numbers, a verb's result, an expression
///   to_string<std::array<double, 2>, double>(f)     called with arguments of these types
///   to_string(f, names<"w", "x">)                   whose arguments have names
///
/// A function and an expression are shown as they are written, a verb's result as the simplified graph that its call
/// runs: to_string(value(f)) shows what f(x) itself becomes. Names are those of `input_names`. Compiled as body of a
/// function the text gives the same graph, as long as nothing is computed from constants alone: INFINITY and NAN are
/// those of <cmath>, a branch is `cond` with lambdas, a stated derivative `with_slope`. Functions that the graph only
/// calls have the names external1, external2. Where a formula takes more than 300 characters, values that are used more
/// than once get names: t1 = x * y + 1; t1 * sin(t1). Several results stand in the braces of their structure: {x, {1}}.
///
/// Cost        text in the program, zero-terminated; about 1 ms of compile time a node. clang's limit allows some
///             1,700 nodes; `write_text` works at run time too
/// Example     tests/io/text.cpp
template <class... A, class F, fixed_string... Name>
[[nodiscard]] constexpr std::string_view to_string(F const&, name_list<Name...> = {}) noexcept {
    if constexpr (!detail::check_shown<F, A...>()) return {};
    else return detail::rendered<cpp_notation, name_list<Name...>, F, A...>::value.view();
}

/// The same text, piece by piece into any sink with a member put(std::string_view), for graphs of any size.
template <class... A, class F, class Sink, fixed_string... Name>
constexpr void write_text(Sink& sink, F const&, name_list<Name...> = {}) {
    if constexpr (detail::check_shown<F, A...>())
        detail::shown<name_list<Name...>, F, A...>::template write<cpp_notation>(sink);
}

}  // namespace tapeless

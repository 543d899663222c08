// SPDX-License-Identifier: BSL-1.0
// Graphs as LaTeX formulas.
// In: a function, a verb's result or an expression. Out: its formulas for math mode, also in constant expressions.
#pragma once

#include <tapeless/io/formula_writer.hpp>
#include <tapeless/io/latex_names.hpp>
#include <tapeless/io/shown.hpp>

namespace tapeless {

namespace detail {

/// How tightly text holds together.
struct latex_strengths {
    enum strength { lowest, disjunction, conjunction, relation, sum, product, power, indivisible };
};

/// The pieces around the operands of an operation that is always written alike.
struct latex_form {
    op operation;
    std::string_view before, between, behind;
    latex_strengths::strength own = latex_strengths::indivisible;
    latex_strengths::strength left = latex_strengths::lowest;
    latex_strengths::strength right = latex_strengths::lowest;
};

}  // namespace detail

/// Mathematical notation: fractions, powers, roots, cases. Products and sums have no brackets that only order them.
struct latex_notation : detail::latex_strengths {
    static constexpr std::string_view open = "\\left(";
    static constexpr std::string_view close = "\\right)";
    // t_{1} = x y, \quad t_{2} = \sin\left(t_{1}\right), \quad \left(t_{1}, t_{2}^{2}\right)
    static constexpr std::string_view definition_end = ", \\quad ";
    static constexpr std::string_view open_results = open;
    static constexpr std::string_view close_results = close;

    static constexpr detail::latex_form forms[] = {
        {op::add, "", " + ", "", sum, sum, sum},
        {op::sub, "", " - ", "", sum, sum, product},
        {op::div, "\\frac{", "}{", "}", power},
        {op::pow, "", "^{", "}", power, indivisible},
        {op::sqrt, "\\sqrt{", "", "}", power},
        {op::cbrt, "\\sqrt[3]{", "", "}", power},
        {op::hypot, "\\sqrt{", "^{2} + ", "^{2}}", power, indivisible, indivisible},
        {op::exp, "e^{", "", "}", power},
        {op::exp2, "2^{", "", "}", power},
        {op::expm1, "e^{", "", "} - 1", sum},
        {op::log1p, "\\ln\\left(1 + ", "", "\\right)", indivisible, sum},
        {op::log, "\\ln\\left(", "", "\\right)"},
        {op::log2, "\\log_{2}\\left(", "", "\\right)"},
        {op::log10, "\\log_{10}\\left(", "", "\\right)"},
        {op::sin, "\\sin\\left(", "", "\\right)"},
        {op::cos, "\\cos\\left(", "", "\\right)"},
        {op::tan, "\\tan\\left(", "", "\\right)"},
        {op::asin, "\\arcsin\\left(", "", "\\right)"},
        {op::acos, "\\arccos\\left(", "", "\\right)"},
        {op::atan, "\\arctan\\left(", "", "\\right)"},
        {op::sinh, "\\sinh\\left(", "", "\\right)"},
        {op::cosh, "\\cosh\\left(", "", "\\right)"},
        {op::tanh, "\\tanh\\left(", "", "\\right)"},
        {op::asinh, "\\operatorname{arsinh}\\left(", "", "\\right)"},
        {op::acosh, "\\operatorname{arcosh}\\left(", "", "\\right)"},
        {op::atanh, "\\operatorname{artanh}\\left(", "", "\\right)"},
        {op::sign, "\\operatorname{sgn}\\left(", "", "\\right)"},
        {op::abs, "\\left|", "", "\\right|"},
        {op::floor, "\\left\\lfloor ", "", "\\right\\rfloor "},
        {op::ceil, "\\left\\lceil ", "", "\\right\\rceil "},
        {op::min, "\\min\\left(", ", ", "\\right)"},
        {op::max, "\\max\\left(", ", ", "\\right)"},
        {op::stop_gradient, "\\operatorname{stop}\\left(", "", "\\right)"},
        {op::less, "", " < ", "", relation, sum, sum},
        {op::less_equal, "", " \\leq ", "", relation, sum, sum},
        {op::equal, "", " = ", "", relation, sum, sum},
        {op::logical_and, "", " \\wedge ", "", conjunction, conjunction, conjunction},
        {op::logical_or, "", " \\vee ", "", disjunction, disjunction, disjunction},
        {op::logical_not, "\\neg ", "", "", power, power},
        {op::argument, "", ", ", ""},
    };

    static constexpr int form_count = static_cast<int>(sizeof(forms) / sizeof(detail::latex_form));
    /// The number of an operation among the forms, form_count if it is none.
    static constexpr int find(op operation) {
        int k = 0;
        while (k < form_count && forms[k].operation != operation) ++k;
        return k;
    }

    /// x * x * x as x to the third.
    struct power_of {
        int base = 0;
        int exponent = 1;
    };
    template <class Formula>
    static constexpr power_of find_power(Formula const& f, int i, int levels = 4, bool at_top = true) {
        node const& n = f.at(i);
        if (n.operation != op::mul || levels == 0 || (!at_top && f.has_name(i))) return {i, 1};
        power_of const left = find_power(f, n.a, levels - 1, false);
        power_of const right = n.a == n.b ? left : find_power(f, n.b, levels - 1, false);
        if (left.base != right.base) return {i, 1};
        return {left.base, left.exponent + right.exponent};
    }

    /// A product as what stands left of its last factor, -1 if nothing does, and that factor: 3 * x * x is 3 times x to
    /// the second.
    struct product_of {
        int left = -1;
        power_of last;
    };
    template <class Formula>
    static constexpr product_of find_product(Formula const& f, int i, int levels = 8) {
        power_of const all = find_power(f, i);
        if (all.exponent > 1 || f.at(i).operation != op::mul) return {-1, all};
        int const left = f.at(i).a;
        power_of const right = factor_as_power(f, f.at(i).b);
        if (levels > 0 && f.at(left).operation == op::mul && !f.has_name(left)) {
            product_of const before = find_product(f, left, levels - 1);
            if (before.left >= 0 && before.last.base == right.base)
                return {before.left, {right.base, before.last.exponent + right.exponent}};
        }
        return {left, right};
    }
    template <class Formula>
    static constexpr power_of factor_as_power(Formula const& f, int i) {
        return f.has_name(i) ? power_of{i, 1} : find_power(f, i);
    }

    /// The first or last factor of a product, itself for what is none.
    template <class Formula>
    static constexpr int factor(Formula const& f, int i, bool first) {
        while (f.at(i).operation == op::mul && !f.has_name(i)) {
            product_of const p = find_product(f, i);
            if (p.left < 0 || (!first && p.last.exponent > 1)) return p.last.base;
            i = first ? p.left : p.last.base;
        }
        return i;
    }
    template <class Formula>
    static constexpr bool begins_with_sign(Formula const& f, int i) {
        int const first = factor(f, i, true);
        node const& n = f.at(first);
        return !f.has_name(first) &&
               (n.operation == op::neg || (n.operation == op::constant && elementary::signbit(n.value)));
    }
    template <class Formula>
    static constexpr bool begins_with_digit(Formula const& f, int i) {
        int first = factor(f, i, true);
        while (f.at(first).operation == op::pow && !f.has_name(first)) first = f.at(first).a;
        op const operation = f.at(first).operation;
        return !f.has_name(first) && (operation == op::constant || operation == op::exp2);
    }
    template <class Formula>
    static constexpr bool is_word(Formula const& f, int i) {
        return f.at(i).operation == op::input && !is_latex_letter(f.input(f.at(i).a));
    }
    template <class Formula>
    static constexpr bool is_turned(Formula const& f, node const& n) {  // 0 < x is written x > 0
        return (n.operation == op::less || n.operation == op::less_equal) && f.at(n.a).operation == op::constant &&
               f.at(n.b).operation != op::constant;
    }
    template <class Formula>
    static constexpr bool is_unequal(Formula const& f, node const& n) {
        return n.operation == op::logical_not && f.at(n.a).operation == op::equal && !f.has_name(n.a);
    }
    template <class Formula>
    static constexpr bool is_difference(Formula const& f, node const& n) {  // x + -y
        return n.operation == op::add && f.at(n.b).operation == op::neg && !f.has_name(n.b);
    }

    template <class Formula>
    static constexpr formula_form form(Formula const& f, int i) {
        node const& n = f.at(i);
        if (is_unequal(f, n)) return {2, {f.at(n.a).a, f.at(n.a).b}, relation, {sum, sum}};
        if (is_turned(f, n)) return {2, {n.b, n.a}, relation, {sum, sum}};
        if (is_difference(f, n)) return {2, {n.a, f.at(n.b).a}, sum, {sum, product}};
        if (n.operation == op::mul) {
            product_of const p = find_product(f, i);
            if (p.left < 0) return {1, {p.last.base}, power, {indivisible}};
            bool const sign = begins_with_sign(f, p.left);
            return {2,
                    {p.left, p.last.base},
                    sign ? sum : product,
                    {sign ? sum : product, p.last.exponent > 1 ? indivisible : product}};
        }
        if (int const k = find(n.operation); k < form_count) {
            strength left = forms[k].left;
            strength right = forms[k].right;
            if (n.operation == op::log1p && begins_with_sign(f, n.a)) left = product;
            if (n.operation == op::add && begins_with_sign(f, n.b)) right = product;
            return {arity(n.operation), {n.a, n.b}, forms[k].own, {left, right}};
        }
        switch (n.operation) {
        case op::constant: {
            bool const scientific = to_decimal(n.value).view().find('e') != std::string_view::npos;
            return {0, {}, elementary::signbit(n.value) ? sum : scientific ? product : indivisible};
        }
        case op::neg: return {1, {n.a}, sum, {begins_with_sign(f, n.a) ? power : product}};
        case op::select:
        case op::cond: return {3, {n.b, n.a, n.c}, lowest};
        default: return {arity(n.operation), {n.a, n.b, n.c}, indivisible};
        }
    }

    template <class Formula, class Sink>
    static constexpr void piece(Formula const& f, int i, int k, Sink& sink) {
        node const& n = f.at(i);
        if (is_unequal(f, n)) return sink.put(k == 1 ? " \\neq " : "");
        if (is_turned(f, n)) return sink.put(k != 1 ? "" : n.operation == op::less ? " > " : " \\geq ");
        if (is_difference(f, n)) return sink.put(k == 1 ? " - " : "");
        if (n.operation == op::mul) return product_piece(f, i, k, sink);
        if (int const found = find(n.operation); found < form_count) {
            detail::latex_form const& pieces = forms[found];
            return sink.put(k == 0 ? pieces.before : k == arity(n.operation) ? pieces.behind : pieces.between);
        }
        switch (n.operation) {
        case op::input: return put_latex_name(sink, f.input(n.a));
        case op::captured: return name(sink, 'c', n.a);
        case op::constant: return put_latex_constant(sink, n.value);
        case op::neg: return sink.put(k == 0 ? "-" : "");
        case op::select:
        case op::cond: {
            constexpr std::string_view pieces[] = {"\\begin{cases} ", " & \\text{if } ", " \\\\ ",
                                                   " & \\text{otherwise} \\end{cases}"};
            return sink.put(pieces[k]);
        }
        case op::result: return k == 1 ? result(sink, n.b) : void();
        default:
            if (k > 0) return sink.put(k < arity(n.operation) ? ", " : "\\right)");
            if (n.operation == op::call) name(sink, 'f', f.callee(i));
            else {
                sink.put("\\operatorname{");
                sink.put(n.operation == op::custom          ? "custom"
                         : n.operation == op::no_derivative ? "unknown"
                                                            : std::string_view(row(n.operation).name));
                sink.put("}");
            }
            if (arity(n.operation) > 0) sink.put("\\left(");
        }
    }
    template <class Formula, class Sink>
    static constexpr void product_piece(Formula const& f, int i, int k, Sink& sink) {
        product_of const p = find_product(f, i);
        if (k == 0) return;
        if (k == (p.left < 0 ? 1 : 2)) {
            if (p.last.exponent == 1) return;
            sink.put("^{");
            put_number(sink, p.last.exponent);
            return sink.put("}");
        }
        bool const words = is_word(f, factor(f, p.left, false)) || is_word(f, factor(f, p.last.base, true));
        sink.put(begins_with_digit(f, p.last.base) ? " \\cdot " : words ? " \\, " : " ");
    }
    template <class Sink>
    static constexpr void result(Sink& sink, int number) {
        sink.put("_{");
        put_number(sink, number);
        sink.put("}");
    }
    template <class Sink>
    static constexpr void name(Sink& sink, char letter, int number) {
        sink.put(std::string_view(&letter, 1));
        result(sink, number);
    }
};

/// What a call computes, in LaTeX's math mode: \frac{x^{2}}{2} + \sin\left(\alpha\right).
///
///   to_latex(f), to_latex<std::array<double, 2>, double>(f), to_latex(f, names<"x", "alpha">)
///
/// Graphs and names are those of `to_string`. Greek names are letters, digits and parts of structures indices, choices
/// cases (amsmath). Sums and products lose brackets that only order them: the text is to be read, not to be compiled.
///
/// Cost        as to_string
/// Example     tests/io/latex.cpp
template <class... A, class F, fixed_string... Name>
[[nodiscard]] constexpr std::string_view to_latex(F const&, name_list<Name...> = {}) noexcept {
    if constexpr (!detail::check_shown<F, A...>()) return {};
    else return detail::rendered<latex_notation, name_list<Name...>, F, A...>::value.view();
}

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Sums, products, powers, exponentials and choices of forms.
// In: forms. Out: the form of what is made of them, the same for the same mathematics.
#pragma once

#include <tapeless/simplify/form_division.hpp>

namespace tapeless {

/// Computes with forms.
///
///   products of sums are multiplied out, and choices go outside of products and powers, unless that takes more than 64
///   products of terms at once or 500 in all; beyond, a sum and a choice are one factor
class form_algebra : public form_division<form_algebra> {
    friend form_division<form_algebra>;

public:
    static constexpr int most_terms = 64;
    static constexpr int most_products = 500;

    /// f + k * g
    constexpr int sum(int f, double k, int g) {
        growing_list<term> all(term_count(f) + term_count(g) + 1);
        add_terms(all, 1, f);
        add_terms(all, k, g);
        return sum_of(all);
    }
    constexpr int scaled(double k, int f) { return k == 1 ? f : sum(constant(0), k, f); }

    constexpr int product(int f, int g) {
        if (is_constant(f)) return scaled(value_of(f), g);
        if (is_constant(g)) return scaled(value_of(g), f);
        if (int const choice = chosen_product(f, g); choice >= 0) return choice;
        if (int const choice = chosen_product(g, f); choice >= 0) return choice;
        int const pairs = term_count(f) * term_count(g);
        if (pairs > 1 && (pairs > most_terms || !may_multiply(0))) return product(as_power(f, 1), as_power(g, 1));
        products_ += pairs;
        growing_list<term> all(pairs + 1);
        for (int i = 0; i < term_count(f); ++i)
            for (int k = 0; k < term_count(g); ++k) {
                term const t = term_of(f, i);
                term const u = term_of(g, k);
                add_terms(all, 1, product_of_terms(ieee::mul(t.coefficient, u.coefficient), t.monomial, u.monomial));
            }
        return sum_of(all);
    }

    /// f^exponent
    constexpr int power(int f, double exponent) {
        if (exponent == 0) return constant(1);
        if (exponent == 1) return f;
        if (is_constant(f)) return constant(fold(op::pow, value_of(f), exponent));
        if (int const a = atom_of(f); a >= 0 && tapeless::is_choice(atom_at(a).operation) && may_multiply(1)) {
            atom const what = atom_at(a);
            return choose(what.operation, what.a, power(what.b, exponent), power(what.c, exponent));
        }
        if (term_count(f) == 1) return power_of_term(term_of(f, 0), exponent);
        if (is_whole(exponent) && exponent > 0 && exponent <= most_terms && may_multiply(0)) {
            int result = f;
            int left = static_cast<int>(exponent) - 1;
            for (; left > 0 && term_count(result) * term_count(f) <= most_terms; --left) result = product(result, f);
            if (left == 0) return result;
        }
        if (!is_whole(exponent) && exponent > 1 && exponent < most_terms) {
            double const integer = whole_part(exponent);
            return product(power(f, integer), as_power(f, exponent - integer));
        }
        return as_power(f, exponent);
    }

    /// exp(f): constant multiples of logarithms become powers.
    constexpr int exponential(int f) {
        if (is_constant(f)) return constant(fold(op::exp, value_of(f)));
        int rest = constant(0);
        int powers = constant(1);
        for (int i = 0; i < term_count(f); ++i) {
            term const t = term_of(f, i);
            int const a = atom_of(of_monomial(t.monomial));
            if (a >= 0 && atom_at(a).operation == op::log) powers = product(powers, power(atom_at(a).a, t.coefficient));
            else rest = sum(rest, t.coefficient, of_monomial(t.monomial));
        }
        if (term_count(rest) == 0) return powers;
        return product(powers, of_atom({op::exp, rest}));
    }

    /// select(test, f, g)
    constexpr int choose(op operation, int test, int f, int g) { return f == g ? f : of_atom({operation, test, f, g}); }

private:
    static constexpr double whole_part(double x) { return static_cast<double>(static_cast<int>(x)); }

    /// Counts products of terms; whether there may be any more.
    constexpr bool may_multiply(int count) {
        if (products_ > most_products) return false;
        products_ += count;
        return true;
    }

    /// The form of a sorted list of terms, which joins choices.
    constexpr int sum_of(growing_list<term>& all) {
        return has_loose_choices(all) && may_multiply(1) ? with_joined_choices(all) : intern_sum(all);
    }
    /// The choice that a monomial is, or -1.
    [[nodiscard]] constexpr int choice_in(int monomial) const {
        return factor_count(monomial) == 1 && is_choice(factor_of(monomial, 0)) ? factor_of(monomial, 0).atom : -1;
    }
    [[nodiscard]] constexpr bool same_test(int choice, int other) const {
        return atom_at(choice).operation == atom_at(other).operation && atom_at(choice).a == atom_at(other).a;
    }
    [[nodiscard]] constexpr bool has_loose_choices(growing_list<term> const& all) const {
        for (int i = 0; i < all.size(); ++i) {
            int const a = choice_in(all[i].monomial);
            if (a < 0) continue;
            if (all[i].coefficient != 1) return true;
            for (int k = 0; k < i; ++k)
                if (int const b = choice_in(all[k].monomial); b >= 0 && same_test(a, b)) return true;
        }
        return false;
    }
    /// k * select(t, f, g) + l * select(t, h, i) = select(t, k * f + l * h, k * g + l * i)
    constexpr int with_joined_choices(growing_list<term>& all) {
        int result = constant(0);
        for (int i = 0; i < all.size(); ++i) {
            int const first = choice_in(all[i].monomial);
            if (first < 0) {
                result = sum(result, all[i].coefficient, of_monomial(all[i].monomial));
                continue;
            }
            if (all[i].coefficient == 0) continue;  // has been joined
            int then = constant(0);
            int otherwise = constant(0);
            for (int k = i; k < all.size(); ++k) {
                int const next = choice_in(all[k].monomial);
                if (next < 0 || !same_test(first, next)) continue;
                then = sum(then, all[k].coefficient, atom_at(next).b);
                otherwise = sum(otherwise, all[k].coefficient, atom_at(next).c);
                all[k].coefficient = 0;
            }
            result = sum(result, 1, choose(atom_at(first).operation, atom_at(first).a, then, otherwise));
        }
        return result;
    }
    /// select(t, f, g) * h = select(t, f * h, g * h), -1 if the first form is no choice or the second goes outside.
    constexpr int chosen_product(int f, int h) {
        int const a = atom_of(f);
        if (a < 0 || !tapeless::is_choice(atom_at(a).operation)) return -1;
        atom const m = atom_at(a);
        if (int const b = atom_of(h); b >= 0 && tapeless::is_choice(atom_at(b).operation)) {
            atom const n = atom_at(b);
            if (same_test(a, b) && may_multiply(1))
                return choose(m.operation, m.a, product(m.b, n.b), product(m.c, n.c));
            if (compare(n.a, m.a) < 0) return -1;
        }
        return may_multiply(1) ? choose(m.operation, m.a, product(m.b, h), product(m.c, h)) : -1;
    }

    /// A product that stands in a broken power.
    [[nodiscard]] constexpr bool is_wrapped(atom a) const { return a.operation == op::add && term_count(a.a) == 1; }
    /// c * f * g
    constexpr int product_of_terms(double c, int f, int g) {
        if (f == no_factors || g == no_factors) return reduced(c, f == no_factors ? g : f);
        if ((choice_in(f) >= 0 || choice_in(g) >= 0) && may_multiply(0))
            return scaled(c, product(of_monomial(f), of_monomial(g)));
        growing_list<factor> all(factor_count(f) + factor_count(g) + 1);
        int others = constant(1);
        int exponents = constant(0);  // exp(x) * exp(y) = exp(x + y)
        int exponentials = 0;
        for (int i = 0, k = 0; i < factor_count(f) || k < factor_count(g);) {
            bool const left = i < factor_count(f);
            bool const right = k < factor_count(g);
            int const order = !left ? 1 : !right ? -1 : compare_atoms(factor_of(f, i).atom, factor_of(g, k).atom);
            factor next = order <= 0 ? factor_of(f, i) : factor_of(g, k);
            bool const was_whole = is_whole(next.exponent);
            if (order == 0) next.exponent = ieee::add(next.exponent, factor_of(g, k).exponent);
            i += order <= 0 ? 1 : 0;
            k += order >= 0 ? 1 : 0;
            if (next.exponent == 0) continue;
            atom const what = atom_at(next.atom);
            bool const to_integer = is_whole(next.exponent);
            if (what.operation == op::exp) {
                exponents = sum(exponents, next.exponent, what.a);
                ++exponentials;
            } else if ((what.operation == op::abs && is_even(next.exponent)) || (is_wrapped(what) && to_integer) ||
                       (what.operation == op::add && order == 0 && to_integer && !was_whole))
                others = product(others, power(what.a, next.exponent));
            else if (what.operation == op::add && order == 0 && next.exponent >= 1 && next.exponent < most_terms &&
                     may_multiply(0)) {
                int const multiplied = power(what.a, whole_part(next.exponent));
                if (to_integer || term_count(multiplied) > 1) others = product(others, multiplied);
                if (!to_integer) next.exponent -= term_count(multiplied) > 1 ? whole_part(next.exponent) : 0;
                if (!to_integer) all.push(next);
            } else all.push(next);
        }
        if (exponentials == 1)
            if (int const merged = exponential(exponents); atom_of(merged) >= 0) {
                add_factor(all, {atom_of(merged), 1});
                exponentials = 0;
            }
        if (exponentials > 0) others = product(others, exponential(exponents));
        int const rest = reduced(c, intern_monomial(all));
        return is_constant(others) && value_of(others) == 1 ? rest : product(rest, others);
    }
    /// f * monomial
    constexpr int times(int f, int monomial) {
        growing_list<term> all(term_count(f) + 1);
        for (int i = 0; i < term_count(f); ++i) {
            term const t = term_of(f, i);
            add_terms(all, t.coefficient, product_of_terms(1, t.monomial, monomial));
        }
        return sum_of(all);
    }

    /// (c * x^k)^e = c^e * x^(k * e), where that holds for all x
    constexpr int power_of_term(term t, double exponent) {
        if (!is_whole(exponent)) return broken_power_of_term(t, exponent);
        growing_list<factor> all(factor_count(t.monomial) + 1);
        int others = constant(fold(op::pow, t.coefficient, exponent));
        for (int i = 0; i < factor_count(t.monomial); ++i) {
            factor const f = factor_of(t.monomial, i);
            atom const what = atom_at(f.atom);
            double const raised = ieee::mul(f.exponent, exponent);
            if (what.operation == op::exp) others = product(others, exponential(scaled(raised, what.a)));
            else if ((what.operation == op::abs && is_even(raised)) ||
                     (what.operation == op::add && is_whole(raised) && (raised > 0 || is_wrapped(what))))
                others = product(others, power(what.a, raised));
            else all.push({f.atom, raised});
        }
        return product(reduced(1, intern_monomial(all)), others);
    }
    /// As power_of_term, where the power of a negative number is not defined.
    constexpr int broken_power_of_term(term t, double exponent) {
        double const sign = t.coefficient < 0 ? -1 : 1;
        double const outside = fold(op::pow, sign * t.coefficient, exponent);
        factor const f = factor_of(t.monomial, 0);
        bool const is_exp = operation_of(f) == op::exp;
        bool const sole = sign > 0 && factor_count(t.monomial) == 1;
        if (sole && is_exp && !has_logarithm(atom_at(f.atom).a))
            return scaled(outside, exponential(scaled(exponent, atom_at(f.atom).a)));
        double const raised = ieee::mul(f.exponent, exponent);
        if (sole && !is_exp && is_even(f.exponent) && !is_even(raised)) {
            int const base = operation_of(f) == op::add ? atom_at(f.atom).a : of_power(f.atom, 1);
            return scaled(outside, power(absolute(base), raised));
        }
        if (sole && !is_exp) return scaled(outside, of_power(f.atom, raised));
        return scaled(outside, of_power(intern_atom({op::add, of_term(sign, t.monomial)}), exponent));
    }
    /// Whether exp(f) is a general power, whose base may be negative.
    [[nodiscard]] constexpr bool has_logarithm(int f) const {
        for (int i = 0; i < term_count(f); ++i) {
            int const monomial = term_of(f, i).monomial;
            for (int k = 0; k < factor_count(monomial); ++k)
                if (operation_of(factor_of(monomial, k)) == op::log) return true;
        }
        return false;
    }

    int products_ = 0;
};

}  // namespace tapeless

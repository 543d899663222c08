// SPDX-License-Identifier: BSL-1.0
// Sums of products of powers, the form in which formulas are compared.
// In: sums, products and powers of forms, and functions of them. Out: the same number for the same mathematics.
#pragma once

#include <tapeless/core/growing_list.hpp>
#include <tapeless/core/ieee.hpp>
#include <tapeless/graph/graph.hpp>
#include <tapeless/graph/kernel.hpp>

namespace tapeless {

/// An algebra of numbered forms. A form is a sum of terms, a term a coefficient times a monomial, a monomial a product of
/// atoms to constant powers; an atom is an input, a function of forms, or a sum that stands in a power. Everything is
/// sorted by what it is, not by when it came, so that equal forms have equal numbers.
///
///   products of sums are multiplied out while they have at most 64 terms
///   terms over powers of one sum share the highest of these powers: 1 / s - x / s^2 = (s - x) / s^2
///
/// Cost        every form is looked for among all others: made for formulas, not for programs
class forms {
public:
    struct factor {
        int atom;
        double exponent;
    };
    struct term {
        double coefficient;
        int monomial;
    };
    struct atom {
        op operation;  ///< op::add for a sum in a power
        int a = 0;     ///< forms; for an input and a captured number its number
        int b = 0;
        int c = 0;
        opaque_function const* callee = nullptr;
        friend constexpr bool operator==(atom const&, atom const&) = default;
    };
    struct slice {
        int first;
        int count;
    };
    static constexpr int most_terms = 64;

    constexpr forms() { intern_monomial(nullptr, 0); }

    [[nodiscard]] constexpr slice terms_of(int form) const { return sums_[form]; }
    [[nodiscard]] constexpr term const& term_at(int i) const { return terms_[i]; }
    [[nodiscard]] constexpr slice factors_of(int monomial) const { return monomials_[monomial]; }
    [[nodiscard]] constexpr factor const& factor_at(int i) const { return factors_[i]; }
    [[nodiscard]] constexpr atom const& atom_at(int i) const { return atoms_[i]; }

    constexpr int constant(double value) {
        term const t{value, 0};
        return intern_sum(&t, value == 0 ? 0 : 1);
    }
    constexpr int of_atom(atom const& a) { return of_power(intern_atom(a), 1); }

    [[nodiscard]] constexpr bool is_constant(int form) const {
        return sums_[form].count == 0 || (sums_[form].count == 1 && terms_[sums_[form].first].monomial == 0);
    }
    [[nodiscard]] constexpr double value_of(int form) const {
        return sums_[form].count == 0 ? 0 : terms_[sums_[form].first].coefficient;
    }
    /// The coefficient of the first term: its sign tells apart f and -f.
    [[nodiscard]] constexpr bool leads_negative(int form) const { return value_of(form) < 0; }
    /// The atom that a form is, or -1.
    [[nodiscard]] constexpr int atom_of(int form) const {
        slice const s = sums_[form];
        if (s.count != 1 || terms_[s.first].coefficient != 1) return -1;
        slice const m = monomials_[terms_[s.first].monomial];
        return m.count == 1 && factors_[m.first].exponent == 1 ? factors_[m.first].atom : -1;
    }

    /// f + k * g
    constexpr int sum(int f, double k, int g) {
        growing_list<term> all(sums_[f].count + sums_[g].count + 1);
        for (int i = 0; i < sums_[f].count; ++i) add_term(all, terms_[sums_[f].first + i]);
        for (int i = 0; i < sums_[g].count; ++i) {
            term const t = terms_[sums_[g].first + i];
            add_term(all, {ieee::mul(k, t.coefficient), t.monomial});
        }
        if (has_loose_choices(all)) return with_joined_choices(all);
        return over_common_powers(intern_sum(all.data(), all.size()));
    }
    constexpr int scaled(double k, int f) { return k == 1 ? f : sum(constant(0), k, f); }

    constexpr int product(int f, int g) {
        if (is_constant(f)) return scaled(value_of(f), g);
        if (is_constant(g)) return scaled(value_of(g), f);
        if (int const choice = chosen_product(f, g); choice >= 0) return choice;
        if (int const choice = chosen_product(g, f); choice >= 0) return choice;
        bool const f_inside = sums_[f].count > 1 && divides(f, g);
        bool const g_inside = sums_[g].count > 1 && divides(g, f);
        if (!f_inside && !g_inside && sums_[f].count * sums_[g].count > most_terms)
            return product(as_power(f, 1), as_power(g, 1));
        int result = constant(0);
        int const whole = g_inside ? g : f;
        int const parts = g_inside ? f : g;
        for (int i = 0; i < sums_[parts].count; ++i) {
            term const t = terms_[sums_[parts].first + i];
            if ((f_inside || g_inside) && holds(t.monomial, whole)) {
                term const u = terms_[sums_[as_power(whole, 1)].first];
                result =
                    sum(result, ieee::mul(t.coefficient, u.coefficient), product_of_monomials(t.monomial, u.monomial));
                continue;
            }
            for (int k = 0; k < sums_[whole].count; ++k) {
                term const u = terms_[sums_[whole].first + k];
                result =
                    sum(result, ieee::mul(t.coefficient, u.coefficient), product_of_monomials(t.monomial, u.monomial));
            }
        }
        return result;
    }

    /// f^exponent
    constexpr int power(int f, double exponent) {
        if (exponent == 0) return constant(1);
        if (exponent == 1) return f;
        if (is_constant(f)) return constant(fold(op::pow, value_of(f), exponent));
        if (int const a = atom_of(f); a >= 0 && is_choice(atoms_[a].operation)) {
            atom const choice = atoms_[a];
            return choose(choice.operation, choice.a, power(choice.b, exponent), power(choice.c, exponent));
        }
        if (sums_[f].count == 1) return power_of_term(terms_[sums_[f].first], exponent);
        if (is_whole(exponent) && exponent > 0) {
            int result = f;
            int left = static_cast<int>(exponent) - 1;
            if (exponent <= most_terms)
                for (; left > 0 && sums_[result].count * sums_[f].count <= most_terms; --left)
                    result = product(result, f);
            if (left == 0) return result;
        }
        return as_power(f, exponent);
    }

    /// exp(f): constant multiples of logarithms become powers.
    constexpr int exponential(int f) {
        if (is_constant(f)) return constant(fold(op::exp, value_of(f)));
        int rest = constant(0);
        int powers = constant(1);
        for (int i = 0; i < sums_[f].count; ++i) {
            term const t = terms_[sums_[f].first + i];
            slice const m = monomials_[t.monomial];
            bool const logarithm =
                m.count == 1 && factors_[m.first].exponent == 1 && atoms_[factors_[m.first].atom].operation == op::log;
            if (logarithm) powers = product(powers, power(atoms_[factors_[m.first].atom].a, t.coefficient));
            else rest = sum(rest, t.coefficient, of_monomial(t.monomial));
        }
        if (sums_[rest].count == 0) return powers;
        return product(powers, of_atom({op::exp, rest}));
    }

    /// select(test, f, g)
    constexpr int choose(op operation, int test, int f, int g) { return f == g ? f : of_atom({operation, test, f, g}); }

    /// Which of two forms stands first: negative, 0 or positive.
    [[nodiscard]] constexpr int compare(int f, int g) const {
        if (f == g) return 0;
        for (int i = 0; i < sums_[f].count && i < sums_[g].count; ++i) {
            term const t = terms_[sums_[f].first + i];
            term const u = terms_[sums_[g].first + i];
            if (int const order = compare_monomials(t.monomial, u.monomial); order != 0) return order;
            if (t.coefficient != u.coefficient) return t.coefficient < u.coefficient ? -1 : 1;
        }
        return sums_[f].count - sums_[g].count;
    }

    [[nodiscard]] static constexpr bool is_whole(double x) {
        return x >= -1e9 && x <= 1e9 && x == static_cast<double>(static_cast<long long>(x));
    }

private:
    static constexpr bool is_even(double x) { return is_whole(x) && static_cast<long long>(x) % 2 == 0; }

    [[nodiscard]] constexpr int compare_atoms(int i, int k) const {
        if (i == k) return 0;
        atom const& m = atoms_[i];
        atom const& n = atoms_[k];
        if (m.operation != n.operation) return m.operation < n.operation ? -1 : 1;
        int const operands = m.operation == op::add ? 1 : arity(m.operation);
        if (operands == 0) return m.a - n.a;
        if (int const order = compare(m.a, n.a); order != 0) return order;
        if (operands > 1)
            if (int const order = compare(m.b, n.b); order != 0) return order;
        return operands > 2 ? compare(m.c, n.c) : m.b - n.b;
    }
    /// Higher powers first, constants last.
    [[nodiscard]] constexpr int compare_monomials(int f, int g) const {
        if (f == g) return 0;
        slice const m = monomials_[f];
        slice const n = monomials_[g];
        for (int i = 0; i < m.count && i < n.count; ++i) {
            factor const& a = factors_[m.first + i];
            factor const& b = factors_[n.first + i];
            if (int const order = compare_atoms(a.atom, b.atom); order != 0) return order;
            if (a.exponent != b.exponent) return a.exponent > b.exponent ? -1 : 1;
        }
        return n.count - m.count;
    }

    constexpr int intern_atom(atom const& a) {
        for (int i = 0; i < atoms_.size(); ++i)
            if (atoms_[i] == a) return i;
        return atoms_.push(a);
    }
    constexpr int intern_monomial(factor const* factors, int count) {
        for (int i = 0; i < monomials_.size(); ++i) {
            if (monomials_[i].count != count) continue;
            bool same = true;
            for (int k = 0; k < count && same; ++k) {
                factor const& f = factors_[monomials_[i].first + k];
                same = f.atom == factors[k].atom && f.exponent == factors[k].exponent;
            }
            if (same) return i;
        }
        int const first = factors_.size();
        for (int k = 0; k < count; ++k) factors_.push(factors[k]);
        return monomials_.push({first, count});
    }
    constexpr int intern_sum(term const* terms, int count) {
        for (int i = 0; i < sums_.size(); ++i) {
            if (sums_[i].count != count) continue;
            bool same = true;
            for (int k = 0; k < count && same; ++k) {
                term const& t = terms_[sums_[i].first + k];
                same = t.monomial == terms[k].monomial && t.coefficient == terms[k].coefficient;
            }
            if (same) return i;
        }
        int const first = terms_.size();
        for (int k = 0; k < count; ++k) terms_.push(terms[k]);
        return sums_.push({first, count});
    }
    constexpr int of_monomial(int monomial) {
        term const t{1, monomial};
        return intern_sum(&t, 1);
    }
    constexpr int of_power(int base, double exponent) {
        factor const f{base, exponent};
        return of_monomial(intern_monomial(&f, 1));
    }
    [[nodiscard]] constexpr int sole_monomial(int form) const { return terms_[sums_[form].first].monomial; }

    /// Adds a term to a sorted list.
    constexpr void add_term(growing_list<term>& all, term const& t) const {
        int place = 0;
        while (place < all.size() && compare_monomials(all[place].monomial, t.monomial) < 0) ++place;
        if (place < all.size() && all[place].monomial == t.monomial) {
            all[place].coefficient = ieee::add(all[place].coefficient, t.coefficient);
            if (all[place].coefficient != 0) return;
            for (int i = place + 1; i < all.size(); ++i) all[i - 1] = all[i];
            static_cast<void>(all.pop());
            return;
        }
        if (t.coefficient == 0) return;
        all.push(t);
        for (int i = all.size() - 1; i > place; --i) all[i] = all[i - 1];
        all[place] = t;
    }

    /// The choice that a monomial is, or -1.
    [[nodiscard]] constexpr int choice_in(int monomial) const {
        slice const m = monomials_[monomial];
        return m.count == 1 && is_choice(atoms_[factors_[m.first].atom].operation) ? factors_[m.first].atom : -1;
    }
    [[nodiscard]] constexpr bool has_loose_choices(growing_list<term> const& all) const {
        for (int i = 0; i < all.size(); ++i) {
            int const a = choice_in(all[i].monomial);
            if (a < 0) continue;
            if (all[i].coefficient != 1) return true;
            for (int k = 0; k < i; ++k)
                if (int const b = choice_in(all[k].monomial);
                    b >= 0 && atoms_[b].operation == atoms_[a].operation && atoms_[b].a == atoms_[a].a)
                    return true;
        }
        return false;
    }
    /// k * select(t, f, g) + l * select(t, h, i) = select(t, k * f + l * h, k * g + l * i)
    constexpr int with_joined_choices(growing_list<term>& all) {
        int result = constant(0);
        for (int i = 0; i < all.size(); ++i) {
            int const first = choice_in(all[i].monomial);
            if (first < 0 || all[i].coefficient == 0) {
                result = sum(result, all[i].coefficient, of_monomial(all[i].monomial));
                continue;
            }
            atom const what = atoms_[first];
            int then = constant(0);
            int otherwise = constant(0);
            for (int k = i; k < all.size(); ++k) {
                int const next = choice_in(all[k].monomial);
                if (next < 0 || atoms_[next].operation != what.operation || atoms_[next].a != what.a) continue;
                then = sum(then, all[k].coefficient, atoms_[next].b);
                otherwise = sum(otherwise, all[k].coefficient, atoms_[next].c);
                all[k].coefficient = 0;
            }
            result = sum(result, 1, choose(what.operation, what.a, then, otherwise));
        }
        return result;
    }
    /// select(t, f, g) * h = select(t, f * h, g * h)
    constexpr int chosen_product(int f, int h) {
        int const a = atom_of(f);
        if (a < 0 || !is_choice(atoms_[a].operation)) return -1;
        if (int const b = atom_of(h); b >= 0 && is_choice(atoms_[b].operation)) {
            if (atoms_[a].operation == atoms_[b].operation && atoms_[a].a == atoms_[b].a) {
                atom const m = atoms_[a];
                atom const n = atoms_[b];
                return choose(m.operation, m.a, product(m.b, n.b), product(m.c, n.c));
            }
            if (compare(atoms_[b].a, atoms_[a].a) < 0) return -1;  // the other one goes outside
        }
        atom const choice = atoms_[a];
        return choose(choice.operation, choice.a, product(choice.b, h), product(choice.c, h));
    }
    constexpr int product_of_monomials(int f, int g) {
        slice const m = monomials_[f];
        slice const n = monomials_[g];
        growing_list<factor> all(m.count + n.count + 1);
        int result = constant(1);
        int i = 0;
        int k = 0;
        int exponents = constant(0);  // of exp: exp(x) * exp(y) = exp(x + y)
        int exponentials = 0;
        while (i < m.count || k < n.count) {
            factor const* const a = i < m.count ? &factors_[m.first + i] : nullptr;
            factor const* const b = k < n.count ? &factors_[n.first + k] : nullptr;
            int const order = a == nullptr ? 1 : b == nullptr ? -1 : compare_atoms(a->atom, b->atom);
            factor next = order <= 0 ? *a : *b;
            if (order == 0) next.exponent += b->exponent;
            i += order <= 0 ? 1 : 0;
            k += order >= 0 ? 1 : 0;
            if (next.exponent == 0) continue;
            atom const what = atoms_[next.atom];
            if (what.operation == op::exp) {
                exponents = sum(exponents, next.exponent, what.a);
                ++exponentials;
            } else if ((what.operation == op::abs && is_even(next.exponent)) ||
                       (what.operation == op::add && is_whole(next.exponent) && next.exponent > 0 && order == 0))
                result = product(result, power(what.a, next.exponent));
            else all.push(next);
        }
        if (exponentials == 1)
            if (int const whole = exponential(exponents); atom_of(whole) >= 0) {
                insert_factor(all, {atom_of(whole), 1});
                exponentials = 0;
            }
        int const rest = of_monomial(intern_monomial(all.data(), all.size()));
        if (exponentials > 0) result = product(result, exponential(exponents));
        return is_constant(result) && value_of(result) == 1 ? rest : product(rest, result);
    }
    constexpr void insert_factor(growing_list<factor>& all, factor const& f) const {
        int place = 0;
        while (place < all.size() && compare_atoms(all[place].atom, f.atom) < 0) ++place;
        all.push(f);
        for (int i = all.size() - 1; i > place; --i) all[i] = all[i - 1];
        all[place] = f;
    }

    /// (c * x^k)^e = c^e * x^(k * e), where that holds for all x
    constexpr int power_of_term(term const& t, double exponent) {
        slice const m = monomials_[t.monomial];
        if (!is_whole(exponent)) {
            double const size = t.coefficient < 0 ? -t.coefficient : t.coefficient;
            double const sign = t.coefficient < 0 ? -1 : 1;
            double const outside = fold(op::pow, size, exponent);
            factor const f = factors_[m.first];
            if (sign > 0 && m.count == 1) {
                if (is_even(f.exponent))
                    return scaled(outside,
                                  of_power(intern_atom({op::abs, of_power(f.atom, 1)}), f.exponent * exponent));
                if (f.exponent != 1 || atoms_[f.atom].operation != op::exp)
                    return scaled(outside, of_power(f.atom, f.exponent * exponent));
                return scaled(outside, exponential(scaled(exponent, atoms_[f.atom].a)));
            }
            term const base{sign, t.monomial};
            return scaled(outside, of_power(intern_atom({op::add, intern_sum(&base, 1)}), exponent));
        }
        growing_list<factor> all(m.count + 1);
        int result = constant(fold(op::pow, t.coefficient, exponent));
        for (int i = 0; i < m.count; ++i) {
            factor const f = factors_[m.first + i];
            atom const what = atoms_[f.atom];
            double const raised = f.exponent * exponent;
            if (what.operation == op::exp) result = product(result, exponential(scaled(raised, what.a)));
            else if ((what.operation == op::abs && is_even(raised)) ||
                     (what.operation == op::add && is_whole(raised) && raised > 0))
                result = product(result, power(what.a, raised));
            else all.push({f.atom, raised});
        }
        return product(of_monomial(intern_monomial(all.data(), all.size())), result);
    }

    /// A sum as a power of one factor. What its coefficients have in common goes outside: a whole number or a power of
    /// two, and the sign where the exponent is whole.
    constexpr int as_power(int f, double exponent) {
        if (sums_[f].count == 1) return exponent == 1 ? f : power(f, exponent);
        double common = common_factor(f);
        if (is_whole(exponent) && leads_negative(f)) common = -common;
        int const inner = common == 1 ? f : scaled(1 / common, f);
        double const outside = fold(op::pow, common, exponent);
        for (int degree = 2; degree <= 3; ++degree)
            if (int const base = root(inner, degree); base >= 0) {
                if (degree == 2 && !is_whole(exponent)) return scaled(outside, power(absolute(base), 2 * exponent));
                return scaled(outside, as_power(base, degree * exponent));
            }
        return scaled(outside, of_power(intern_atom({op::add, inner}), exponent));
    }
    constexpr int absolute(int f) { return of_atom({op::abs, leads_negative(f) ? scaled(-1, f) : f}); }

    /// The sum whose square or cube f is, or -1: each term follows from the leading one of what is left.
    constexpr int root(int f, int degree) {
        if (sums_[f].count <= degree) return -1;
        term const lead = terms_[sums_[f].first];
        double const c = fold(degree == 2 ? op::sqrt : op::cbrt, lead.coefficient);
        int const lead_root = power_of_monomial(lead.monomial, 1.0 / degree);
        if (!is_whole(c * 1048576) || lead_root < 0) return -1;
        int const lead_slope = power_of_monomial(lead_root, 1 - degree);  // 1 / (degree * lead^(degree - 1))
        double const slope = degree * fold(op::pow, c, degree - 1);
        int result = scaled(c, of_monomial(lead_root));
        for (int last = lead_root; sums_[result].count <= 8;) {
            int const rest = sum(f, -1, power(result, degree));
            if (sums_[rest].count == 0) return result;
            term const t = terms_[sums_[rest].first];
            int const next = product_of_monomials(t.monomial, lead_slope);
            if (sums_[next].count != 1) return -1;
            term const n = terms_[sums_[next].first];
            slice const m = monomials_[n.monomial];
            for (int i = 0; i < m.count; ++i)
                if (factors_[m.first + i].exponent < 0) return -1;
            if (compare_monomials(last, n.monomial) >= 0) return -1;
            last = n.monomial;
            result = sum(result, t.coefficient * n.coefficient / slope, of_monomial(last));
        }
        return -1;
    }
    /// The monomial to a power, -1 if that is no monomial.
    constexpr int power_of_monomial(int monomial, double exponent) {
        slice const m = monomials_[monomial];
        growing_list<factor> all(m.count + 1);
        for (int i = 0; i < m.count; ++i) {
            factor const f = factors_[m.first + i];
            double const raised = f.exponent * exponent;
            if (!is_whole(raised)) return -1;
            if (atoms_[f.atom].operation == op::exp) return -1;
            all.push({f.atom, raised});
        }
        return intern_monomial(all.data(), all.size());
    }
    [[nodiscard]] constexpr double common_factor(int f) const {
        slice const s = sums_[f];
        double scale = 1;  // makes all coefficients whole
        for (int i = 0; i < s.count; ++i)
            while (!is_whole(terms_[s.first + i].coefficient * scale) && scale < 1e6) scale *= 2;
        long long divisor = 0;
        for (int i = 0; i < s.count; ++i) {
            double const c = terms_[s.first + i].coefficient * scale;
            if (!is_whole(c)) return 1;
            long long a = static_cast<long long>(c < 0 ? -c : c);
            while (a != 0) {
                long long const rest = divisor % a;
                divisor = a;
                a = rest;
            }
        }
        return static_cast<double>(divisor) / scale;
    }
    /// Whether a monomial has the sum f as a factor.
    [[nodiscard]] constexpr bool holds(int monomial, int f) {
        int const wanted = factors_[monomials_[sole_monomial(as_power(f, 1))].first].atom;
        return exponent_in(monomial, wanted) != 0;
    }
    [[nodiscard]] constexpr bool divides(int f, int g) {
        for (int i = 0; i < sums_[g].count; ++i)
            if (holds(terms_[sums_[g].first + i].monomial, f)) return true;
        return false;
    }
    [[nodiscard]] constexpr double exponent_in(int monomial, int wanted) const {
        slice const m = monomials_[monomial];
        for (int i = 0; i < m.count; ++i)
            if (factors_[m.first + i].atom == wanted) return factors_[m.first + i].exponent;
        return 0;
    }

    /// x / s - y / s^2 = (x * s - y) / s^2, and s / s = 1: terms over powers of one sum s share the highest of them.
    constexpr int over_common_powers(int f) {
        slice const s = sums_[f];
        for (int i = 0; i < s.count && s.count > 1; ++i) {
            slice const m = monomials_[terms_[s.first + i].monomial];
            for (int k = 0; k < m.count; ++k) {
                factor const found = factors_[m.first + k];
                if (atoms_[found.atom].operation != op::add || found.exponent >= 0) continue;
                if (int const joined = over_power_of(found.atom, f); joined >= 0) return joined;
            }
        }
        return f;
    }
    constexpr int over_power_of(int divisor, int f) {
        slice const s = sums_[f];
        double lowest = 0;
        int users = 0;
        bool mixed = false;
        for (int i = 0; i < s.count; ++i) {
            double const e = exponent_in(terms_[s.first + i].monomial, divisor);
            if (e >= 0) continue;
            mixed = mixed || (users > 0 && e != lowest);
            lowest = e < lowest ? e : lowest;
            ++users;
        }
        if (users < 2) return -1;
        int numerator = constant(0);
        int rest = constant(0);
        for (int i = 0; i < s.count; ++i) {
            term const t = terms_[s.first + i];
            double const e = exponent_in(t.monomial, divisor);
            if (e >= 0) {
                rest = sum(rest, t.coefficient, of_monomial(t.monomial));
                continue;
            }
            if (!is_whole(e - lowest)) return -1;
            int const others = product_of_monomials(t.monomial, sole_monomial(of_power(divisor, -e)));
            numerator = sum(numerator, t.coefficient, product(others, power(atoms_[divisor].a, e - lowest)));
            if (sums_[numerator].count > most_terms) return -1;
        }
        int const whole = sums_[numerator].count > 1 ? as_power(numerator, 1) : -1;
        double const inside = whole >= 0 ? exponent_in(sole_monomial(whole), divisor) : 0;
        if (!mixed && inside == 0) return -1;
        if (inside != 0) numerator = constant(value_of(whole));
        double const left = lowest + inside;
        int const quotient =
            left == 0 ? numerator
                      : product(numerator, left > 0 ? power(atoms_[divisor].a, left) : of_power(divisor, left));
        return sum(rest, 1, quotient);
    }

    growing_list<atom> atoms_{16};
    growing_list<factor> factors_{32};
    growing_list<slice> monomials_{32};
    growing_list<term> terms_{32};
    growing_list<slice> sums_{32};
};

}  // namespace tapeless

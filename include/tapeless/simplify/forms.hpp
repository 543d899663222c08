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
///   products of sums are multiplied out while they have at most 64 terms, and up to 2,000 terms in all
///   over powers of a sum stand remainders: x / (x + 1) = 1 - 1 / (x + 1)
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
    struct split {
        int outside;
        int inner;
    };
    static constexpr int most_terms = 64;
    static constexpr int most_products = 2000;

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
        add_terms(all, 1, f);
        add_terms(all, k, g);
        return finished(all);
    }
    constexpr int scaled(double k, int f) { return k == 1 ? f : sum(constant(0), k, f); }

    constexpr int product(int f, int g) {
        if (is_constant(f)) return scaled(value_of(f), g);
        if (is_constant(g)) return scaled(value_of(g), f);
        if (int const choice = chosen_product(f, g); choice >= 0) return choice;
        if (int const choice = chosen_product(g, f); choice >= 0) return choice;
        int const pairs = sums_[f].count * sums_[g].count;
        if (pairs > 1 && (pairs > most_terms || products_ > most_products))
            return product(as_power(f, 1), as_power(g, 1));
        products_ += pairs;
        growing_list<term> all(pairs + 1);
        for (int i = 0; i < sums_[f].count; ++i)
            for (int k = 0; k < sums_[g].count; ++k) {
                term const t = terms_[sums_[f].first + i];
                term const u = terms_[sums_[g].first + k];
                add_terms(all, 1, product_of_terms(ieee::mul(t.coefficient, u.coefficient), t.monomial, u.monomial));
            }
        return finished(all);
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
        if (is_whole(exponent) && exponent > 0 && products_ <= most_products) {
            int result = f;
            int left = static_cast<int>(exponent) - 1;
            if (exponent <= most_terms)
                for (; left > 0 && sums_[result].count * sums_[f].count <= most_terms; --left)
                    result = product(result, f);
            if (left == 0) return result;
        }
        if (!is_whole(exponent) && exponent > 1 && exponent < most_terms) {
            double const whole = static_cast<double>(static_cast<int>(exponent));
            return product(power(f, whole), as_power(f, exponent - whole));
        }
        return as_power(f, exponent);
    }

    /// x^2 * y + x / z = (x / z) * (x * y * z + 1): what all terms share, and the sum that is left.
    constexpr split split_off(int f) {
        slice const s = sums_[f];
        int outside = constant(1);
        int inner = f;
        for (int i = 0; i < s.count; ++i) {
            slice const m = monomials_[terms_[s.first + i].monomial];
            for (int k = 0; k < m.count; ++k) {
                factor const found = factors_[m.first + k];
                op const operation = atoms_[found.atom].operation;
                if (operation == op::exp || operation == op::add || is_choice(operation) ||
                    (i > 0 && found.exponent > 0))
                    continue;
                double least = found.exponent;
                bool first = true;  // of the terms with this power
                for (int l = 0; l < s.count; ++l) {
                    double const e = exponent_in(terms_[s.first + l].monomial, found.atom);
                    least = e < least ? e : least;
                    first = first && (l >= i || e >= 0);
                }
                if (least == 0 || !first || !is_whole(least)) continue;
                inner = times(inner, sole_monomial(of_power(found.atom, -least)));
                outside = product(outside, of_power(found.atom, least));
            }
        }
        return {outside, inner};
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
    static constexpr bool is_nan(double x) { return x != x; }
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
                same = t.monomial == terms[k].monomial && (t.coefficient == terms[k].coefficient ||
                                                           (is_nan(t.coefficient) && is_nan(terms[k].coefficient)));
            }
            if (same) return i;
        }
        int const first = terms_.size();
        for (int k = 0; k < count; ++k)
            terms_.push({is_nan(terms[k].coefficient) ? __builtin_nan("") : terms[k].coefficient, terms[k].monomial});
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

    /// The form of a sorted list of terms.
    constexpr int finished(growing_list<term>& all) {
        if (has_loose_choices(all)) return with_joined_choices(all);
        return intern_sum(all.data(), all.size());
    }
    constexpr void add_terms(growing_list<term>& all, double k, int f) const {
        for (int i = 0; i < sums_[f].count; ++i) {
            term const t = terms_[sums_[f].first + i];
            add_term(all, {ieee::mul(k, t.coefficient), t.monomial});
        }
    }
    /// A product that stood in a broken power.
    [[nodiscard]] constexpr bool is_wrapped(atom const& a) const {
        return a.operation == op::add && sums_[a.a].count == 1;
    }
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
    [[nodiscard]] constexpr bool holds_choice(slice const& s) const {
        for (int i = 0; i < s.count; ++i)
            if (choice_in(terms_[s.first + i].monomial) >= 0) return true;
        return false;
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
    constexpr int product_of_monomials(int f, int g) { return product_of_terms(1, f, g); }
    /// c * f * g
    constexpr int product_of_terms(double c, int f, int g) {
        if (f == 0 || g == 0) return reduced(c, f == 0 ? g : f);
        if (choice_in(f) >= 0 || choice_in(g) >= 0) return scaled(c, product(of_monomial(f), of_monomial(g)));
        slice const m = monomials_[f];
        slice const n = monomials_[g];
        growing_list<factor> all(m.count + n.count + 1);
        int others = constant(1);
        int exponents = constant(0);  // exp(x) * exp(y) = exp(x + y)
        int exponentials = 0;
        for (int i = 0, k = 0; i < m.count || k < n.count;) {
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
            } else if (what.operation == op::abs && is_even(next.exponent)) {
                others = product(others, power(what.a, next.exponent));
            } else if (what.operation == op::add && is_whole(next.exponent) &&
                       (is_wrapped(what) || (order == 0 && !is_whole(a->exponent)))) {
                others = product(others, power(what.a, next.exponent));
            } else if (what.operation == op::add && order == 0 && next.exponent >= 1 && products_ <= most_products) {
                double const whole = static_cast<double>(static_cast<int>(next.exponent));
                others = product(others, power(what.a, whole));
                if (next.exponent != whole) all.push({next.atom, next.exponent - whole});
            } else all.push(next);
        }
        if (exponentials == 1)
            if (int const whole = exponential(exponents); atom_of(whole) >= 0) {
                insert_factor(all, {atom_of(whole), 1});
                exponentials = 0;
            }
        if (exponentials > 0) others = product(others, exponential(exponents));
        int const rest = reduced(c, intern_monomial(all.data(), all.size()));
        return is_constant(others) && value_of(others) == 1 ? rest : product(rest, others);
    }

    /// With s = a * x + r, where x is the leading monomial of s: x * s^-k = (s^(1-k) - r * s^-k) / a. What stands over powers of a sum
    /// is the remainder of a division by it.
    constexpr int reduced(double c, int monomial) {
        slice const m = monomials_[monomial];
        for (int i = 0; i < m.count; ++i) {
            factor const below = factors_[m.first + i];
            if (atoms_[below.atom].operation != op::add || below.exponent >= 0) continue;
            slice const s = sums_[atoms_[below.atom].a];
            int const first = dividing_term(s, monomial);
            if (first < 0) continue;
            term const lead = terms_[s.first + first];
            if (!is_multiple(monomial, lead.monomial) || !is_polynomial(s) || products_ > most_products) continue;
            products_ += s.count;
            int const rest = without(monomial, lead.monomial, -1, 0);
            double const k = ieee::div(c, lead.coefficient);
            growing_list<term> all(s.count + 1);
            add_terms(all, 1, reduced(k, without(rest, 0, below.atom, 1)));
            for (int l = 0; l < s.count; ++l) {
                if (l == first) continue;
                term const t = terms_[s.first + l];
                add_terms(all, 1, product_of_terms(ieee::mul(-k, t.coefficient), t.monomial, rest));
            }
            return finished(all);
        }
        term const t{c, monomial};
        return intern_sum(&t, c == 0 ? 0 : 1);
    }
    /// The first term whose atoms do not stand below the line already, so that x^2 / (y * s) and y / s meet.
    [[nodiscard]] constexpr int dividing_term(slice const& s, int monomial) const {
        for (int l = 0; l < s.count; ++l) {
            slice const m = monomials_[terms_[s.first + l].monomial];
            bool above = true;
            for (int k = 0; k < m.count; ++k) above = above && exponent_in(monomial, factors_[m.first + k].atom) >= 0;
            if (above) return l;
        }
        return -1;
    }
    /// A sum with whole coefficients, without choices, magnitudes, sums in powers and negative powers: division by it is
    /// exact, and ends.
    [[nodiscard]] constexpr bool is_polynomial(slice const& s) const {
        for (int i = 0; i < s.count; ++i) {
            if (!is_whole(terms_[s.first + i].coefficient)) return false;
            slice const m = monomials_[terms_[s.first + i].monomial];
            for (int k = 0; k < m.count; ++k) {
                factor const f = factors_[m.first + k];
                op const operation = atoms_[f.atom].operation;
                if (f.exponent < 0 || operation == op::add || operation == op::abs || is_choice(operation))
                    return false;
            }
        }
        return true;
    }
    [[nodiscard]] constexpr bool is_multiple(int monomial, int divisor) const {
        slice const d = monomials_[divisor];
        for (int i = 0; i < d.count; ++i) {
            factor const f = factors_[d.first + i];
            op const operation = atoms_[f.atom].operation;
            if (operation == op::exp || is_choice(operation) || f.exponent < 0) return false;
            if (exponent_in(monomial, f.atom) < f.exponent) return false;
        }
        return d.count > 0;
    }
    /// monomial / divisor * atom^exponent, where these factors are there.
    constexpr int without(int monomial, int divisor, int raised, double exponent) {
        slice const m = monomials_[monomial];
        growing_list<factor> all(m.count + 1);
        for (int i = 0; i < m.count; ++i) {
            factor f = factors_[m.first + i];
            f.exponent -= exponent_in(divisor, f.atom);
            if (f.atom == raised) f.exponent += exponent;
            if (f.exponent != 0) all.push(f);
        }
        return intern_monomial(all.data(), all.size());
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
            bool const is_exp = atoms_[f.atom].operation == op::exp;
            if (sign > 0 && m.count == 1 && is_exp && !has_logarithm(atoms_[f.atom].a))
                return scaled(outside, exponential(scaled(exponent, atoms_[f.atom].a)));
            if (sign > 0 && m.count == 1 && !is_exp) {
                bool const folds = is_even(f.exponent) && !is_even(f.exponent * exponent);
                int const base = folds ? intern_atom({op::abs, of_power(f.atom, 1)}) : f.atom;
                return scaled(outside, of_power(base, f.exponent * exponent));
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
                     (what.operation == op::add && is_whole(raised) && (raised > 0 || is_wrapped(what))))
                result = product(result, power(what.a, raised));
            else all.push({f.atom, raised});
        }
        return product(reduced(1, intern_monomial(all.data(), all.size())), result);
    }

    /// Whether exp(f) is a general power, whose base may be negative.
    [[nodiscard]] constexpr bool has_logarithm(int f) const {
        for (int i = 0; i < sums_[f].count; ++i) {
            slice const m = monomials_[terms_[sums_[f].first + i].monomial];
            for (int k = 0; k < m.count; ++k)
                if (atoms_[factors_[m.first + k].atom].operation == op::log) return true;
        }
        return false;
    }

    /// A sum as a power of one factor. What its coefficients have in common goes outside: a whole number or a power of
    /// two, and the sign where the exponent is whole.
    constexpr int as_power(int f, double exponent) {
        if (sums_[f].count == 1) return exponent == 1 ? f : power(f, exponent);
        for (int i = 0; i < known_powers_.size(); ++i)
            if (known_powers_[i].base == f && known_powers_[i].exponent == exponent) return known_powers_[i].result;
        int const result = new_power(f, exponent);
        known_powers_.push({f, exponent, result});
        return result;
    }
    constexpr int new_power(int f, double exponent) {
        if (is_whole(exponent))
            if (int const known = without_common_powers(f, exponent); known >= 0) return known;
        double common = common_factor(f);
        if (is_whole(exponent) && leads_negative(f)) common = -common;
        int const inner = common == 1 ? f : scaled(1 / common, f);
        double const outside = fold(op::pow, common, exponent);
        for (int degree = 2; degree <= 3; ++degree)
            if (int const base = root(inner, degree); base >= 0) {
                if (degree == 2 && !is_whole(exponent)) return scaled(outside, power(absolute(base), 2 * exponent));
                double const raised = degree * exponent;
                return scaled(outside, is_whole(raised) ? as_power(base, raised) : power(base, raised));
            }
        return scaled(outside, of_power(intern_atom({op::add, inner}), exponent));
    }
    constexpr int absolute(int f) { return of_atom({op::abs, leads_negative(f) ? scaled(-1, f) : f}); }

    /// The sum whose square or cube f is, or -1: each term follows from the leading one of what is left.
    constexpr int root(int f, int degree) {
        if (sums_[f].count <= degree || sums_[f].count > 36 || products_ > most_products) return -1;
        if (holds_choice(sums_[f])) return -1;
        term const lead = terms_[sums_[f].first];
        double const c = fold(degree == 2 ? op::sqrt : op::cbrt, lead.coefficient);
        int const lead_root = power_of_monomial(lead.monomial, 1.0 / degree);
        if (!is_whole(c * 1048576) || lead_root < 0) return -1;
        int const lead_slope = power_of_monomial(lead_root, 1 - degree);  // 1 / (degree * lead^(degree - 1))
        double const slope = degree * fold(op::pow, c, degree - 1);
        int result = scaled(c, of_monomial(lead_root));
        for (int last = lead_root; sums_[result].count <= (degree == 2 ? 8 : 4);) {
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
    /// (x^2 * y + x / z)^e = (x / z)^e * (x * y * z + 1)^e, -1 if the terms share nothing.
    constexpr int without_common_powers(int f, double exponent) {
        auto const [shared, inner] = split_off(f);
        if (inner == f) return -1;
        int const outside = power(shared, exponent);
        if (sums_[inner].count == 1) return product(outside, power(inner, exponent));
        term const left = terms_[sums_[as_power(inner, exponent)].first];
        return product_of_terms(left.coefficient * value_of(outside), sole_monomial(outside), left.monomial);
    }
    constexpr int times(int f, int monomial) {
        growing_list<term> all(sums_[f].count + 1);
        for (int i = 0; i < sums_[f].count; ++i) {
            term const t = terms_[sums_[f].first + i];
            add_terms(all, t.coefficient, product_of_monomials(t.monomial, monomial));
        }
        return finished(all);
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
    [[nodiscard]] constexpr double exponent_in(int monomial, int wanted) const {
        slice const m = monomials_[monomial];
        for (int i = 0; i < m.count; ++i)
            if (factors_[m.first + i].atom == wanted) return factors_[m.first + i].exponent;
        return 0;
    }

    growing_list<atom> atoms_{16};
    growing_list<factor> factors_{32};
    growing_list<slice> monomials_{32};
    growing_list<term> terms_{32};
    growing_list<slice> sums_{32};
    int products_ = 0;

    struct known_power {
        int base;
        double exponent;
        int result;
    };
    growing_list<known_power> known_powers_{8};
};

}  // namespace tapeless

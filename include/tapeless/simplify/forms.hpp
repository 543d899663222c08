// SPDX-License-Identifier: BSL-1.0
// Sums of products of powers, the form in which formulas are compared: what they are, and their order.
// In: terms, factors and functions of forms. Out: numbers, the same for the same form.
#pragma once

#include <tapeless/core/growing_list.hpp>
#include <tapeless/core/ieee.hpp>
#include <tapeless/graph/graph.hpp>

namespace tapeless {

/// Numbered forms. A form is a sum of terms, a term a coefficient times a monomial, a monomial a product of atoms to
/// constant powers; an atom is an input, a function of forms, or a sum that stands in a power. Everything is sorted by
/// what it is, not by when it came, so that equal forms have equal numbers. simplify/form_algebra.hpp computes with them.
///
/// Cost        lists of terms are kept in order and compared: made for formulas, not for programs
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
        int b = 0;     ///< for a result its number
        int c = 0;
        opaque_function const* callee = nullptr;
        friend constexpr bool operator==(atom const&, atom const&) = default;
    };

private:
    // Templates stand before their use: clang instantiates them there, or not in constant evaluation.

    // All NaNs are the same, also in the bits that a type holds.
    static constexpr bool equal(double x, double y) { return x == y || (x != x && y != y); }
    static constexpr bool equal(term const& t, term const& u) {
        return t.monomial == u.monomial && equal(t.coefficient, u.coefficient);
    }
    static constexpr bool equal(factor const& f, factor const& g) {
        return f.atom == g.atom && equal(f.exponent, g.exponent);
    }
    static constexpr int compare_numbers(double x, double y) {
        if (equal(x, y)) return 0;
        return x < y || y != y ? -1 : 1;
    }
    static constexpr double with_one_nan(double x) { return x != x ? __builtin_nan("") : x; }
    static constexpr term with_one_nan(term const& t) { return {with_one_nan(t.coefficient), t.monomial}; }
    static constexpr factor with_one_nan(factor const& f) { return {f.atom, with_one_nan(f.exponent)}; }

    /// Some of the items of a longer list.
    struct slice {
        int first;
        int count;
        int next;  ///< the slice before it in its bucket, counted from 1
    };
    /// The last entry of each of 64 buckets, counted from 1. With these and a binary search in add_term a formula of 60
    /// nodes takes 84,000 steps of clang, without them it took 146,000.
    struct buckets {
        int last[64]{};
        constexpr int& operator[](unsigned hash) { return last[(hash ^ (hash >> 6) ^ (hash >> 12)) % 64]; }
    };
    static constexpr unsigned hash(double x) {
        return static_cast<unsigned>(__builtin_bit_cast(unsigned long long, with_one_nan(x)) >> 44);
    }
    static constexpr unsigned hash(term const& t) {
        return hash(t.coefficient) + 5 * static_cast<unsigned>(t.monomial);
    }
    static constexpr unsigned hash(factor const& f) { return hash(f.exponent) + 5 * static_cast<unsigned>(f.atom); }
    static constexpr unsigned hash(atom const& a) {
        return static_cast<unsigned>(a.operation) + static_cast<unsigned>(5 * a.a + 23 * a.b + 11 * a.c);
    }

    template <class T>
    static constexpr void insert(growing_list<T>& all, int place, T const& item) {
        all.push(item);
        for (int i = all.size() - 1; i > place; --i) all[i] = all[i - 1];
        all[place] = item;
    }
    /// The number of a list among the slices of all items.
    template <class T>
    static constexpr int intern(buckets& all, growing_list<slice>& slices, growing_list<T>& items,
                                growing_list<T> const& wanted) {
        unsigned code = 0;
        for (int k = 0; k < wanted.size(); ++k) code = 3 * code + hash(wanted[k]);
        int& last = all[code];
        for (int i = last; i != 0; i = slices[i - 1].next) {
            if (slices[i - 1].count != wanted.size()) continue;
            T const* const found = items.data() + slices[i - 1].first;
            int k = 0;
            while (k < wanted.size() && equal(found[k], wanted[k])) ++k;
            if (k == wanted.size()) return i - 1;
        }
        slice const s{items.size(), wanted.size(), last};
        for (int k = 0; k < s.count; ++k) items.push(with_one_nan(wanted[k]));
        last = slices.push(s) + 1;
        return last - 1;
    }

public:
    constexpr forms() { intern_monomial(growing_list<factor>(1)); }

    [[nodiscard]] constexpr int form_count() const { return sums_.size(); }
    [[nodiscard]] constexpr int term_count(int form) const { return sums_[form].count; }
    [[nodiscard]] constexpr term term_of(int form, int i) const { return terms_[sums_[form].first + i]; }
    [[nodiscard]] constexpr int factor_count(int monomial) const { return monomials_[monomial].count; }
    [[nodiscard]] constexpr factor factor_of(int monomial, int i) const {
        return factors_[monomials_[monomial].first + i];
    }
    [[nodiscard]] constexpr atom atom_at(int i) const { return atoms_[i]; }

    constexpr int constant(double value) { return of_term(value, no_factors); }
    constexpr int of_atom(atom const& a) { return of_power(intern_atom(a), 1); }

    [[nodiscard]] constexpr bool is_constant(int form) const {
        return term_count(form) == 0 || (term_count(form) == 1 && term_of(form, 0).monomial == no_factors);
    }
    /// The coefficient of the first term: the value of a constant.
    [[nodiscard]] constexpr double value_of(int form) const {
        return term_count(form) == 0 ? 0 : term_of(form, 0).coefficient;
    }
    /// The sign of the first term tells apart f and -f.
    [[nodiscard]] constexpr bool leads_negative(int form) const { return value_of(form) < 0; }
    /// The atom that a form is, or -1.
    [[nodiscard]] constexpr int atom_of(int form) const {
        if (term_count(form) != 1 || term_of(form, 0).coefficient != 1) return -1;
        int const monomial = term_of(form, 0).monomial;
        return factor_count(monomial) == 1 && factor_of(monomial, 0).exponent == 1 ? factor_of(monomial, 0).atom : -1;
    }

    /// Which of two forms stands first: negative, 0 or positive.
    [[nodiscard]] constexpr int compare(int f, int g) const {
        if (f == g) return 0;
        for (int i = 0; i < term_count(f) && i < term_count(g); ++i) {
            term const t = term_of(f, i);
            term const u = term_of(g, i);
            if (int const order = compare_monomials(t.monomial, u.monomial); order != 0) return order;
            if (int const order = compare_numbers(t.coefficient, u.coefficient); order != 0) return order;
        }
        return term_count(f) - term_count(g);
    }

    [[nodiscard]] static constexpr bool is_whole(double x) {
        return x >= -1e9 && x <= 1e9 && x == static_cast<double>(static_cast<long long>(x));
    }
    [[nodiscard]] static constexpr bool is_even(double x) { return is_whole(x) && static_cast<long long>(x) % 2 == 0; }

protected:
    static constexpr int no_factors = 0;  ///< the monomial of constants

    [[nodiscard]] constexpr op operation_of(factor const& f) const { return atoms_[f.atom].operation; }
    [[nodiscard]] constexpr bool is_choice(factor const& f) const { return tapeless::is_choice(operation_of(f)); }
    [[nodiscard]] constexpr double exponent_in(int monomial, int wanted) const {
        for (int i = 0; i < factor_count(monomial); ++i)
            if (factor_of(monomial, i).atom == wanted) return factor_of(monomial, i).exponent;
        return 0;
    }

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
        if (operands > 2) return compare(m.c, n.c);
        return m.b != n.b ? m.b - n.b : i - k;  // other functions of the same arguments: as they came
    }
    /// Higher powers first, constants last.
    [[nodiscard]] constexpr int compare_monomials(int f, int g) const {
        if (f == g) return 0;
        for (int i = 0; i < factor_count(f) && i < factor_count(g); ++i) {
            factor const a = factor_of(f, i);
            factor const b = factor_of(g, i);
            if (int const order = compare_atoms(a.atom, b.atom); order != 0) return order;
            if (int const order = compare_numbers(b.exponent, a.exponent); order != 0) return order;
        }
        return factor_count(g) - factor_count(f);
    }

    /// Adds a term to a sorted list.
    constexpr void add_term(growing_list<term>& all, term const& t) const {
        int place = 0;
        for (int end = all.size(); place < end;) {
            int const middle = (place + end) / 2;
            if (compare_monomials(all[middle].monomial, t.monomial) < 0) place = middle + 1;
            else end = middle;
        }
        if (place == all.size() || all[place].monomial != t.monomial) {
            if (t.coefficient != 0) insert(all, place, t);
            return;
        }
        all[place].coefficient = ieee::add(all[place].coefficient, t.coefficient);
        if (all[place].coefficient != 0) return;
        for (int i = place + 1; i < all.size(); ++i) all[i - 1] = all[i];
        static_cast<void>(all.pop());
    }
    /// Adds k * f to a sorted list.
    constexpr void add_terms(growing_list<term>& all, double k, int f) const {
        for (int i = 0; i < term_count(f); ++i)
            add_term(all, {ieee::mul(k, term_of(f, i).coefficient), term_of(f, i).monomial});
    }
    /// Adds a factor that is not there yet to a sorted list.
    constexpr void add_factor(growing_list<factor>& all, factor const& f) const {
        int place = 0;
        while (place < all.size() && compare_atoms(all[place].atom, f.atom) < 0) ++place;
        insert(all, place, f);
    }

    constexpr int intern_atom(atom const& a) {
        int& last = atom_buckets_[hash(a)];
        for (int i = last; i != 0; i = next_atoms_[i - 1])
            if (atoms_[i - 1] == a) return i - 1;
        next_atoms_.push(last);
        last = atoms_.push(a) + 1;
        return last - 1;
    }
    constexpr int intern_monomial(growing_list<factor> const& sorted) {
        return intern(monomial_buckets_, monomials_, factors_, sorted);
    }
    constexpr int intern_sum(growing_list<term> const& sorted) { return intern(sum_buckets_, sums_, terms_, sorted); }
    constexpr int of_term(double coefficient, int monomial) {
        growing_list<term> sole(1);
        if (coefficient != 0) sole.push({coefficient, monomial});
        return intern_sum(sole);
    }
    constexpr int of_monomial(int monomial) { return of_term(1, monomial); }
    constexpr int power_of_atom(int base, double exponent) {
        growing_list<factor> sole(1);
        sole.push({base, exponent});
        return intern_monomial(sole);
    }
    constexpr int of_power(int base, double exponent) { return of_monomial(power_of_atom(base, exponent)); }

private:
    buckets atom_buckets_;
    buckets monomial_buckets_;
    buckets sum_buckets_;
    growing_list<atom> atoms_{16};
    growing_list<int> next_atoms_{16};  ///< the atom before it in its bucket, counted from 1
    growing_list<factor> factors_{32};
    growing_list<slice> monomials_{32};
    growing_list<term> terms_{32};
    growing_list<slice> sums_{32};
};

}  // namespace tapeless

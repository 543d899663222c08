// SPDX-License-Identifier: BSL-1.0
// Forms below a line: remainders, what all terms share, and roots.
// In: forms, and an algebra that multiplies them. Out: forms with less below the line.
#pragma once

#include <tapeless/graph/kernel.hpp>
#include <tapeless/simplify/forms.hpp>

namespace tapeless {

/// A form is outside * inner.
struct split_form {
    int outside;
    int inner;
};

/// What `Algebra`, which derives from it, needs besides products of sums to compare quotients and roots:
///
///   x / (x + 1) = 1 - 1 / (x + 1)                        over powers of a sum stand remainders
///   x^2 * y + x / z = (x / z) * (x * y * z + 1)          what all terms share goes outside
///   2 * x + 4 * y = 2 * (x + 2 * y)                      as do common whole numbers and powers of two
///   x^2 + 2 * x * y + y^2 = (x + y)^2                    squares of at most 8 terms, cubes of at most 4
template <class Algebra>
class form_division : public forms {
public:
    /// What all terms share and may leave: whole powers of inputs and functions, of which exponentials, choices and sums
    /// are none.
    constexpr split_form split_off(int f) {
        int outside = constant(1);
        int inner = f;
        for (int i = 0; i < term_count(f); ++i) {
            int const monomial = term_of(f, i).monomial;
            for (int k = 0; k < factor_count(monomial); ++k) {
                factor const found = factor_of(monomial, k);
                bool const stays = operation_of(found) == op::exp || operation_of(found) == op::add || is_choice(found);
                if (stays || (i > 0 && found.exponent > 0)) continue;
                double const least = least_exponent(f, i, found);
                if (least == 0 || !is_whole(least)) continue;
                inner = self().times(inner, power_of_atom(found.atom, -least));
                outside = self().product(outside, of_power(found.atom, least));
            }
        }
        return {outside, inner};
    }

    /// f / c, each coefficient rounded once: 49 / 49 is 1, where 49 * (1 / 49) is not.
    constexpr int divided(int f, double c) {
        if (c == 1) return f;
        growing_list<term> all(term_count(f) + 1);
        for (int i = 0; i < term_count(f); ++i)
            add_term(all, {ieee::div(term_of(f, i).coefficient, c), term_of(f, i).monomial});
        return self().sum_of(all);
    }

protected:
    /// c * monomial. With s = a * x + r, where x is the leading monomial of s: x * s^-k = (s^(1-k) - r * s^-k) / a. What
    /// stands over powers of a sum is the remainder of a division by it.
    constexpr int reduced(double c, int monomial) {
        for (int i = 0; i < factor_count(monomial); ++i) {
            factor const below = factor_of(monomial, i);
            if (operation_of(below) != op::add || below.exponent >= 0) continue;
            int const divisor = atom_at(below.atom).a;
            int const first = dividing_term(divisor, monomial);
            if (first < 0) continue;
            term const lead = term_of(divisor, first);
            if (!is_multiple(monomial, lead.monomial) || !is_polynomial(divisor) ||
                !self().may_multiply(term_count(divisor)))
                continue;
            int const rest = quotient(monomial, lead.monomial);
            double const k = ieee::div(c, lead.coefficient);
            growing_list<term> all(term_count(divisor) + 1);
            add_terms(all, 1, reduced(k, raised(rest, below.atom)));
            for (int l = 0; l < term_count(divisor); ++l) {
                if (l == first) continue;
                term const t = term_of(divisor, l);
                add_terms(all, 1, self().product_of_terms(ieee::mul(-k, t.coefficient), t.monomial, rest));
            }
            return self().sum_of(all);
        }
        return of_term(c, monomial);
    }

    /// A sum as a power of one factor. What its coefficients have in common goes outside: a whole number or a power of
    /// two, and the sign where the exponent is whole.
    constexpr int as_power(int f, double exponent) {
        if (term_count(f) == 1) return exponent == 1 ? f : self().power(f, exponent);
        for (int i = 0; i < known_powers_.size(); ++i)
            if (known_powers_[i].base == f && known_powers_[i].exponent == exponent) return known_powers_[i].result;
        int const result = new_power(f, exponent);
        known_powers_.push({f, exponent, result});
        return result;
    }

    constexpr int absolute(int f) { return of_atom({op::abs, leads_negative(f) ? self().scaled(-1, f) : f}); }

private:
    struct known_power {
        int base;
        double exponent;
        int result;
    };

    constexpr Algebra& self() { return static_cast<Algebra&>(*this); }

    /// The least exponent of an atom in the terms of f; 0 if its factor in term i is not the first with that least sign.
    [[nodiscard]] constexpr double least_exponent(int f, int i, factor const& found) const {
        double least = found.exponent;
        for (int l = 0; l < term_count(f); ++l) {
            double const e = exponent_in(term_of(f, l).monomial, found.atom);
            least = e < least ? e : least;
            if (l < i && e < 0) return 0;
        }
        return least;
    }

    /// The first term whose atoms do not stand below the line already, so that x^2 / (y * s) and y / s meet.
    [[nodiscard]] constexpr int dividing_term(int divisor, int monomial) const {
        for (int l = 0; l < term_count(divisor); ++l) {
            int const m = term_of(divisor, l).monomial;
            int k = 0;
            while (k < factor_count(m) && exponent_in(monomial, factor_of(m, k).atom) >= 0) ++k;
            if (k == factor_count(m)) return l;
        }
        return -1;
    }
    /// A sum with whole coefficients, without choices, magnitudes, sums in powers and negative powers: division by it is
    /// exact, and ends.
    [[nodiscard]] constexpr bool is_polynomial(int divisor) const {
        for (int i = 0; i < term_count(divisor); ++i) {
            term const t = term_of(divisor, i);
            if (!is_whole(t.coefficient)) return false;
            for (int k = 0; k < factor_count(t.monomial); ++k) {
                factor const f = factor_of(t.monomial, k);
                if (f.exponent < 0 || operation_of(f) == op::add || operation_of(f) == op::abs || is_choice(f))
                    return false;
            }
        }
        return true;
    }
    [[nodiscard]] constexpr bool is_multiple(int monomial, int divisor) const {
        for (int i = 0; i < factor_count(divisor); ++i) {
            factor const f = factor_of(divisor, i);
            if (operation_of(f) == op::exp || is_choice(f) || f.exponent < 0) return false;
            if (exponent_in(monomial, f.atom) < f.exponent) return false;
        }
        return factor_count(divisor) > 0;
    }
    /// monomial / divisor, which divides it.
    constexpr int quotient(int monomial, int divisor) {
        growing_list<factor> all(factor_count(monomial) + 1);
        for (int i = 0; i < factor_count(monomial); ++i) {
            factor const f = factor_of(monomial, i);
            double const left = f.exponent - exponent_in(divisor, f.atom);
            if (left != 0) all.push({f.atom, left});
        }
        return intern_monomial(all);
    }
    /// monomial * base, which is one of its factors.
    constexpr int raised(int monomial, int base) {
        growing_list<factor> all(factor_count(monomial) + 1);
        for (int i = 0; i < factor_count(monomial); ++i) {
            factor const f = factor_of(monomial, i);
            double const exponent = f.exponent + (f.atom == base ? 1 : 0);
            if (exponent != 0) all.push({f.atom, exponent});
        }
        return intern_monomial(all);
    }

    constexpr int new_power(int f, double exponent) {
        if (is_whole(exponent))
            if (int const known = without_common_powers(f, exponent); known >= 0) return known;
        double common = common_factor(f);
        if (is_whole(exponent) && leads_negative(f)) common = -common;
        int const inner = divided(f, common);
        double const outside = fold(op::pow, common, exponent);
        for (int degree = 2; degree <= 3; ++degree)
            if (int const base = root(inner, degree); base >= 0) {
                double const raised = degree * exponent;
                if (degree == 2 && !is_whole(exponent))
                    return self().scaled(outside, self().power(absolute(base), raised));
                return self().scaled(outside, is_whole(raised) ? as_power(base, raised) : self().power(base, raised));
            }
        return self().scaled(outside, of_power(intern_atom({op::add, inner}), exponent));
    }
    /// (x^2 * y + x / z)^e = (x / z)^e * (x * y * z + 1)^e, -1 if the terms share nothing.
    constexpr int without_common_powers(int f, double exponent) {
        auto const [shared, inner] = split_off(f);
        if (inner == f) return -1;
        int const outside = self().power(shared, exponent);
        if (term_count(inner) == 1) return self().product(outside, self().power(inner, exponent));
        int const left = as_power(inner, exponent);
        if (term_count(outside) != 1 || term_count(left) != 1) return self().product(outside, left);
        term const t = term_of(outside, 0);
        term const u = term_of(left, 0);
        return self().product_of_terms(ieee::mul(t.coefficient, u.coefficient), t.monomial, u.monomial);
    }
    /// The largest number that leaves whole coefficients, 1 if there is none.
    [[nodiscard]] constexpr double common_factor(int f) const {
        double scale = 1;  // makes all coefficients whole
        for (int i = 0; i < term_count(f); ++i)
            while (!is_whole(ieee::mul(term_of(f, i).coefficient, scale)) && scale < 1e6) scale *= 2;
        long long divisor = 0;
        for (int i = 0; i < term_count(f); ++i) {
            double const c = ieee::mul(term_of(f, i).coefficient, scale);
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

    /// The sum whose square or cube f is, or -1: each term follows from the leading one of what is left.
    constexpr int root(int f, int degree) {
        if (term_count(f) <= degree || term_count(f) > 36 || !self().may_multiply(0)) return -1;
        for (int i = 0; i < term_count(f); ++i)
            if (self().choice_in(term_of(f, i).monomial) >= 0) return -1;
        term const lead = term_of(f, 0);
        double const c = fold(degree == 2 ? op::sqrt : op::cbrt, lead.coefficient);
        int const lead_root = power_of_monomial(lead.monomial, 1.0 / degree);
        if (!is_whole(ieee::mul(c, 1048576.0)) || lead_root < 0) return -1;
        int const lead_slope = power_of_monomial(lead_root, 1 - degree);  // 1 / (degree * lead^(degree - 1))
        double const slope = degree * fold(op::pow, c, degree - 1);
        int result = of_term(c, lead_root);
        for (int last = lead_root; term_count(result) <= (degree == 2 ? 8 : 4);) {
            int const rest = self().sum(f, -1, self().power(result, degree));
            if (term_count(rest) == 0) return result;
            term const t = term_of(rest, 0);
            int const next = self().product_of_terms(1, t.monomial, lead_slope);
            if (term_count(next) != 1) return -1;
            term const n = term_of(next, 0);
            for (int i = 0; i < factor_count(n.monomial); ++i)
                if (factor_of(n.monomial, i).exponent < 0) return -1;
            if (compare_monomials(last, n.monomial) >= 0) return -1;
            last = n.monomial;
            result = self().sum(result, ieee::div(ieee::mul(t.coefficient, n.coefficient), slope), of_monomial(last));
        }
        return -1;
    }
    /// The monomial to a power, -1 if that is no monomial of whole powers.
    constexpr int power_of_monomial(int monomial, double exponent) {
        growing_list<factor> all(factor_count(monomial) + 1);
        for (int i = 0; i < factor_count(monomial); ++i) {
            factor const f = factor_of(monomial, i);
            double const raised = f.exponent * exponent;
            if (!is_whole(raised) || operation_of(f) == op::exp) return -1;
            all.push({f.atom, raised});
        }
        return intern_monomial(all);
    }

    growing_list<known_power> known_powers_{8};
};

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// The canonical form of a graph: equal mathematics, equal graph.
// In: a graph of one result. Out: the graph of its canonical form, with the inputs that it needs.
#pragma once

#include <tapeless/graph/builder.hpp>
#include <tapeless/simplify/factors.hpp>
#include <tapeless/simplify/form_algebra.hpp>

namespace tapeless {

/// Reads graphs as forms and writes forms as graphs.
///
/// Decides     operand order; like terms; constants and powers collected; products of sums; division by a sum;
///             exp(x) * exp(y), exp(log(x)), log(exp(x)); pow(x, y) = exp(y * log(x)); sqrt and hypot as powers;
///             f(-x) = f(x) and f(-x) = -f(x); choices with the same condition
/// Silent on   other identities (sin^2 + cos^2, logarithms of products), constants that differ in the last bit
///             (0.1 + 0.2 and 0.3), common denominators of different sums, products beyond the limits of form_algebra,
///             the order of calls of different functions with the same arguments
/// Numerics    equal as real functions, where both sides are defined; values may differ in rounding and overflow
class canonical_form {
public:
    constexpr explicit canonical_form(graph_view const& from) : nodes_(from.nodes) {
        place_ = new int[static_cast<unsigned>(from.size)]{};
        int* const uses = new int[static_cast<unsigned>(from.size)]{};
        count_uses(from, uses);
        for (int i = 0; i < from.size; ++i)
            if (uses[i] > 0) place_[i] = read(from.nodes[i]);
        result_ = place_[from.outputs[0]];
        delete[] uses;
        delete[] place_;
    }

    /// Appends the form to a graph and returns its node. Of the inputs, only those that it needs are appended.
    constexpr int write(graph_builder& out) const { return writer(all_, out).sum(result_); }

private:
    constexpr int read(node const& n) {
        int const operands = arity(n.operation);
        int const a = operands > 0 ? place_[n.a] : 0;
        int const b = operands > 1 ? place_[n.b] : 0;
        int const c = operands > 2 ? place_[n.c] : 0;
        switch (n.operation) {
        case op::constant: return all_.constant(n.value);
        case op::input:
        case op::captured: return all_.of_atom({n.operation, n.a});
        case op::neg: return all_.scaled(-1, a);
        case op::add: return all_.sum(a, 1, b);
        case op::sub: return all_.sum(a, -1, b);
        case op::mul: return all_.product(a, b);
        case op::div: return quotient(a, n.b);
        case op::sqrt: return all_.power(a, 0.5);
        case op::hypot: return all_.power(all_.sum(all_.product(a, a), 1, all_.product(b, b)), 0.5);
        case op::pow:
            if (all_.is_constant(b)) return all_.power(a, all_.value_of(b));
            return all_.exponential(all_.product(b, logarithm(a)));
        case op::exp: return all_.exponential(a);
        case op::log: return logarithm(a);
        case op::select:
        case op::cond: return choose(n.operation, a, b, c);
        case op::call: return all_.of_atom({op::call, a, 0, 0, n.callee});
        case op::result: return all_.of_atom({op::result, a, n.b});
        case op::logical_not:
            if (int const inner = all_.atom_of(a); inner >= 0 && all_.atom_at(inner).operation == op::logical_not)
                return all_.atom_at(inner).a;
            return all_.of_atom({n.operation, a});
        default: break;
        }
        if (has_kernel(n.operation) && !is_condition(n.operation) && all_.is_constant(a) &&
            (operands == 1 || (operands == 2 && all_.is_constant(b))))
            return all_.constant(fold(n.operation, all_.value_of(a), operands == 2 ? all_.value_of(b) : 0));
        if (n.operation == op::abs && all_.term_count(a) == 1) {
            double const size = all_.value_of(a) < 0 ? -all_.value_of(a) : all_.value_of(a);
            if (size != 1) return all_.scaled(size, all_.of_atom({op::abs, all_.divided(a, all_.value_of(a))}));
        }
        if (is_even(n.operation)) return all_.of_atom({n.operation, all_.leads_negative(a) ? all_.scaled(-1, a) : a});
        if (is_odd(n.operation) && all_.leads_negative(a))
            return all_.scaled(-1, all_.of_atom({n.operation, all_.scaled(-1, a)}));
        if (is_symmetric(n.operation) && all_.compare(b, a) < 0) return all_.of_atom({n.operation, b, a});
        return all_.of_atom({n.operation, a, b, c});
    }
    struct divisor {
        int form;
        double exponent;
    };
    /// form / node: what stands below the line keeps its factors. Sums divide first, in their order, then what is left in
    /// one piece.
    constexpr int quotient(int form, int node) {
        growing_list<divisor> below(8);
        collect(below, node);
        int rest = all_.constant(1);
        for (int i = 0; i < below.size(); ++i) {
            auto const [outside, inner] = all_.split_off(below[i].form);
            bool const is_sum = all_.term_count(inner) > 1 && forms::is_whole(below[i].exponent);
            rest = all_.product(rest, all_.power(is_sum ? outside : below[i].form, -below[i].exponent));
            below[i] = {is_sum ? inner : all_.constant(1), is_sum ? below[i].exponent : 0};
        }
        multiply_out(below);
        while (below.size() > 0) {
            int next = 0;
            for (int i = 1; i < below.size(); ++i)
                if (all_.compare(below[i].form, below[next].form) < 0) next = i;
            form = all_.product(form, all_.power(below[next].form, -below[next].exponent));
            below[next] = below[below.size() - 1];
            static_cast<void>(below.pop());
        }
        return all_.product(form, rest);
    }
    /// (1 + x) * (1 - x) below the line is 1 - x^2: products that are no longer than their factors.
    constexpr void multiply_out(growing_list<divisor>& below) {
        for (int i = 0; i < below.size(); ++i)
            for (int k = 0; k < i; ++k) {
                int const longest = longer(all_.term_count(below[i].form), all_.term_count(below[k].form));
                if (below[i].exponent != below[k].exponent || below[i].exponent == 0 || longest > 8) continue;
                int const product = all_.product(below[i].form, below[k].form);
                if (all_.term_count(product) > longest) continue;
                below[k].form = product;
                below[i] = {all_.constant(1), 0};
            }
    }
    static constexpr int longer(int a, int b) { return a < b ? b : a; }
    static constexpr int lesser(int a, int b) { return a < b ? a : b; }
    /// The factors of a node. Each node is looked at once, whatever number of products it stands in.
    constexpr void collect(growing_list<divisor>& below, int last) const {
        double* const exponents = new double[static_cast<unsigned>(last) + 1]{};
        exponents[last] = 1;
        for (int i = last, lowest = last; i >= lowest; --i) {
            if (exponents[i] == 0) continue;
            node const& n = nodes_[i];
            bool const constant_power = n.operation == op::pow && all_.is_constant(place_[n.b]);
            double const inner = n.operation == op::sqrt ? 0.5 : constant_power ? all_.value_of(place_[n.b]) : 1;
            double const exponent = ieee::mul(exponents[i], inner);
            if (n.operation == op::mul || (inner != 1 && forms::is_whole(inner))) {
                exponents[n.a] = ieee::add(exponents[n.a], exponent);
                lowest = lesser(lowest, n.a);
                if (n.operation != op::mul) continue;
                exponents[n.b] = ieee::add(exponents[n.b], exponent);
                lowest = lesser(lowest, n.b);
            } else add_divisor(below, {inner == 1 ? place_[i] : place_[n.a], exponent});
        }
        delete[] exponents;
    }
    static constexpr void add_divisor(growing_list<divisor>& below, divisor const& d) {
        for (int k = 0; k < below.size(); ++k)
            if (below[k].form == d.form) {
                below[k].exponent = ieee::add(below[k].exponent, d.exponent);
                return;
            }
        below.push(d);
    }
    /// log(exp(x)) = x
    constexpr int logarithm(int a) {
        if (all_.is_constant(a)) return all_.constant(fold(op::log, all_.value_of(a)));
        if (int const inner = all_.atom_of(a); inner >= 0 && all_.atom_at(inner).operation == op::exp)
            return all_.atom_at(inner).a;
        return all_.of_atom({op::log, a});
    }
    constexpr int choose(op operation, int test, int a, int b) {
        int const inner = all_.atom_of(test);
        if (inner >= 0 && all_.atom_at(inner).operation == op::logical_not)
            return all_.choose(operation, all_.atom_at(inner).a, b, a);
        return all_.choose(operation, test, a, b);
    }
    static constexpr bool is_even(op operation) {
        return operation == op::cos || operation == op::cosh || operation == op::abs;
    }
    static constexpr bool is_odd(op operation) {
        return operation == op::sin || operation == op::tan || operation == op::asin || operation == op::atan ||
               operation == op::sinh || operation == op::tanh || operation == op::asinh || operation == op::atanh ||
               operation == op::erf || operation == op::cbrt || operation == op::sign;
    }
    static constexpr bool is_symmetric(op operation) {
        return (operation >= op::min && operation <= op::fmax) || row(operation).commutative;
    }

    class writer {
    public:
        constexpr writer(forms const& all, graph_builder& out)
            : all_(all), out_(out), written_(new int[static_cast<unsigned>(all.form_count())]{}) {}
        writer(writer const&) = delete;
        writer& operator=(writer const&) = delete;
        constexpr ~writer() { delete[] written_; }

        constexpr int sum(int form) {
            if (written_[form] == 0) written_[form] = new_sum(form) + 1;
            return written_[form] - 1;
        }

    private:
        /// The first positive term, then the others in order.
        constexpr int new_sum(int form) {
            int const count = all_.term_count(form);
            if (count == 0) return out_.constant(0);
            int begin = 0;
            while (begin < count && all_.term_of(form, begin).coefficient < 0) ++begin;
            if (begin == count) begin = 0;
            int result = term(all_.term_of(form, begin));
            for (int i = 0; i < count; ++i) {
                forms::term t = all_.term_of(form, i);
                if (i == begin) continue;
                bool const negative = t.coefficient < 0;
                if (negative) t.coefficient = -t.coefficient;
                result = out_.append(negative ? op::sub : op::add, result, term(t));
            }
            return result;
        }
        constexpr int times(int product, int factor) {
            return product < 0 ? factor : out_.append(op::mul, product, factor);
        }
        /// coefficient * x * y / (z * w)
        constexpr int term(forms::term const& t) {
            int const count = all_.factor_count(t.monomial);
            bool const negated = t.coefficient == -1 && count > 0;
            int below = -1;
            for (int i = 0; i < count; ++i)
                if (all_.factor_of(t.monomial, i).exponent < 0)
                    below = times(below, power(all_.factor_of(t.monomial, i)));
            int above = t.coefficient != 1 && !negated ? out_.constant(t.coefficient) : -1;
            for (int i = 0; i < count; ++i)
                if (all_.factor_of(t.monomial, i).exponent > 0)
                    above = times(above, power(all_.factor_of(t.monomial, i)));
            above = quotient(above, below);
            return negated ? out_.append(op::neg, above) : above;
        }
        /// Without a node above, 1 stands there; without a node below, nothing does.
        constexpr int quotient(int above, int below) {
            if (above < 0) above = out_.constant(1);
            return below < 0 ? above : out_.append(op::div, above, below);
        }
        /// The power by the size of the exponent.
        constexpr int power(forms::factor const& f) {
            double const exponent = f.exponent < 0 ? -f.exponent : f.exponent;
            int const base = atom(f.atom);
            if (exponent == 1) return base;
            if (exponent == 0.5) return out_.append(op::sqrt, base);
            return out_.append(op::pow, base, out_.constant(exponent));
        }
        constexpr int atom(int i) {
            forms::atom const what = all_.atom_at(i);
            int const operands = arity(what.operation);
            if (what.operation == op::input) return out_.input(what.a);
            if (operands == 0) return out_.append(what.operation, what.a);
            if (what.operation == op::add) return sum(what.a);
            if (what.operation == op::call) return out_.call(what.callee, sum(what.a));
            if (what.operation == op::result) return out_.append(op::result, sum(what.a), what.b);
            if (int const general = general_power(what); general >= 0) return general;
            int const a = sum(what.a);
            int const b = operands > 1 ? sum(what.b) : 0;
            return out_.append(what.operation, a, b, operands > 2 ? sum(what.c) : 0);
        }
        /// exp(y * log(x)) is written pow(x, y).
        constexpr int general_power(forms::atom const& what) {
            if (what.operation != op::exp || all_.term_count(what.a) != 1) return -1;
            forms::term const t = all_.term_of(what.a, 0);
            int const count = all_.factor_count(t.monomial);
            int logarithm = 0;
            while (logarithm < count && !is_logarithm(all_.factor_of(t.monomial, logarithm))) ++logarithm;
            if (logarithm == count) return -1;
            int const base = sum(all_.atom_at(all_.factor_of(t.monomial, logarithm).atom).a);
            int above = t.coefficient == 1 ? -1 : out_.constant(t.coefficient);
            int below = -1;
            for (int k = 0; k < count; ++k) {
                forms::factor const g = all_.factor_of(t.monomial, k);
                if (k == logarithm) continue;
                (g.exponent > 0 ? above : below) = times(g.exponent > 0 ? above : below, power(g));
            }
            return out_.append(op::pow, base, quotient(above, below));
        }
        [[nodiscard]] constexpr bool is_logarithm(forms::factor const& f) const {
            return f.exponent == 1 && all_.atom_at(f.atom).operation == op::log;
        }

        forms const& all_;
        graph_builder& out_;
        int* written_;  ///< the node of each form, counted from 1, 0 if there is none yet
    };

    node const* nodes_;
    int* place_ = nullptr;  ///< the form of each node, while the graph is read
    form_algebra all_;
    int result_ = 0;
};

}  // namespace tapeless

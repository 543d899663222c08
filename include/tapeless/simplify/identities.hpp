// SPDX-License-Identifier: BSL-1.0
// The algebra of simplification: for each operation, the cheapest equal node.
// In: an operation and operands that are simplified already. Out: a node of the builder.
#pragma once

#include <tapeless/graph/builder.hpp>
#include <tapeless/graph/kernel.hpp>
#include <tapeless/simplify/guards.hpp>

namespace tapeless {

/// Makes nodes in normal form. Each identity is a member function whose comment is the identity.
///
/// Numerics    an identity keeps the IEEE result within rounding and never makes a finite result infinite or NaN:
///             a factor moves out of a product only if its magnitude is at least 1 (then the rest overflows no
///             earlier), and two factors merge only if their product is a normal number
class identities {
public:
    /// `shared` has a flag for each of the first `capacity` nodes of `out`: whether several nodes use it. A constant
    /// factor stays in a shared node, so that it is multiplied once.
    constexpr identities(graph_builder& out, bool const* shared, int capacity)
        : out_(out), shared_(shared), capacity_(capacity), guards_(out) {}

    /// From here on, nodes come from differentiation: their selects move outside products.
    constexpr void begin_derived() {
        guards_.begin_derived();
        is_derived_ = true;
    }

    /// The node for an operation after all identities.
    constexpr int make(op operation, int a, int b, int c) {
        switch (operation) {
        case op::add: return add(a, b);
        case op::sub: return sub(a, b);
        case op::mul: return mul(a, b);
        case op::div: return div(a, b);
        case op::neg: return scaled(-1, a);
        case op::select:
        case op::cond: return choose(operation, a, b, c);
        case op::custom: return is(c, 0) ? a : out_.append(op::custom, a, b, c);
        case op::argument: return out_.append(op::argument, a, b);
        default: break;
        }
        int const operands = arity(operation);
        if (is_constant(a) && (operands == 1 || is_constant(b)))
            return out_.constant(fold(operation, out_[a].value, operands > 1 ? out_[b].value : 0));
        switch (operation) {
        case op::abs: return absolute(a);
        case op::sqrt: return sqrt_of_square(a);
        case op::exp: return undone_by(op::log, op::exp, a);
        case op::log: return undone_by(op::exp, op::log, a);
        case op::pow: return power(a, b);
        case op::cos:
        case op::cosh: return even(operation, a);
        case op::sin:
        case op::tan:
        case op::asin:
        case op::atan:
        case op::sinh:
        case op::tanh:
        case op::asinh:
        case op::atanh:
        case op::erf:
        case op::cbrt: return odd(operation, a);
        case op::min:
        case op::max:
        case op::fmin:
        case op::fmax: return a == b ? a : out_.append(operation, a, b);
        case op::logical_not: return out_[a].operation == op::logical_not ? out_[a].a : out_.append(operation, a);
        case op::logical_and:
        case op::logical_or: return junction(operation, a, b);
        default: return ordered(operation, a, b);
        }
    }

private:
    /// A node as coefficient * base: 3 * x, -x and x itself.
    struct term {
        double coefficient;
        int base;
    };

    /// No identity of sums and products looks into this node.
    [[nodiscard]] constexpr bool is_opaque(int a) const {
        op const operation = out_[a].operation;
        return operation != op::constant && operation != op::neg && !is_choice(operation) &&
               (operation != op::mul || out_[out_[a].a].operation != op::constant);
    }
    [[nodiscard]] constexpr bool is_constant(int a) const { return out_[a].operation == op::constant; }
    [[nodiscard]] constexpr bool is(int a, double value) const { return is_constant(a) && out_[a].value == value; }
    [[nodiscard]] constexpr term term_of(int a) const {
        node const& n = out_[a];
        if (n.operation == op::neg) return {-1, n.a};
        if (n.operation == op::mul && is_constant(n.a)) return {out_[n.a].value, n.b};
        return {1, a};
    }
    /// The same, but beside x * y also x * (c * y) is c * (x * y): where that overflows, their sum does anyway.
    [[nodiscard]] constexpr term term_beside(int a, int product) const {
        node const& n = out_[a];
        node const& p = out_[product];
        if (n.operation != op::mul || p.operation != op::mul || is_constant(n.a)) return term_of(a);
        term const s = term_of(n.a);
        term const t = term_of(n.b);
        bool const same = (s.base == p.a && t.base == p.b) || (s.base == p.b && t.base == p.a);
        return same ? term{ieee::mul(s.coefficient, t.coefficient), product} : term_of(a);
    }
    /// The same, but a shared node keeps its factor; a sign costs nothing anywhere.
    [[nodiscard]] constexpr term own_term_of(int a) const {
        term const t = term_of(a);
        return t.coefficient == -1 || !is_shared(a) ? t : term{1, a};
    }
    /// The same, but a factor below 1 stays inside as well: taken out, the rest could overflow. Above 1024 it could
    /// underflow.
    [[nodiscard]] constexpr term large_term_of(int a) const {
        term const t = own_term_of(a);
        return magnitude(t.coefficient) >= 1 && magnitude(t.coefficient) <= 1024 ? t : term{1, a};
    }
    [[nodiscard]] constexpr bool is_shared(int a) const { return a < capacity_ && shared_[a]; }
    static constexpr double magnitude(double x) { return x < 0 ? -x : x; }
    /// Within the range of float, so that a graph serves both scalar types.
    static constexpr bool is_normal(double x) { return magnitude(x) >= 1.2e-38 && magnitude(x) <= 3.4e38; }
    /// 1 / c is exact.
    static constexpr bool is_power_of_two(double c) {
        return is_normal(c) && is_normal(1 / c) && (__builtin_bit_cast(unsigned long long, c) << 12) == 0;
    }

    /// A commutative operation has one order of its operands; a constant comes first.
    constexpr int ordered(op operation, int a, int b) {
        bool const swap = row(operation).commutative && (is_constant(b) || (a > b && !is_constant(a)));
        return swap ? out_.append(operation, b, a) : out_.append(operation, a, b);
    }

    /// 0 * x = 0;  1 * x = x;  c * (k * x) = (c * k) * x;  -(-x) = x;  -(x - y) = y - x;
    /// c * select(t, x, 0) = select(t, c * x, 0)
    constexpr int scaled(double c, int x) {
        if (is_constant(x)) return out_.constant(ieee::mul(c, out_[x].value));
        if (c == 0) return out_.constant(0);
        if (c == 1) return x;
        term const inner = term_of(x);
        bool const keep = c == -1 && inner.coefficient != -1 && is_shared(x);  // -(k * y) beside k * y is one sign
        if (inner.coefficient != 1 && !keep && is_normal(ieee::mul(c, inner.coefficient)))
            return scaled(c * inner.coefficient, inner.base);
        node const n = out_[x];
        if (is_guard(x))
            return is(n.b, 0) ? choose(n.operation, n.a, n.b, scaled(c, n.c))
                              : choose(n.operation, n.a, scaled(c, n.b), n.c);
        if (n.operation == op::mul && c != -1)
            if (int const merged = merged_inside(c, n.a, n.b); merged >= 0) return merged;
        if (c != -1) return out_.append(op::mul, out_.constant(c), x);
        return n.operation == op::sub ? out_.append(op::sub, n.b, n.a) : out_.append(op::neg, x);
    }

    /// c * ((k * x) * y) = ((c * k) * x) * y where |c * k| <= 1, so that nothing new can overflow
    constexpr int merged_inside(double c, int a, int b) {
        for (int const factor : {a, b}) {
            term const t = own_term_of(factor);
            double const product = ieee::mul(c, t.coefficient);
            if (t.coefficient == 1 || !is_normal(product) || magnitude(product) > 1) continue;
            return mul(scaled(product, t.base), factor == a ? b : a);
        }
        return -1;
    }

    /// (c * x) * (k * y) = (c * k) * (x * y), constants outside;  select(t, x, 0) * y = select(t, x * y, 0)
    constexpr int mul(int a, int b) {
        if (is_opaque(a) && is_opaque(b)) return unguarded_mul(a, b);
        if (is_constant(a)) return scaled(out_[a].value, b);
        if (is_constant(b)) return scaled(out_[b].value, a);
        term const s = large_term_of(a);
        term const t = large_term_of(b);
        double const c = ieee::mul(s.coefficient, t.coefficient);
        if ((s.coefficient != 1 || t.coefficient != 1) && is_normal(c)) return scaled(c, mul(s.base, t.base));
        if (int const guarded = outside_select(op::mul, a, b); guarded >= 0) return guarded;
        if (int const guarded = outside_select(op::mul, b, a); guarded >= 0) return guarded;
        return unguarded_mul(a, b);
    }
    constexpr int unguarded_mul(int a, int b) {
        if (int const guarded = outside_sum(op::mul, a, b); guarded >= 0) return guarded;
        if (int const guarded = outside_sum(op::mul, b, a); guarded >= 0) return guarded;
        if (is_derived_) {
            if (int const known = known_quotient(a, b); known >= 0) return known;
            if (int const known = known_quotient(b, a); known >= 0) return known;
        }
        return ordered(op::mul, a, b);
    }

    /// In derivatives (x * (1 / d)) * y = (x * y) / d where that is there: the derivative of x * exp(z) / d by z.
    [[nodiscard]] constexpr int known_quotient(int a, int y) const {
        if (out_[a].operation != op::mul) return -1;
        for (bool const first : {true, false}) {
            node const& r = out_[first ? out_[a].a : out_[a].b];
            if (r.operation != op::div || !is(r.a, 1)) continue;
            int const x = first ? out_[a].b : out_[a].a;
            int const product = out_.find(op::mul, x < y ? x : y, x < y ? y : x);
            if (int const found = product < 0 ? -1 : out_.find(op::div, product, r.b); found >= 0) return found;
        }
        return -1;
    }

    /// select(t, x, 0) op y = select(t, x op y, 0) in derivatives: what is not taken is multiplied by nothing.
    constexpr int outside_select(op operation, int a, int b) {
        if (!is_guard(a)) return -1;
        node const n = out_[a];
        return is(n.b, 0) ? choose(n.operation, n.a, n.b, make(operation, n.c, b, 0))
                          : choose(n.operation, n.a, make(operation, n.b, b, 0), n.c);
    }
    /// The same for sums of selections with different tests, where op y can make a NaN of 0: see `guards`.
    constexpr int outside_sum(op operation, int a, int b) {
        if (!has_choices_ || !guards_.is_derived(a) || !(operation == op::div || guards_.is_wild(b))) return -1;
        guards::guard const found = guards_.find(a);
        if (found.test < 0) return -1;
        return choose(found.choice, found.test, ordered(operation, a, b), out_.constant(0));
    }
    /// A select of a derivative that passes something or 0.
    [[nodiscard]] constexpr bool is_guard(int a) const {
        return guards_.is_derived(a) && is_choice(out_[a].operation) && (is(out_[a].b, 0) || is(out_[a].c, 0));
    }

    /// x + 0 = x;  c * x + k * x = (c + k) * x;  c * (x * y) + x * (k * y) = (c + k) * (x * y);
    /// c * x + c * y = c * (x + y) for |c| >= 1;  x + (-c) * y = x - c * y;
    /// select(t, x, 0) + select(t, y, 0) = select(t, x + y, 0)
    constexpr int add(int a, int b) {
        if (a != b && is_opaque(a) && is_opaque(b))
            return a <= b ? out_.append(op::add, a, b) : out_.append(op::add, b, a);
        if (is_constant(a) && is_constant(b)) return out_.constant(ieee::add(out_[a].value, out_[b].value));
        if (is(a, 0)) return b;
        if (is(b, 0)) return a;
        if (term const s = term_of(a), t = term_beside(b, s.base); s.base == t.base)
            if (double const c = ieee::add(s.coefficient, t.coefficient); c == 0 || is_normal(c))
                return scaled(c, s.base);
        if (term const t = term_of(b), s = term_beside(a, t.base); s.base == t.base)
            if (double const c = ieee::add(s.coefficient, t.coefficient); c == 0 || is_normal(c))
                return scaled(c, s.base);
        term const s = own_term_of(a);
        term const t = own_term_of(b);
        if (s.coefficient == t.coefficient && magnitude(s.coefficient) >= 1 && s.coefficient != 1)
            return scaled(s.coefficient, add(s.base, t.base));
        if (t.coefficient < 0) return sub(a, scaled(-t.coefficient, t.base));
        if (s.coefficient < 0) return sub(b, scaled(-s.coefficient, s.base));
        if (int const joined = joined_selects(op::add, a, b); joined >= 0) return joined;
        return ordered(op::add, a, b);
    }

    /// x - 0 = x;  0 - x = -x;  c * x - k * x = (c - k) * x;  c * (x * y) - x * (k * y) = (c - k) * (x * y);
    /// c * x - c * y = c * (x - y) for |c| >= 1;
    /// x - (-c) * y = x + c * y;  -x - y = -(x + y)
    constexpr int sub(int a, int b) {
        if (is_constant(a) && is_constant(b)) return out_.constant(ieee::sub(out_[a].value, out_[b].value));
        if (is(a, 0)) return scaled(-1, b);
        if (is(b, 0)) return a;
        if (term const s = term_of(a), t = term_beside(b, s.base); s.base == t.base)
            if (double const c = ieee::sub(s.coefficient, t.coefficient); c == 0 || is_normal(c))
                return scaled(c, s.base);
        if (term const t = term_of(b), s = term_beside(a, t.base); s.base == t.base)
            if (double const c = ieee::sub(s.coefficient, t.coefficient); c == 0 || is_normal(c))
                return scaled(c, s.base);
        term const s = own_term_of(a);
        term const t = own_term_of(b);
        if (s.coefficient == t.coefficient && magnitude(s.coefficient) >= 1 && s.coefficient != 1)
            return scaled(s.coefficient, sub(s.base, t.base));
        if (t.coefficient < 0) return add(a, scaled(-t.coefficient, t.base));
        if (s.coefficient < 0) return scaled(-1, add(scaled(-s.coefficient, s.base), b));
        if (int const joined = joined_selects(op::sub, a, b); joined >= 0) return joined;
        return out_.append(op::sub, a, b);
    }

    /// select(t, x, 0) op select(t, y, 0) = select(t, x op y, 0), for + and -;
    /// select(t, x, 0) + select(t, 0, y) = select(t, x, y)
    constexpr int joined_selects(op operation, int a, int b) {
        node const m = out_[a];
        node const n = out_[b];
        if (!is_choice(m.operation) || m.operation != n.operation || m.a != n.a) return -1;
        if ((is(m.b, 0) && is(n.b, 0)) || (is(m.c, 0) && is(n.c, 0)))
            return choose(m.operation, m.a, make(operation, m.b, n.b, 0), make(operation, m.c, n.c, 0));
        if (is(m.c, 0) && is(n.b, 0))
            return choose(m.operation, m.a, m.b, operation == op::add ? n.c : scaled(-1, n.c));
        if (is(m.b, 0) && is(n.c, 0))
            return choose(m.operation, m.a, operation == op::add ? n.b : scaled(-1, n.b), m.c);
        return -1;
    }

    /// 0 / x = 0;  x / c = (1 / c) * x for powers of two;  (c * x) / y = c * (x / y);  x / (c * y) = (x / c) / y
    constexpr int div(int a, int b) {
        if (is_constant(a) && is_constant(b)) return out_.constant(ieee::div(out_[a].value, out_[b].value));
        if (is(a, 0)) return a;
        if (is_constant(b)) {
            double const c = out_[b].value;
            if (is_power_of_two(c)) return scaled(1 / c, a);
        }
        term const t = term_of(b);
        if (t.coefficient != 1 && is_power_of_two(t.coefficient) && magnitude(t.coefficient) >= 1)
            return div(scaled(1 / t.coefficient, a), t.base);
        term const s = large_term_of(a);
        if (s.coefficient != 1) return scaled(s.coefficient, div(s.base, b));
        if (int const guarded = outside_select(op::div, a, b); guarded >= 0) return guarded;
        if (int const guarded = outside_sum(op::div, a, b); guarded >= 0) return guarded;
        return out_.append(op::div, a, b);
    }

    /// |-x| = |x|;  ||x|| = |x|
    constexpr int absolute(int a) {
        op const inner = out_[a].operation;
        if (inner == op::abs || inner == op::exp || inner == op::sqrt) return a;
        return out_.append(op::abs, inner == op::neg ? out_[a].a : a);
    }

    /// sqrt(x * x) = |x|
    constexpr int sqrt_of_square(int a) {
        node const& n = out_[a];
        if (n.operation == op::mul && n.a == n.b) return absolute(n.a);
        return out_.append(op::sqrt, a);
    }

    /// exp(log(x)) = x;  log(exp(x)) = x
    constexpr int undone_by(op inner, op outer, int a) {
        return out_[a].operation == inner ? out_[a].a : out_.append(outer, a);
    }

    /// f(-x) = f(x)
    constexpr int even(op operation, int a) {
        return out_.append(operation, out_[a].operation == op::neg ? out_[a].a : a);
    }

    /// f(-x) = -f(x)
    constexpr int odd(op operation, int a) {
        if (out_[a].operation == op::neg) return scaled(-1, out_.append(operation, out_[a].a));
        return out_.append(operation, a);
    }

    /// pow(x, n) for a whole number |n| <= 32 by squaring: pow(x, 0) = 1, pow(x, -n) = 1 / pow(x, n)
    constexpr int power(int a, int b) {
        if (!is_constant(b)) return out_.append(op::pow, a, b);
        double const exponent = out_[b].value;
        if (!(magnitude(exponent) <= 32) || exponent != static_cast<int>(exponent)) return out_.append(op::pow, a, b);
        int n = static_cast<int>(magnitude(exponent));
        int result = out_.constant(1);
        for (int square = a; n > 0; n /= 2) {
            if (n % 2 == 1) result = mul(result, square);
            if (n > 1) square = mul(square, square);
        }
        return exponent < 0 ? div(out_.constant(1), result) : result;
    }

    /// select(true, x, y) = x;  select(t, x, x) = x;  select(!t, x, y) = select(t, y, x);
    /// select(t, select(t, x, y), z) = select(t, x, z), and the same for cond
    constexpr int choose(op operation, int test, int a, int b) {
        if (is_constant(test)) return out_[test].value != 0 ? a : b;
        if (out_[test].operation == op::logical_not) return choose(operation, out_[test].a, b, a);
        if (is_choice(out_[a].operation) && out_[a].a == test) a = out_[a].b;
        if (is_choice(out_[b].operation) && out_[b].a == test) b = out_[b].c;
        if (a == b) return a;
        has_choices_ = true;
        return out_.append(operation, test, a, b);
    }

    /// true && t = t;  false && t = false;  t && t = t, and the same for ||
    constexpr int junction(op operation, int a, int b) {
        if (is_constant(b)) return junction(operation, b, a);
        if (is_constant(a)) return (out_[a].value != 0) == (operation == op::logical_and) ? b : a;
        return a == b ? a : ordered(operation, a, b);
    }

    graph_builder& out_;
    bool const* shared_;
    int capacity_;
    guards guards_;
    bool has_choices_ = false;
    bool is_derived_ = false;
};

}  // namespace tapeless

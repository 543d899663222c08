// SPDX-License-Identifier: BSL-1.0
// Values that carry a bound of what rounding may have done to them.
// In: a graph and a point. Out: for each node its value in long double, and by how much a double may be off.
#pragma once

#include "support/laws.hpp"

#include <tapeless/differentiate/rules.hpp>

#include <cstdio>
#include <limits>

namespace support {

/// A value and a first-order bound of its error, if every operation were rounded to double. Values themselves are
/// computed in long double, so that two ways to the same number differ by far less than the bound unless they are not
/// the same number.
struct bounded {
    long double value = 0;
    long double error = 0;
};

/// What is assumed of the arithmetic.
struct precision {
    long double unit = 0x1p-53L;  ///< the relative error of one rounding
    bool exact = true;            ///< exact results have no error; not so if the same number comes by other operations
};

namespace detail {

inline constexpr long double unknown = std::numeric_limits<long double>::infinity();

/// A constant with a full mantissa stands for a number that was rounded, by a rule or by folding.
inline bounded bounded_constant(double c, long double unit) {
    bool const is_short = (__builtin_bit_cast(unsigned long long, c) & 0xFFFFFFFFu) == 0;
    return {c, is_short ? 0 : 8 * unit * std::fabs(static_cast<long double>(c))};
}

/// Whether the result of exact operands is exact too.
inline bool is_exact(op o, long double a, long double b, long double v) {
    if (static_cast<long double>(static_cast<double>(v)) != v) return false;
    long double const back = v - a;
    switch (o) {
    case op::add: return (a - (v - back)) + (b - back) == 0;
    case op::sub: return (a - (v - back)) + (-b - back) == 0;
    case op::mul: return std::fma(a, b, -v) == 0;
    case op::div: return std::fma(v, b, -a) == 0;
    default: return false;
    }
}

/// How far the result moves when operand k moves by its error.
inline long double moved(op o, long double const (&x)[3], int k, long double error, long double v) {
    long double y[3] = {x[0], x[1], x[2]};
    auto const change = [&](long double to) {
        y[k] = to;
        long double const d = std::fabs(standard(o, y[0], y[1], y[2]) - v);
        return d == d ? d : unknown;
    };
    long double most = x[k] == 0 ? change(-x[k]) : 0;  // -0 and 0 are one number here
    if (error == 0) return most;
    bool const step = !tapeless::passes_derivative(o);
    // A step of at least 64 units shows the slope, where the error itself may be lost in the rounding of x.
    long double const width = step ? 2 * error : std::max(error, 0x1p-57L * std::fabs(x[k]));
    long double const scale = step ? 1 : error / width;
    return std::max(most, std::max(change(x[k] + width), change(x[k] - width)) * scale);
}

inline long double bound_of(op o, bounded const& a, bounded const& b, bounded const& c, bool twice, long double v,
                            precision p) {
    bounded const operands[3] = {a, b, c};
    int const count = tapeless::arity(o);
    if (role_of(o) == role::choice && a.error == 0) return (a.value != 0 ? b : c).error;
    long double incoming = 0;
    for (int k = 0; k < count; ++k) incoming += operands[k].error;
    if (!(incoming < unknown) || v != v) return unknown;
    switch (role_of(o)) {
    case role::conditions: {
        for (int flips = 1; flips < 1 << count; ++flips) {
            bool const a_flips = (flips & 1) != 0;
            bool const b_flips = (flips & 2) != 0;
            if ((a_flips && a.error == 0) || (b_flips && b.error == 0)) continue;
            if (standard(o, a_flips ? 1 - a.value : a.value, b_flips ? 1 - b.value : b.value) != v) return 1;
        }
        return 0;
    }
    case role::choice: return std::fabs(b.value - c.value) + b.error + c.error;
    case role::numbers:
    case role::left_out: break;
    }
    if (tapeless::is_condition(o))
        return !twice && incoming > 0 && std::fabs(a.value - b.value) <= incoming ? 1.0L : 0.0L;
    switch (o) {
    case op::neg:
    case op::abs: return a.error;
    case op::min:
    case op::max:
    case op::fmin:
    case op::fmax: return std::max(a.error, b.error);
    default: break;
    }
    long double const x[3] = {a.value, b.value, c.value};
    long double bound = 0;
    if (twice && o == op::sub) return 0;
    if (twice && o == op::div) return 4 * p.unit;  // also where it is x * (1 / x)
    if (o == op::add || o == op::sub) bound = a.error + b.error;
    else if (o == op::mul) bound = std::fabs(a.value) * b.error + std::fabs(b.value) * a.error + a.error * b.error;
    else if (o == op::div) {
        if (!(b.error < std::fabs(b.value)) && b.error > 0) return unknown;  // a pole within
        bound = (a.error + std::fabs(v) * b.error) / (std::fabs(b.value) - b.error);
    } else
        for (int k = 0; k < count; ++k) bound += moved(o, x, k, operands[k].error, v);
    if (!tapeless::passes_derivative(o)) return bound;
    if (p.exact && incoming == 0 && is_exact(o, a.value, b.value, v)) return bound;
    bool const arithmetic = o == op::add || o == op::sub || o == op::mul || o == op::div;
    return bound + (arithmetic ? 1 : 4) * p.unit * std::fabs(v);
}

}  // namespace detail

/// Every node of a graph.
inline std::vector<bounded> bounded_values(owned_graph const& g, std::vector<double> const& inputs, precision p = {}) {
    std::vector<bounded> values(g.nodes.size());
    for (std::size_t i = 0; i < g.nodes.size(); ++i) {
        node const& n = g.nodes[i];
        if (n.operation == op::input) values[i] = {inputs[static_cast<std::size_t>(n.a)], 0};
        else if (n.operation == op::constant) values[i] = detail::bounded_constant(n.value, p.unit);
        else {
            int const count = tapeless::arity(n.operation);
            auto const at = [&](int k) {
                return k < count ? values[static_cast<std::size_t>(operand(n, k))] : bounded{};
            };
            bounded const a = at(0), b = at(1), c = at(2);
            long double const v = standard(n.operation, a.value, b.value, c.value);
            values[i] = {v, detail::bound_of(n.operation, a, b, c, count == 2 && n.a == n.b, v, p)};
        }
    }
    return values;
}
inline std::vector<bounded> bounded_outputs(owned_graph const& g, std::vector<double> const& inputs, precision p = {}) {
    return only_outputs(g, bounded_values(g, inputs, p));
}

/// Whether a node bends or jumps within its error of the point: a tie of an extremum, the magnitude of 0, a power of 0.
/// There a derivative is a choice, and second derivatives or other tools may choose otherwise.
inline bool bends(owned_graph const& g, std::vector<double> const& inputs) {
    std::vector<bounded> const values = bounded_values(g, inputs);
    for (node const& n : g.nodes) {
        if (tapeless::arity(n.operation) == 0) continue;
        bounded const a = values[static_cast<std::size_t>(n.a)];
        bounded const b = values[static_cast<std::size_t>(n.b)];
        bool const extremum = n.operation >= op::min && n.operation <= op::fmax;
        if (extremum && !(std::fabs(a.value - b.value) > a.error + b.error)) return true;
        if ((n.operation == op::abs || n.operation == op::pow || n.operation == op::hypot) &&
            !(std::fabs(a.value) > a.error))
            return true;
    }
    return false;
}

enum class verdict { same, unsaid, different };

/// Different beyond what rounding explains; nothing is said where one of them is not finite or known to less than six
/// digits.
inline verdict compare(bounded const& x, bounded const& y) {
    long double const error = x.error + y.error;
    long double const size = std::max(std::fabs(x.value), std::fabs(y.value));
    if (!(size < detail::unknown) || !(error < detail::unknown)) return verdict::unsaid;
    if (std::fabs(x.value - y.value) > 2 * error) return verdict::different;
    bool const zero = x.value == 0 && x.error == 0 && error < 1e-12L;
    return error <= 1e-6L * size || zero ? verdict::same : verdict::unsaid;
}

/// As a sentence; empty unless they are different.
inline std::string compared(char const* what, std::size_t i, bounded const& x, bounded const& y, tally& count) {
    verdict const v = compare(x, y);
    (v == verdict::unsaid ? count.unsaid : count.said) += 1;
    if (v != verdict::different) return {};
    char text[200];
    std::snprintf(text, sizeof text, "%s, entry %d: %.17Lg and %.17Lg, error at most %.2Lg and %.2Lg", what,
                  static_cast<int>(i), x.value, y.value, x.error, y.error);
    return text;
}
inline std::string compared(char const* what, std::vector<bounded> const& x, std::vector<bounded> const& y,
                            tally& count) {
    for (std::size_t i = 0; i < x.size(); ++i)
        if (std::string fault = compared(what, i, x[i], y[i], count); !fault.empty()) return fault;
    return {};
}

}  // namespace support

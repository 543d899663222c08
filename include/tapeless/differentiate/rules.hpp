// SPDX-License-Identifier: BSL-1.0
// The derivative of every operation, stated once for both modes.
// In: a node and a sensitivity. Out: that sensitivity times the node's partial derivative, as ordinary nodes.
#pragma once

#include <tapeless/graph/traced.hpp>

namespace tapeless {

/// A node z = f(a, b, c) as a rule sees it: handles of its operands and of its own value.
struct rule_site {
    op operation;
    traced a, b, c;
    traced z;
    condition test = false;  ///< the first operand of a choice
    bool a_varies = true;    ///< whether the operand depends on what is differentiated
    bool b_varies = true;
};

namespace detail {

/// min and max: the chosen operand gets everything, a tie is shared if both vary and else belongs to neither.
constexpr traced extremum_rule(rule_site const& s, condition second_wins, bool first, traced d) {
    traced const tie = s.a_varies && s.b_varies ? d * 0.5 : traced(0);
    return select(second_wins, first ? 0 : d, select(s.a == s.b, tie, first ? d : 0));
}

}  // namespace detail

/// d * (partial derivative of z by operand k), linear in d.
///
///   reverse   adjoint of operand k += rule(site, k, adjoint of z)
///   forward   tangent of z         += rule(site, k, tangent of operand k)
///
/// Numerics    kinks: the minimum-norm subgradient (0 for abs and relu at 0; a tie of max is shared by two varying
///             operands and belongs to neither where the other is fixed); a select multiplies nothing by zero, so
///             that the branch not taken cannot leak NaN
[[nodiscard]] constexpr traced derivative_rule(rule_site const& s, int k, traced d) {
    traced const a = s.a;
    traced const b = s.b;
    traced const z = s.z;
    bool const first = k == 0;
    switch (s.operation) {
    case op::add: return d;
    case op::sub: return first ? d : -d;
    case op::mul: return first ? d * b : d * a;
    case op::div: return first ? d / b : -(d / b * z);
    case op::neg: return -d;
    case op::abs: return d * sign(a);
    case op::sqrt: return d / (2 * z);
    case op::cbrt: return d / (3 * (z * z));
    case op::exp: return d * z;
    case op::exp2: return d * (z * 0.69314718055994530942);
    case op::expm1: return d * (z + 1);
    case op::log: return d / a;
    case op::log2: return d / (a * 0.69314718055994530942);
    case op::log10: return d / (a * 2.30258509299404568402);
    case op::log1p: return d / (a + 1);
    case op::pow:
        if (first) return select(a == 0 && b == 0, 0, d * (b * pow(a, b - 1)));
        return select(a == 0 && b >= 0, 0, d * (z * log(a)));
    case op::sin: return d * cos(a);
    case op::cos: return -(d * sin(a));
    case op::tan: return d * (1 + z * z);
    case op::asin: return d / sqrt((1 - a) * (1 + a));
    case op::acos: return -(d / sqrt((1 - a) * (1 + a)));
    case op::atan: return d / (1 + a * a);
    case op::atan2: return first ? d * (b / (a * a + b * b)) : -(d * (a / (a * a + b * b)));
    case op::sinh: return d * cosh(a);
    case op::cosh: return d * sinh(a);
    case op::tanh: return d * (1 - z * z);
    case op::asinh: return d / hypot(a, 1);
    case op::acosh: return d / (sqrt(a - 1) * sqrt(a + 1));
    case op::atanh: return d / ((1 - a) * (1 + a));
    case op::erf: return d * (1.12837916709551257390 * exp(-(a * a)));
    case op::erfc: return -(d * (1.12837916709551257390 * exp(-(a * a))));
    case op::hypot: return select(z == 0, 0, d * ((first ? a : b) / z));
    case op::sigmoid: return d * (z * (1 - z));
    case op::softplus: return d * sigmoid(a);
    case op::min: return detail::extremum_rule(s, b < a, first, d);
    case op::fmin: return detail::extremum_rule(s, b < a || a != a, first, d);
    case op::max: return detail::extremum_rule(s, a < b, first, d);
    case op::fmax: return detail::extremum_rule(s, a < b || a != a, first, d);
    case op::select:
    case op::cond: return k == 1 ? choose(s.operation, s.test, d, 0) : choose(s.operation, s.test, 0, d);
    case op::custom: return first ? d : d * s.c;
    case op::call:
    case op::result:
    case op::argument: return traced(a.graph(), a.graph()->append(op::no_derivative));
    // whole tensors: differentiate/tensor_rules.hpp
    case op::table:
    case op::iota:
    case op::view:
    case op::unview:
    case op::reshape:
    case op::reduce_sum:
    case op::reduce_max:
    case op::reduce_min:
    case op::argmax:
    case op::argmin:
    case op::cumsum:
    case op::cholesky:
    case op::inverse:
    case op::log_determinant:
    case op::scan:
    case op::contract:
    case op::gather:
    case op::scatter:
    case op::triangular_solve:
    case op::concat:
    case op::sign:
    case op::floor:
    case op::ceil:
    case op::round:
    case op::stop_gradient:
    case op::no_derivative:
    case op::input:
    case op::captured:
    case op::constant:
    case op::less:
    case op::less_equal:
    case op::equal:
    case op::logical_and:
    case op::logical_or:
    case op::logical_not: break;
    }
    return 0;
}

/// Whether a change of the operands changes the result smoothly: steps and comparisons pass nothing on.
[[nodiscard]] constexpr bool passes_derivative(op operation) noexcept {
    return operation > op::no_derivative && !is_condition(operation) && operation != op::argmax &&
           operation != op::argmin && !(operation >= op::sign && operation <= op::stop_gradient);
}

/// The operands that have a rule: from the first to before the last.
[[nodiscard]] constexpr int first_active(op operation) noexcept { return is_choice(operation) ? 1 : 0; }
[[nodiscard]] constexpr int end_active(op operation) noexcept {
    return operation == op::custom ? 2 : operation == op::gather || operation == op::scatter ? 1 : arity(operation);
}

}  // namespace tapeless

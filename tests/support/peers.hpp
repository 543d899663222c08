// SPDX-License-Identifier: BSL-1.0
// Graphs evaluated with other tools' scalars.
// In: a graph and the tool's independent variables. Out: the tool's first result, of which it takes the gradient.
#pragma once

#include "support/bounded.hpp"
#include "support/jacobians.hpp"

namespace support {

/// The operations that every tool has under the usual name, and those that its users write out with them; conditions
/// are decided by the values, as such tools do when they record.
inline bool peers_have(op o) {
    switch (o) {
    case op::cbrt:
    case op::expm1:
    case op::log1p:
    case op::erf:
    case op::erfc:
    case op::softplus:
    case op::fmin:
    case op::fmax: return false;
    default: return true;
    }
}

/// `Scalar` has the arithmetic operators and, found by argument-dependent lookup, the functions; `value(x)` is its
/// number.
template <class Scalar, class Value>
Scalar evaluate_with(owned_graph const& g, std::vector<Scalar> const& inputs, Value value) {
    std::vector<Scalar> v(g.nodes.size());
    for (std::size_t i = 0; i < g.nodes.size(); ++i) {
        node const& n = g.nodes[i];
        std::size_t const ia = static_cast<std::size_t>(n.a), ib = static_cast<std::size_t>(n.b);
        if (n.operation == op::input) {
            v[i] = inputs[ia];
            continue;
        }
        if (n.operation == op::constant) {
            v[i] = Scalar(n.value);
            continue;
        }
        Scalar const& a = v[ia];
        Scalar const& b = v[ib];
        double const x = value(a), y = value(b);
        switch (n.operation) {
        case op::neg: v[i] = -a; break;
        case op::abs: v[i] = fabs(a); break;
        case op::sqrt: v[i] = sqrt(a); break;
        case op::exp: v[i] = exp(a); break;
        case op::exp2: v[i] = exp(a * std::log(2.0)); break;
        case op::log: v[i] = log(a); break;
        case op::log2: v[i] = log(a) / std::log(2.0); break;
        case op::log10: v[i] = log10(a); break;
        case op::sin: v[i] = sin(a); break;
        case op::cos: v[i] = cos(a); break;
        case op::tan: v[i] = tan(a); break;
        case op::asin: v[i] = asin(a); break;
        case op::acos: v[i] = acos(a); break;
        case op::atan: v[i] = atan(a); break;
        case op::atan2: v[i] = atan2(a, b); break;
        case op::sinh: v[i] = sinh(a); break;
        case op::cosh: v[i] = cosh(a); break;
        case op::tanh: v[i] = tanh(a); break;
        case op::asinh: v[i] = asinh(a); break;
        case op::acosh: v[i] = acosh(a); break;
        case op::atanh: v[i] = atanh(a); break;
        case op::sigmoid: v[i] = x < 0 ? Scalar(exp(a) / (1.0 + exp(a))) : Scalar(1.0 / (1.0 + exp(-a))); break;
        case op::add: v[i] = a + b; break;
        case op::sub: v[i] = a - b; break;
        case op::mul: v[i] = a * b; break;
        case op::div: v[i] = a / b; break;
        case op::pow: v[i] = g.nodes[ib].operation == op::constant ? Scalar(pow(a, y)) : Scalar(pow(a, b)); break;
        case op::hypot: v[i] = sqrt(a * a + b * b); break;
        case op::min: v[i] = y < x ? b : a; break;
        case op::max: v[i] = x < y ? b : a; break;
        default:
            if (role_of(n.operation) == role::choice) v[i] = x != 0 ? b : v[static_cast<std::size_t>(n.c)];
            else v[i] = Scalar(standard(n.operation, x, y));  // conditions and steps: no derivative
        }
    }
    return v[static_cast<std::size_t>(g.outputs[0])];
}

/// `gradient(graph, point)` is another tool's. Its error is bounded like ours, as if it rounded to 36 bits: the rules
/// of others cancel near the ends of domains (1 - x * x for atanh), and differences of such terms show it.
template <class Gradient>
std::string differs_from_peer(sample const& s, Gradient gradient, tally& count) {
    if (bends(s.graph, s.point)) return {};
    std::vector<bounded> const values = bounded_values(s.graph, s.point);
    for (std::size_t i = 0; i < values.size(); ++i) {
        node const& n = s.graph.nodes[i];
        if (!(values[i].error < 1e-8L)) return {};  // a decision that rounding may turn
        bool const power = n.operation == op::pow && s.graph[n.b].operation != op::constant;
        if (power && values[static_cast<std::size_t>(n.a)].value <= 0) return {};  // ADOL-C drops such exponents
    }
    precision const coarse{.unit = 0x1p-36L, .exact = false};
    std::vector<bounded> const mine = bounded_outputs(jacobian_by_rows(s.graph), s.point, coarse);
    std::vector<double> const other = gradient(s.graph, s.point);
    for (std::size_t i = 0; i < other.size(); ++i) {
        std::string wrong = compared("gradient and the other tool's", i, mine[i], {other[i], 0}, count);
        if (!wrong.empty()) return wrong;
    }
    return {};
}

}  // namespace support

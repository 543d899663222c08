// SPDX-License-Identifier: BSL-1.0
// What the derivative of each operation should be, found without the library, and the passes run at run time.
// In: an operation and a point, or a graph. Out: closed forms and finite differences in long double; derivative graphs.
#pragma once

#include "support/graphs.hpp"

#include <tapeless/differentiate/forward.hpp>
#include <tapeless/differentiate/reverse.hpp>

namespace support {

/// Whether an operation with number operands has a derivative that is not zero everywhere.
inline bool has_derivative(op o) {
    return tapeless::has_kernel(o) && !tapeless::is_condition(o) && o != op::sign && o != op::floor && o != op::ceil &&
           o != op::round && o != op::stop_gradient;
}

/// The partial derivative of an operation by operand k, as a table of integrals prints it.
inline long double closed_form(op o, int k, long double a, long double b = 0) {
    using std::exp, std::log, std::sqrt, std::cos, std::sin, std::cosh, std::sinh, std::pow;
    long double const two_over_root_pi = 2 / sqrt(std::acos(-1.0L));
    switch (o) {
    case op::neg: return -1;
    case op::abs: return a > 0 ? 1 : -1;
    case op::sqrt: return 1 / (2 * sqrt(a));
    case op::cbrt: return 1 / (3 * std::cbrt(a) * std::cbrt(a));
    case op::exp: return exp(a);
    case op::exp2: return std::exp2(a) * log(2.0L);
    case op::expm1: return exp(a);
    case op::log: return 1 / a;
    case op::log2: return 1 / (a * log(2.0L));
    case op::log10: return 1 / (a * log(10.0L));
    case op::log1p: return 1 / (1 + a);
    case op::sin: return cos(a);
    case op::cos: return -sin(a);
    case op::tan: return 1 / (cos(a) * cos(a));
    case op::asin: return 1 / sqrt(1 - a * a);
    case op::acos: return -1 / sqrt(1 - a * a);
    case op::atan: return 1 / (1 + a * a);
    case op::sinh: return cosh(a);
    case op::cosh: return sinh(a);
    case op::tanh: return 1 / (cosh(a) * cosh(a));
    case op::asinh: return 1 / sqrt(1 + a * a);
    case op::acosh: return 1 / sqrt(a * a - 1);
    case op::atanh: return 1 / (1 - a * a);
    case op::erf: return two_over_root_pi * exp(-a * a);
    case op::erfc: return -two_over_root_pi * exp(-a * a);
    case op::sigmoid: return 1 / (2 + exp(a) + exp(-a));
    case op::softplus: return 1 / (1 + exp(-a));
    case op::add: return 1;
    case op::sub: return k == 0 ? 1 : -1;
    case op::mul: return k == 0 ? b : a;
    case op::div: return k == 0 ? 1 / b : -a / (b * b);
    case op::pow: return k == 0 ? b * pow(a, b - 1) : pow(a, b) * log(a);
    case op::atan2: return k == 0 ? b / (a * a + b * b) : -a / (a * a + b * b);
    case op::hypot: return (k == 0 ? a : b) / sqrt(a * a + b * b);
    case op::min:
    case op::fmin: return (a < b) == (k == 0) ? 1 : 0;
    case op::max:
    case op::fmax: return (a < b) == (k == 0) ? 0 : 1;
    default: break;
    }
    return 0;
}

/// Central differences extrapolated to step zero (Richardson), in long double.
template <class F>
long double finite_difference(F f, long double x, long double step) {
    constexpr int levels = 6;
    long double table[levels];
    for (int i = 0; i < levels; ++i, step /= 2) {
        table[i] = (f(x + step) - f(x - step)) / (2 * step);
        long double factor = 4;
        for (int j = i - 1; j >= 0; --j, factor *= 4)
            table[j] = table[j + 1] + (table[j + 1] - table[j]) / (factor - 1);
    }
    return table[0];
}
inline long double finite_difference(op o, int k, long double a, long double b = 0) {
    long double const x = k == 0 ? a : b;
    return finite_difference([&](long double v) { return k == 0 ? standard(o, v, b) : standard(o, a, v); }, x,
                             0.01L * (std::fabs(x) < 1 ? std::fabs(x) : 1));
}

struct point {
    double a, b;
};

/// Points in the domain of an operation, away from its kinks.
inline std::vector<point> points_of(op o) {
    switch (o) {
    case op::sqrt:
    case op::log:
    case op::log2:
    case op::log10: return {{0.25, 0}, {1.7, 0}, {40, 0}};
    case op::log1p: return {{-0.5, 0}, {1e-3, 0}, {3, 0}};
    case op::asin:
    case op::acos:
    case op::atanh: return {{-0.75, 0}, {0.1, 0}, {0.6, 0}};
    case op::acosh: return {{1.25, 0}, {2, 0}, {10, 0}};
    case op::pow: return {{0.5, 2.5}, {2, -1.5}, {3, 0.25}};
    case op::div: return {{0.5, 2.5}, {-2, 0.75}, {3, -4}};
    default:
        if (tapeless::arity(o) == 1) return {{-1.4, 0}, {0.3, 0}, {1.1, 0}};
        return {{0.5, 2.5}, {-2, 0.75}, {-3, -4}};
    }
}

/// A graph of one operation on the first inputs; a select chooses input 0 where input 2 is less than 0.5, else input 1.
inline owned_graph graph_of_one(op o) {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const operands = tapeless::arity(o);
    if (operands == 1) return take(g, {g.append(o, x)});
    int const y = g.input(1);
    if (operands == 2) return take(g, {g.append(o, x, y)});
    int const test = g.append(op::less, g.input(2), g.constant(0.5));
    return take(g, {g.append(o, test, x, y)});
}

/// The adjoints of all inputs for a sensitivity of 1 of the first output, of 2 of the second, and so on.
/// `fixed` inputs are not differentiated.
inline owned_graph reverse_graph(owned_graph const& from, int fixed = -1) {
    tapeless::graph_builder out(from.view(), tapeless::sharing::on, from.size() + 1);
    std::vector<int> seeds;
    for (std::size_t i = 0; i < from.outputs.size(); ++i) seeds.push_back(out.constant(static_cast<double>(i + 1)));
    bool wanted[16]{};
    for (int i = 0; i < from.input_count; ++i) wanted[i] = i != fixed;
    std::vector<int> adjoints(static_cast<std::size_t>(from.input_count));
    tapeless::reverse_sweep(from.view(), wanted, out).run(seeds.data(), adjoints.data());
    for (int& adjoint : adjoints)
        if (adjoint < 0) adjoint = out.constant(0);
    return take(out, adjoints);
}

/// The tangents of all outputs for tangents of the inputs that are inputs themselves, after those of the graph.
inline owned_graph forward_graph(owned_graph const& from) {
    tapeless::graph_builder out(from.view(), tapeless::sharing::on, from.size() + 1);
    std::vector<int> seeds;
    for (int i = 0; i < from.input_count; ++i) seeds.push_back(out.input(from.input_count + i));
    std::vector<int> tangents(from.outputs.size());
    tapeless::forward_sweep(from.view(), seeds.data(), out, tangents.data());
    for (int& tangent : tangents)
        if (tangent < 0) tangent = out.constant(0);
    return take(out, tangents);
}

/// The derivative of the first output by input k, in forward mode: all inputs vary, that one has a seed.
inline double forward_derivative(owned_graph const& from, std::vector<double> const& inputs, int k) {
    tapeless::graph_builder out(from.view(), tapeless::sharing::on, from.size() + 1);
    std::vector<int> seeds(static_cast<std::size_t>(from.input_count), -1);
    seeds[static_cast<std::size_t>(k)] = out.constant(1);
    bool const wanted[16]{true, true, true, true, true, true, true, true,
                          true, true, true, true, true, true, true, true};
    std::vector<int> tangents(from.outputs.size());
    tapeless::forward_sweep(from.view(), seeds.data(), out, tangents.data(), wanted);
    return interpret(take(out, {tangents[0] < 0 ? out.constant(0) : tangents[0]}), inputs)[0];
}

}  // namespace support

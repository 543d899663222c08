// SPDX-License-Identifier: BSL-1.0
// Graphs at run time, for tests of the passes.
// In: a builder or a random source. Out: graphs that own their nodes, and two interpreters for them: one that uses the
// library's kernels, one that is independent of them.
#pragma once

#include <tapeless/graph/builder.hpp>
#include <tapeless/graph/kernel.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace support {

using tapeless::node;
using tapeless::op;

/// A graph that owns its nodes.
struct owned_graph {
    std::vector<node> nodes;
    std::vector<int> outputs;
    int input_count = 0;

    [[nodiscard]] tapeless::graph_view view() const {
        return {nodes.data(), static_cast<int>(nodes.size()), outputs.data(), static_cast<int>(outputs.size()),
                input_count};
    }
    [[nodiscard]] int size() const { return static_cast<int>(nodes.size()); }
    [[nodiscard]] node const& operator[](int i) const { return nodes[static_cast<std::size_t>(i)]; }
    /// The node that computes an output.
    [[nodiscard]] node const& result(std::size_t i = 0) const { return (*this)[outputs[i]]; }
};

inline owned_graph take(tapeless::graph_builder const& from, std::vector<int> outputs) {
    return {{from.nodes(), from.nodes() + from.size()}, std::move(outputs), from.input_count()};
}

inline bool operator==(owned_graph const& x, owned_graph const& y) {
    return x.nodes == y.nodes && x.outputs == y.outputs && x.input_count == y.input_count;
}

/// One line a node, for the message of a failed test.
inline std::string listing(owned_graph const& g) {
    std::string text;
    for (int i = 0; i < g.size(); ++i) {
        node const& n = g[i];
        text += std::to_string(i) + " = " + tapeless::row(n.operation).name;
        if (n.operation == op::constant) text += " " + std::to_string(n.value);
        if (n.operation == op::input) text += " " + std::to_string(n.a);
        for (int k = 0; k < tapeless::arity(n.operation); ++k) text += " " + std::to_string(operand(n, k));
        text += "\n";
    }
    text += "outputs:";
    for (int output : g.outputs) text += " " + std::to_string(output);
    return text + "\n";
}

/// What an operation is worth by the standard library, in any precision: shares no code with the kernels.
template <class Real>
Real standard(op operation, Real a, Real b = 0, Real c = 0) {
    switch (operation) {
    case op::neg: return -a;
    case op::abs: return std::fabs(a);
    case op::sqrt: return std::sqrt(a);
    case op::cbrt: return std::cbrt(a);
    case op::exp: return std::exp(a);
    case op::exp2: return std::exp2(a);
    case op::expm1: return std::expm1(a);
    case op::log: return std::log(a);
    case op::log2: return std::log2(a);
    case op::log10: return std::log10(a);
    case op::log1p: return std::log1p(a);
    case op::sin: return std::sin(a);
    case op::cos: return std::cos(a);
    case op::tan: return std::tan(a);
    case op::asin: return std::asin(a);
    case op::acos: return std::acos(a);
    case op::atan: return std::atan(a);
    case op::sinh: return std::sinh(a);
    case op::cosh: return std::cosh(a);
    case op::tanh: return std::tanh(a);
    case op::asinh: return std::asinh(a);
    case op::acosh: return std::acosh(a);
    case op::atanh: return std::atanh(a);
    case op::erf: return std::erf(a);
    case op::erfc: return std::erfc(a);
    case op::sigmoid: return a < 0 ? std::exp(a) / (1 + std::exp(a)) : 1 / (1 + std::exp(-a));
    case op::softplus: return a > 0 ? a + std::log1p(std::exp(-a)) : std::log1p(std::exp(a));
    case op::sign: return a > 0 ? Real(1) : a < 0 ? Real(-1) : a;
    case op::floor: return std::floor(a);
    case op::ceil: return std::ceil(a);
    case op::logical_not: return a == 0;
    case op::add: return a + b;
    case op::sub: return a - b;
    case op::mul: return a * b;
    case op::div: return a / b;
    case op::pow: return std::pow(a, b);
    case op::atan2: return std::atan2(a, b);
    case op::hypot: return std::hypot(a, b);
    case op::min: return b < a ? b : a;
    case op::max: return a < b ? b : a;
    case op::fmin: return std::fmin(a, b);
    case op::fmax: return std::fmax(a, b);
    case op::less: return a < b;
    case op::less_equal: return a <= b;
    case op::equal: return a == b;
    case op::logical_and: return a != 0 && b != 0;
    case op::logical_or: return a != 0 || b != 0;
    case op::round: return std::round(a);
    case op::stop_gradient: return a;
    case op::select:
    case op::cond: return a != 0 ? b : c;
    default: break;
    }
    return 0;
}

/// The value of every node; `compute(operation, a, b, c)` gives that of an operation.
template <class Real, class Compute>
std::vector<Real> node_values(owned_graph const& g, std::vector<double> const& inputs, Compute compute) {
    std::vector<Real> value(g.nodes.size());
    for (std::size_t i = 0; i < g.nodes.size(); ++i) {
        node const& n = g.nodes[i];
        auto const at = [&](int k) { return value[static_cast<std::size_t>(k)]; };
        int const operands = tapeless::arity(n.operation);
        if (n.operation == op::input) value[i] = static_cast<Real>(inputs[static_cast<std::size_t>(n.a)]);
        else if (n.operation == op::constant) value[i] = static_cast<Real>(n.value);
        else
            value[i] =
                compute(n.operation, at(n.a), operands > 1 ? at(n.b) : Real(0), operands > 2 ? at(n.c) : Real(0));
    }
    return value;
}

template <class Real>
std::vector<Real> only_outputs(owned_graph const& g, std::vector<Real> const& values) {
    std::vector<Real> result;
    for (int output : g.outputs) result.push_back(values[static_cast<std::size_t>(output)]);
    return result;
}

/// The outputs by the library's kernels, as constant folding computes them.
inline std::vector<double> interpret(owned_graph const& g, std::vector<double> const& inputs) {
    return only_outputs(g, node_values<double>(g, inputs, [](op o, double a, double b, double c) {
                            return tapeless::fold(o, a, b, c);
                        }));
}

namespace detail {
template <class T, int... I>
T kernel_value(op operation, T a, T b, T c, std::integer_sequence<int, I...>) {
    T result = 0;
    auto const run = [&]<op O>() {
        if constexpr (!tapeless::has_kernel(O)) result = a;
        else if constexpr (tapeless::arity(O) == 1) result = static_cast<T>(tapeless::kernel<O>::run(a));
        else if constexpr (tapeless::arity(O) == 2) result = static_cast<T>(tapeless::kernel<O>::run(a, b));
        else if constexpr (tapeless::arity(O) == 3) result = static_cast<T>(tapeless::kernel<O>::run(a != T(0), b, c));
    };
    static_cast<void>(
        ((operation == static_cast<op>(I) && (run.template operator()<static_cast<op>(I)>(), true)) || ...));
    return result;
}
}  // namespace detail

/// What the library's kernel of an operation gives, in float or double; a condition is 1 or 0.
template <class T>
T kernel_value(op operation, T a, T b, T c) {
    return detail::kernel_value(operation, a, b, c, std::make_integer_sequence<int, tapeless::op_count>{});
}

/// The outputs of a graph as nodes of `g`, which shares: equal expressions become equal nodes, also where the operands
/// of a commutative operation have changed places.
inline std::vector<int> copied(owned_graph const& from, tapeless::graph_builder& g) {
    std::vector<int> place;
    for (tapeless::node n : from.nodes) {
        int const count = tapeless::arity(n.operation);
        auto const at = [&](int k) { return place[static_cast<std::size_t>(k)]; };
        if (n.operation == op::input) place.push_back(g.input(n.a));
        else if (n.operation == op::constant) place.push_back(g.constant(n.value));
        else {
            int a = at(n.a), b = count > 1 ? at(n.b) : 0;
            if (tapeless::row(n.operation).commutative && a > b) std::swap(a, b);
            place.push_back(g.append(n.operation, a, b, count > 2 ? at(n.c) : 0));
        }
    }
    return only_outputs(from, place);
}

/// The outputs by the standard library.
template <class Real>
std::vector<Real> interpret_standard(owned_graph const& g, std::vector<double> const& inputs) {
    return only_outputs(g, node_values<Real>(g, inputs, standard<Real>));
}

/// The same numbers on every machine.
class random_source {
public:
    constexpr explicit random_source(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
    /// 0 ... n-1
    constexpr int below(int n) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<int>((state_ >> 33) % static_cast<unsigned>(n));
    }
    constexpr double between(double low, double high) { return low + (high - low) * below(1 << 20) / (1 << 20); }

private:
    std::uint64_t state_;
};

/// What a random graph may contain.
struct random_options {
    int inputs = 3;
    int nodes = 25;
    int outputs = 2;
    bool smooth = false;    ///< no kinks, steps, comparisons and selections
    bool quotients = true;  ///< divisions among the rest
};

/// A random graph and points at which all of its nodes are finite and of moderate size.
struct random_graph {
    owned_graph graph;
    std::vector<std::vector<double>> points;

    random_graph(random_source& random, random_options const& wanted) {
        for (int i = 0; i < 2; ++i) {
            points.emplace_back();
            for (int k = 0; k < wanted.inputs; ++k) points.back().push_back(random.between(-2, 2));
        }
        tapeless::graph_builder builder(tapeless::sharing::on);
        std::vector<std::vector<double>> values(points.size());
        std::vector<int> numbers;
        std::vector<int> conditions;
        auto const keep = [&](int index) {
            if (index < static_cast<int>(values[0].size())) return;
            node const& n = builder[index];
            for (std::size_t p = 0; p < points.size(); ++p) {
                auto const at = [&](int k) { return values[p][static_cast<std::size_t>(k)]; };
                values[p].push_back(n.operation == op::input      ? points[p][static_cast<std::size_t>(n.a)]
                                    : n.operation == op::constant ? n.value
                                                                  : compute(n, at));
            }
            (tapeless::is_condition(n.operation) ? conditions : numbers).push_back(index);
        };
        for (int i = 0; i < wanted.inputs; ++i) keep(builder.input(i));
        while (builder.size() < wanted.nodes) {
            if (random.below(5) == 0) {
                keep(builder.constant(constants[static_cast<std::size_t>(random.below(12))]));
                continue;
            }
            node n;
            n.operation = operation(random);
            if (!tapeless::has_kernel(n.operation)) continue;
            if (wanted.smooth && !is_smooth(n.operation)) continue;
            if (!wanted.quotients && n.operation == op::div) continue;
            bool const logical =
                n.operation == op::logical_and || n.operation == op::logical_or || n.operation == op::logical_not;
            bool const reads_condition = logical || tapeless::is_choice(n.operation);
            if (reads_condition && conditions.empty()) continue;
            auto const pick = [&](std::vector<int> const& from) {
                int const size = static_cast<int>(from.size());
                int const back = random.below(2) == 0 && size > 6 ? random.below(6) : random.below(size);
                return from[static_cast<std::size_t>(size - 1 - back)];
            };
            n.a = pick(reads_condition ? conditions : numbers);
            if (tapeless::arity(n.operation) > 1) n.b = pick(logical ? conditions : numbers);
            if (tapeless::arity(n.operation) > 2) n.c = pick(numbers);
            bool moderate = true;  // and no branch cut, where the sign of a zero decides
            for (std::size_t p = 0; p < points.size(); ++p) {
                double const v = compute(n, [&](int k) { return values[p][static_cast<std::size_t>(k)]; });
                double const size = std::fabs(v);
                bool const on_cut = n.operation == op::atan2 && values[p][static_cast<std::size_t>(n.a)] == 0;
                moderate = moderate && !on_cut && (v == 0 || (size > 1e-5 && size < 1e5));  // false for NaN
            }
            if (moderate) keep(builder.append(n));
        }
        std::vector<int> outputs;
        for (int i = 0; i < wanted.outputs; ++i)
            outputs.push_back(numbers[numbers.size() - 1 - static_cast<std::size_t>(random.below(8))]);
        graph = take(builder, outputs);
    }

private:
    static constexpr double constants[] = {0, 1, -1, 2, 0.5, -0.25, 3, -2, 4, 0.125, 1.5, -0.0};

    template <class At>
    static double compute(node const& n, At const& at) {
        int const operands = tapeless::arity(n.operation);
        return standard(n.operation, at(n.a), operands > 1 ? at(n.b) : 0.0, operands > 2 ? at(n.c) : 0.0);
    }
    static bool is_smooth(op o) {
        return !tapeless::is_condition(o) && o != op::abs && o != op::sign && o != op::floor && o != op::ceil &&
               o != op::round && o != op::stop_gradient && !(o >= op::min && o <= op::fmax) && !tapeless::is_choice(o);
    }
    /// Arithmetic as often as everything else.
    static op operation(random_source& random) {
        constexpr op arithmetic[] = {op::add, op::sub, op::mul, op::div, op::neg, op::mul, op::add, op::select};
        if (random.below(2) == 0) return arithmetic[random.below(8)];
        return static_cast<op>(2 + random.below(tapeless::op_count - 2));
    }
};

}  // namespace support

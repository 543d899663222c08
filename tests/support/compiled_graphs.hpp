// SPDX-License-Identifier: BSL-1.0
// Random graphs that are part of types, and the public verbs beside their run-time twins.
// In: seeds. Out: how often what was compiled differs from what the same passes give at run time.
#pragma once

#include "support/bounded.hpp"
#include "support/jacobians.hpp"
#include "support/programs.hpp"
#include "support/simplified.hpp"

#include <tapeless/calculus/jacobian.hpp>
#include <tapeless/expression/expression.hpp>

#include <array>

namespace support {

/// As its author prints it: G. Marsaglia, Xorshift RNGs, Journal of Statistical Software 8 (2003), 32 bits.
class xorshift {
public:
    constexpr explicit xorshift(unsigned seed) : state_(seed * 2654435761u + 1) {
        for (int i = 0; i < 8; ++i) below(2);
    }
    constexpr int below(int n) {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 17;
        state_ ^= state_ << 5;
        return static_cast<int>((state_ >> 4) % static_cast<unsigned>(n));
    }

private:
    unsigned state_;
};

using arguments = std::array<double, 3>;

constexpr arguments arguments_of(unsigned seed) {
    xorshift random(seed ^ 0x5bd1u);
    arguments x{};
    for (double& v : x) v = (random.below(4001) - 2000) / 999.0;
    return x;
}

/// A graph of 10 to 30 nodes, nearly all of which the result needs, with moderate values at the arguments. No
/// operation but arithmetic has constants alone as operands: folding it while compiling may give another last digit
/// than at run time.
constexpr auto seeded_graph(unsigned seed) {
    constexpr int most = 30;
    xorshift random(seed);
    arguments const x = arguments_of(seed);
    tapeless::graph_builder g(tapeless::sharing::on, most + 2);
    double values[most + 2]{};
    int numbers[most + 2]{}, conditions[most + 2]{}, users[most + 2]{};
    int number_count = 0, condition_count = 0;
    auto const keep = [&](int i, double value) {
        if (i + 1 < g.size()) return;
        values[i] = value;
        (tapeless::is_condition(g[i].operation) ? conditions[condition_count++] : numbers[number_count++]) = i;
        for (int k = 0; k < tapeless::arity(g[i].operation); ++k) ++users[operand(g[i], k)];
    };
    for (int i = 0; i < 3; ++i) keep(g.input(i), x[static_cast<std::size_t>(i)]);
    int const wanted = 10 + random.below(most - 14);
    for (int attempt = 0; attempt < 300 && g.size() < wanted; ++attempt) {
        if (random.below(8) == 0) {
            double const c = recipe_constants[random.below(16)];
            int const before = g.size();
            int const i = g.constant(c);
            if (g.size() > before) keep(i, c);
            continue;
        }
        constexpr op often[] = {op::add, op::sub, op::mul, op::div, op::neg, op::less, op::select};
        op const operation =
            random.below(2) == 0 ? often[random.below(7)] : static_cast<op>(2 + random.below(tapeless::op_count - 2));
        role const what = role_of(operation);
        if (what == role::left_out || (what != role::numbers && condition_count == 0)) continue;
        auto const pick_number = [&] {
            int i = number_count - 1 - random.below(number_count);
            for (int k = number_count - 1; k >= 0 && random.below(3) != 0; --k)
                if (users[numbers[k]] == 0) i = k;  // the oldest of the last ones without a user
            return numbers[i];
        };
        auto const pick = [&](bool condition) {
            return condition ? conditions[random.below(condition_count)] : pick_number();
        };
        int const count = tapeless::arity(operation);
        int const a = pick(what != role::numbers);
        int const b = count > 1 ? pick(what == role::conditions) : 0;
        int const c = count > 2 ? pick(false) : 0;
        auto const fixed = [&](int i) { return g[i].operation == op::constant; };
        if (what == role::numbers && fixed(a) && (count < 2 || fixed(b))) continue;
        double const v = tapeless::fold(operation, values[a], values[b], values[c]);
        double const size = v < 0 ? -v : v;
        int const before = g.size();
        if (!(v == 0 || (size > 1e-3 && size < 1e3))) continue;
        int const i = g.append(operation, a, b, c);
        if (g.size() > before) keep(i, v);
    }
    int output = numbers[number_count - 1];
    for (int k = number_count - 2; k >= 0 && g.size() < most; --k)
        if (users[numbers[k]] == 0 && numbers[k] >= 3) output = g.append(op::add, output, numbers[k]);
    return g.freeze<most + 2, 1>(&output);
}

template <unsigned Seed>
struct compiled_graph {
    static constexpr auto roomy = seeded_graph(Seed);
    static constexpr auto graph = tapeless::shrink<roomy.size>(roomy);
    static constexpr tapeless::expression<graph> f{};
    static constexpr arguments x = arguments_of(Seed);

    // In constant evaluation.
    static constexpr double value = tapeless::value(f)(x[0], x[1], x[2]);
    static constexpr arguments gradient = tapeless::gradient(f)(x[0], x[1], x[2]);

    static owned_graph owned() { return {{graph.nodes, graph.nodes + graph.size}, {graph.outputs[0]}, 3}; }
};

/// The graph after tracing: what a verb starts from.
inline owned_graph traced_again(owned_graph const& from, std::size_t outputs) {
    tapeless::graph_builder g(tapeless::sharing::on);
    tapeless::traced inputs[3], results[3];
    for (int i = 0; i < 3; ++i) inputs[i] = tapeless::traced(&g, g.input(i));
    if (outputs == 1) tapeless::replay(as_value<1>(from), inputs, results);
    else tapeless::replay(as_value<3>(from), inputs, results);
    std::vector<int> ends;
    for (std::size_t i = 0; i < outputs; ++i) ends.push_back(results[i].index_in(g));
    owned_graph const raw = take(g, ends);
    tapeless::graph_builder out(tapeless::sharing::on);
    tapeless::rewrite(raw.view(), raw.size(), out, ends.data());
    return take(out, ends);
}

inline owned_graph gradient_twin(owned_graph const& from) {
    owned_graph const trace = traced_again(from, 1);
    tapeless::graph_builder raw(trace.view(), tapeless::sharing::off, 5 * trace.size() + 16);
    int const seed = raw.constant(1);
    std::vector<int> adjoints(3);
    tapeless::reverse_sweep(trace.view(), all_wanted, raw).run(&seed, adjoints.data());
    for (int& adjoint : adjoints)
        if (adjoint < 0) adjoint = raw.constant(0);
    return simplified(take(raw, adjoints), trace.size());
}

inline owned_graph hessian_twin(owned_graph const& gradient) {
    owned_graph const trace = traced_again(gradient, 3);
    bool const small = trace.size() <= tapeless::jacobian_elimination::most_nodes;
    return simplified(small ? jacobian_by_elimination(trace) : jacobian_by_columns(trace), trace.size());
}

/// Node by node the same, up to the last bits of constants: elementary functions of constants are folded by the library's
/// own code in constant evaluation, at run time by the C library's.
inline bool same_but_rounding(owned_graph const& a, owned_graph const& b) {
    bool same = a.size() == b.size() && a.outputs == b.outputs;
    for (int i = 0; i < a.size() && same; ++i) {
        node n = a[i];
        double const off = std::fabs(n.value - b[i].value);
        if (off <= 4e-16 * std::fabs(n.value)) n.value = b[i].value;
        same = n == b[i];
    }
    return same;
}

/// What differs; the first three should be zero, the others tell how much was compared.
struct disagreement {
    int graphs = 0;     ///< the compiled gradient's graph is not the twin's
    int bits = 0;       ///< a number at run time is not the twin's
    int constants = 0;  ///< a number in constant evaluation is further off than rounding explains
    int nodes = 0;
    int entries = 0;
    int sharp = 0;  ///< numbers that rounding explains to ten digits at least
    std::string first;

    void note(int& what, char const* name, owned_graph const& g, arguments const& x) {
        ++what;
        if (first.empty()) first = std::string(name) + "\n" + formula_at(g, {x.begin(), x.end()});
    }
};

/// One graph through value, gradient and, for every fourth seed, the Hessian.
template <unsigned Seed>
void compare_compiled(disagreement& d) {
    using tapeless::structure::scalar;
    using compiled = compiled_graph<Seed>;
    using function = tapeless::expression<compiled::graph>;
    owned_graph const from = compiled::owned();
    std::vector<double> const point(compiled::x.begin(), compiled::x.end());
    auto const same_bits = [](double a, double b) {
        return __builtin_bit_cast(long long, a) == __builtin_bit_cast(long long, b) || (a != a && b != b);
    };
    auto const known = [](bounded const& b) { return b.error < detail::unknown && std::isfinite(b.value); };
    double volatile x0 = compiled::x[0], x1 = compiled::x[1], x2 = compiled::x[2];

    owned_graph const twin = gradient_twin(from);
    constexpr auto const& made =
        tapeless::detail::transformed<tapeless::detail::gradient_verb<false>, function, scalar, scalar, scalar>::value;
    owned_graph const own{
        {made.nodes, made.nodes + made.size}, {made.outputs[0], made.outputs[1], made.outputs[2]}, made.input_count};
    // As expressions: where a rule calls two functions in one expression, g++ orders them otherwise at run time.
    tapeless::graph_builder both(tapeless::sharing::on);
    d.nodes += from.size();
    if (copied(own, both) != copied(twin, both)) {
        if (!same_but_rounding(own, twin)) d.note(d.graphs, "another gradient graph", from, compiled::x);
        return;
    }

    arguments const slopes = tapeless::gradient(function{})(x0, x1, x2);
    double const result = tapeless::value(function{})(x0, x1, x2);
    std::vector<double> const expected = executed<double, 3>(scheduled<3>(twin).program, point);
    std::vector<bounded> const bounds = bounded_outputs(own, point);
    for (std::size_t i = 0; i < 3; ++i) {
        ++d.entries;
        d.sharp += bounds[i].error <= 1e-10L * std::fabs(bounds[i].value) || compiled::gradient[i] == 0;
        if (!same_bits(slopes[i], expected[i])) d.note(d.bits, "other bits", from, compiled::x);
        long double const off = std::fabs(static_cast<long double>(slopes[i]) - compiled::gradient[i]);
        if (known(bounds[i]) && !(off <= 2 * bounds[i].error))
            d.note(d.constants, "another constant", from, compiled::x);
    }
    bounded const exact = bounded_outputs(from, point)[0];
    for (double const v : {result, compiled::value})
        if (known(exact) && !(std::fabs(v - exact.value) <= 2 * exact.error))
            d.note(d.constants, "another value", from, compiled::x);

    if constexpr (Seed % 4 == 0) {
        auto const hessian = tapeless::jacobian(tapeless::gradient(function{}))(x0, x1, x2);
        owned_graph const second = hessian_twin(twin);
        std::vector<double> const rows = executed<double, 9>(scheduled<9>(second).program, point);
        for (std::size_t i = 0; i < 9; ++i) {
            ++d.entries;
            if (!same_bits(hessian[i / 3][i % 3], rows[i]))
                d.note(d.bits, "other bits of the Hessian", from, compiled::x);
        }
    }
}

template <unsigned First, unsigned... I>
disagreement compare_all(std::integer_sequence<unsigned, I...>) {
    disagreement d;
    (compare_compiled<First + I>(d), ...);
    return d;
}

}  // namespace support

// SPDX-License-Identifier: BSL-1.0
// Checks every derivative rule against finite differences and the conventions at kinks; ends with the number of faults.
// mutate.py compiles it against faulty rules, so it is small, needs no test framework and runs the passes at run time.
#include "support/close.hpp"
#include "support/derivatives.hpp"

#include <cstdio>

using support::infinity;
using support::not_a_number;
using tapeless::op;
using tapeless::traced;

namespace {

int faults = 0;

void expect(op o, int k, char const* mode, double found, double wanted) {
    // numbers at kinks are exact; the others differ from finite differences by less than this
    if (support::close(found, wanted, 1e-11)) return;
    ++faults;
    std::printf("%s by operand %d, %s: %.17g instead of %.17g\n", tapeless::row(o).name, k, mode, found, wanted);
}

/// Both modes at a point.
void check(op o, int k, double a, double b, double wanted) {
    auto const g = support::graph_of_one(o);
    std::vector<double> inputs{a};
    if (g.input_count > 1) inputs.push_back(b);
    if (g.input_count > 2) inputs.push_back(0);
    expect(o, k, "reverse", support::interpret(support::reverse_graph(g), inputs)[static_cast<std::size_t>(k)], wanted);
    expect(o, k, "forward", support::forward_derivative(g, inputs, k), wanted);
}

/// The rule of a stated derivative: z = y with slope y * y by x, so that dz = dy + y^2 dx.
void check_custom() {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const y = g.input(1);
    auto const graph = support::take(g, {g.append(op::custom, y, x, g.append(op::mul, y, y))});
    auto const reverse = support::reverse_graph(graph);
    // no derivative needs the node itself, so that the plain interpreter serves
    auto const adjoints = support::interpret(reverse, {5, 3});
    expect(op::custom, 1, "reverse", adjoints[0], 9);
    expect(op::custom, 0, "reverse", adjoints[1], 1);
    expect(op::custom, 1, "forward", support::forward_derivative(graph, {5, 3}, 0), 9);
    expect(op::custom, 0, "forward", support::forward_derivative(graph, {5, 3}, 1), 1);
}

/// What is asked of a call by differentiation is marked as missing.
void check_call() {
    static constexpr tapeless::opaque_function nothing{2, 2, nullptr, nullptr};
    tapeless::graph_builder g(tapeless::sharing::on);
    int const list = g.append(op::argument, g.input(0), g.input(1));
    int const first = g.call(&nothing, list);
    auto const graph = support::take(g, {g.append(op::result, first, 1), first});
    for (auto const& derivative : {support::reverse_graph(graph), support::forward_graph(graph)})
        for (int output : derivative.outputs) {
            bool marked = false;
            std::vector<int> waiting{output};
            while (!waiting.empty()) {
                tapeless::node const& n = derivative[waiting.back()];
                waiting.pop_back();
                marked = marked || n.operation == op::no_derivative;
                int const operands = n.operation == op::result ? 1 : tapeless::arity(n.operation);
                for (int k = 0; k < operands; ++k) waiting.push_back(tapeless::operand(n, k));
            }
            if (!marked) expect(op::call, 0, "either mode", 0, not_a_number);
        }
}

}  // namespace

int main() {
    for (int i = 2; i < tapeless::op_count; ++i) {
        op const o = static_cast<op>(i);
        if (!support::has_derivative(o) || tapeless::is_choice(o)) continue;
        for (support::point const p : support::points_of(o))
            for (int k = 0; k < tapeless::arity(o); ++k)
                check(o, k, p.a, p.b, static_cast<double>(support::finite_difference(o, k, p.a, p.b)));
    }

    check(op::abs, 0, 0, 0, 0);
    check(op::sqrt, 0, 0, 0, infinity);
    for (op const o : {op::min, op::max, op::fmin, op::fmax})
        for (int k : {0, 1}) check(o, k, 2, 2, 0.5);
    for (op const o : {op::fmin, op::fmax}) {
        check(o, 0, not_a_number, 2, 0);
        check(o, 1, not_a_number, 2, 1);
        check(o, 0, 2, not_a_number, 1);
        check(o, 1, 2, not_a_number, 0);
    }
    for (op const o : {op::min, op::max}) check(o, 0, not_a_number, 2, 1);
    check(op::pow, 0, 0, 0, 0);
    check(op::pow, 1, 0, 0, 0);
    check(op::pow, 1, 0, 2, 0);
    check(op::pow, 0, -2, 3, 12);
    check(op::pow, 1, -2, 3, not_a_number);
    check(op::pow, 1, 0, -1, -infinity);
    check(op::hypot, 0, 0, 0, 0);
    check(op::hypot, 1, 0, 0, 0);

    // a tie with an operand that does not vary belongs to neither
    for (op const o : {op::min, op::max, op::fmin, op::fmax})
        for (int fixed : {0, 1}) {
            auto const tie = support::interpret(support::reverse_graph(support::graph_of_one(o), fixed), {2, 2});
            expect(o, 1 - fixed, "tie with a constant", tie[static_cast<std::size_t>(1 - fixed)], 0);
        }

    // a choice: input 0 where input 2 is below 0.5, else input 1
    for (op const o : {op::select, op::cond}) {
        auto const g = support::graph_of_one(o);
        for (int chosen : {0, 1}) {
            std::vector<double> const inputs{3, 4, chosen == 0 ? 0.0 : 1.0};
            auto const adjoints = support::interpret(support::reverse_graph(g), inputs);
            for (int k : {0, 1}) {
                double const wanted = k == chosen ? 1 : 0;
                expect(o, 1 + k, "reverse", adjoints[static_cast<std::size_t>(k)], wanted);
                expect(o, 1 + k, "forward", support::forward_derivative(g, inputs, k), wanted);
            }
        }
    }
    check_custom();
    check_call();

    // steps and comparisons: nothing, whoever asks
    tapeless::graph_builder scratch(tapeless::sharing::on);
    traced const x(&scratch, scratch.input(0));
    for (int i = 0; i < tapeless::op_count; ++i) {
        op const o = static_cast<op>(i);
        if (support::has_derivative(o) || !tapeless::has_kernel(o)) continue;
        if (!derivative_rule({o, x, x, x, x}, 0, x).is_number(0)) expect(o, 0, "rule", not_a_number, 0);
        if (tapeless::passes_derivative(o)) expect(o, 0, "passes_derivative", 1, 0);
    }

    if (faults > 0) std::printf("%d faults\n", faults);
    return faults > 0 ? 1 : 0;
}

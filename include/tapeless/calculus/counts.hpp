// SPDX-License-Identifier: BSL-1.0
// What a function costs, as constants.
// In: a function, an expression or a verb's result, and the types of its arguments. Out: counts of operations.
#pragma once

#include <tapeless/calculus/inspect.hpp>
#include <tapeless/execute/liveness.hpp>

namespace tapeless {

/// Floating-point operations by kind; where a number is wanted, their total.
struct flops {
    int additions = 0;  ///< and what the adder does besides: subtraction, negation, abs, floor, ceil, round
    int multiplications = 0;
    int divisions = 0;       ///< and square roots, which the divider computes
    int transcendental = 0;  ///< calls of elementary functions and of external functions, each as one
    int comparisons = 0;     ///< and min, max, fmin, fmax, sign
    int selections = 0;      ///< select and cond
    int total = 0;

    constexpr operator int() const noexcept { return total; }
};

namespace detail {

/// Arguments and further results belong to their call.
[[nodiscard]] constexpr bool is_counted(op operation) noexcept {
    return arity(operation) > 0 && operation != op::argument && operation != op::result;
}

[[nodiscard]] constexpr int count_nodes(graph_view const& g) noexcept {
    int count = 0;
    for (int i = 0; i < g.size; ++i) count += is_counted(g.nodes[i].operation) ? 1 : 0;
    return count;
}

/// The kind of flop that an operation is, if any.
[[nodiscard]] constexpr int flops::*flop_kind(op operation) noexcept {
    switch (operation) {
    case op::add:
    case op::sub:
    case op::neg:
    case op::abs:
    case op::floor:
    case op::ceil:
    case op::round: return &flops::additions;
    case op::mul: return &flops::multiplications;
    case op::div:
    case op::sqrt: return &flops::divisions;
    case op::call: return &flops::transcendental;
    case op::less:
    case op::less_equal:
    case op::equal:
    case op::min:
    case op::max:
    case op::fmin:
    case op::fmax:
    case op::sign: return &flops::comparisons;
    case op::select:
    case op::cond: return &flops::selections;
    default: return is_call(operation) ? &flops::transcendental : nullptr;
    }
}

/// The flops of one node: one for each number of an operation on numbers. A contraction has a product and a sum for each
/// combination of labels; sums and extremes count the numbers that they read.
[[nodiscard]] constexpr flops shaped_flops(graph_view const& g, int i);

constexpr flops& operator+=(flops& a, flops const& b) {
    for (int flops::*const kind : {&flops::additions, &flops::multiplications, &flops::divisions,
                                   &flops::transcendental, &flops::comparisons, &flops::selections, &flops::total})
        a.*kind += b.*kind;
    return a;
}

[[nodiscard]] constexpr flops count_flops(graph_view const& g) noexcept {
    flops count;
    for (int i = 0; i < g.size; ++i)
        if (g.has_shapes()) count += shaped_flops(g, i);
        else if (int flops::*const kind = flop_kind(g.nodes[i].operation); kind != nullptr) {
            ++(count.*kind);
            ++count.total;
        }
    return count;
}

constexpr flops shaped_flops(graph_view const& g, int i) {
    node const& n = g.nodes[i];
    flops count;
    auto const add = [&count](int flops::*kind, int times) {
        count.*kind += times;
        count.total += times;
    };
    int const operand = arity(n.operation) > 0 && n.operation != op::argument ? g.shape_of(n.a).size() : 0;
    int const order =
        arity(n.operation) > 0 && g.shape_of(n.a).rank > 0 ? g.shape_of(n.a).at[g.shape_of(n.a).rank - 1] : 1;
    switch (n.operation) {
    case op::contract: {
        int pairs = operand;
        attribute const& how = g.attribute_of(i);
        for (int k = 0; k < g.shape_of(n.b).rank; ++k) {
            bool shared = false;
            for (int j = 0; j < g.shape_of(n.a).rank; ++j) shared = shared || how.axis[j] == how.step[k];
            if (!shared) pairs *= g.shape_of(n.b).at[k];
        }
        add(&flops::multiplications, pairs);
        add(&flops::additions, pairs);
        break;
    }
    case op::reduce_sum:
    case op::cumsum:
    case op::unview:
    case op::scatter: add(&flops::additions, operand); break;
    case op::reduce_max:
    case op::reduce_min:
    case op::argmax:
    case op::argmin: add(&flops::comparisons, operand); break;
    case op::cholesky:
    case op::log_determinant:
    case op::inverse: {  // as many products as sums: n^3 / 3 for two factors, half of it for one, n^3 for an inverse
        int const part = n.operation == op::inverse ? 1 : n.operation == op::cholesky ? 6 : 3;
        add(&flops::multiplications, operand * order / part);
        add(&flops::additions, operand * order / part);
        break;
    }
    case op::triangular_solve:
        add(&flops::multiplications, g.shape_of(i).size() * order / 2);
        add(&flops::additions, g.shape_of(i).size() * order / 2);
        break;
    case op::scan: {
        loop const what(g.attribute_of(i));
        flops const one = count_flops(g.part(what.part));
        for (int step = 0; step < what.steps; ++step) count += one;
        break;
    }
    default:
        if (int flops::*const kind = flop_kind(n.operation); kind != nullptr) add(kind, g.shape_of(i).size());
    }
    return count;
}

[[nodiscard]] constexpr int longest_path(graph_view const& g) {
    int* const length = new int[static_cast<unsigned>(g.size) + 1]{};
    for (int i = 0; i < g.size; ++i) {
        node const& n = g.nodes[i];
        for (int k = 0; k < arity(n.operation) && (n.operation != op::result || k == 0); ++k)
            if (length[i] < length[operand(n, k)]) length[i] = length[operand(n, k)];
        length[i] += is_counted(n.operation) ? 1 : 0;
    }
    int longest = 0;
    for (int i = 0; i < g.output_count; ++i)
        if (longest < length[g.outputs[i]]) longest = length[g.outputs[i]];
    delete[] length;
    return longest;
}

template <class Graph>
inline constexpr int nodes_of = count_nodes(Graph::value.view());
template <class Graph>
inline constexpr flops flops_of = count_flops(Graph::value.view());
template <class Graph>
inline constexpr int depth_of = longest_path(Graph::value.view());
template <class Program>
constexpr int most_alive() {
    if constexpr (requires { Program::on_tensors::workspace; }) {
        static_assert(!Program::is_shaped,
                      "live_values(f) requires f to be a function of numbers: for functions of tensors "
                      "workspace_bytes(f) says what is alive at once");
        return Program::is_shaped ? 0 : liveness(Program::value).most();
    } else return liveness(Program::value).most();
}
template <class Program>
inline constexpr int live_values_of = most_alive<Program>();
template <class Program>
constexpr int count_workspace() {
    if constexpr (requires { requires Program::is_shaped; }) return Program::on_tensors::workspace;
    else return 0;
}

}  // namespace detail

/// The number of operations in the simplified graph of f, each shared one counted once; inputs and constants are not
/// counted.
///
///   node_count(f), node_count<std::array<double, 4>, double>(f)
///
/// Shapes      A...: the types of the arguments; without them f is called with as many numbers as it takes, at most 32
/// Cost        a constant: f is traced, differentiated and simplified, but no program is made
/// Error       "node_count(f) and its relatives require a function f of numbers, or the types of its arguments: ..."
/// Example     static_assert(tapeless::node_count(tapeless::gradient(f)) < 100);
template <class... A, class F>
[[nodiscard]] constexpr int node_count(F const&) noexcept {
    return detail::nodes_of<typename inspected<F, A...>::graph_type>;
}

/// The floating-point operations of one call of f, by kind.
///
///   static_assert(flop_count(gradient(f)) < 5 * flop_count(f))
///
/// Every operation of the simplified graph is one flop: a sum, a product, a division, a square root, a comparison, a
/// selection, a call of sin or exp. A fused multiply-add is two; sin(x) and cos(x) are two, although one computation
/// gives both; and, or, not of conditions are none. Both sides of a cond are counted, so that the counts of a function
/// with branches are bounds. An operation on tensors counts once for each number, a sum for each that it reads, a product
/// of matrices twice for each pair; a loop counts all its steps.
///
/// Shapes      A...: as for node_count
/// Cost        as node_count
/// Example     flop_count(f).multiplications
template <class... A, class F>
[[nodiscard]] constexpr flops flop_count(F const&) noexcept {
    return detail::flops_of<typename inspected<F, A...>::graph_type>;
}

/// The largest number of operations on a path from an input to a result: the steps that a machine with any number of
/// units needs.
///
/// Shapes      A...: as for node_count
/// Cost        as node_count
template <class... A, class F>
[[nodiscard]] constexpr int depth(F const&) noexcept {
    return detail::depth_of<typename inspected<F, A...>::graph_type>;
}

/// The largest number of values that are alive at once while the program of f runs, in the order in which it runs:
/// numbers and conditions; inputs from their first use to their last one, results until they are stored, no constants.
///
/// Shapes      A...: as for node_count
/// Cost        as node_count, and the order of the program
/// Error       "live_values(f) requires f to be a function of numbers: ..."
template <class... A, class F>
[[nodiscard]] constexpr int live_values(F const&) noexcept {
    return detail::live_values_of<typename inspected<F, A...>::program>;
}

/// The memory that one call of f takes for intermediate results of tensors, in bytes, besides arguments and results.
///
///   static_assert(workspace_bytes<tensor<float, 64>>(gradient(f)) < 4096)
///
/// Shapes      A...: as for node_count; their numbers are float or double as in the call. 0 for functions of numbers
/// Cost        as node_count, and the plan of the memory
template <class... A, class F>
[[nodiscard]] constexpr int workspace_bytes(F const&) noexcept {
    return detail::count_workspace<typename inspected<F, A...>::program>() *
           static_cast<int>(sizeof(scalar_type_of<A...>));
}

}  // namespace tapeless

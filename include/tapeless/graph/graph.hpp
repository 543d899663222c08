// SPDX-License-Identifier: BSL-1.0
// Nodes, and graphs of a fixed size that can be part of a type.
// In: nodes that a builder collected. Out: `graph`, a structural value, and `graph_view`, which every pass reads.
#pragma once

#include <tapeless/graph/tables.hpp>

namespace tapeless {

/// A function that graphs know only by calling it.
struct opaque_function {
    int arguments = 0;
    int results = 0;
    void (*in_double)(double const* arguments, double* results) = nullptr;
    void (*in_float)(float const* arguments, float* results) = nullptr;
};

/// One operation with the indices of its operands, which stand earlier in the same graph.
/// For an `input` and a `captured`, `a` is its number, for a `result`, `b` is that of the result; `value` belongs to
/// constants alone, `callee` to calls. A shaped operation has its attribute's number in `c`, a `table` the place of its
/// first number in `a`; `shape` is the number of a shape, 0 for numbers.
struct node {
    op operation = op::input;
    int a = 0;
    int b = 0;
    int c = 0;
    double value = 0;
    opaque_function const* callee = nullptr;
    int shape = 0;

    friend constexpr bool operator==(node const&, node const&) = default;
};

/// Operand `k` (0, 1 or 2) of a node.
[[nodiscard]] constexpr int operand(node const& n, int k) noexcept { return k == 0 ? n.a : k == 1 ? n.b : n.c; }

/// The shape of numbers.
inline constexpr extents no_axes{};

/// What a pass reads: nodes in topological order and the indices of the results.
struct graph_view {
    node const* nodes;
    int size;
    int const* outputs;
    int output_count;
    int input_count;
    tables_view tables{};

    [[nodiscard]] constexpr extents const& shape_of(int i) const {
        return has_shapes() ? tables.shapes[nodes[i].shape] : no_axes;
    }
    [[nodiscard]] constexpr attribute const& attribute_of(int i) const { return tables.attributes[nodes[i].c]; }
    [[nodiscard]] constexpr bool has_shapes() const noexcept { return tables.sizes.shapes > 0; }
    /// The graph of a loop body.
    [[nodiscard]] constexpr graph_view part(int number) const {
        part_range const& p = tables.parts[number];
        return {tables.part_nodes + p.first_node,
                p.size,
                tables.part_outputs + p.first_output,
                p.output_count,
                p.input_count,
                tables};
    }
};

/// Whether a node with such an operation is there.
template <class Predicate>
[[nodiscard]] constexpr bool any_operation(graph_view const& from, Predicate is_one) {
    for (int i = 0; i < from.size; ++i)
        if (is_one(from.nodes[i].operation)) return true;
    return false;
}

/// How many captured numbers a graph reads, counted from 0 to the last.
[[nodiscard]] constexpr int count_captured(graph_view const& from) {
    int count = 0;
    for (int i = 0; i < from.size; ++i)
        if (from.nodes[i].operation == op::captured && from.nodes[i].a >= count) count = from.nodes[i].a + 1;
    return count;
}

/// Calls visit(k, node) for the k-th argument of the call that is node `i`, the last one first.
template <class Visit>
constexpr void for_each_argument(node const* nodes, int i, Visit visit) {
    int list = nodes[i].a;
    for (int k = nodes[i].callee->arguments - 1; k > 0; --k, list = nodes[list].a) visit(k, nodes[list].b);
    visit(0, list);
}

/// A graph of `Nodes` nodes and `Outputs` results as a structural value.
template <int Nodes, int Outputs>
struct graph {
    node nodes[static_cast<unsigned>(Nodes)]{};
    int outputs[static_cast<unsigned>(Outputs)]{};
    int size = 0;  ///< nodes in use; a builder that held more than `Nodes` leaves the number it needs
    int input_count = 0;
    table_sizes needed{};  ///< the tables that a shaped graph would have

    [[nodiscard]] constexpr graph_view view() const noexcept { return {nodes, size, outputs, Outputs, input_count}; }
    friend constexpr bool operator==(graph const&, graph const&) = default;
};

/// A graph some of whose nodes have a shape.
template <int Nodes, int Outputs, table_sizes Sizes>
struct shaped_graph : graph<Nodes, Outputs> {
    extents shapes[static_cast<unsigned>(Sizes.shapes)]{};
    attribute attributes[static_cast<unsigned>(Sizes.attributes) + 1]{};
    double numbers[static_cast<unsigned>(Sizes.numbers) + 1]{};
    part_range parts[static_cast<unsigned>(Sizes.parts) + 1]{};
    node part_nodes[static_cast<unsigned>(Sizes.part_nodes) + 1]{};
    int part_outputs[static_cast<unsigned>(Sizes.part_outputs) + 1]{};

    [[nodiscard]] constexpr graph_view view() const noexcept {
        return {this->nodes, this->size,        this->outputs,
                Outputs,     this->input_count, {shapes, attributes, numbers, parts, part_nodes, part_outputs, Sizes}};
    }
    friend constexpr bool operator==(shaped_graph const&, shaped_graph const&) = default;
};

/// Whether the type is that of a graph with shaped nodes.
template <class Graph>
concept shaped = requires(Graph const& g) {
    g.part_outputs;
};

/// The same graph in an object of just its size, so that equal graphs are equal types.
template <int Nodes, int Capacity, int Outputs>
[[nodiscard]] constexpr graph<Nodes, Outputs> shrink(graph<Capacity, Outputs> const& from) {
    graph<Nodes, Outputs> to;
    for (int i = 0; i < Nodes; ++i) to.nodes[i] = from.nodes[i];
    for (int i = 0; i < Outputs; ++i) to.outputs[i] = from.outputs[i];
    to.size = Nodes;
    to.input_count = from.input_count;
    return to;
}

/// The graph that a stage makes, in an object of just its size.
///
/// `Stage::run<Capacity>()` is evaluated with room for `Stage::guess` nodes, and again only if that was too little. If it
/// met shapes, `Stage::run<Capacity, Sizes>()` follows, which leaves the tables too.
template <class Stage>
struct fitted {
private:
    static constexpr auto attempt = Stage::template run<Stage::guess>();
    static constexpr auto fit() {
        if constexpr (attempt.needed.shapes > 0) return Stage::template run<attempt.size, attempt.needed>();
        else if constexpr (attempt.size <= Stage::guess) return shrink<attempt.size>(attempt);
        else return Stage::template run<attempt.size>();
    }

public:
    static constexpr auto value = fit();
};

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// A graph for many samples at once: every node gets a leading axis where its operands have one.
// In: a graph and the inputs that have the axis. Out: nodes of a builder.
#pragma once

#include <tapeless/graph/loops.hpp>

namespace tapeless {

constexpr void append_shaped_graph(graph_view const& from, int const* inputs, graph_builder& to, int* outputs);

/// A loop body in the tables of another graph.
[[nodiscard]] constexpr int translated_part(graph_view const& body, graph_builder& to) {
    int* const places = new int[static_cast<unsigned>(body.input_count + body.output_count) + 1]{};
    graph_builder copy(sharing::on, body.size + 16);
    copy.share_tables(to.tables());
    copy.declare_inputs(body.input_count);
    for (int i = 0; i < body.size; ++i)
        if (body.nodes[i].operation == op::input)
            places[body.nodes[i].a] = copy.input(body.nodes[i].a, body.shape_of(i));
    append_shaped_graph(body, places, copy, places + body.input_count);
    int const part = to.tables().part(copy.view(places + body.input_count, body.output_count));
    delete[] places;
    return part;
}

/// A node of one graph in the tables of another one, its operands where `place` says.
[[nodiscard]] constexpr int append_translated(graph_view const& from, int i, int const* place, graph_builder& to) {
    node n = from.nodes[i];
    int const operands = n.operation == op::result ? 1 : arity(n.operation);
    if (operands > 0) n.a = place[n.a];
    if (operands > 1) n.b = place[n.b];
    if (operands > 2) n.c = place[n.c];
    if (n.operation == op::constant || n.operation == op::call) return to.append(n);
    if (n.shape != 0) n.shape = to.tables().shape(from.shape_of(i));
    if (n.operation == op::table) n.a = to.tables().numbers(from.tables.numbers + n.a, from.shape_of(i).size());
    else if (n.operation == op::scan) {
        loop what(from.attribute_of(i));
        if (what.extends >= 0) what.extends = translated_part(from.part(what.extends), to);
        what.part = translated_part(from.part(what.part), to);
        n.c = to.tables().attribute(what.how());
    } else if (is_tensor_operation(n.operation) && n.operation != op::reshape && n.operation != op::iota)
        n.c = to.tables().attribute(from.attribute_of(i));
    return to.append_shaped(n);
}

/// Repeats a graph in `to`, node inputs[k] for input k; writes where the outputs went.
constexpr void append_shaped_graph(graph_view const& from, int const* inputs, graph_builder& to, int* outputs) {
    int* const place = new int[static_cast<unsigned>(from.size) + 1]{};
    for (int i = 0; i < from.size; ++i)
        place[i] =
            from.nodes[i].operation == op::input ? inputs[from.nodes[i].a] : append_translated(from, i, place, to);
    for (int i = 0; i < from.output_count; ++i) outputs[i] = place[from.outputs[i]];
    delete[] place;
}

/// The node of each input of a graph, -1 where no node reads it; an array that the caller deletes.
[[nodiscard]] constexpr int* input_nodes(graph_view const& from) {
    int* const result = new int[static_cast<unsigned>(from.input_count) + 1]{};
    for (int i = 0; i < from.input_count; ++i) result[i] = -1;
    for (int i = 0; i < from.size; ++i)
        if (from.nodes[i].operation == op::input) result[from.nodes[i].a] = i;
    return result;
}

/// Repeats a graph with a leading axis of length `count`.
///
///   result[b] = graph(inputs[b])     inputs without the axis are the same for all b
///
/// Cost        one node for most nodes; what does not depend on an input with the axis is computed once
/// Source      the batching rules of JAX's vmap
class batching {
public:
    constexpr batching(graph_view const& from, int count, graph_builder& to)
        : from_(from), count_(count), to_(to), place_(new int[static_cast<unsigned>(from.size) + 1]{}),
          has_axis_(new bool[static_cast<unsigned>(from.size) + 1]{}) {}
    batching(batching const&) = delete;
    batching& operator=(batching const&) = delete;
    constexpr ~batching() {
        delete[] place_;
        delete[] has_axis_;
    }

    /// `inputs`: a node for each input; `with_axis`: whether it has the leading axis.
    constexpr void run(int const* inputs, bool const* with_axis) {
        for (int i = 0; i < from_.size; ++i) {
            node const& n = from_.nodes[i];
            if (n.operation == op::input) {
                place_[i] = inputs[n.a];
                has_axis_[i] = with_axis[n.a];
                continue;
            }
            int const operands = n.operation == op::result ? 1 : arity(n.operation);
            for (int k = 0; k < operands; ++k) has_axis_[i] = has_axis_[i] || has_axis_[operand(n, k)];
            if (!has_axis_[i]) place_[i] = append_translated(from_, i, place_, to_);
            else if (n.operation != op::argument) place_[i] = batched(i, n);  // a loop looks through the list
        }
    }
    /// Output `k` with the leading axis, along which it may repeat.
    [[nodiscard]] constexpr int output(int k) { return with_axis(from_.outputs[k]); }

private:
    [[nodiscard]] constexpr extents longer(extents const& of) const {
        extents result;
        result.push(count_);
        for (int i = 0; i < of.rank; ++i) result.push(of.at[i]);
        return result;
    }
    [[nodiscard]] constexpr int with_axis(int i) {
        return has_axis_[i] ? place_[i] : arrange::broadcast_to(to_, place_[i], longer(from_.shape_of(i)));
    }
    /// An operand whose axes stand under those of a result of this rank.
    [[nodiscard]] constexpr int aligned(int i, int rank) {
        extents const own = from_.shape_of(i);
        if (!has_axis_[i] || own.rank == rank) return place_[i];
        extents to;
        to.push(count_);
        for (int k = own.rank; k < rank; ++k) to.push(1);
        for (int k = 0; k < own.rank; ++k) to.push(own.at[k]);
        return arrange::reshape(to_, place_[i], to);
    }

    [[nodiscard]] constexpr int batched(int i, node const& n) {
        extents const shape = from_.shape_of(i);
        if (n.operation == op::scan) return scanned(i, n);
        if (n.operation == op::call)  // without its function, which tells verbs that this cannot be
            return arrange::broadcast_to(to_, to_.call(nullptr, to_.constant(0)), longer(shape));
        if (n.operation == op::result && from_.nodes[n.a].operation == op::call) return place_[n.a];
        if (n.operation == op::result) return scan_result(n);
        if (!is_tensor_operation(n.operation)) {
            int const operands = arity(n.operation);
            return to_.append(n.operation, aligned(n.a, shape.rank), operands > 1 ? aligned(n.b, shape.rank) : 0,
                              operands > 2 ? aligned(n.c, shape.rank) : 0);
        }
        extents const to = longer(shape);
        if (n.operation == op::reshape) return arrange::reshape(to_, place_[n.a], to);
        attribute how = from_.attribute_of(i);
        switch (n.operation) {
        case op::view:
        case op::unview: {
            extents const ranks = n.operation == op::view ? shape : from_.shape_of(n.a);
            attribute longer_how;
            longer_how.step[0] = 1;
            for (int k = 0; k < ranks.rank; ++k) {
                longer_how.axis[k + 1] = how.axis[k] < 0 ? -1 : how.axis[k] + 1;
                longer_how.step[k + 1] = how.step[k];
            }
            for (int k = 0; k + 1 < max_rank; ++k) longer_how.offset[k + 1] = how.offset[k];
            return n.operation == op::view ? arrange::view(to_, place_[n.a], to, longer_how)
                                           : arrange::unview(to_, place_[n.a], to, longer_how);
        }
        case op::reduce_sum:
        case op::reduce_max:
        case op::reduce_min:
        case op::argmax:
        case op::argmin: how.axis[0] <<= 1; return to_.append_shaped(n.operation, to, how, place_[n.a]);
        case op::cumsum:
        case op::concat:
            ++how.axis[0];
            return to_.append_shaped(n.operation, to, how, with_axis(n.a),
                                     n.operation == op::concat ? with_axis(n.b) : 0);
        case op::contract: return contracted(n, shape, how);
        case op::gather:
        case op::scatter: {
            bool const own_indices = how.axis[1] > 0 || has_axis_[n.b];
            ++how.axis[0];
            if (own_indices) ++how.axis[1];
            return to_.append_shaped(n.operation, to, how, with_axis(n.a), own_indices ? with_axis(n.b) : place_[n.b]);
        }
        case op::triangular_solve: return to_.append_shaped(n.operation, to, how, with_axis(n.a), with_axis(n.b));
        default: return to_.append_shaped(n.operation, to, how, place_[n.a]);
        }
    }

    /// The first two axes change places.
    [[nodiscard]] constexpr int swapped(int x) {
        int order[max_rank]{};
        for (int k = 0; k < max_rank; ++k) order[k] = k < 2 ? 1 - k : k;
        return arrange::permute(to_, x, order);
    }
    /// One loop over bodies with the axis; everything that is carried has it.
    [[nodiscard]] constexpr int scanned(int i, node const& n) {
        loop what(from_.attribute_of(i));
        part_copy const copy(from_.part(what.part));
        graph_view const body = copy.view();
        operand_list operands(from_.nodes, n.a);
        int* const inputs = new int[static_cast<unsigned>(body.input_count + body.output_count) + 1]{};
        bool* const with = new bool[static_cast<unsigned>(body.input_count) + 1]{};
        graph_builder inside(sharing::on, 2 * body.size + 16);
        inside.share_tables(to_.tables());
        for (int k = 0; k < operands.size(); ++k) {
            with[k] = k < what.carried || has_axis_[operands[k]];
            bool const stepped = k >= what.carried && k < what.carried + what.read;
            extents shape = from_.shape_of(operands[k]);
            if (stepped) shape = reduced(shape, 1, false);
            inputs[k] = inside.input(k, with[k] ? longer(shape) : shape);
            int const outside = with[k] ? with_axis(operands[k]) : place_[operands[k]];
            operands[k] = stepped && with[k] ? swapped(outside) : outside;
        }
        batching each(body, count_, inside);
        each.run(inputs, with);
        int* const outputs = inputs + body.input_count;
        for (int k = 0; k < body.output_count; ++k) outputs[k] = each.output(k);
        what.part = to_.tables().part(inside.view(outputs, body.output_count));
        what.extends = -1;
        delete[] inputs;
        delete[] with;
        return arrange::scan(to_, what, operands.data(), operands.size());
    }
    [[nodiscard]] constexpr int scan_result(node const& n) {
        loop const what(to_.attribute_of(place_[n.a]));
        int const result = arrange::scan_result(to_, place_[n.a], what, n.b);
        return n.b < what.carried ? result : swapped(result);
    }

    static constexpr int largest(int a, int b) { return a < b ? b : a; }
    [[nodiscard]] constexpr int contracted(node const& n, extents const& shape, attribute const& how) {
        arrange::labels of_a;
        arrange::labels of_b;
        arrange::labels of_result;
        int own = 0;
        for (int k = 0; k < max_rank; ++k)
            own = largest(own, largest(how.axis[k] + 1, largest(how.step[k] + 1, how.offset[k] + 1)));
        if (has_axis_[n.a]) of_a.push(own);
        if (has_axis_[n.b]) of_b.push(own);
        of_result.push(own);
        for (int k = 0; k < from_.shape_of(n.a).rank; ++k) of_a.push(how.axis[k]);
        for (int k = 0; k < from_.shape_of(n.b).rank; ++k) of_b.push(how.step[k]);
        for (int k = 0; k < shape.rank; ++k) of_result.push(how.offset[k]);
        return arrange::contract(to_, place_[n.a], of_a, place_[n.b], of_b, of_result);
    }

    graph_view from_;
    int count_;
    graph_builder& to_;
    int* place_;
    bool* has_axis_;
};

}  // namespace tapeless

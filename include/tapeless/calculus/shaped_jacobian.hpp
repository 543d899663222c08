// SPDX-License-Identifier: BSL-1.0
// Jacobians of functions of tensors: all rows or all columns in one sweep with a leading axis.
// In: a graph whose nodes have shapes. Out: nodes of the products of shapes.
#pragma once

#include <tapeless/calculus/hessian.hpp>
#include <tapeless/calculus/jacobian.hpp>
#include <tapeless/calculus/taylor.hpp>
#include <tapeless/graph/batch.hpp>

namespace tapeless::detail {

/// Appends the derivative of every output by every wanted input, of the output's shape followed by the input's.
///
///   forward   J[.., k] = push(e_k), a leading axis over the numbers k of one input
///   reverse   J[k, ..] = pull(e_k), a leading axis over the numbers k of one output
///
/// Cost        forward where the wanted inputs have at most as many numbers as the outputs, else reverse; n * n numbers
///             for the unit vectors of a leading axis of length n
class shaped_jacobian {
public:
    constexpr shaped_jacobian(graph_view const& from, int const* columns, int column_count, graph_builder& out)
        : from_(from), columns_(columns), column_count_(column_count), out_(out),
          wanted_(new bool[static_cast<unsigned>(from.input_count) + 1]{}), input_(input_nodes(from)) {
        for (int i = 0; i < column_count; ++i) wanted_[columns[i]] = true;
    }
    shaped_jacobian(shaped_jacobian const&) = delete;
    shaped_jacobian& operator=(shaped_jacobian const&) = delete;
    constexpr ~shaped_jacobian() {
        delete[] wanted_;
        delete[] input_;
    }

    /// `shapes`: those of all inputs of the function. Writes output by output, in each the wanted inputs in order.
    constexpr void run(extents const* shapes, int* ends) {
        int inputs = 0;
        int outputs = 0;
        for (int i = 0; i < column_count_; ++i) inputs += shapes[columns_[i]].size();
        for (int i = 0; i < from_.output_count; ++i) outputs += from_.shape_of(from_.outputs[i]).size();
        if (inputs <= outputs)
            for (int i = 0; i < column_count_; ++i) push_column(i, shapes, ends + i);
        else
            for (int i = 0; i < from_.output_count; ++i) pull_row(i, shapes, ends + i * column_count_);
    }

private:
    static constexpr extents joined(extents a, extents const& b) {
        for (int i = 0; i < b.rank; ++i) a.push(b.at[i]);
        return a;
    }
    /// (n, shape): 1 where the place in the shape is the leading index.
    constexpr int unit_vectors(extents const& shape) {
        int const n = shape.size();
        int const place = arrange::reshape(out_, arrange::count_along(out_, n, 0), shape);
        int const row = arrange::count_along(out_, n, shape.rank);
        return out_.append(op::select, out_.append(op::equal, row, place), out_.constant(1), out_.constant(0));
    }
    /// The outputs of a graph that has one input more than this one, for unit vectors there.
    constexpr void run_batched(graph_view const& of, extents const& shape, int* results) {
        int* const inputs = new int[static_cast<unsigned>(of.input_count) + 1]{};
        bool* const with_axis = new bool[static_cast<unsigned>(of.input_count) + 1]{};
        for (int i = 0; i < from_.input_count; ++i) inputs[i] = input_[i];
        inputs[from_.input_count] = unit_vectors(shape);
        with_axis[from_.input_count] = true;
        batching batch(of, shape.size(), out_);
        batch.run(inputs, with_axis);
        for (int i = 0; i < of.output_count; ++i) results[i] = batch.output(i);
        delete[] inputs;
        delete[] with_axis;
    }

    constexpr void push_column(int column, extents const* shapes, int* ends) {
        extents const shape = shapes[columns_[column]];
        int* const seeds = new int[static_cast<unsigned>(from_.input_count) + 1]{};
        int* const tangents = new int[static_cast<unsigned>(from_.output_count) + 1]{};
        graph_builder one(from_, sharing::on, 4 * from_.size + 16);
        for (int i = 0; i < from_.input_count; ++i) seeds[i] = -1;
        seeds[columns_[column]] = shape.rank == 0 ? one.constant(1) : one.input(from_.input_count, shape);
        forward_sweep(from_, seeds, one, tangents, wanted_);
        for (int i = 0; i < from_.output_count; ++i)
            tangents[i] = arrange::broadcast_to(one, tangents[i] < 0 ? one.constant(0) : tangents[i],
                                                from_.shape_of(from_.outputs[i]));
        finish(one.view(tangents, from_.output_count), shape, tangents);
        for (int i = 0; i < from_.output_count; ++i) {
            extents const of = from_.shape_of(from_.outputs[i]);
            if (shape.rank > 0) tangents[i] = last_axis_first(tangents[i]);
            ends[i * column_count_] = arrange::reshape(out_, tangents[i], joined(of, shape));
        }
        delete[] seeds;
        delete[] tangents;
    }
    /// The leading axis becomes the last one.
    constexpr int last_axis_first(int x) {
        int const rank = out_.shape_of(x).rank;
        int order[max_rank]{};
        for (int i = 0; i < rank; ++i) order[i] = i + 1 < rank ? i + 1 : 0;
        return arrange::permute(out_, x, order);
    }

    constexpr void pull_row(int row, extents const* shapes, int* ends) {
        extents const shape = from_.shape_of(from_.outputs[row]);
        int* const seeds = new int[static_cast<unsigned>(from_.output_count) + 1]{};
        int* const adjoints = new int[static_cast<unsigned>(from_.input_count) + 1]{};
        int* const results = new int[static_cast<unsigned>(column_count_) + 1]{};
        graph_builder one(from_, sharing::on, 4 * from_.size + 16);
        for (int i = 0; i < from_.output_count; ++i) seeds[i] = -1;
        seeds[row] = shape.rank == 0 ? one.constant(1) : one.input(from_.input_count, shape);
        reverse_sweep(from_, wanted_, one).run(seeds, adjoints);
        for (int i = 0; i < column_count_; ++i) {
            int const adjoint = adjoints[columns_[i]];
            results[i] = arrange::broadcast_to(one, adjoint < 0 ? one.constant(0) : adjoint, shapes[columns_[i]]);
        }
        finish(one.view(results, column_count_), shape, results);
        for (int i = 0; i < column_count_; ++i)
            ends[i] = arrange::reshape(out_, results[i], joined(shape, shapes[columns_[i]]));
        delete[] seeds;
        delete[] adjoints;
        delete[] results;
    }
    /// The outputs of a graph that was made for one sensitivity.
    constexpr void finish(graph_view const& of, extents const& shape, int* results) {
        if (shape.rank > 0) return run_batched(of, shape, results);
        append_shaped_graph(of, input_, out_, results);
    }

    graph_view from_;
    int const* columns_;
    int column_count_;
    graph_builder& out_;
    bool* wanted_;
    int* input_;
};

/// Gradient and Hessian of the only output, forward over reverse; `gradient` may be null.
constexpr void append_hessian_of(graph_view const& from, int const* columns, int column_count, extents const* shapes,
                                 graph_builder& out, int* gradient, int* ends) {
    unsigned const count = static_cast<unsigned>(column_count);
    bool* const wanted = new bool[static_cast<unsigned>(from.input_count) + 1]{};
    int* const adjoints = new int[static_cast<unsigned>(from.input_count) + 1]{};
    int* const results = new int[count + count * count + 1]{};
    for (int i = 0; i < column_count; ++i) wanted[columns[i]] = true;
    graph_builder first(from, sharing::on, 5 * from.size + 16);
    int const seed = first.constant(1);
    reverse_sweep(from, wanted, first).run(&seed, adjoints);
    for (int i = 0; i < column_count; ++i) {
        int const adjoint = adjoints[columns[i]];
        results[i] = arrange::broadcast_to(first, adjoint < 0 ? first.constant(0) : adjoint, shapes[columns[i]]);
    }
    graph_view const of_gradient = first.view(results, column_count);
    graph_builder second(of_gradient, sharing::on, 4 * of_gradient.size + 16);
    shaped_jacobian(of_gradient, columns, column_count, second).run(shapes, results + count);
    int* const inputs = input_nodes(from);
    append_shaped_graph(second.view(results, column_count + column_count * column_count), inputs, out, results);
    for (int i = 0; i < column_count && gradient != nullptr; ++i) gradient[i] = results[i];
    for (int i = 0; i < column_count * column_count; ++i) ends[i] = results[column_count + i];
    delete[] wanted;
    delete[] adjoints;
    delete[] results;
    delete[] inputs;
}

template <class Wanted, class... S>
constexpr void append_shaped_jacobian(graph_view const& from, graph_builder& out, int* ends) {
    int order[static_cast<std::size_t>((1 + ... + leaf_count<S>))]{};
    Wanted::template order<S...>(order);
    constexpr leaf_shapes<S...> shapes;
    shaped_jacobian(from, order, leaf_count<typename Wanted::template gradient<S...>>, out).run(shapes.at, ends);
}
template <class Wanted, class... S>
constexpr void append_shaped_hessian(graph_view const& from, graph_builder& out, int* gradient, int* ends) {
    int order[static_cast<std::size_t>((1 + ... + leaf_count<S>))]{};
    Wanted::template order<S...>(order);
    constexpr leaf_shapes<S...> shapes;
    append_hessian_of(from, order, leaf_count<typename Wanted::template gradient<S...>>, shapes.at, out, gradient,
                      ends);
}

/// Forward mode on its own result, `Order` times; input 0 is a number.
template <int Order>
constexpr void append_shaped_derivatives(graph_view const& from, graph_builder& out, int* ends) {
    int const count = from.output_count;
    int* const results = new int[static_cast<unsigned>(count * (Order + 1)) + 1]{};
    int* const latest = new int[static_cast<unsigned>(count) + 1]{};
    int* const seeds = new int[static_cast<unsigned>(from.input_count) + 1]{};
    graph_builder all(from, sharing::on, 4 * from.size + 16);
    for (int i = 0; i < count; ++i) latest[i] = results[i * (Order + 1)] = from.outputs[i];
    for (int k = 1; k <= Order; ++k) {
        graph_builder const before(all.view(latest, count), sharing::on, all.size() + 16);
        seeds[0] = all.constant(1);
        forward_sweep(before.view(latest, count), seeds, all, latest);
        for (int i = 0; i < count; ++i)
            results[i * (Order + 1) + k] = latest[i] =
                arrange::broadcast_to(all, latest[i] < 0 ? all.constant(0) : latest[i], from.shape_of(from.outputs[i]));
    }
    int* const inputs = input_nodes(from);
    append_shaped_graph(all.view(results, count * (Order + 1)), inputs, out, ends);
    delete[] results;
    delete[] latest;
    delete[] seeds;
    delete[] inputs;
}

}  // namespace tapeless::detail

// SPDX-License-Identifier: BSL-1.0
// The tables of a graph that grows.
// In: shapes, attributes, numbers and loop bodies. Out: their numbers; copies of fixed size.
#pragma once

#include <tapeless/graph/graph.hpp>

namespace tapeless {

/// The tables behind a builder, which makes them with the first shape. Shape 0 is that of numbers.
///
/// Cost        equal shapes and attributes are found by looking at all of them: graphs have few
class graph_tables {
    // Templates stand before their use: clang instantiates them there, or not in constant evaluation.
    static constexpr bool same(double x, double y) {
        return __builtin_bit_cast(unsigned long long, x) == __builtin_bit_cast(unsigned long long, y);
    }
    static constexpr bool same(graph_view const& a, graph_view const& b) {
        bool equal = a.size == b.size && a.output_count == b.output_count && a.input_count == b.input_count;
        for (int i = 0; i < a.size && equal; ++i) equal = a.nodes[i] == b.nodes[i];
        for (int i = 0; i < a.output_count && equal; ++i) equal = a.outputs[i] == b.outputs[i];
        return equal;
    }
    template <class T>
    static constexpr int intern(growing_list<T>& all, T const& wanted) {
        for (int i = 0; i < all.size(); ++i)
            if (all[i] == wanted) return i;
        return all.push(wanted);
    }

public:
    constexpr graph_tables() { static_cast<void>(shapes_.push({})); }
    constexpr explicit graph_tables(tables_view const& from) {
        for (int i = 0; i < from.sizes.shapes; ++i) shapes_.push(from.shapes[i]);
        if (from.sizes.shapes == 0) shapes_.push({});
        for (int i = 0; i < from.sizes.attributes; ++i) attributes_.push(from.attributes[i]);
        for (int i = 0; i < from.sizes.numbers; ++i) numbers_.push(from.numbers[i]);
        for (int i = 0; i < from.sizes.parts; ++i) parts_.push(from.parts[i]);
        for (int i = 0; i < from.sizes.part_nodes; ++i) part_nodes_.push(from.part_nodes[i]);
        for (int i = 0; i < from.sizes.part_outputs; ++i) part_outputs_.push(from.part_outputs[i]);
    }

    constexpr int shape(extents const& wanted) { return intern(shapes_, wanted); }
    constexpr int attribute(tapeless::attribute const& wanted) { return intern(attributes_, wanted); }
    [[nodiscard]] constexpr extents const& shape_at(int i) const { return shapes_[i]; }
    [[nodiscard]] constexpr tapeless::attribute const& attribute_at(int i) const { return attributes_[i]; }
    /// Where `count` numbers stand, one after the other.
    constexpr int numbers(double const* values, int count) {
        for (int first = 0; first + count <= numbers_.size(); ++first) {
            int k = 0;
            while (k < count && same(numbers_[first + k], values[k])) ++k;
            if (k == count) return first;
        }
        int const first = numbers_.size();
        for (int k = 0; k < count; ++k) numbers_.push(values[k]);
        return first;
    }
    /// A graph with these tables as a part of another graph with them.
    constexpr int part(graph_view const& body) {
        for (int i = 0; i < parts_.size(); ++i)
            if (same(view_of_part(i), body)) return i;
        part_range const range{part_nodes_.size(), body.size, part_outputs_.size(), body.output_count,
                               body.input_count};
        for (int i = 0; i < body.size; ++i) part_nodes_.push(body.nodes[i]);
        for (int i = 0; i < body.output_count; ++i) part_outputs_.push(body.outputs[i]);
        return parts_.push(range);
    }
    [[nodiscard]] constexpr graph_view view_of_part(int number) const {
        return graph_view{nullptr, 0, nullptr, 0, 0, view()}.part(number);
    }

    [[nodiscard]] constexpr tables_view view() const {
        return {shapes_.data(),     attributes_.data(),   numbers_.data(), parts_.data(),
                part_nodes_.data(), part_outputs_.data(), sizes()};
    }
    [[nodiscard]] constexpr table_sizes sizes() const {
        return {shapes_.size(), attributes_.size(), numbers_.size(),
                parts_.size(),  part_nodes_.size(), part_outputs_.size()};
    }

private:
    growing_list<extents> shapes_{8};
    growing_list<tapeless::attribute> attributes_{8};
    growing_list<double> numbers_{8};
    growing_list<part_range> parts_{1};
    growing_list<node> part_nodes_{1};
    growing_list<int> part_outputs_{1};
};

/// A loop body with tables of its own, which stays what it is while those of its graph grow.
class part_copy {
public:
    constexpr explicit part_copy(graph_view const& body)
        : tables_(body.tables), nodes_(new node[static_cast<unsigned>(body.size) + 1]{}),
          outputs_(new int[static_cast<unsigned>(body.output_count) + 1]{}), size_(body.size),
          output_count_(body.output_count), input_count_(body.input_count) {
        for (int i = 0; i < size_; ++i) nodes_[i] = body.nodes[i];
        for (int i = 0; i < output_count_; ++i) outputs_[i] = body.outputs[i];
    }
    part_copy(part_copy const&) = delete;
    part_copy& operator=(part_copy const&) = delete;
    constexpr ~part_copy() {
        delete[] nodes_;
        delete[] outputs_;
    }
    [[nodiscard]] constexpr graph_view view() const {
        return {nodes_, size_, outputs_, output_count_, input_count_, tables_.view()};
    }

private:
    graph_tables tables_;
    node* nodes_;
    int* outputs_;
    int size_;
    int output_count_;
    int input_count_;
};

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Where graphs grow.
// In: nodes, one at a time. Out: their indices; the same operation on the same operands gets the same index.
#pragma once

#include <tapeless/graph/graph_tables.hpp>

namespace tapeless {

/// Whether a builder looks every new node up among those that it has.
enum class sharing : bool { off, on };

/// Collects nodes in topological order, in constant evaluation or at run time.
///
/// Cost        amortised constant time a node; with `sharing::on` one look-up in a hash table
/// Numerics    constants are told apart by their bits: 0.0 and -0.0 are two nodes
class graph_builder {
public:
    constexpr explicit graph_builder(sharing s, int expected = 60)
        : nodes_(new node[static_cast<unsigned>(expected)]{}), capacity_(expected) {
        if (s == sharing::on) make_table(table_size(expected));
    }
    constexpr graph_builder(graph_view const& from, sharing s, int expected) : graph_builder(s, expected) {
        adopt_tables(from);
        for (int i = 0; i < from.size; ++i) append(from.nodes[i]);
        input_count_ = from.input_count;
    }
    graph_builder(graph_builder const&) = delete;
    graph_builder& operator=(graph_builder const&) = delete;
    constexpr ~graph_builder() {
        delete[] nodes_;
        delete[] table_;
        if (owns_tables_) delete tables_;
    }

    /// Takes the tables of a graph, so that its nodes keep their meaning here.
    constexpr void adopt_tables(graph_view const& from) {
        if (!from.has_shapes()) return;
        tables_ = new graph_tables(from.tables);
        owns_tables_ = true;
    }
    /// Works with the tables of another builder, which lives longer.
    constexpr void share_tables(graph_tables& of_another) { tables_ = &of_another; }

    [[nodiscard]] constexpr int size() const noexcept { return size_; }
    [[nodiscard]] constexpr int input_count() const noexcept { return input_count_; }
    [[nodiscard]] constexpr node const& operator[](int i) const noexcept { return nodes_[i]; }
    [[nodiscard]] constexpr node const* nodes() const noexcept { return nodes_; }

    /// Makes this the graph of a loop body inside another one, whose nodes it can name; they become inputs.
    constexpr void stand_in(graph_builder& outer) {
        share_tables(outer.tables());
        outer_ = &outer;
        depth_ = outer.depth_ + 1;
    }
    [[nodiscard]] constexpr int depth() const noexcept { return depth_; }
    /// The input that stands for a node of a graph around this one.
    [[nodiscard]] constexpr int import(graph_builder& from, int i) {
        int const outside = outer_ == &from ? i : outer_->import(from, i);  // a null here: a handle of another trace
        for (int k = 0; k < imports_.size(); ++k)
            if (imports_[k] == outside) return imported_inputs_[k];
        int const node = input(input_count_, outer_->shape_of(outside));
        imports_.push(outside);
        return imported_inputs_[imported_inputs_.push(node)];
    }
    [[nodiscard]] constexpr int import_count() const noexcept { return imports_.size(); }
    /// The node around this graph that stands behind an imported input.
    [[nodiscard]] constexpr int imported(int k) const { return imports_[k]; }

    [[nodiscard]] constexpr bool has_shapes() const noexcept { return tables_ != nullptr; }
    [[nodiscard]] constexpr graph_tables& tables() {
        if (tables_ == nullptr) {
            tables_ = new graph_tables;
            owns_tables_ = true;
        }
        return *tables_;
    }
    [[nodiscard]] constexpr extents shape_of(int i) const {
        return tables_ == nullptr ? extents{} : tables_->shape_at(nodes_[i].shape);
    }
    [[nodiscard]] constexpr attribute const& attribute_of(int i) const { return tables_->attribute_at(nodes_[i].c); }
    [[nodiscard]] constexpr graph_view view(int const* outputs, int output_count) const {
        return {nodes_,       size_,        outputs,
                output_count, input_count_, tables_ == nullptr ? tables_view{} : tables_->view()};
    }

    /// The index of a node with this operation and these operands: one that is there already, or a new one. Operands
    /// with shapes broadcast.
    constexpr int append(op operation, int a = 0, int b = 0, int c = 0) {
        if (tables_ != nullptr) return append_broadcast(operation, a, b, c);
        if (table_ == nullptr) return push(operation, a, b, c, 0);
        unsigned place = hash(operation, a, b, c) & mask_;
        for (int found = table_[place]; found != 0; found = table_[place]) {
            node const& n = nodes_[found - 1];
            if (n.a == a && n.b == b && n.operation == operation && n.c == c) return found - 1;
            place = (place + 1) & mask_;
        }
        return push_shared(place, operation, a, b, c, 0);
    }
    /// The index of such a node if it is there, else -1.
    [[nodiscard]] constexpr int find(op operation, int a, int b) const {
        if (table_ == nullptr) return -1;
        unsigned place = hash(operation, a, b, 0) & mask_;
        for (int found = table_[place]; found != 0; found = table_[place]) {
            node const& n = nodes_[found - 1];
            if (n.a == a && n.b == b && n.operation == operation) return found - 1;
            place = (place + 1) & mask_;
        }
        return -1;
    }
    constexpr int constant(double value) {
        if (table_ == nullptr) return push(op::constant, 0, 0, 0, value);
        unsigned place = hash(value) & mask_;
        for (int found = table_[place]; found != 0; found = table_[place]) {
            node const& n = nodes_[found - 1];
            if (n.operation == op::constant && bits(n.value) == bits(value)) return found - 1;
            place = (place + 1) & mask_;
        }
        return push_shared(place, op::constant, 0, 0, 0, value);
    }
    /// Result 0 of a function, which is the same node whenever the same function is called with the same arguments.
    constexpr int call(opaque_function const* callee, int arguments) {
        if (table_ == nullptr) return push(op::call, arguments, 0, 0, 0, callee);
        unsigned place = hash(op::call, arguments, 0, 0) & mask_;
        for (int found = table_[place]; found != 0; found = table_[place]) {
            node const& n = nodes_[found - 1];
            if (n.a == arguments && n.operation == op::call && n.callee == callee) return found - 1;
            place = (place + 1) & mask_;
        }
        return push_shared(place, op::call, arguments, 0, 0, 0, callee);
    }
    constexpr int append(node const& n) {
        if (n.operation == op::constant) return constant(n.value);
        if (n.operation == op::call) return call(n.callee, n.a);
        return tables_ != nullptr ? append_shaped(n) : append(n.operation, n.a, n.b, n.c);
    }
    constexpr int input(int number) {
        declare_inputs(number + 1);
        return append(op::input, number);
    }
    constexpr int input(int number, extents const& shape) {
        if (shape.rank == 0) return input(number);
        declare_inputs(number + 1);
        return append_shaped({.operation = op::input, .a = number, .shape = tables().shape(shape)});
    }
    /// A node whose shape is that of the result, its attribute in c.
    constexpr int append_shaped(node const& n) {
        if (table_ == nullptr) return push(n.operation, n.a, n.b, n.c, 0, nullptr, n.shape);
        unsigned place = hash(n.operation, n.a, n.b, n.c) & mask_;
        for (int found = table_[place]; found != 0; found = table_[place]) {
            node const& m = nodes_[found - 1];
            if (m.a == n.a && m.b == n.b && m.operation == n.operation && m.c == n.c && m.shape == n.shape)
                return found - 1;
            place = (place + 1) & mask_;
        }
        return push_shared(place, n.operation, n.a, n.b, n.c, 0, nullptr, n.shape);
    }
    constexpr int append_shaped(op operation, extents const& shape, int a, int b = 0) {
        return append_shaped({.operation = operation, .a = a, .b = b, .shape = tables().shape(shape)});
    }
    constexpr int append_shaped(op operation, extents const& shape, attribute const& how, int a, int b = 0) {
        return append_shaped(
            {.operation = operation, .a = a, .b = b, .c = tables().attribute(how), .shape = tables().shape(shape)});
    }

    constexpr void declare_inputs(int count) {
        if (count > input_count_) input_count_ = count;
    }

    /// A copy as a value of fixed size; `size` of the result tells what it would have needed.
    template <int Capacity, int Outputs>
    [[nodiscard]] constexpr graph<Capacity, Outputs> freeze(int const* outputs) const {
        graph<Capacity, Outputs> result;
        for (int i = 0; i < (size_ < Capacity ? size_ : Capacity); ++i) result.nodes[i] = nodes_[i];
        for (int i = 0; i < Outputs; ++i) result.outputs[i] = outputs[i];
        result.size = size_;
        result.input_count = input_count_;
        if (tables_ != nullptr) result.needed = tables_->sizes();
        return result;
    }
    /// The same with its tables, where Sizes counts any.
    template <int Capacity, int Outputs, table_sizes Sizes>
    [[nodiscard]] constexpr auto freeze(int const* outputs) const {
        if constexpr (Sizes.shapes == 0) return freeze<Capacity, Outputs>(outputs);
        else {
            shaped_graph<Capacity, Outputs, Sizes> result;
            static_cast<graph<Capacity, Outputs>&>(result) = freeze<Capacity, Outputs>(outputs);
            tables_view const from = tables_->view();
            for (int i = 0; i < Sizes.shapes; ++i) result.shapes[i] = from.shapes[i];
            for (int i = 0; i < Sizes.attributes; ++i) result.attributes[i] = from.attributes[i];
            for (int i = 0; i < Sizes.numbers; ++i) result.numbers[i] = from.numbers[i];
            for (int i = 0; i < Sizes.parts; ++i) result.parts[i] = from.parts[i];
            for (int i = 0; i < Sizes.part_nodes; ++i) result.part_nodes[i] = from.part_nodes[i];
            for (int i = 0; i < Sizes.part_outputs; ++i) result.part_outputs[i] = from.part_outputs[i];
            return result;
        }
    }

private:
    static constexpr unsigned table_size(int expected) {
        unsigned size = 64;
        while (size < 2 * static_cast<unsigned>(expected)) size *= 2;
        return size;
    }
    static constexpr unsigned long long bits(double value) { return __builtin_bit_cast(unsigned long long, value); }

    // Small multipliers: each new number costs a compiler an entry in its own table of constants.
    static constexpr unsigned hash(op operation, int a, int b, int c) {
        return static_cast<unsigned>(5 * a + 23 * b + 11 * c) + static_cast<unsigned>(operation);
    }
    static constexpr unsigned hash(double value) {
        return static_cast<unsigned>((bits(value) * 0x9E3779B97F4A7C15u) >> 40);
    }
    static constexpr unsigned hash(node const& n) {
        return n.operation == op::constant ? hash(n.value) : hash(n.operation, n.a, n.b, n.c);
    }

    /// Only numbers of one shape meet in an operation that goes number by number, or numbers that repeat.
    constexpr int append_broadcast(op operation, int a, int b, int c) {
        extents shape;
        int const operands = operation == op::argument || operation == op::result ? 0 : arity(operation);
        if (operands > 0) shape = shape_of(a);
        if (operands > 1) shape = broadcast(shape, shape_of(b));
        if (operands > 2) shape = broadcast(shape, shape_of(c));
        return append_shaped(
            {.operation = operation, .a = a, .b = b, .c = c, .shape = shape.rank > 0 ? tables_->shape(shape) : 0});
    }
    constexpr int push(op operation, int a, int b, int c, double value, opaque_function const* callee = nullptr,
                       int shape = 0) {
        if (size_ == capacity_) grow();
        nodes_[size_] = {operation, a, b, c, value, callee, shape};
        return size_++;
    }
    constexpr int push_shared(unsigned place, op operation, int a, int b, int c, double value,
                              opaque_function const* callee = nullptr, int shape = 0) {
        table_[place] = push(operation, a, b, c, value, callee, shape) + 1;
        if (2 * static_cast<unsigned>(size_) > mask_) make_table(4 * (mask_ + 1));
        return size_ - 1;
    }
    constexpr void grow() {
        node* const more = new node[4 * static_cast<unsigned>(capacity_)]{};
        for (int i = 0; i < size_; ++i) more[i] = nodes_[i];
        delete[] nodes_;
        nodes_ = more;
        capacity_ *= 4;
    }
    constexpr void make_table(unsigned size) {
        delete[] table_;
        table_ = new int[size]{};
        mask_ = size - 1;
        for (int i = 0; i < size_; ++i) {
            unsigned place = hash(nodes_[i]) & mask_;
            while (table_[place] != 0) place = (place + 1) & mask_;
            table_[place] = i + 1;
        }
    }

    node* nodes_;
    int capacity_;
    int size_ = 0;
    int input_count_ = 0;
    graph_tables* tables_ = nullptr;  // none: every node is a number
    bool owns_tables_ = false;
    graph_builder* outer_ = nullptr;
    int depth_ = 0;
    growing_list<int> imports_{1};          // nodes outside
    growing_list<int> imported_inputs_{1};  // their inputs here
    int* table_ = nullptr;                  // open addressing; holds index + 1, 0 is free
    unsigned mask_ = 0;
};

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Where graphs grow.
// In: nodes, one at a time. Out: their indices; the same operation on the same operands gets the same index.
#pragma once

#include <tapeless/graph/graph.hpp>

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
        for (int i = 0; i < from.size; ++i) append(from.nodes[i]);
        input_count_ = from.input_count;
    }
    graph_builder(graph_builder const&) = delete;
    graph_builder& operator=(graph_builder const&) = delete;
    constexpr ~graph_builder() {
        delete[] nodes_;
        delete[] table_;
    }

    [[nodiscard]] constexpr int size() const noexcept { return size_; }
    [[nodiscard]] constexpr int input_count() const noexcept { return input_count_; }
    [[nodiscard]] constexpr node const& operator[](int i) const noexcept { return nodes_[i]; }
    [[nodiscard]] constexpr node const* nodes() const noexcept { return nodes_; }

    /// The index of a node with this operation and these operands: one that is there already, or a new one.
    constexpr int append(op operation, int a = 0, int b = 0, int c = 0) {
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
        return n.operation == op::call ? call(n.callee, n.a) : append(n.operation, n.a, n.b, n.c);
    }
    constexpr int input(int number) {
        declare_inputs(number + 1);
        return append(op::input, number);
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
        return result;
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

    constexpr int push(op operation, int a, int b, int c, double value, opaque_function const* callee = nullptr) {
        if (size_ == capacity_) grow();
        nodes_[size_] = {operation, a, b, c, value, callee};
        return size_++;
    }
    constexpr int push_shared(unsigned place, op operation, int a, int b, int c, double value,
                              opaque_function const* callee = nullptr) {
        table_[place] = push(operation, a, b, c, value, callee) + 1;
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
    int* table_ = nullptr;  // open addressing; holds index + 1, 0 is free
    unsigned mask_ = 0;
};

}  // namespace tapeless

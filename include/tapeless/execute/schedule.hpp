// SPDX-License-Identifier: BSL-1.0
// The order of the generated code and the local value that holds each result.
// In: a simplified graph and where its inputs and outputs lie. Out: the steps of a program.
#pragma once

#include <tapeless/execute/fusion.hpp>
#include <tapeless/execute/program.hpp>

namespace tapeless {

/// Orders the instructions depth-first from each output and runs at once whatever is the last use of an operand, so
/// that few values are alive at any moment; results are stored as soon as they are there. Calls go before everything
/// else, since none of the values that are alive then stays in a register. The last output goes first: a
/// value that stands before its gradient is then summed up between the gradient's entries.
///
/// Cost        linear in the number of nodes
/// Source      measured on Rosenbrock's value and gradient, n = 10, g++: 1.00 of hand-written, 1.27 with the first
///             output first
template <int Nodes, int Outputs>
class scheduler {
public:
    using graph_type = graph<Nodes, Outputs>;
    using program_type = program<Nodes + Outputs, Nodes>;

    /// `code` are the instructions of the graph; `inputs` and `outputs` tell where the inputs and the outputs lie.
    constexpr scheduler(graph_type const& from, fused_code<Nodes> const& code, place const* inputs,
                        place const* outputs)
        : from_(from), code_(code.instructions), inputs_(inputs), outputs_(outputs), users_(code.users) {
        number_constants();
        for (int i = Outputs - 1; i >= 0; --i) {
            int const node = from_.outputs[i];
            next_store_[i] = first_store_[node];
            first_store_[node] = i + 1;
            users_.at[node].add(from_.size + i);  // a store is a use that never becomes ready by itself
        }
        for (int i = 0; i < from_.size; ++i)
            if (is_call(from_.nodes[i].operation) && slot_[i] == 0 && code_[i].state == instruction::plain) visit(i);
        for (int i = Outputs - 1; i >= 0; --i) {
            int const node = from_.outputs[i];
            if (slot_[node] == 0) visit(node);
            else if (from_.nodes[node].operation == op::constant) store_all(node);
        }
        result_.values = values_;
        result_.conditions = conditions_;
        result_.size = size_;
        while (result_.first_store < size_ && result_.steps[result_.first_store].what != action::store)
            ++result_.first_store;
    }
    scheduler(scheduler const&) = delete;
    scheduler& operator=(scheduler const&) = delete;

    /// The program, with room to spare.
    [[nodiscard]] constexpr program_type const& result() const noexcept { return result_; }

private:
    static constexpr unsigned room = static_cast<unsigned>(Nodes);

    [[nodiscard]] constexpr bool is_leaf(int i) const { return arity(from_.nodes[i].operation) == 0; }

    constexpr void number_constants() {
        for (int i = 0; i < from_.size; ++i)
            if (from_.nodes[i].operation == op::constant) {
                result_.constants[values_] = from_.nodes[i].value;
                slot_[i] = ++values_;
            }
        result_.constant_count = values_;
    }

    /// Emits a node after its operands, without recursion.
    constexpr void visit(int root) {
        int top = 0;
        stack_[top++] = root;
        while (top > 0) {
            int const i = stack_[top - 1];
            if (slot_[i] != 0) {
                --top;
                continue;
            }
            instruction const& n = code_[i];
            int const before = top;
            // What stands last on the stack runs first: long operands before loads, which wait in memory.
            for (bool const loads : {true, false}) {
                if (n.count > 1 && waits(n.b, loads)) stack_[top++] = n.b;
                if (n.count > 0 && waits(n.a, loads)) stack_[top++] = n.a;
                if (n.count > 2 && waits(n.c, loads)) stack_[top++] = n.c;
            }
            if (top > before) continue;
            --top;
            emit(i, top);
        }
    }

    [[nodiscard]] constexpr bool waits(int i, bool load) const {
        return slot_[i] == 0 && (from_.nodes[i].operation == op::input) == load;
    }

    constexpr void emit(int i, int& top) {
        instruction const& n = code_[i];
        if (n.what == action::load) {
            slot_[i] = 1 + take(false);
            place const from = inputs_[n.a];
            result_.steps[size_++] = {action::load, slot_[i] - 1, from.run, from.offset, 0};
            store_all(i);
            return;
        }
        int const a = slot_[n.a] - 1;
        int const b = n.count > 1 ? slot_[n.b] - 1 : 0;
        int const c = n.count > 2 ? slot_[n.c] - 1 : 0;
        int const candidates = top;
        release(n.a, i, top);
        if (n.count > 1 && n.b != n.a) release(n.b, i, top);
        if (n.count > 2 && n.c != n.a && n.c != n.b) release(n.c, i, top);
        slot_[i] = 1 + take(n.truth);
        program_step next{n.what, slot_[i] - 1, a, b, c};
        if (n.partner >= 0) {
            next.c = take(false);
            slot_[n.partner] = 1 + next.c;
        }
        result_.steps[size_++] = next;
        store_all(i);
        if (n.partner >= 0) store_all(n.partner);
        // Of the operands' last users, keep those that can run now.
        int kept = candidates;
        for (int k = candidates; k < top; ++k)
            if (is_ready(stack_[k])) stack_[kept++] = stack_[k];
        top = kept;
    }

    /// User i of x is done: frees x after its last use, and proposes the last user that is left.
    constexpr void release(int x, int i, int& top) {
        users_.at[x].remove(i);
        if (users_.at[x].count == 0 && from_.nodes[x].operation != op::constant) give_back(x);
        if (users_.at[x].count == 1 && !is_leaf(x) && users_.at[x].sum < from_.size && users_.at[x].sum != i)
            stack_[top++] = users_.at[x].sum;
    }
    [[nodiscard]] constexpr bool is_ready(int i) const {
        instruction const& n = code_[i];
        return slot_[i] == 0 && n.count > 0 && slot_[n.a] != 0 && (n.count < 2 || slot_[n.b] != 0) &&
               (n.count < 3 || slot_[n.c] != 0);
    }

    constexpr void store_all(int i) {
        for (int k = first_store_[i] - 1; k >= 0; k = next_store_[k] - 1) {
            result_.steps[size_++] = {action::store, slot_[i] - 1, outputs_[k].run, outputs_[k].offset, 0};
            users_.at[i].remove(from_.size + k);
        }
        first_store_[i] = 0;
        if (users_.at[i].count == 0 && from_.nodes[i].operation != op::constant) give_back(i);
    }

    constexpr int take(bool truth) {
        if (truth) return conditions_++;
        return free_count_ > 0 ? free_[--free_count_] : values_++;
    }
    constexpr void give_back(int i) {
        if (!code_[i].truth) free_[free_count_++] = slot_[i] - 1;
    }

    graph_type const& from_;
    instruction const (&code_)[room + 1];
    place const* inputs_;
    place const* outputs_;
    // Plain arrays: constant evaluation reads and writes them at half the cost of memory from new.
    users_of<Nodes> users_;
    int slot_[room + 1]{};  // 1 + the local value of a node, 0 before it has one
    int stack_[3 * room + 8]{};
    int free_[2 * room + 2]{};
    int free_count_ = 0;
    int first_store_[room + 1]{};                           // 1 + the first output of a node
    int next_store_[static_cast<unsigned>(Outputs) + 1]{};  // 1 + the next output of the same node
    program_type result_;
    int size_ = 0;
    int values_ = 0;
    int conditions_ = 0;
};

}  // namespace tapeless

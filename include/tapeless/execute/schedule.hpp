// SPDX-License-Identifier: BSL-1.0
// The order of the generated code and the local value that holds each result.
// In: a simplified graph and where its inputs and outputs lie. Out: the steps of a program.
#pragma once

#include <tapeless/execute/fusion.hpp>
#include <tapeless/execute/program.hpp>

namespace tapeless {

/// Orders the instructions depth-first from each output and runs at once whatever is the last use of an operand, so
/// that few values are alive at any moment; results are stored as soon as they are there.
///
/// Cost        linear in the number of nodes
/// Source      measured against forward-then-backward order on Rosenbrock's gradient: 0.88 instead of 1.28
class scheduler {
public:
    constexpr scheduler(graph_view const& from, place const* inputs, place const* outputs)
        : from_(from), inputs_(inputs), outputs_(outputs), code_(fuse(from)),
          users_(new user_list[unsigned_size()]{}), slot_(new int[unsigned_size()]{}),
          stack_(new int[3 * unsigned_size() + 8]{}), free_(new int[2 * unsigned_size() + 2]{}),
          first_store_(new int[unsigned_size()]{}),
          next_store_(new int[static_cast<unsigned>(from.output_count) + 1]{}),
          steps_(new step[unsigned_size() + static_cast<unsigned>(from.output_count) + 1]{}) {
        for (int i = 0; i < from_.size; ++i) {
            slot_[i] = -1;
            first_store_[i] = -1;
        }
        count_users();
        number_constants();
        for (int i = from_.output_count - 1; i >= 0; --i) {
            int const node = from_.outputs[i];
            next_store_[i] = first_store_[node];
            first_store_[node] = i;
            users_[node].add(from_.size + i);  // a store is a use that never becomes ready by itself
        }
        for (int i = 0; i < from_.output_count; ++i) {
            if (slot_[from_.outputs[i]] < 0) visit(from_.outputs[i]);
            else if (from_.nodes[from_.outputs[i]].operation == op::constant) store_all(from_.outputs[i]);
        }
    }
    scheduler(scheduler const&) = delete;
    scheduler& operator=(scheduler const&) = delete;
    constexpr ~scheduler() {
        delete[] code_;
        delete[] users_;
        delete[] slot_;
        delete[] stack_;
        delete[] free_;
        delete[] first_store_;
        delete[] next_store_;
        delete[] steps_;
    }

    [[nodiscard]] constexpr int size() const noexcept { return size_; }
    [[nodiscard]] constexpr int constant_count() const noexcept { return constant_count_; }

    template <int Steps, int Constants>
    [[nodiscard]] constexpr program<Steps, Constants> freeze() const {
        program<Steps, Constants> result;
        for (int i = 0; i < (size_ < Steps ? size_ : Steps); ++i) result.steps[i] = steps_[i];
        for (int i = 0, k = 0; i < from_.size && k < Constants; ++i)
            if (from_.nodes[i].operation == op::constant) result.constants[k++] = from_.nodes[i].value;
        result.size = size_;
        result.constant_count = constant_count_;
        result.values = values_;
        result.conditions = conditions_;
        return result;
    }

private:
    /// How many users wait, and the sum of their indices: when one is left, the sum is that one.
    struct user_list {
        int count = 0;
        int sum = 0;
        constexpr void add(int user) { count += 1, sum += user; }
        constexpr void remove(int user) { count -= 1, sum -= user; }
    };

    [[nodiscard]] constexpr unsigned unsigned_size() const { return static_cast<unsigned>(from_.size); }
    [[nodiscard]] constexpr bool is_leaf(int i) const { return arity(from_.nodes[i].operation) == 0; }

    constexpr void count_users() {
        for (int i = 0; i < from_.size; ++i) {
            instruction const& n = code_[i];
            if (n.state != instruction::plain) continue;
            if (n.count > 0) users_[n.a].add(i);
            if (n.count > 1 && n.b != n.a) users_[n.b].add(i);
            if (n.count > 2 && n.c != n.a && n.c != n.b) users_[n.c].add(i);
        }
    }
    constexpr void number_constants() {
        for (int i = 0; i < from_.size; ++i)
            if (from_.nodes[i].operation == op::constant) slot_[i] = values_++;
        constant_count_ = values_;
    }

    /// Emits a node after its operands, without recursion.
    constexpr void visit(int root) {
        int top = 0;
        stack_[top++] = root;
        while (top > 0) {
            int const i = stack_[top - 1];
            if (slot_[i] >= 0) {
                --top;
                continue;
            }
            instruction const& n = code_[i];
            int const before = top;
            if (n.count > 2 && slot_[n.c] < 0) stack_[top++] = n.c;
            if (n.count > 1 && slot_[n.b] < 0) stack_[top++] = n.b;
            if (n.count > 0 && slot_[n.a] < 0) stack_[top++] = n.a;
            if (top > before) continue;
            --top;
            emit(i, top);
        }
    }

    constexpr void emit(int i, int& top) {
        instruction const& n = code_[i];
        if (n.what == action::load) {
            slot_[i] = take(false);
            place const from = inputs_[n.a];
            steps_[size_++] = {action::load, slot_[i], from.run, from.offset, 0};
            store_all(i);
            return;
        }
        int const a = slot_[n.a];
        int const b = n.count > 1 ? slot_[n.b] : 0;
        int const c = n.count > 2 ? slot_[n.c] : 0;
        int const candidates = top;
        release(n.a, i, top);
        if (n.count > 1 && n.b != n.a) release(n.b, i, top);
        if (n.count > 2 && n.c != n.a && n.c != n.b) release(n.c, i, top);
        slot_[i] = take(n.truth);
        step next{n.what, slot_[i], a, b, c};
        if (n.partner >= 0) next.c = slot_[n.partner] = take(false);
        steps_[size_++] = next;
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
        users_[x].remove(i);
        if (users_[x].count == 0 && from_.nodes[x].operation != op::constant) give_back(x);
        if (users_[x].count == 1 && !is_leaf(x) && users_[x].sum < from_.size && users_[x].sum != i)
            stack_[top++] = users_[x].sum;
    }
    [[nodiscard]] constexpr bool is_ready(int i) const {
        instruction const& n = code_[i];
        return slot_[i] < 0 && n.count > 0 && slot_[n.a] >= 0 && (n.count < 2 || slot_[n.b] >= 0) &&
               (n.count < 3 || slot_[n.c] >= 0);
    }

    constexpr void store_all(int i) {
        for (int k = first_store_[i]; k >= 0; k = next_store_[k]) {
            steps_[size_++] = {action::store, slot_[i], outputs_[k].run, outputs_[k].offset, 0};
            users_[i].remove(from_.size + k);
        }
        first_store_[i] = -1;
        if (users_[i].count == 0 && from_.nodes[i].operation != op::constant) give_back(i);
    }

    constexpr int take(bool truth) {
        if (truth) return conditions_++;
        return free_count_ > 0 ? free_[--free_count_] : values_++;
    }
    constexpr void give_back(int i) {
        if (!code_[i].truth) free_[free_count_++] = slot_[i];
    }

    graph_view from_;
    place const* inputs_;
    place const* outputs_;
    instruction* code_;
    user_list* users_;
    int* slot_;
    int* stack_;
    int* free_;
    int free_count_ = 0;
    int* first_store_;
    int* next_store_;
    step* steps_;
    int size_ = 0;
    int values_ = 0;
    int conditions_ = 0;
    int constant_count_ = 0;
};

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// What a group of nodes does at each place of its space.
// In: a planned graph and one of its groups. Out: a list of steps: what is read, computed, summed and written.
#pragma once

#include <tapeless/execute/contraction.hpp>
#include <tapeless/execute/tensor_plan.hpp>

namespace tapeless {

/// What a step of a group does.
enum class deed : std::uint8_t {
    number,   ///< a constant
    load,     ///< from memory
    result,   ///< what a contraction hands over
    compute,  ///< an operation on numbers
    combine,  ///< a sum or an extreme of what `a` is along a row, over all rows or over everything
    store,    ///< `a` to memory
};

/// A product that only a sum or a difference reads is computed there.
enum class with_product : std::uint8_t { none, mul_add, mul_sub, sub_mul };

/// One step; its operands are earlier steps.
struct group_step {
    deed what = deed::number;
    op operation = op::input;
    reach lies = reach::full;
    with_product product = with_product::none;
    bool truth = false;  ///< the result is a condition
    bool late = false;   ///< at the end of a row
    int a = -1;
    int b = -1;
    int c = -1;
    int slot = 0;    ///< where the result is, among those of its kind
    int memory = 0;  ///< which pointer
    double number = 0;
    strided at{};  ///< of memory, under the axes of the code
    friend constexpr bool operator==(group_step const&, group_step const&) = default;
};

/// The steps of a group, and its loops: `outer` around rows of `row` numbers.
template <int Steps, int Operands>
struct group_steps {
    group_step steps[static_cast<unsigned>(Steps) + 1]{};
    int nodes[static_cast<unsigned>(Operands) + 1]{};  ///< whose numbers the pointers lead to
    int size = 0;
    int pointers = 0;
    extents outer{};
    int row = 1;
    bool whole_rows = false;  ///< a row is in registers at once
    bool has_rows = false;
    bool has_columns = false;
    bool has_totals = false;
    int slots[4] = {0, 0, 0, 0};  ///< full numbers, full conditions, row numbers, row conditions
    int sums = 0;                 ///< accumulators
    contraction_plan contraction{};
    int a = 0;  ///< the pointers of a contraction's operands
    int b = 0;
    int computed = 0;        ///< steps that compute
    int transcendental = 0;  ///< of these, how many call elementary functions
};

namespace detail {

template <int Steps, int Operands>
class group_writer {
public:
    constexpr group_writer(graph_view const& g, location const* at, int const* root, int const* group_of,
                           reach const* lies, int const* next, bool const* is_stored, node_group const& group,
                           int index)
        : g_(g), at_(at), root_(root), group_of_(group_of), lies_(lies), next_(next), stored_(is_stored), group_(group),
          index_(index), step_of_(new int[static_cast<unsigned>(g.size) + 1]{}) {
        code.whole_rows = group.whole_rows || (group.has_rows && group.has_columns);
        code.has_rows = group.has_rows;
        code.has_columns = group.has_columns;
        for (int i = group.first; i >= 0; i = next[i]) write(i);
        lay_out_axes();
        number_slots();
        delete[] step_of_;
    }
    group_steps<Steps, Operands> code;

private:
    constexpr int append(group_step const& s) {
        code.steps[code.size] = s;
        return code.size++;
    }
    constexpr int pointer_to(int node) {
        for (int k = 0; k < code.pointers; ++k)
            if (code.nodes[k] == node) return k;
        code.nodes[code.pointers] = node;
        return code.pointers++;
    }
    [[nodiscard]] constexpr bool is_late(reach how) const { return how == reach::row && !code.whole_rows; }

    /// The step that has operand k of member i.
    constexpr int operand_step(int i, int k) {
        int const from = operand(g_.nodes[i], k);
        int const root = root_[from];
        if (group_of_[root] == index_) return step_of_[root];
        group_step s;
        if (at_[from].where == memory_space::constant) {
            s.number = g_.nodes[root].value;
            s.lies = reach::row;
            for (int known = 0; known < code.size; ++known)
                if (code.steps[known].what == deed::number &&
                    __builtin_bit_cast(std::uint64_t, code.steps[known].number) ==
                        __builtin_bit_cast(std::uint64_t, s.number))
                    return known;
            return append(s);
        }
        bool const reduces = is_reduction(g_.nodes[i].operation);
        s.what = deed::load;
        s.lies = reduces ? reach::full : lies_[i];
        s.late = is_late(s.lies);
        s.at = squeezed(operand_layout(g_, at_, i, k), g_.shape_of(reduces ? g_.nodes[i].a : i));
        s.at.base = 0;  // the pointer has it
        s.memory = pointer_to(from);
        for (int known = 0; known < code.size; ++known)
            if (code.steps[known] == s) return known;
        return append(s);
    }
    /// The product among the operands of a sum that nobody else reads.
    [[nodiscard]] constexpr int lone_product(int i) const {
        for (int k = 1; k >= 0; --k) {
            int const from = operand(g_.nodes[i], k);
            int const root = root_[from];
            if (group_of_[root] != index_ || stored_[root] || lies_[root] != lies_[i]) continue;
            if (g_.nodes[root].operation != op::mul && !is_outer_product(g_, root)) continue;
            int readers = 0;
            for (int m = group_.first; m >= 0; m = next_[m])
                for (int j = 0; j < operands_read(g_.nodes[m]); ++j)
                    readers += root_[operand(g_.nodes[m], j)] == root ? 1 : 0;
            if (readers == 1) return k;
        }
        return -1;
    }

    constexpr void write(int i) {
        node const& n = g_.nodes[i];
        group_step s;
        s.operation = is_outer_product(g_, i) ? op::mul : n.operation;
        s.lies = lies_[i];
        s.late = is_late(s.lies);
        s.truth = is_condition(n.operation);
        if (group_.what == group_kind::contraction && i == group_.first) {
            s.what = deed::result;
            code.a = pointer_to(n.a);
            code.b = pointer_to(n.b);
            code.contraction = contraction_of(g_, at_, i);
        } else if (is_reduction(n.operation)) {
            s.what = deed::combine;
            s.late = false;
            s.a = operand_step(i, 0);
            s.memory = s.lies == reach::row ? 0 : pointer_to(i);
            code.has_totals = code.has_totals || s.lies == reach::total;
        } else {
            s.what = deed::compute;
            int const product = n.operation == op::add || n.operation == op::sub ? lone_product(i) : -1;
            if (product >= 0) {
                group_step& made = code.steps[step_of_[root_[operand(n, product)]]];
                s.product = n.operation == op::add ? with_product::mul_add
                            : product == 0         ? with_product::mul_sub
                                                   : with_product::sub_mul;
                s.a = made.a;
                s.b = made.b;
                s.c = operand_step(i, 1 - product);
            } else {
                s.a = operand_step(i, 0);
                if (arity(n.operation) > 1) s.b = operand_step(i, 1);
                if (arity(n.operation) > 2) s.c = operand_step(i, 2);
            }
            ++code.computed;
            if (is_call(n.operation)) ++code.transcendental;
        }
        step_of_[i] = append(s);
        if (!stored_[i] || s.lies == reach::column || s.lies == reach::total) return;
        group_step put;
        put.what = deed::store;
        put.lies = s.lies;
        put.late = is_late(s.lies);
        put.a = step_of_[i];
        put.memory = pointer_to(i);
        put.at = squeezed(contiguous(g_.shape_of(i)), g_.shape_of(i));
        append(put);
    }

    /// Outer axes that all walk as one become one; those of a row always do.
    constexpr void lay_out_axes() {
        extents const& space = group_.space;
        if (group_.what == group_kind::contraction) {
            code.outer = leading_axes(space, 1);
            code.row = space.rank > 0 ? space.at[space.rank - 1] : 1;
            return;
        }
        int const row_axes = group_.row_axes > 0 ? group_.row_axes : space.rank > 0 ? 1 : 0;
        int const first_of_row = space.rank - row_axes;
        bool ends[max_rank + 1]{};  // whether axis k begins anew behind the one before it
        for (int k = 0; k < space.rank; ++k) {
            ends[k] = k == 0 || (k == first_of_row && group_.row_axes > 0);
            for (int i = 0; i < code.size && !ends[k] && k < first_of_row + (group_.row_axes > 0 ? 0 : 1); ++i) {
                group_step const& s = code.steps[i];
                if (s.what != deed::load && s.what != deed::store) continue;
                ends[k] = s.at.stride[k - 1] != s.at.stride[k] * space.at[k];
            }
        }
        extents axes;
        int last_of[max_rank]{};
        for (int k = 0; k < space.rank; ++k) {
            if (ends[k]) axes.push(space.at[k]);
            else axes.at[axes.rank - 1] *= space.at[k];
            last_of[axes.rank - 1] = k;
        }
        bool const no_row = space.rank == 0;
        for (int i = 0; i < code.size; ++i) {
            strided const from = code.steps[i].at;
            for (int k = 0; k < max_rank; ++k) code.steps[i].at.stride[k] = k < axes.rank ? from.stride[last_of[k]] : 0;
        }
        code.outer = no_row ? axes : leading_axes(axes, 1);
        code.row = no_row ? 1 : axes.at[axes.rank - 1];
    }

    constexpr void number_slots() {
        for (int i = 0; i < code.size; ++i) {
            group_step& s = code.steps[i];
            if (s.what == deed::number || s.what == deed::store) continue;
            if (s.what == deed::combine) {
                if (s.lies != reach::row || !code.whole_rows) s.c = code.sums++;
                if (s.lies != reach::row) continue;
            }
            s.slot = code.slots[(s.lies == reach::row ? 2 : 0) + (s.truth ? 1 : 0)]++;
        }
    }

    graph_view const& g_;
    location const* at_;
    int const* root_;
    int const* group_of_;
    reach const* lies_;
    int const* next_;
    bool const* stored_;
    node_group const& group_;
    int index_;
    int* step_of_;
};

}  // namespace detail

/// The code of group G of a program.
template <class Program, int G>
struct group_code {
    static constexpr node_group const& group = Program::plan.groups[G];
    static constexpr int capacity = 5 * group.count + 2;
    static constexpr auto code = detail::group_writer<capacity, capacity>(
                                     Program::graph(), Program::plan.at, Program::plan.root, Program::plan.group_of,
                                     Program::plan.lies, Program::plan.next, Program::plan.stored, group, G)
                                     .code;
};

}  // namespace tapeless

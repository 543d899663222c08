// SPDX-License-Identifier: BSL-1.0
// The order of code with branches and calls: what only one side of a branch needs is computed inside it.
// In: a graph with op::cond or op::call, and where its inputs and outputs lie. Out: the steps of a branching program.
#pragma once

#include <tapeless/execute/hoisted_code.hpp>

namespace tapeless {

namespace detail {

/// Where a node's value lies once a region has computed it.
struct region_copy {
    int region = 0;
    int slot = 0;
    int next = 0;  // 1 + the next copy of the same node
};

}  // namespace detail

/// Emits a graph region by region. A region is a path of decided conditions; the whole program is the one that has none.
///
/// A region computes what its results need in any case, in the order of the graph. Where a cond comes up, both its
/// sides become regions of their own, and every other cond on the same condition that waits for nothing else joins it:
/// a value and its derivatives share one branch. Inside, a cond whose condition is decided is the side that is taken.
/// What both sides need is computed before the branch, and so is what sides on different conditions need (`hoisting`).
/// A node that several regions need all the same is computed in each, unless a region whose path is part of theirs has
/// it already.
///
/// Cost        linear in the number of nodes for each region; every result has a local value of its own
class region_scheduler {
public:
    /// `code` are the instructions of the graph.
    constexpr region_scheduler(graph_view const& from, instruction const* code, place const* inputs,
                               place const* outputs)
        : hoisted_(from, code), from_(hoisted_.view()), code_(hoisted_.instructions()), inputs_(inputs),
          regions_(hoisted_.regions()), needs_(hoisted_.needs()), next_on_test_(new int[length()]{}),
          copies_(2 * from_.size + 2), steps_(2 * from_.size + 2), constants_(16), arguments_(8), callees_(4),
          first_copy_(new int[length()]{}), stamp_(new int[length()]{}), seen_(new int[length()]{}), waiting_(64) {
        for (int i = 0; i < from_.size; ++i)
            if (from_.nodes[i].operation == op::constant) record(i, whole, constants_.push(from_.nodes[i].value));
        values_ = constants_.size();
        link_conds();
        emit_region(from_.outputs, from_.output_count, whole);
        for (int k = 0; k < from_.output_count; ++k)
            steps_.push({action::store, slot(from_.outputs[k], whole), outputs[k].run, outputs[k].offset, 0});
    }
    region_scheduler(region_scheduler const&) = delete;
    region_scheduler& operator=(region_scheduler const&) = delete;
    constexpr ~region_scheduler() {
        delete[] first_copy_;
        delete[] stamp_;
        delete[] seen_;
        delete[] next_on_test_;
    }

    [[nodiscard]] constexpr int size() const { return steps_.size(); }
    [[nodiscard]] constexpr program_step const& operator[](int i) const { return steps_[i]; }
    [[nodiscard]] constexpr growing_list<double> const& constants() const { return constants_; }
    [[nodiscard]] constexpr growing_list<opaque_function const*> const& callees() const { return callees_; }
    [[nodiscard]] constexpr growing_list<int> const& arguments() const { return arguments_; }

    template <int Steps, int Constants, int Callees, int Arguments>
    [[nodiscard]] constexpr branching_program<Steps, Constants, Callees, Arguments> result() const {
        branching_program<Steps, Constants, Callees, Arguments> made;
        for (int i = 0; i < Steps; ++i) made.steps[i] = steps_[i];
        for (int i = 0; i < Callees; ++i) made.callees[i] = callees_[i];
        for (int i = 0; i < Arguments; ++i) made.arguments[i] = arguments_[i];
        for (int i = 0; i < Constants; ++i) made.constants[i] = constants_[i];
        made.size = Steps;
        made.first_store = Steps - from_.output_count;
        made.constant_count = Constants;
        made.values = values_;
        made.conditions = conditions_;
        return made;
    }

private:
    static constexpr int whole = region_tree::whole;

    [[nodiscard]] constexpr unsigned length() const { return static_cast<unsigned>(from_.size) + 2; }
    [[nodiscard]] constexpr bool is_cond(int i) const { return code_[i].what == action_of(op::cond); }

    /// The node that stands for i in a region: a cond whose condition is decided is the side that is taken.
    [[nodiscard]] constexpr int resolve(int i, int in) const {
        while (is_cond(i)) {
            int const known = regions_.decided(code_[i].a, in);
            if (known == 0) break;
            i = known > 0 ? code_[i].b : code_[i].c;
        }
        return i;
    }

    constexpr void record(int i, int in, int slot) { first_copy_[i] = 1 + copies_.push({in, slot, first_copy_[i]}); }
    [[nodiscard]] constexpr int find(int i, int in) const {
        for (int k = first_copy_[i] - 1; k >= 0; k = copies_[k].next - 1)
            if (copies_[k].region == whole || regions_.lies_within(in, copies_[k].region)) return copies_[k].slot;
        return -1;
    }
    [[nodiscard]] constexpr int slot(int i, int in) const { return find(resolve(i, in), in); }

    constexpr void push_operands(int i, bool sides) {
        detail::for_each_operand(from_, code_, i, sides, [&](int operand) { waiting_.push(operand); });
    }
    constexpr void link_conds() {
        int* const next = new int[length()]{};  // 1 + the first cond on a condition among those behind
        for (int i = from_.size - 1; i >= 0; --i)
            if (is_cond(i)) {
                next_on_test_[i] = next[code_[i].a];
                next[code_[i].a] = i + 1;
            }
        delete[] next;
    }

    /// Pushes what is computed before a cond: what both its sides need, and what is hoisted from them to this region.
    /// `pushed` notes what was pushed in this region.
    constexpr void push_common(int cond, int in, growing_list<std::uint64_t>& pushed) {
        for (int w = 0; w < needs_.words(); ++w) {
            if (w == pushed.size()) pushed.push(0);
            std::uint64_t more = needs_.common(code_[cond].b, code_[cond].c, w) & ~pushed[w];
            pushed[w] |= more;
            for (; more != 0; more &= more - 1) {
                int const i = needs_.node(w, __builtin_ctzll(more));
                if (is_home(i, in)) waiting_.push(i);
            }
        }
    }
    [[nodiscard]] constexpr bool is_home(int i, int in) const {
        int const* const homes = hoisted_.homes();
        return homes == nullptr || homes[i] < 0 || regions_.lies_within(in, homes[i]);
    }

    constexpr void emit_region(int const* results, int count, int in) {
        int const mark = ++stamps_;
        growing_list<int> needed(16);
        growing_list<std::uint64_t> pushed(4);
        for (int k = 0; k < count; ++k) waiting_.push(results[k]);
        while (waiting_.size() > 0) {
            int const i = resolve(waiting_.pop(), in);
            if (stamp_[i] == mark || find(i, in) >= 0) continue;
            stamp_[i] = mark;
            needed.push(i);
            push_operands(i, false);
            if (is_cond(i)) push_common(i, in, pushed);
        }
        sort_ascending(needed.data(), needed.size());
        for (int k = 0; k < needed.size(); ++k) {
            int const i = needed[k];
            if (find(i, in) >= 0) continue;
            if (is_cond(i)) emit_branch(i, mark, in);
            else emit(i, in);
        }
    }

    /// Node c and the later ones on the same condition that need nothing which the region has yet to compute.
    constexpr void emit_branch(int c, int mark, int in) {
        int const test = code_[c].a;
        growing_list<int> members(4);
        for (int i = c; i >= 0; i = next_on_test_[i] - 1)
            if (stamp_[i] == mark && find(i, in) < 0) members.push(i);
        int const sides[] = {regions_.add({in, test, true}), regions_.add({in, test, false})};
        growing_list<int> joined(4);
        growing_list<int> slots(4);
        for (int k = 0; k < members.size(); ++k)
            if (k == 0 ||
                (is_free(code_[members[k]].b, sides[0], mark) && is_free(code_[members[k]].c, sides[1], mark))) {
                joined.push(members[k]);
                slots.push(values_++);
            }
        int const branch = steps_.push({action::branch, slot(test, in), 0, 0, 0});
        int const lengths[] = {emit_side(joined, slots, sides[0]), emit_side(joined, slots, sides[1])};
        steps_[branch].a = lengths[0];
        steps_[branch].b = lengths[1];
        for (int k = 0; k < joined.size(); ++k) record(joined[k], in, slots[k]);
    }
    constexpr int emit_side(growing_list<int> const& joined, growing_list<int> const& slots, int side) {
        int const before = steps_.size();
        growing_list<int> results(joined.size());
        for (int k = 0; k < joined.size(); ++k) results.push(joined[k]);
        emit_region(&results[0], results.size(), side);
        for (int k = 0; k < joined.size(); ++k) steps_.push({action::move, slots[k], slot(joined[k], side), 0, 0});
        return steps_.size() - before;
    }
    /// Whether a side can run now: nothing it may need waits in the region around it.
    constexpr bool is_free(int root, int side, int mark) {
        int const visit = ++stamps_;
        bool free = true;
        waiting_.push(root);
        while (waiting_.size() > 0) {
            int const i = resolve(waiting_.pop(), side);
            if (seen_[i] == visit || find(i, side) >= 0) continue;
            free = free && stamp_[i] != mark;
            seen_[i] = visit;
            if (free) push_operands(i, true);
        }
        return free;
    }

    constexpr void emit(int i, int in) {
        instruction const& n = code_[i];
        if (n.state == instruction::second) {  // comes with the first, which may stand later and reads the same operand
            if (find(n.a, in) < 0) emit(n.a, in);
            return;
        }
        if (n.what == action_of(op::result)) return record(i, in, slot(n.a, in) + n.b);
        if (n.what == action_of(op::call)) return emit_call(i, in);
        if (n.what == action::load) {
            place const at = inputs_[from_.nodes[i].a];
            record(i, in, values_);
            steps_.push({action::load, values_++, at.run, at.offset, 0});
            return;
        }
        program_step next{n.what, n.truth ? conditions_++ : values_++, slot(n.a, in), n.count > 1 ? slot(n.b, in) : 0,
                          n.count > 2 ? slot(n.c, in) : 0};
        record(i, in, next.d);
        if (n.partner >= 0) {
            next.c = values_++;
            record(n.partner, in, next.c);
        }
        steps_.push(next);
    }
    constexpr void emit_call(int i, int in) {
        opaque_function const* const callee = from_.nodes[i].callee;
        int known = 0;
        while (known < callees_.size() && callees_[known] != callee) ++known;
        if (known == callees_.size()) callees_.push(callee);
        int const first = arguments_.size();
        for (int k = 0; k < callee->arguments; ++k) arguments_.push(0);
        for_each_argument(from_.nodes, i, [&](int k, int argument) { arguments_[first + k] = slot(argument, in); });
        record(i, in, values_);
        steps_.push({action::invoke, values_, known, first, 0});
        values_ += callee->results;
    }

    hoisted_code hoisted_;
    graph_view from_;
    instruction const* code_;
    place const* inputs_;
    region_tree& regions_;
    certain_needs const& needs_;
    int* next_on_test_;  // 1 + the next cond on the same condition
    growing_list<detail::region_copy> copies_;
    growing_list<program_step> steps_;
    growing_list<double> constants_;
    growing_list<int> arguments_;
    growing_list<opaque_function const*> callees_;
    int* first_copy_;  // 1 + the latest copy of a node
    int* stamp_;       // the last region that needs a node in any case
    int* seen_;
    growing_list<int> waiting_;
    int stamps_ = 0;
    int values_ = 0;
    int conditions_ = 0;
};

/// Whether a graph holds branches or calls, which the plain scheduler does not know.
[[nodiscard]] constexpr bool has_regions(graph_view const& from) {
    return any_operation(from, [](op operation) { return operation == op::cond || operation == op::call; });
}

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// A graph with branches in which what is hoisted stands under conditions of its own.
// In: a graph and its instructions. Out: the same with more conds, and the regions that these belong to.
#pragma once

#include <tapeless/execute/hoisting.hpp>

namespace tapeless {

/// The graph and its instructions after hoisting; the given ones where there is nothing to hoist.
class hoisted_code {
public:
    constexpr hoisted_code(graph_view const& from, instruction const* code)
        : from_(from), code_(code), needs_(new certain_needs(from, code)), plan_(from, code, *needs_),
          copies_(new copy_of_node[static_cast<unsigned>(from.size) + 1]{}), guard_copies_(8), entered_(16), nodes_(16),
          instructions_(16), homes_(16), outputs_(from.output_count + 1) {
        if (plan_.empty()) return;
        rebuild();
        delete needs_;
        needs_ = new certain_needs(view(), instructions(), homes());
    }
    hoisted_code(hoisted_code const&) = delete;
    hoisted_code& operator=(hoisted_code const&) = delete;
    constexpr ~hoisted_code() {
        delete[] copies_;
        delete needs_;
    }

    [[nodiscard]] constexpr graph_view view() const {
        if (plan_.empty()) return from_;
        return {nodes_.data(), nodes_.size(), outputs_.data(), from_.output_count, from_.input_count};
    }
    [[nodiscard]] constexpr instruction const* instructions() const {
        return plan_.empty() ? code_ : instructions_.data();
    }
    /// For each node of view() the region that it is hoisted to or -1; none if nothing is hoisted.
    [[nodiscard]] constexpr int const* homes() const { return plan_.empty() ? nullptr : homes_.data(); }
    /// What each node of view() needs for certain.
    [[nodiscard]] constexpr certain_needs const& needs() const { return *needs_; }
    /// The regions that homes() speaks of.
    [[nodiscard]] constexpr region_tree& regions() { return plan_.regions(); }

private:
    struct copy_of_node {
        int itself = -1;
        int seen_as = -1;  // what others read
    };
    /// The node that tells whether a region is entered from another one.
    struct entry {
        int from = -1;
        int node = -1;
    };

    constexpr void rebuild() {
        region_tree& regions = plan_.regions();
        growing_list<guard> const& guards = plan_.guards();
        for (int r = 0; r < regions.size(); ++r) entered_.push({});
        for (int g = 0; g < guards.size(); ++g) guard_copies_.push(-1);
        int const zero = append(op::constant);
        for (int p = 0; p < from_.size; ++p) {
            int const i = plan_.order()[p];
            int const x = copy(i);
            region const& condition = plan_.condition(i);
            copies_[i] = {x, x};
            if (condition.test >= 0) {
                int const test = copy_of_test(condition.test);
                copies_[i].seen_as = append(op::cond, test, condition.taken ? x : zero, condition.taken ? zero : x);
            }
            homes_[copies_[i].seen_as] = plan_.home(i);
            if (!code_[i].truth) continue;
            for (int g = 0; g < guards.size(); ++g)
                if (guards[g].position == p) guard_copies_[g] = condition_of(guards[g]);
        }
        for (int k = 0; k < from_.output_count; ++k) outputs_.push(copies_[from_.outputs[k]].seen_as);
        for (int r = region_tree::whole + 1; r < regions.size(); ++r) regions[r].test = copy_of_test(regions[r].test);
    }
    constexpr int append(node const& n, instruction const& code) {
        instructions_.push(code);
        homes_.push(-1);
        return nodes_.push(n);
    }
    constexpr int append(op operation, int a = 0, int b = 0, int c = 0) {
        instruction code;
        code.what = action_of(operation);
        code.truth = is_condition(operation);
        code.count = arity(operation);
        code.a = a, code.b = b, code.c = c;
        return append({operation, a, b, c}, code);
    }
    constexpr int copy(int i) {
        node n = from_.nodes[i];
        instruction code = code_[i];
        int const operands = arity(n.operation);
        if (operands > 0) n.a = n.operation == op::result ? copies_[n.a].itself : copies_[n.a].seen_as;
        if (operands > 1) n.b = copies_[n.b].seen_as;
        if (operands > 2) n.c = copies_[n.c].seen_as;
        if (code.count > 0) code.a = detail::is_further_result(code) ? copies_[code.a].itself : copies_[code.a].seen_as;
        if (code.count > 1) code.b = copies_[code.b].seen_as;
        if (code.count > 2) code.c = copies_[code.c].seen_as;
        if (code.state == instruction::second) instructions_[code.a].partner = nodes_.size();
        return append(n, code);
    }
    [[nodiscard]] constexpr int copy_of_test(int test) const {
        return test < from_.size ? copies_[test].itself : guard_copies_[test - from_.size];
    }

    /// The node that tells whether one of a guard's regions is entered. Neighbours share what they have in common.
    constexpr int condition_of(guard const& of) {
        int any = -1;
        for (int k = of.first; k < of.first + of.count;) {
            int const parent = regions()[plan_.alternative(k)].parent;
            int inner = -1;
            for (; k < of.first + of.count && regions()[plan_.alternative(k)].parent == parent; ++k)
                inner = both(op::logical_or, inner, literal(plan_.alternative(k)));
            any = both(op::logical_or, any, both(op::logical_and, entered(parent, of.home), inner));
        }
        return any;
    }
    constexpr int entered(int r, int from) {
        if (r == from) return -1;
        if (entered_[r].from != from) {
            int const outer = entered(regions()[r].parent, from);
            entered_[r] = {from, both(op::logical_and, outer, literal(r))};
        }
        return entered_[r].node;
    }
    constexpr int literal(int r) {
        int const test = copy_of_test(regions()[r].test);
        return regions()[r].taken ? test : append(op::logical_not, test);
    }
    constexpr int both(op operation, int a, int b) { return a < 0 ? b : append(operation, a, b); }

    graph_view from_;
    instruction const* code_;
    certain_needs* needs_;
    hoisting plan_;
    copy_of_node* copies_;
    growing_list<int> guard_copies_;
    growing_list<entry> entered_;
    growing_list<node> nodes_;
    growing_list<instruction> instructions_;
    growing_list<int> homes_;
    growing_list<int> outputs_;
};

}  // namespace tapeless

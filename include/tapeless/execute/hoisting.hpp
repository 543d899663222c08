// SPDX-License-Identifier: BSL-1.0
// What sides of several conds need is computed once, ahead of them.
// In: a graph with branches and its instructions. Out: the order of its nodes, and what is hoisted where on which condition.
#pragma once

#include <tapeless/execute/certain.hpp>
#include <tapeless/execute/region_tree.hpp>

namespace tapeless {

/// That one of several regions is entered from another one, the home. As a condition it has a number of its own, after
/// those of the nodes.
struct guard {
    int home = 0;
    int first = 0;  // of its alternatives
    int count = 0;
    int position = 0;  // of the last condition that it reads
    int around = 0;    // the innermost region around all that read it
    bool calls = false;
};

/// Finds each value x that sides of conds on different conditions need, to put it under a condition of its own:
///
///   cond(c, f(x), ...), cond(d, ..., g(x))   ->   y = cond(c || !d, x, 0), cond(c, f(y), ...), cond(d, ..., g(y))
///
/// The home of y is the region in which it is to be computed, the innermost one around all that need it. Conditions
/// come before everything that they do not need, so that they can tell whether it is needed. One that needs x itself
/// cannot: x then is computed also where that condition would have kept it from being needed. But where x may need a
/// call of an opaque function, it stays in the sides, once in each; so it does where a condition inside of a side may.
/// What takes no more steps than a branch stays in the sides, too.
///
/// Cost        nodes times regions that need one node. n levels of x = cond(c, sin(x), 1) + cond(d, exp(x), 2), value and
///             gradient: 168 steps for n = 4, 372 for 8, 576 for 12; without it 450 for n = 4, and doubled by each level
class hoisting {
public:
    /// `code` are the instructions of the graph, `needs` what they need for certain.
    constexpr hoisting(graph_view const& from, instruction const* code, certain_needs const& needs)
        : from_(from), code_(code), facts_(new fact[static_cast<unsigned>(from.size) + 1]{}), order_(from.size + 1),
          needs_(64), waiting_(64), alternatives_(16), guards_(8) {
        if (!has_several_tests()) return;
        mark_certain(needs);
        if (!weigh_all()) return;
        put_tests_first();
        for (int p = from.size - 1; p >= 0; --p) visit(order_[p]);
    }
    hoisting(hoisting const&) = delete;
    hoisting& operator=(hoisting const&) = delete;
    constexpr ~hoisting() { delete[] facts_; }

    /// Whether there is anything to hoist.
    [[nodiscard]] constexpr bool empty() const { return count_ == 0; }
    /// The nodes in their new order.
    [[nodiscard]] constexpr int const* order() const { return order_.data(); }
    /// Where a node is hoisted to, -1: it stays.
    [[nodiscard]] constexpr int home(int i) const { return facts_[carrier(i)].home; }
    /// How its own condition is decided then; test -1: it has none.
    [[nodiscard]] constexpr region const& condition(int i) const { return facts_[carrier(i)].condition; }
    [[nodiscard]] constexpr growing_list<guard> const& guards() const { return guards_; }
    /// The regions of all guards.
    [[nodiscard]] constexpr int alternative(int k) const { return alternatives_[k]; }
    constexpr region_tree& regions() { return regions_; }

private:
    /// Steps of a branch around one value: two negations, a disjunction, the branch, a move in each side.
    static constexpr int steps_of_branch = 6;

    struct fact {
        int position = -1;     // in the new order
        int steps = 0;         // that it takes where all that is certain or hoisted is there
        int first_need = 0;    // 1 + the first region that needs it
        int around = -1;       // the innermost region around all that read it
        int home = -1;         // where it is hoisted to
        region condition;      // how its own condition is decided then; test -1: it has none
        bool shared = false;   // has several users
        bool certain = false;  // needed whatever is decided
        bool light = false;    // a condition that needs nothing but conditions, inputs and what is certain
        bool calls = false;    // needs a call that is not certain, or may need one
    };
    struct needing_region {
        int region = 0;
        int next = 0;
    };
    [[nodiscard]] constexpr bool is_cond(int i) const { return code_[i].what == action_of(op::cond); }
    /// Several results of one instruction are hoisted together, by the first one.
    [[nodiscard]] constexpr int carrier(int i) const { return detail::is_further_result(code_[i]) ? code_[i].a : i; }
    [[nodiscard]] constexpr int position_of(int test) const {
        return test < from_.size ? facts_[test].position : guards_[test - from_.size].position;
    }
    [[nodiscard]] constexpr bool calls(int test) const {
        return test < from_.size ? facts_[test].calls : guards_[test - from_.size].calls;
    }
    [[nodiscard]] constexpr bool has_several_tests() const {
        int test = -1;
        for (int i = 0; i < from_.size; ++i)
            if (is_cond(i)) {
                if (test >= 0 && code_[i].a != test) return true;
                test = code_[i].a;
            }
        return false;
    }

    constexpr void mark_certain(certain_needs const& needs) {
        for (int k = 0; k < from_.output_count; ++k) make_certain(from_.outputs[k]);
        for (int w = 0; w < needs.words(); ++w) {
            std::uint64_t some = 0;
            for (int k = 0; k < from_.output_count; ++k) some |= needs.word(from_.outputs[k], w);
            for (int bit = 0; bit < 64 && 64 * w + bit < needs.shared_count(); ++bit)
                facts_[needs.node(w, bit)].shared = true;
            for (; some != 0; some &= some - 1) make_certain(needs.node(w, __builtin_ctzll(some)));
        }
    }

    constexpr void make_certain(int i) {
        facts_[i].certain = true;
        facts_[i].around = region_tree::whole;
    }

    /// Whether there is any node that might be hoisted.
    constexpr bool weigh_all() {
        bool any = false;
        for (int i = 0; i < from_.size; ++i) {
            fact& own = facts_[i];
            if (own.certain || arity(from_.nodes[i].operation) == 0) continue;
            weigh(i, own);
            any = any || (own.shared && own.steps > steps_of_branch);
        }
        return any;
    }
    constexpr void weigh(int i, fact& own) {
        own.calls = code_[i].what == action_of(op::call);
        own.light = code_[i].truth;
        own.steps = own.calls ? steps_of_branch + 1 : is_cond(i) ? 3 : detail::is_further_result(code_[i]) ? 0 : 1;
        detail::for_each_operand(from_, code_, i, true, [&](int operand) {
            fact const& x = facts_[operand];
            if (x.certain || arity(from_.nodes[operand].operation) == 0) return;
            if (x.calls) own.calls = true;
            if (!x.light) own.light = false;
            bool const is_there = x.shared && x.steps > steps_of_branch;
            if (!is_there && own.steps <= steps_of_branch) own.steps += x.steps;
        });
    }

    /// Those that need few conds go first: they can guard what the others need.
    constexpr void put_tests_first() {
        growing_list<int> depth(from_.size + 1);
        growing_list<int> tests(16);
        for (int i = 0; i < from_.size; ++i) {
            int below = 0;
            for (int k = 0; k < arity(from_.nodes[i].operation); ++k)
                if (int const d = depth[operand(from_.nodes[i], k)]; d > below) below = d;
            depth.push(is_cond(i) ? below + 1 : below);
            if (is_cond(i)) tests.push(depth[code_[i].a] * from_.size + code_[i].a);
        }
        sort_ascending(tests.data(), tests.size());
        for (int k = 0; k < tests.size(); ++k) place(tests[k] % from_.size);
        for (int i = 0; i < from_.size; ++i) place(i);
    }
    /// Puts a node into the order, after its operands.
    constexpr void place(int root) {
        auto const want = [&](int i) {
            if (facts_[i].position < 0) waiting_.push(i);
        };
        want(root);
        while (waiting_.size() > 0) {
            int const before = waiting_.size();
            int const i = waiting_[before - 1];
            node const& n = from_.nodes[i];
            if (facts_[i].position < 0) {
                for (int k = arity(n.operation) - 1; k >= 0; --k) want(operand(n, k));
                if (code_[i].state == instruction::second) want(code_[i].a);
            }
            if (waiting_.size() > before) continue;
            waiting_.pop();
            if (facts_[i].position >= 0) continue;
            facts_[i].position = order_.push(i);
        }
    }
    constexpr void need(int i, int region, int around) {
        if (facts_[i].certain || facts_[i].light || arity(from_.nodes[i].operation) == 0) return;
        facts_[i].first_need = 1 + needs_.push({region, facts_[i].first_need});
        facts_[i].around = facts_[i].around < 0 ? around : regions_.common(facts_[i].around, around);
    }
    /// Tells the operands of a node, after all that read it, which regions need them.
    constexpr void visit(int i) {
        growing_list<int> regions(4);
        for (int k = facts_[i].first_need - 1; k >= 0; k = needs_[k].next - 1) join(regions, needs_[k].region);
        if (facts_[i].certain) regions.push(region_tree::whole);
        if (regions.size() == 0) return;
        int around = facts_[i].around;
        bool const several = regions.size() > 1 || regions[0] != around;
        if (several && !code_[i].truth && !detail::is_further_result(code_[i]) && facts_[i].steps > steps_of_branch &&
            hoist(i, regions)) {
            if (facts_[i].condition.test >= 0) around = regions_.enter(facts_[i].condition);
            while (regions.size() > 0) regions.pop();
            regions.push(around);
        }
        for (int k = 0; k < regions.size(); ++k) {
            int const in = regions[k];
            detail::for_each_operand(from_, code_, i, false, [&](int operand) { need(operand, in, around); });
            if (!is_cond(i)) continue;
            int const known = regions_.decided(code_[i].a, in);
            for (bool const taken : {true, false}) {
                if (known == (taken ? -1 : 1)) continue;
                int const inner = known != 0 ? in : regions_.enter({in, code_[i].a, taken});
                need(taken ? code_[i].b : code_[i].c, inner, in == around ? inner : around);
            }
        }
    }

    /// Adds a region to some of which none lies within another; both sides of one are that one.
    constexpr void join(growing_list<int>& some, int more) const {
        for (bool grown = true; grown;) {
            grown = false;
            int kept = 0;
            for (int k = 0; k < some.size(); ++k) {
                int const r = some[k];
                if (regions_.encloses(r, more)) return;
                bool const other_side = more != region_tree::whole && regions_[r].parent == regions_[more].parent &&
                                        regions_[r].test == regions_[more].test;
                if (other_side) grown = true;
                if (!other_side && !regions_.encloses(more, r)) some[kept++] = r;
            }
            while (some.size() > kept) some.pop();
            if (grown) more = regions_[more].parent;
        }
        some.push(more);
    }

    /// Hoists node i, which the regions need, to the region around them, if that is possible.
    constexpr bool hoist(int i, growing_list<int> const& regions) {
        int const home = facts_[i].around;
        bool exact = true;
        growing_list<int> found(regions.size());
        for (int k = 0; k < regions.size(); ++k) {
            int const inner = last_known(regions[k], home, facts_[i].position);
            exact = exact && inner == regions[k];
            join(found, inner);
        }
        if (facts_[i].calls && !exact) return false;
        ++count_;
        facts_[i].home = home;
        if (found[0] != home) facts_[i].condition = make_guard(home, found);
        return true;
    }
    /// A region or the innermost one around it of which can be told at a position, in the home, whether it is entered.
    /// What only conditions inside of others need is then computed ahead as well, so that they must not call anything.
    [[nodiscard]] constexpr int last_known(int r, int home, int position) const {
        int found = r;
        for (int k = r; k != home; k = regions_[k].parent) {
            region const& at = regions_[k];
            if (position_of(at.test) >= position || (at.parent != home && calls(at.test))) found = at.parent;
        }
        return found;
    }
    constexpr region make_guard(int home, growing_list<int>& found) {
        if (found.size() == 1 && regions_[found[0]].parent == home) return regions_[found[0]];
        sort_ascending(found.data(), found.size());
        for (int g = 0; g < guards_.size(); ++g) {
            bool same = guards_[g].home == home && guards_[g].count == found.size();
            for (int k = 0; same && k < found.size(); ++k) same = alternatives_[guards_[g].first + k] == found[k];
            if (same) return {home, from_.size + g, true};
        }
        guard made{home, alternatives_.size(), found.size(), 0, home, false};
        for (int k = 0; k < found.size(); ++k) alternatives_.push(found[k]);
        growing_list<int> tests(8);
        list_tests(made, tests);
        for (int k = 0; k < tests.size(); ++k) {
            lift(tests[k], home);
            if (position_of(tests[k]) > made.position) made.position = position_of(tests[k]);
            made.calls = made.calls || calls(tests[k]);
        }
        return {home, from_.size + guards_.push(made), true};
    }
    constexpr void list_tests(guard const& of, growing_list<int>& tests) const {
        for (int k = of.first; k < of.first + of.count; ++k)
            for (int r = alternatives_[k]; r != of.home; r = regions_[r].parent) tests.push(regions_[r].test);
    }
    /// A condition is read in one more region.
    constexpr void lift(int test, int in) {
        int& around = test < from_.size ? facts_[test].around : guards_[test - from_.size].around;
        if (around < 0) return;  // light: any region computes it
        int const wider = regions_.common(around, in);
        if (wider == around) return;
        around = wider;
        if (test < from_.size) return;
        growing_list<int> inner(8);
        list_tests(guards_[test - from_.size], inner);
        for (int k = 0; k < inner.size(); ++k) lift(inner[k], wider);
    }

    graph_view from_;
    instruction const* code_;
    fact* facts_;
    growing_list<int> order_;
    growing_list<needing_region> needs_;
    growing_list<int> waiting_;
    growing_list<int> alternatives_;  // regions
    growing_list<guard> guards_;
    region_tree regions_;
    int count_ = 0;
};

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// How many values of a program wait at the same time.
// In: a program. Out: the largest number of local values that are alive at once.
#pragma once

#include <tapeless/core/growing_list.hpp>
#include <tapeless/execute/program.hpp>

namespace tapeless {

/// Walks a program from its end to its start; a value is alive from the step that makes it to the last that reads it.
///
/// Constants are not counted: code holds them. Inputs count from their load to their last use, results until they are
/// stored; a step's own results count even where nothing reads them.
///
/// Cost        linear in the number of steps; each branch copies the set of values
template <class Program>
class liveness {
public:
    constexpr explicit liveness(Program const& of)
        : of_(of), conditions_(of.values), values_(of.values + of.conditions) {
        set alive(values_);
        walk(0, of.size, alive);
    }
    [[nodiscard]] constexpr int most() const { return most_; }

private:
    class set {
    public:
        constexpr explicit set(int length) : length_(length), has_(new bool[static_cast<unsigned>(length) + 1]{}) {}
        constexpr set(set const& other) : set(other.length_) { add(other); }
        set& operator=(set const&) = delete;
        constexpr ~set() { delete[] has_; }
        constexpr void add(int i) { count_ += has_[i] ? 0 : 1, has_[i] = true; }
        constexpr void remove(int i) { count_ -= has_[i] ? 1 : 0, has_[i] = false; }
        constexpr void add(set const& x) {
            for (int i = 0; i < length_; ++i)
                if (x.has_[i]) add(i);
        }
        [[nodiscard]] constexpr int count() const { return count_; }

    private:
        int length_;
        int count_ = 0;
        bool* has_;
    };

    constexpr void walk(int first, int last, set& alive) {
        growing_list<int> branches(4);
        for (int i = first; i < last; i = after(i))
            if (of_.steps[i].what == action::branch) branches.push(i);
        for (int end = last; end > first;) {
            int const branch = branches.size() > 0 ? branches.pop() : -1;
            for (int i = end - 1; i >= (branch < 0 ? first : after(branch)); --i) pass(of_.steps[i], alive);
            if (branch < 0) return;
            program_step const& s = of_.steps[branch];
            set other(alive);
            walk(branch + 1, branch + 1 + s.a, alive);
            walk(branch + 1 + s.a, after(branch), other);
            alive.add(other);
            alive.add(conditions_ + s.d);
            note(alive);
            end = branch;
        }
    }
    [[nodiscard]] constexpr int after(int i) const {
        program_step const& s = of_.steps[i];
        return i + 1 + (s.what == action::branch ? s.a + s.b : 0);
    }

    constexpr void pass(program_step const& s, set& alive) {
        for_each_result(s, [&](int i) { alive.add(i); });
        note(alive);
        for_each_result(s, [&](int i) { alive.remove(i); });
        for_each_read(s, [&](int i) { alive.add(i); });
    }

    template <class Visit>
    constexpr void for_each_result(program_step const& s, Visit visit) const {
        if (s.what == action::store) return;
        if constexpr (requires { of_.callees; })
            if (s.what == action::invoke) {
                for (int k = 0; k < of_.callees[s.a]->results; ++k) visit(s.d + k);
                return;
            }
        bool const plain = s.what == action::load || s.what == action::move;
        step_operands const o = plain ? step_operands{} : operands_of(s.what);
        visit(o.truth ? conditions_ + s.d : s.d);
        if (o.second) visit(s.c);
    }
    template <class Visit>
    constexpr void for_each_read(program_step const& s, Visit visit) const {
        auto const number = [&](int i) {
            if (i >= of_.constant_count) visit(i);
        };
        if (s.what == action::load || s.what == action::branch) return;
        if (s.what == action::store) return number(s.d);
        if (s.what == action::move) return number(s.a);
        if constexpr (requires { of_.callees; })
            if (s.what == action::invoke) {
                for (int k = 0; k < of_.callees[s.a]->arguments; ++k) number(of_.arguments[s.b + k]);
                return;
            }
        step_operands const o = operands_of(s.what);
        for (int k = 0; k < o.conditions; ++k) visit(conditions_ + operand(s, k));
        for (int k = 0; k < o.numbers; ++k) number(operand(s, o.conditions + k));
    }

    constexpr void note(set const& alive) { most_ = most_ < alive.count() ? alive.count() : most_; }

    Program const& of_;
    int conditions_;  // conditions are numbered after the numbers
    int values_;
    int most_ = 0;
};

}  // namespace tapeless

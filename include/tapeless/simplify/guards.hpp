// SPDX-License-Identifier: BSL-1.0
// Where derivatives are zero because a choice was not taken.
// In: nodes of a derivative. Out: the condition without which a node is zero, and whether a factor may be no number.
#pragma once

#include <tapeless/graph/builder.hpp>

namespace tapeless {

/// A value that several choices read has a sum of selections as its adjoint:
///
///   (select(s, x, 0) + select(t, y, 0)) * z = select(s || t, (select(s, x, 0) + select(t, y, 0)) * z, 0)
///
/// The right side is 0 where neither is taken, whatever z is there.
///
/// Cost        linear in the number of nodes, and nothing until the first question
/// Numerics    a sum nested more than 200 deep counts as one that is never zero
class guards {
public:
    constexpr explicit guards(graph_builder& out) : out_(out) {}
    guards(guards const&) = delete;
    guards& operator=(guards const&) = delete;
    constexpr ~guards() { delete[] facts_; }

    constexpr void begin_derived() { first_derived_ = out_.size(); }
    [[nodiscard]] constexpr bool is_derived(int a) const { return a >= first_derived_; }

    /// A choice that is zero where the test fails; without a test there is none.
    struct guard {
        int test = -1;
        op choice = op::cond;
    };
    [[nodiscard]] constexpr guard find(int a) {
        if (a >= room_) grow();
        return find(a, 200);
    }

    /// Whether a node may be infinite or NaN although every input is a moderate number.
    [[nodiscard]] constexpr bool is_wild(int a) {
        if (a >= room_) grow();
        for (; known_ <= a; ++known_) {
            node const& n = out_[known_];
            int const operands = arity(n.operation);
            facts_[known_].wild = has_pole(n.operation) || (operands > 0 && facts_[n.a].wild) ||
                                  (operands > 1 && facts_[n.b].wild) || (operands > 2 && facts_[n.c].wild);
        }
        return facts_[a].wild;
    }

private:
    struct fact {
        guard found{};
        bool asked = false;
        bool wild = false;
    };

    static constexpr bool has_pole(op operation) {
        switch (operation) {
        case op::div:
        case op::pow:
        case op::sqrt:
        case op::exp:
        case op::exp2:
        case op::expm1:
        case op::log:
        case op::log2:
        case op::log10:
        case op::log1p:
        case op::tan:
        case op::asin:
        case op::acos:
        case op::sinh:
        case op::cosh:
        case op::acosh:
        case op::atanh:
        case op::call: return true;
        default: return false;
        }
    }

    [[nodiscard]] constexpr bool is_zero(int a) const {
        return out_[a].operation == op::constant && out_[a].value == 0;
    }
    constexpr guard find(int a, int depth) {
        if (!is_derived(a) || depth == 0) return {};
        if (!facts_[a].asked) {
            facts_[a].found = look(a, depth - 1);
            facts_[a].asked = true;
        }
        return facts_[a].found;
    }
    constexpr guard look(int a, int depth) {
        node const n = out_[a];
        switch (n.operation) {
        case op::neg:
        case op::div: return find(n.a, depth);
        case op::mul: {
            guard const first = find(n.a, depth);
            return first.test >= 0 ? first : find(n.b, depth);
        }
        case op::add:
        case op::sub: {
            guard const first = find(n.a, depth);
            return first.test < 0 ? first : joined(op::logical_or, first, find(n.b, depth));
        }
        case op::select:
        case op::cond: {
            guard const taken{n.a, n.operation};
            if (is_zero(n.c)) return within(taken, find(n.b, depth));
            guard const other{out_.append(op::logical_not, n.a), n.operation};
            if (is_zero(n.b)) return within(other, find(n.c, depth));
            guard const x = find(n.b, depth);
            if (x.test < 0) return x;
            guard const y = find(n.c, depth);
            if (y.test < 0 || x.test == y.test) return y;
            return joined(op::logical_or, within(taken, x), within(other, y));
        }
        default: return {};
        }
    }
    /// The first, and the second if there is one.
    constexpr guard within(guard x, guard y) { return y.test < 0 ? x : joined(op::logical_and, x, y); }
    constexpr guard joined(op how, guard x, guard y) {
        if (y.test < 0 || x.test == y.test) return y;
        int const test = x.test < y.test ? out_.append(how, x.test, y.test) : out_.append(how, y.test, x.test);
        return {test, x.choice == op::cond ? y.choice : op::select};
    }

    constexpr void grow() {
        int const room = 2 * out_.size();
        fact* const moved = new fact[static_cast<unsigned>(room)]{};
        for (int i = 0; i < room_; ++i) moved[i] = facts_[i];
        delete[] facts_;
        facts_ = moved;
        room_ = room;
    }

    graph_builder& out_;
    int first_derived_ = 0x7fffffff;  // none yet
    fact* facts_ = nullptr;
    int room_ = 0;
    int known_ = 0;  // nodes whose wildness is known
};

}  // namespace tapeless

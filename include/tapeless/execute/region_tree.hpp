// SPDX-License-Identifier: BSL-1.0
// Regions: which conditions are decided where code stands, and how.
// In: one more decided condition at a time. Out: which regions lie within which others.
#pragma once

#include <tapeless/core/growing_list.hpp>

namespace tapeless {

/// A condition that is decided, after those of the parent.
struct region {
    int parent = -1;
    int test = -1;
    bool taken = false;
};

/// The regions of a program. The whole program is the first one, in which nothing is decided.
class region_tree {
public:
    static constexpr int whole = 0;

    constexpr region_tree() : regions_(32) { regions_.push({}); }

    [[nodiscard]] constexpr int size() const { return regions_.size(); }
    [[nodiscard]] constexpr region const& operator[](int r) const { return regions_[r]; }
    constexpr region& operator[](int r) { return regions_[r]; }

    constexpr int add(region const& r) { return regions_.push(r); }
    /// The region of a side, which is made when it is asked for first.
    constexpr int enter(region const& wanted) {
        region const* const at = regions_.data();
        for (int r = size() - 1; r > wanted.parent; --r)
            if (at[r].test == wanted.test && at[r].parent == wanted.parent && at[r].taken == wanted.taken) return r;
        return add(wanted);
    }

    /// 1: the condition holds in the region, -1: it does not, 0: not decided.
    [[nodiscard]] constexpr int decided(int test, int in) const {
        for (int r = in; r != whole; r = regions_[r].parent)
            if (regions_[r].test == test) return regions_[r].taken ? 1 : -1;
        return 0;
    }
    /// Whether everything that is decided in `outer` is decided so in `in`.
    [[nodiscard]] constexpr bool lies_within(int in, int outer) const {
        for (int r = outer; r != whole; r = regions_[r].parent)
            if (decided(regions_[r].test, in) != (regions_[r].taken ? 1 : -1)) return false;
        return true;
    }
    /// Whether `in` is the region itself or was entered from it.
    [[nodiscard]] constexpr bool encloses(int outer, int in) const {
        region const* const at = regions_.data();
        while (in > outer) in = at[in].parent;  // parents have smaller numbers
        return in == outer;
    }
    /// The innermost region around both.
    [[nodiscard]] constexpr int common(int a, int b) const {
        region const* const at = regions_.data();
        while (a != b)
            if (a > b) a = at[a].parent;
            else b = at[b].parent;
        return a;
    }

private:
    growing_list<region> regions_;
};

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Places in memory, and which of them are free.
// In: sizes that come and go. Out: where each of them lies.
#pragma once

#include <tapeless/execute/nest.hpp>

#include <cstdint>

namespace tapeless {

/// The memory that a node's numbers are in.
enum class memory_space : std::uint8_t { nowhere, input, output, workspace, constant, table, iota };

/// Where the numbers of a node lie: from `base` on in an input or output run, in the workspace, or among constants.
struct location {
    memory_space where = memory_space::nowhere;
    bool computed = false;  ///< by a kernel of its own, row by row; else it is seen through its operand
    int run = 0;            ///< of an input or output; for a constant and a counter its node
    int offset = 0;         ///< of the first number of that memory
    strided layout{};
};

namespace detail {

/// Where something of this size may begin at or after a place: at least eight numbers at a multiple of sixteen.
[[nodiscard]] constexpr int aligned(int offset, int size) noexcept {
    return size >= 8 ? (offset + 15) / 16 * 16 : offset;
}
/// The end of something of this size behind what is there.
[[nodiscard]] constexpr int end_behind(int before, int size) noexcept { return aligned(before, size) + size; }

/// What is alive in the workspace, in the order of its places: first fit.
///
/// No node looks at all of it, since derivatives keep what they will need at the bottom: up to `full[small]` nothing
/// fits between neighbours, for less than eight numbers and for more.
class first_fit {
public:
    constexpr first_fit(location const* places, int nodes)
        : at_(places), none_(nodes), next_(new int[static_cast<unsigned>(nodes) + 1]{}),
          before_(new int[static_cast<unsigned>(nodes) + 1]{}), end_(new int[static_cast<unsigned>(nodes) + 1]{}) {
        next_[none_] = before_[none_] = full_[0] = full_[1] = none_;  // a ring; its end lies at 0
    }
    first_fit(first_fit const&) = delete;
    first_fit& operator=(first_fit const&) = delete;
    constexpr ~first_fit() {
        delete[] next_;
        delete[] before_;
        delete[] end_;
    }

    /// Where a node of this size goes.
    constexpr int take(int node, int size) {
        bool const small = size < 8;
        int last = full_[small];
        bool packed = true;
        while (next_[last] != none_ && aligned(end_[last], size) + size > at_[next_[last]].offset) {
            packed = packed && aligned(end_[last], least(small)) + least(small) > at_[next_[last]].offset;
            last = next_[last];
            if (packed) full_[small] = last;
        }
        int const offset = aligned(end_[last], size);
        next_[node] = next_[last];
        before_[node] = last;
        before_[next_[node]] = node;
        next_[last] = node;
        end_[node] = offset + size;
        return offset;
    }
    constexpr void leave(int node) {
        for (int& full : full_)
            if (full == node || at_[full].offset > at_[node].offset) full = before_[node];
        next_[before_[node]] = next_[node];
        before_[next_[node]] = before_[node];
    }

private:
    static constexpr int least(bool small) { return small ? 1 : 8; }

    location const* at_;
    int none_;
    int full_[2];
    int* next_;
    int* before_;
    int* end_;
};

}  // namespace detail

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// What has to be computed in any case, whichever sides of the branches are taken.
// In: a graph and its instructions. Out: for each node, the shared nodes that it needs for certain.
#pragma once

#include <tapeless/execute/fusion.hpp>

namespace tapeless {

namespace detail {

/// Whether a node is one more result of the instruction that it reads.
[[nodiscard]] constexpr bool is_further_result(instruction const& code) {
    return code.state == instruction::second || code.what == action_of(op::result);
}
/// Visits what an instruction reads; of a cond only its condition, unless both sides are asked for.
template <class Visit>
constexpr void for_each_operand(graph_view const& from, instruction const* code, int i, bool sides, Visit visit) {
    instruction const& n = code[i];
    if (n.what == action_of(op::call)) {
        for_each_argument(from.nodes, i, [&](int, int argument) { visit(argument); });
        return;
    }
    if (n.count > 0) visit(n.a);
    if (n.what == action_of(op::cond) && !sides) return;
    if (n.count > 1) visit(n.b);
    if (n.count > 2) visit(n.c);
}

}  // namespace detail

/// The needs of every node as a set of shared nodes, those with several users:
///
///   needs(n) = n and the needs of all its operands;   of a cond: of its condition, and what both its sides need
///
/// What is hoisted is computed before the cond of which one side needs it, so that it counts as needed by both.
///
/// Cost        nodes times shared nodes / 64
class certain_needs {
public:
    /// `homes` tells where a node is hoisted to, -1: it is not; no node is if there are none.
    constexpr certain_needs(graph_view const& from, instruction const* code, int const* homes = nullptr) {
        auto const is_hoisted = [homes](int i) { return homes != nullptr && homes[i] >= 0; };
        unsigned const size = static_cast<unsigned>(from.size);
        int* const uses = new int[size + 1]{};
        node_of_bit_ = new int[size + 1]{};
        for (int i = 0; i < from.size; ++i)
            detail::for_each_operand(from, code, i, true, [&](int operand) { ++uses[operand]; });
        for (int i = 0; i < from.size; ++i)
            if ((uses[i] > 1 && arity(from.nodes[i].operation) > 0) || is_hoisted(i)) node_of_bit_[shared_count_++] = i;
        delete[] uses;
        words_ = (shared_count_ + 63) / 64;
        sets_ = new std::uint64_t[size * static_cast<unsigned>(words_) + 1]{};
        hoisted_ = new std::uint64_t[static_cast<unsigned>(words_) + 1]{};
        for (int bit = 0; bit < shared_count_; ++bit)
            if (is_hoisted(node_of_bit_[bit])) hoisted_[bit / 64] |= std::uint64_t(1) << (bit % 64);
        int bit = 0;
        for (int i = 0; i < from.size; ++i) {
            std::uint64_t* const own = set(i);
            detail::for_each_operand(from, code, i, false, [&](int operand) {
                std::uint64_t const* const other = set(operand);
                for (int w = 0; w < words_; ++w) own[w] |= other[w];
            });
            if (code[i].what == action_of(op::cond))
                for (int w = 0; w < words_; ++w) own[w] |= common(code[i].b, code[i].c, w);
            if (bit < shared_count_ && node_of_bit_[bit] == i) {
                own[bit / 64] |= std::uint64_t(1) << (bit % 64);
                ++bit;
            }
        }
    }
    certain_needs(certain_needs const&) = delete;
    certain_needs& operator=(certain_needs const&) = delete;
    constexpr ~certain_needs() {
        delete[] node_of_bit_;
        delete[] sets_;
        delete[] hoisted_;
    }

    [[nodiscard]] constexpr int shared_count() const { return shared_count_; }
    [[nodiscard]] constexpr int words() const { return words_; }
    [[nodiscard]] constexpr std::uint64_t word(int i, int w) const { return set(i)[w]; }
    /// What is computed before a cond with these sides.
    [[nodiscard]] constexpr std::uint64_t common(int a, int b, int w) const {
        return (word(a, w) & word(b, w)) | ((word(a, w) | word(b, w)) & hoisted_[w]);
    }
    /// The node that a bit stands for.
    [[nodiscard]] constexpr int node(int w, int bit) const { return node_of_bit_[64 * w + bit]; }

private:
    [[nodiscard]] constexpr std::uint64_t* set(int i) const {
        return sets_ + static_cast<unsigned>(i) * static_cast<unsigned>(words_);
    }

    int* node_of_bit_;
    int shared_count_ = 0;
    int words_ = 0;
    std::uint64_t* sets_;
    std::uint64_t* hoisted_;
};

}  // namespace tapeless

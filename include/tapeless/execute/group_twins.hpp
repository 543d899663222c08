// SPDX-License-Identifier: BSL-1.0
// Groups of a program that do the same with other memory: equal layers of a network.
// In: a program's groups. Out: for each of them the first one with its code, whose nest all of them run.
#pragma once

#include <tapeless/execute/group_code.hpp>

namespace tapeless::detail {

/// A hash of everything that makes the code of a group, by the FNV-1a recurrence over 64-bit words.
template <int Steps, int Operands>
[[nodiscard]] constexpr std::uint64_t fingerprint(group_steps<Steps, Operands> const& code, group_kind what) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325;
    auto const add = [&hash](auto x) {
        hash = (hash ^ static_cast<std::uint64_t>(x)) * 0x100000001b3;
        hash ^= hash >> 29;  // the recurrence alone carries nothing to the right
    };
    auto const add_all = [&add](int const* list, int count) {
        for (int i = 0; i < count; ++i) add(list[i]);
    };
    add(what);
    add(code.row);
    add((code.whole_rows ? 1 : 0) + (code.has_rows ? 2 : 0) + (code.has_columns ? 4 : 0));
    add_all(code.outer.at, code.outer.rank);
    for (int i = 0; i < code.size; ++i) {
        group_step const& s = code.steps[i];
        add((static_cast<int>(s.what) << 20) + (static_cast<int>(s.operation) << 8) + (static_cast<int>(s.lies) << 4) +
            static_cast<int>(s.product));
        add(s.a);
        add(s.b);
        add(s.c);
        add(s.memory);
        add(__builtin_bit_cast(std::uint64_t, s.number));
        if (s.what == deed::load || s.what == deed::store) add_all(s.at.stride, code.outer.rank + 1);
    }
    if (what == group_kind::contraction) {
        contraction_plan const& p = code.contraction;
        add(code.a);
        add(code.b);
        add_all(p.length, p.rank);
        add_all(p.a, p.rank);
        add_all(p.b, p.rank);
        add_all(p.sum_length, p.sums);
        add_all(p.sum_a, p.sums);
        add_all(p.sum_b, p.sums);
    }
    return hash;
}

/// Whether two groups have the same code.
template <int S1, int O1, int S2, int O2>
[[nodiscard]] constexpr bool same_code(group_steps<S1, O1> const& x, group_steps<S2, O2> const& y) noexcept {
    if (x.size != y.size || x.pointers != y.pointers || x.outer != y.outer || x.row != y.row ||
        x.whole_rows != y.whole_rows || x.contraction != y.contraction || x.a != y.a || x.b != y.b)
        return false;
    for (int i = 0; i < x.size; ++i) {
        group_step a = x.steps[i];
        group_step b = y.steps[i];
        if (__builtin_bit_cast(std::uint64_t, a.number) != __builtin_bit_cast(std::uint64_t, b.number)) return false;
        a.number = b.number = 0;  // a NaN would not be equal to itself
        if (a != b) return false;
    }
    return true;
}

template <class Program, int G>
inline constexpr std::uint64_t fingerprint_of = [] {
    if constexpr (Program::plan.groups[G].what == group_kind::single) return std::uint64_t{0};
    else return fingerprint(group_code<Program, G>::code, Program::plan.groups[G].what);
}();

/// For each group the first one with its fingerprint, and how many have it.
template <int Groups>
struct twin_table {
    int first[static_cast<unsigned>(Groups) + 1]{};
    int count[static_cast<unsigned>(Groups) + 1]{};

    constexpr explicit twin_table(std::uint64_t const* prints) {
        constexpr unsigned room = [] {
            unsigned size = 4;
            while (size < 2u * static_cast<unsigned>(Groups)) size *= 2;
            return size;
        }();
        int slots[room]{};
        for (int i = 0; i < Groups; ++i) {
            unsigned at = static_cast<unsigned>(prints[i]) % room;
            while (slots[at] != 0 && prints[slots[at] - 1] != prints[i]) at = (at + 1) % room;
            if (slots[at] == 0) slots[at] = i + 1;
            first[i] = slots[at] - 1;
            ++count[first[i]];
        }
    }
};
template <class Program>
struct group_twins {
    template <int... G>
    static constexpr auto find(std::integer_sequence<int, G...>) {
        std::uint64_t const prints[] = {fingerprint_of<Program, G>..., 0};
        return twin_table<static_cast<int>(sizeof...(G))>(prints);
    }
    static constexpr auto table = find(std::make_integer_sequence<int, Program::plan.group_count>{});

    /// The group whose nest group G runs.
    template <int G>
    static constexpr int of = [] {
        constexpr int first = table.first[G];
        if constexpr (first == G) return G;
        else return same_code(group_code<Program, first>::code, group_code<Program, G>::code) ? first : G;
    }();
    template <int G>
    static constexpr bool is_shared = table.count[table.first[G]] > 1;
};

}  // namespace tapeless::detail

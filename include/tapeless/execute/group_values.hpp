// SPDX-License-Identifier: BSL-1.0
// What a step of a group reads and computes, for one pack.
// In: the code of a group, and the values that its steps have left. Out: the value of one more.
#pragma once

#include <tapeless/execute/contraction.hpp>
#include <tapeless/execute/group_code.hpp>
#include <tapeless/graph/kernel.hpp>

#include <utility>

namespace tapeless::detail {

template <class F, int... P>
TAPELESS_ALWAYS_INLINE constexpr void each_of(F const& f, std::integer_sequence<int, P...>) noexcept {
    (f(P), ...);
}
/// Calls f(0), ..., f(Count - 1); not as a loop, so that packs stay in registers.
template <int Count, bool Unrolled, class F>
TAPELESS_ALWAYS_INLINE constexpr void each_pack(F const& f) noexcept {
    if constexpr (Unrolled) each_of(f, std::make_integer_sequence<int, Count>{});
    else
        for (int p = 0; p < Count; ++p) f(p);
}

template <op Operation, class V>
TAPELESS_ALWAYS_INLINE constexpr V combine(V x, V y) noexcept {
    if constexpr (Operation == op::reduce_sum) return ieee::add(x, y);
    else if constexpr (lanes<V> == 1) {
        if constexpr (Operation == op::reduce_max) return x != x || x > y ? x : y;
        else return x != x || x < y ? x : y;
    } else if constexpr (Operation == op::reduce_max) return ((x != x) | (x > y)) ? x : y;
    else return ((x != x) | (x < y)) ? x : y;
}
template <op Operation, class T>
inline constexpr T neutral = Operation == op::reduce_sum   ? T(0)
                             : Operation == op::reduce_max ? static_cast<T>(-__builtin_inf())
                                                           : static_cast<T>(__builtin_inf());

/// The values of a group at a piece of a row: `P` packs. Code is a type with a member `code`.
template <class Code, class V, int P>
struct group_values {
    using T = lane_type<V>;
    static constexpr int at_least_one(int n) { return n > 0 ? n : 1; }

    V v[at_least_one(Code::code.slots[0])][P];
    mask_type<V> t[at_least_one(Code::code.slots[1])][P];
};
/// What lasts for a row.
template <class Code, class T>
struct group_row_values {
    T v[group_values<Code, T, 1>::at_least_one(Code::code.slots[2])];
    bool t[group_values<Code, T, 1>::at_least_one(Code::code.slots[3])];
};
/// What lasts longer.
template <class Code, class V, int P>
struct group_sums {
    V at[group_values<Code, V, 1>::at_least_one(Code::code.sums)][P];
};

template <class Code, int I>
struct group_step_of {
    static constexpr group_step value = Code::code.steps[I];
};

/// The steps of a nest whose numbers are V.
template <class Code, class V>
struct group_reading {
    using T = lane_type<V>;
    using row_values = group_row_values<Code, T>;
    static constexpr int width = lanes<V>;

    // Operands: full ones of packs, or of a row for every lane.
    template <int S, class Values>
    TAPELESS_ALWAYS_INLINE static constexpr V number(Values const& full, row_values const& of_row, int p) noexcept {
        constexpr group_step s = group_step_of<Code, S>::value;
        if constexpr (s.lies == reach::row) return packs::splat<V>(row_number<S>(of_row));
        else if constexpr (s.truth) return packs::choose<V>(full.t[s.slot][p], packs::splat<V>(T(1)), V{});
        else return full.v[s.slot][p];
    }
    template <int S, class Values>
    TAPELESS_ALWAYS_INLINE static constexpr mask_type<V> truth(Values const& full, row_values const& of_row,
                                                               int p) noexcept {
        constexpr group_step s = group_step_of<Code, S>::value;
        if constexpr (s.truth && s.lies != reach::row) return full.t[s.slot][p];
        else if constexpr (width == 1 && s.truth) return of_row.t[s.slot];
        else return number<S>(full, of_row, p) != V{};
    }
    template <int S>
    TAPELESS_ALWAYS_INLINE static constexpr T row_number(row_values const& of_row) noexcept {
        constexpr group_step s = group_step_of<Code, S>::value;
        if constexpr (s.what == deed::number) return static_cast<T>(s.number);
        else if constexpr (s.truth) return of_row.t[s.slot] ? T(1) : T(0);
        else return of_row.v[s.slot];
    }
    template <int S>
    TAPELESS_ALWAYS_INLINE static constexpr bool row_truth(row_values const& of_row) noexcept {
        constexpr group_step s = group_step_of<Code, S>::value;
        if constexpr (s.truth) return of_row.t[s.slot];
        else return row_number<S>(of_row) != T(0);
    }

    /// Where a step's memory is at this place, from the beginning of its row on.
    template <int S>
    TAPELESS_ALWAYS_INLINE static constexpr int place(contraction_position const& at) noexcept {
        constexpr group_step s = group_step_of<Code, S>::value;
        int result = 0;
        for (int k = 0; k < Code::code.outer.rank; ++k) result += at.at[k] * s.at.stride[k];
        return result;
    }
    // The same for a step of a row and a full one.
    template <bool OfRow, int S, class Values>
    TAPELESS_ALWAYS_INLINE static constexpr auto number_for(Values const& full, row_values const& of_row,
                                                            int p) noexcept {
        if constexpr (OfRow) return row_number<S>(of_row);
        else return number<S>(full, of_row, p);
    }
    template <bool OfRow, int S, class Values>
    TAPELESS_ALWAYS_INLINE static constexpr auto truth_for(Values const& full, row_values const& of_row,
                                                           int p) noexcept {
        if constexpr (OfRow) return row_truth<S>(of_row);
        else return truth<S>(full, of_row, p);
    }

    /// The number that step I computes, of pack p.
    template <bool OfRow, int I, class Values>
    TAPELESS_ALWAYS_INLINE static constexpr auto computed(Values const& full, row_values const& of_row,
                                                          int p) noexcept {
        using W = std::conditional_t<OfRow, T, V>;
        constexpr group_step s = group_step_of<Code, I>::value;
        if constexpr (is_choice(s.operation))
            return packs::choose<W>(truth_for<OfRow, s.a>(full, of_row, p), number_for<OfRow, s.b>(full, of_row, p),
                                    number_for<OfRow, s.c>(full, of_row, p));
        else {
            W const a = number_for<OfRow, s.a>(full, of_row, p);
            if constexpr (arity(s.operation) == 1) return function_of<s.operation>(a);
            else {
                W const b = number_for<OfRow, s.b>(full, of_row, p);
                if constexpr (s.product == with_product::mul_add)
                    return mul_add(a, b, W(number_for<OfRow, s.c>(full, of_row, p)));
                else if constexpr (s.product == with_product::mul_sub)
                    return mul_sub(a, b, W(number_for<OfRow, s.c>(full, of_row, p)));
                else if constexpr (s.product == with_product::sub_mul)
                    return sub_mul(a, b, W(number_for<OfRow, s.c>(full, of_row, p)));
                else if constexpr (s.operation == op::mul) return ieee::mul(a, b);
                else return kernel<s.operation>::run(a, b);
            }
        }
    }
    /// The condition that step I computes.
    template <bool OfRow, int I, class Values>
    TAPELESS_ALWAYS_INLINE static constexpr auto judged(Values const& full, row_values const& of_row, int p) noexcept {
        using M = std::conditional_t<OfRow, bool, mask_type<V>>;
        constexpr group_step s = group_step_of<Code, I>::value;
        constexpr bool is_pack_mask = !std::is_same_v<M, bool>;
        if constexpr (s.operation == op::logical_not) {
            M const x = truth_for<OfRow, s.a>(full, of_row, p);
            if constexpr (is_pack_mask) return ~x;
            else return !x;
        } else if constexpr (s.operation == op::logical_and || s.operation == op::logical_or) {
            M const x = truth_for<OfRow, s.a>(full, of_row, p);
            M const y = truth_for<OfRow, s.b>(full, of_row, p);
            if constexpr (is_pack_mask && s.operation == op::logical_and) return x & y;
            else if constexpr (is_pack_mask) return x | y;
            else return s.operation == op::logical_and ? x && y : x || y;
        } else
            return kernel<s.operation>::run(number_for<OfRow, s.a>(full, of_row, p),
                                            number_for<OfRow, s.b>(full, of_row, p));
    }
    /// Beside packs the functions of one number are those of packs too: a call would have to save the registers.
    template <op Operation, class W>
    TAPELESS_ALWAYS_INLINE static constexpr W function_of(W x) noexcept {
        if constexpr ((lanes<W>) > 1 || width == 1) return kernel<Operation>::run(x);
        else if constexpr (Operation == op::exp) return vectors::exp(x);
        else if constexpr (Operation == op::expm1) return vectors::expm1(x);
        else if constexpr (Operation == op::log) return vectors::log(x);
        else if constexpr (Operation == op::log1p) return vectors::log1p(x);
        else return kernel<Operation>::run(x);
    }
    // One expression each, which may become one instruction where the user's flags allow it.
    template <class W>
    TAPELESS_ALWAYS_INLINE static constexpr W mul_add(W a, W b, W c) noexcept {
        if (__builtin_is_constant_evaluated()) return ieee::add(ieee::mul(a, b), c);
        return a * b + c;
    }
    template <class W>
    TAPELESS_ALWAYS_INLINE static constexpr W mul_sub(W a, W b, W c) noexcept {
        if (__builtin_is_constant_evaluated()) return ieee::sub(ieee::mul(a, b), c);
        return a * b - c;
    }
    template <class W>
    TAPELESS_ALWAYS_INLINE static constexpr W sub_mul(W a, W b, W c) noexcept {
        if (__builtin_is_constant_evaluated()) return ieee::sub(c, ieee::mul(a, b));
        return c - a * b;
    }
};

}  // namespace tapeless::detail

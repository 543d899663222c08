// SPDX-License-Identifier: BSL-1.0
// What every operation on tensors computes.
// In: pointers, and as template arguments shapes and strides. Out: numbers, row by row, in constant evaluation and at run
// time from the same loops.
#pragma once

#include <tapeless/execute/nest.hpp>
#include <tapeless/graph/kernel.hpp>
#include <tapeless/graph/tables.hpp>

#include <type_traits>

// g++ finds shadowed names of the user's in lambdas of templates.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

namespace tapeless::tensor_kernel {

template <auto Nest, class T>
constexpr void copy(T* out, T const* from) noexcept {
    run_nest<Nest>([](T* to, T const* x) { *to = *x; }, out, from);
}
template <auto Nest, class T>
constexpr void accumulate(T* out, T const* from) noexcept {
    run_nest<Nest>([](T* to, T const* x) { *to = ieee::add(*to, *x); }, out, from);
}
template <class T>
constexpr void fill(T* out, int count, T value) noexcept {
    for (int i = 0; i < count; ++i) out[i] = value;
}

/// The part of a view's axes that reads inside of the operand, where every axis of the operand is read by one of them.
struct inner_box {
    bool known = true;
    int first[max_rank] = {0, 0, 0, 0, 0, 0, 0, 0};
    extents count{};
};
[[nodiscard]] constexpr inner_box box_of(extents const& operand, attribute const& how, extents const& result) noexcept {
    inner_box box;
    box.count = result;
    int seen = 0;
    for (int i = 0; i < result.rank; ++i) {
        int const axis = how.axis[i];
        if (axis < 0) continue;
        if ((seen >> axis & 1) != 0) box.known = false;
        seen |= 1 << axis;
        int first = result.at[i];
        int last = -1;
        for (int k = 0; k < result.at[i]; ++k) {
            int const place = how.offset[axis] + how.step[i] * k;
            if (place < 0 || place >= operand.at[axis]) continue;
            if (first > k) first = k;
            last = k;
        }
        box.first[i] = first;
        box.count.at[i] = last < first ? 0 : last - first + 1;
    }
    for (int j = 0; j < operand.rank; ++j)
        if ((seen >> j & 1) == 0 && (how.offset[j] < 0 || how.offset[j] >= operand.at[j])) {
            if (box.count.rank == 0) box.count.rank = 1;  // one number, but none inside
            box.count.at[0] = 0;
        }
    return box;
}
[[nodiscard]] constexpr strided inside(strided layout, inner_box const& box) noexcept {
    for (int i = 0; i < box.count.rank; ++i) layout.base += box.first[i] * layout.stride[i];
    return layout;
}

/// to = from + what the indices of a view say; -1 outside.
template <extents Operand, attribute How, extents Result>
constexpr int place_in_view(int index, strided const& layout) noexcept {
    int at[max_rank]{};
    for (int j = 0; j < Operand.rank; ++j) at[j] = How.offset[j];
    for (int i = Result.rank - 1; i >= 0; --i) {
        if (How.axis[i] >= 0) at[How.axis[i]] += How.step[i] * (index % Result.at[i]);
        index /= Result.at[i];
    }
    int place = layout.base;
    for (int j = 0; j < Operand.rank; ++j) {
        if (at[j] < 0 || at[j] >= Operand.at[j]) return -1;
        place += at[j] * layout.stride[j];
    }
    return place;
}

/// The axes of a nest from First on, or before it.
template <int Operands>
[[nodiscard]] constexpr loop_nest<Operands> axes_of(loop_nest<Operands> const& from, int first, int end) noexcept {
    loop_nest<Operands> part;
    for (int i = first; i < end; ++i) {
        for (int k = 0; k < Operands; ++k) part.at[k].stride[part.over.rank] = from.at[k].stride[i];
        part.over.push(from.over.at[i]);
    }
    if (first == 0)
        for (int k = 0; k < Operands; ++k) part.at[k].base = from.at[k].base;
    return part;
}

/// Constants of the kernels stand in classes: g++ 12 does not find those of a function inside its lambdas.
template <op Operation, class T>
TAPELESS_ALWAYS_INLINE constexpr T combine(T x, T y) noexcept {
    if constexpr (Operation == op::reduce_sum) return ieee::add(x, y);
    else if constexpr (Operation == op::reduce_max) return x != x || x > y ? x : y;
    else return x != x || x < y ? x : y;
}
template <auto Nest>
struct reduction_nests {
    static constexpr auto whole = Nest.collapsed();
    static constexpr int last = whole.over.rank - 1;
    static constexpr bool sums_inside = last >= 0 && whole.at[0].stride[last < 0 ? 0 : last] == 0;
    static constexpr int inner_length = sums_inside ? whole.over.at[last < 0 ? 0 : last] : 0;
    static constexpr int inner_stride = whole.at[1].stride[last < 0 ? 0 : last];
    static constexpr auto outer = axes_of(whole, 0, last < 0 ? 0 : last);
};
/// A sum, maximum or minimum; the nest has the operand's axes, along those that are reduced the result stays.
template <op Operation, auto Nest, int ResultSize, class T>
constexpr void reduce(T* out, T const* from) noexcept {
    constexpr T infinity = static_cast<T>(__builtin_inf());
    constexpr T start = Operation == op::reduce_sum ? T(0) : Operation == op::reduce_max ? -infinity : infinity;
    using nests = reduction_nests<Nest>;
    fill(out, ResultSize, start);
    if constexpr (nests::last >= 0 && nests::inner_length > 0)
        run_nest<nests::outer>(
            [](T* to, T const* x) {
                T result = *to;
                for (int i = 0; i < nests::inner_length; ++i)
                    result = combine<Operation>(result, x[i * nests::inner_stride]);
                *to = result;
            },
            out, from);
    else run_nest<nests::whole>([](T* to, T const* x) { *to = combine<Operation>(*to, *x); }, out, from);
}

/// The first place of the largest or smallest number along an axis; a NaN counts as such.
template <op Operation, auto Nest, int Length, int Stride, class T>
constexpr void extreme_place(T* out, T const* from) noexcept {
    run_nest<Nest>(
        [](T* to, T const* x) {
            int best = 0;
            for (int i = 1; i < Length; ++i) {
                T const next = x[i * Stride];
                T const held = x[best * Stride];
                if (held == held && (next != next || (Operation == op::argmax ? held < next : next < held))) best = i;
            }
            *to = static_cast<T>(best);
        },
        out, from);
}

template <auto Nest, int Length, int StrideOut, int StrideIn, class T>
constexpr void cumsum(T* out, T const* from) noexcept {
    run_nest<Nest>(
        [](T* to, T const* x) {
            T sum = 0;
            for (int i = 0; i < Length; ++i) to[i * StrideOut] = sum = ieee::add(sum, x[i * StrideIn]);
        },
        out, from);
}

/// A whole number within [0, length). Others are no constant expression; at run time they are moved to its ends, so that
/// nothing outside is read.
template <class T>
constexpr int index_of(T x, int length) noexcept {
    if (std::is_constant_evaluated() && !(x >= T(0) && x < T(length))) detail::index_outside_of_its_axis();
    int const i = x >= T(length) ? length - 1 : x > T(0) ? static_cast<int>(x + T(0.5)) : 0;
    return i < length ? i : length - 1;
}

/// The nest has the axes of what is gathered: that, the operand without the chosen axis, the indices.
template <auto Nest, int Length, int Stride, class T>
constexpr void gather(T* out, T const* from, T const* index) noexcept {
    run_nest<Nest>([](T* to, T const* x, T const* i) { *to = x[index_of(*i, Length) * Stride]; }, out, from, index);
}
template <auto Nest, int Length, int Stride, class T>
constexpr void scatter(T* out, T const* from, T const* index) noexcept {
    run_nest<Nest>(
        [](T const* x, T* to, T const* i) {
            T& sum = to[index_of(*i, Length) * Stride];
            sum = ieee::add(sum, *x);
        },
        from, out, index);
}

}  // namespace tapeless::tensor_kernel

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

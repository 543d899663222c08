// SPDX-License-Identifier: BSL-1.0
// Tensors one after the other.
// In: tensors and numbers, traced or plain. Out: one tensor of all their numbers.
#pragma once

#include <tapeless/expression/tensor_shapes.hpp>

#include <array>

namespace tapeless {

namespace detail {

/// The shape of operands one after the other along an axis.
template <class Axis, class... Shape>
struct concatenated;
template <int Axis, class First, class... Shape>
struct concatenated<axis_list<Axis>, First, Shape...> {
    /// A number counts as a vector of one.
    static constexpr extents part(extents const& of) { return of.rank == 0 ? extents{1, {1}} : of; }
    static constexpr int axis = axis_in(part(First::value), Axis);
    static constexpr bool joins(extents of) {
        if (axis < 0 || of.rank != part(First::value).rank) return false;
        of.at[axis] = part(First::value).at[axis];
        return of == part(First::value);
    }
    static constexpr bool fits = axis >= 0 && (true && ... && joins(part(Shape::value)));
    static constexpr extents value = [] {
        extents result = part(First::value);
        if constexpr (fits) result.at[axis] += (0 + ... + part(Shape::value).at[axis]);
        return result;
    }();

    struct check {
        static_assert(fits,
                      "concat(axis<i>, a, b...) requires operands that have an axis i and differ in no other length "
                      "than that of i");
        static constexpr bool done = true;
    };
};

/// The shape of operands along a new axis.
template <class Axis, class... Shape>
struct stacked;
template <int Axis, class First, class... Shape>
struct stacked<axis_list<Axis>, First, Shape...> {
    static constexpr int place = Axis < 0 ? Axis + First::value.rank + 1 : Axis;
    static constexpr bool fits = place >= 0 && place <= First::value.rank && First::value.rank < max_rank &&
                                 (true && ... && (Shape::value == First::value));
    static constexpr int axis = fits ? place : 0;
    static constexpr extents with_axis(int length) {
        extents result;
        for (int i = 0; i < First::value.rank; ++i) {
            if (i == axis) result.push(length);
            result.push(First::value.at[i]);
        }
        if (axis == First::value.rank) result.push(length);
        return result;
    }
    static constexpr extents part(extents const&) { return with_axis(1); }
    static constexpr extents value = fits ? with_axis(1 + sizeof...(Shape)) : First::value;

    struct check {
        static_assert(fits,
                      "stack(axis<i>, a, b...) requires operands of one shape, and the new axis i to be one of the "
                      "result, from -rank to rank - 1");
        static constexpr bool done = true;
    };
};

/// Nodes one after the other: a balanced tree of pairs, so that every number is copied a few times only.
constexpr int concat_nodes(graph_builder& g, int const* parts, int count, int axis) {
    if (count == 1) return parts[0];
    int const a = concat_nodes(g, parts, count / 2, axis);
    int const b = concat_nodes(g, parts + count / 2, count - count / 2, axis);
    extents to = g.shape_of(a);
    to.at[axis] += g.shape_of(b).at[axis];
    attribute how;
    how.axis[0] = axis;
    return g.append_shaped(op::concat, to, how, a, b);
}

template <template <class, class...> class Joined, class Axis>
struct joining {
    template <class... Shape>
    using check = typename Joined<Axis, Shape...>::check;
    template <class... A>
    constexpr auto operator()(A const&... a) const {
        using to = Joined<Axis, shape_of<A>...>;
        if constexpr (!to::fits) return tensor_with<traced, to>(traced(0));
        else {
            graph_builder& g = *graph_of(a...);
            int const parts[] = {arrange::reshape(g, a.index_in(g), to::part(extent_of<A>))...};
            return handle_of<to>(g, concat_nodes(g, parts, sizeof...(A), to::axis));
        }
    }
};

template <class Shape, std::size_t N>
struct stacked_array {
    static constexpr extents part = [] {
        extents result{1, {1}};
        for (int i = 0; i < Shape::value.rank; ++i) result.push(Shape::value.at[i]);
        return result;
    }();
    static constexpr extents value = [] {
        extents result = part;
        result.at[0] = static_cast<int>(N);
        return result;
    }();
};
struct array_stacking {
    template <class X, std::size_t N>
    constexpr auto operator()(std::array<X, N> const& all) const {
        using to = stacked_array<shape_of<X>, N>;
        graph_builder& g = *[&]<std::size_t... I>(std::index_sequence<I...>) { return graph_of(all[I]...); }
        (std::make_index_sequence<N>{});
        int parts[N]{};
        for (std::size_t i = 0; i < N; ++i) parts[i] = arrange::reshape(g, all[i].index_in(g), to::part);
        return handle_of<to>(g, concat_nodes(g, parts, static_cast<int>(N), 0));
    }
};

}  // namespace detail

/// Operands one after the other along an axis; beside vectors a number counts as a vector of one.
///
///   concat(axis<0>, a, b)(i, ...) = i < n ? a(i, ...) : b(i - n, ...)
///
/// Cost        one node less than operands; each number is copied about log2(operands) times
/// Error       "concat(axis<i>, a, b...) requires operands that have an axis i and differ in no other length ..."
template <int Axis, class... A>
    requires detail::tensor_operands<A...>
[[nodiscard]] constexpr auto concat(axis_list<Axis>, A const&... a) {
    return detail::call_checked<detail::joining<detail::concatenated, axis_list<Axis>>>(a...);
}

/// Operands of one shape along a new axis; numbers become a vector.
///
///   stack(axis<0>, a, b)(i, ...) = i == 0 ? a(...) : b(...)
///
/// Cost        as concat
/// Error       "stack(axis<i>, a, b...) requires operands of one shape, and the new axis i to be one of the result, ..."
template <int Axis, class... A>
    requires(sizeof...(A) > 0 && (detail::shaped_operand<A> && ...))
[[nodiscard]] constexpr auto stack(axis_list<Axis>, A const&... a) {
    return detail::call_checked<detail::joining<detail::stacked, axis_list<Axis>>>(a...);
}

/// The elements of an array, numbers or tensors, along a new first axis.
///
/// Error       "stack(a) requires an array a with at least one element"
template <class X, std::size_t N>
    requires detail::shaped_operand<X>
[[nodiscard]] constexpr auto stack(std::array<X, N> const& a) {
    static_assert(N > 0, "stack(a) requires an array a with at least one element");
    if constexpr (N == 0) return;
    else if constexpr (detail::operand_traits<X>::handle) return detail::array_stacking{}(a);
    else return detail::run_now<detail::array_stacking>(a);
}

}  // namespace tapeless

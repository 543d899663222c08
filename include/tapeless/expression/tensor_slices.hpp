// SPDX-License-Identifier: BSL-1.0
// Parts of tensors, and tensors with zeros around them.
// In: a tensor and ranges of indices, or widths of borders. Out: a smaller or larger tensor.
#pragma once

#include <tapeless/expression/tensor_shapes.hpp>

namespace tapeless {

/// The indices first, first + step, ... before last; negative ends count from the end, as in Python.
template <int First, int Last, int Step>
struct index_range {};
template <int First, int Last, int Step = 1>
inline constexpr index_range<First, Last, Step> range{};

/// All indices of an axis.
struct whole_axis {};
inline constexpr whole_axis whole{};

/// How many zeros stand before and after an axis.
template <int Before, int After>
struct border_widths {};
template <int Before, int After>
inline constexpr border_widths<Before, After> padding{};

namespace detail {

/// Indices along an axis: `count` of them; none where the range has none or leaves the axis.
struct index_run {
    int first = 0;
    int count = 0;
    int step = 1;
};
template <int First, int Last, int Step>
constexpr index_run run_of(index_range<First, Last, Step>, int length) {
    int const first = First < 0 ? First + length : First;
    int const last = Last < 0 ? Last + length : Last;
    if (Step == 0 || first < 0 || first >= length || last < -1 || last > length) return {};
    if (Step > 0 ? last <= first : last >= first) return {};
    return {first, 1 + ((last > first ? last - first : first - last) - 1) / (Step > 0 ? Step : -Step), Step};
}
constexpr index_run run_of(whole_axis, int length) { return {0, length, 1}; }
template <int Before, int After>
constexpr index_run run_of(border_widths<Before, After>, int length) {
    return {-Before, length + Before + After, 1};
}

/// Runs along the leading axes, the others whole.
template <class Shape, class... Run>
struct runs_along {
    static constexpr bool enough_axes = sizeof...(Run) <= static_cast<std::size_t>(Shape::value.rank);
    struct list {
        index_run at[max_rank]{};
    };
    static constexpr list runs = [] {
        list result;
        [[maybe_unused]] int next = 0;
        if constexpr (enough_axes) ((result.at[next] = run_of(Run{}, Shape::value.at[next]), ++next), ...);
        for (int i = next; i < Shape::value.rank; ++i) result.at[i] = run_of(whole_axis{}, Shape::value.at[i]);
        return result;
    }();
    static constexpr bool none_empty = [] {
        for (int i = 0; i < Shape::value.rank; ++i)
            if (runs.at[i].count <= 0) return false;
        return true;
    }();
    static constexpr bool fits = enough_axes && none_empty;
    static constexpr extents value = [] {
        extents result = Shape::value;
        for (int i = 0; fits && i < result.rank; ++i) result.at[i] = runs.at[i].count;
        return result;
    }();

    static constexpr int of(graph_builder& g, int x) {
        attribute how;
        for (int i = 0; i < value.rank; ++i) {
            how.axis[i] = i;
            how.step[i] = runs.at[i].step;
            how.offset[i] = runs.at[i].first;
        }
        return fits ? arrange::view(g, x, value, how) : x;
    }
};

template <class... Range>
struct sliced {
    template <class Shape>
    using plan = runs_along<Shape, Range...>;
    template <class Shape>
    struct check {
        static_assert(plan<Shape>::enough_axes, "slice(x, r...) requires at most one range for each axis of x");
        static_assert(!plan<Shape>::enough_axes || plan<Shape>::none_empty,
                      "slice(x, range<first, last, step>...) requires each range to stay within its axis of x and to "
                      "have at least one index; negative first and last count from the end");
        static constexpr bool done = true;
    };
};

/// No tensor that one number fills has zeros around it, so it needs a graph.
template <class... Widths>
struct padded;
template <int... Before, int... After>
struct padded<border_widths<Before, After>...> {
    template <class Shape>
    struct check {
        static constexpr bool fits = sizeof...(Before) <= static_cast<std::size_t>(Shape::value.rank) &&
                                     (true && ... && (Before >= 0 && After >= 0));
        static_assert(fits, "pad(x, padding<before, after>...) requires at most one padding for each axis of x, and no "
                            "negative widths");
        static constexpr bool done = true;
    };
    template <class X>
    constexpr auto operator()(X const& x) const {
        using to = runs_along<shape_of<X>, border_widths<Before, After>...>;
        graph_builder& g = *x.graph();
        return handle_of<to>(g, to::of(g, x.index_in(g)));
    }
};

}  // namespace detail

/// Part of a tensor: a range of indices, or `whole`, for each leading axis; later axes are whole.
///
///   slice(x, range<1, -1>, whole, range<-1, 0, -2>) = x[1:-1, :, -1:0:-2] in Python
///
/// Cost        none: it is read with other strides
/// Error       "slice(x, range<first, last, step>...) requires each range to stay within its axis of x and to have at
///             least one index; ..."
template <class X, class... Range>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto slice(X const& x, Range...) {
    return detail::call_checked<detail::rearrangement<detail::sliced<Range...>>>(x);
}

/// Zeros before and after the leading axes.
///
///   pad(x, padding<1, 1>, padding<0, 2>)
///
/// Error       "pad(x, padding<before, after>...) requires at most one padding for each axis of x, and no negative widths"
template <class X, int... Before, int... After>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto pad(X const& x, border_widths<Before, After>...) {
    return detail::call_checked<detail::padded<border_widths<Before, After>...>>(x);
}

}  // namespace tapeless

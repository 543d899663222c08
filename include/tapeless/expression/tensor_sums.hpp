// SPDX-License-Identifier: BSL-1.0
// Reductions of tensors: over all axes, or over some, which are dropped or kept as axes of length 1.
// In: a tensor and axes. Out: a tensor with fewer axes, or a number.
#pragma once

#include <tapeless/expression/axes.hpp>
#include <tapeless/expression/functions.hpp>
#include <tapeless/expression/tensor.hpp>

namespace tapeless {

/// Keeps reduced axes as axes of length 1, so that the result broadcasts with the operand.
struct keep_axes_tag {};
inline constexpr keep_axes_tag keep_axes{};

namespace detail {

/// The shape without some axes. Fails in one sentence, and shows shape and axes.
template <class Shape, class Axes, bool Keep>
struct reduced_shape {
    static constexpr int found = mask_of(Shape::value, Axes{});
    static constexpr bool fits = found != 0;
    static_assert(fits, "sum(x, axes<i...>) and other reductions require each axis i to be one of x, from -rank to "
                        "rank - 1, and none twice");
    static constexpr int mask = fits ? found : 1;
    static constexpr extents value = reduced(Shape::value, mask, Keep);
};

/// A reduction as an operation: Make gives the node of the reduced tensor, with axes dropped.
template <class Axes, bool Keep, class Make>
struct reduction {
    template <class X>
    constexpr auto operator()(X const& x) const {
        using to = reduced_shape<shape_of<X>, Axes, Keep>;
        if (x.graph() == nullptr)
            return tensor_with<traced, to>(Make::of_filled(x.handle(), X::size / to::value.size()));
        graph_builder& g = *x.graph();
        return handle_of<to>(g, arrange::reshape(g, Make::of(g, x.index_in(g), to::mask), to::value));
    }
};

struct sum_of_axes {
    static constexpr int of(graph_builder& g, int x, int mask) { return arrange::reduce(g, op::reduce_sum, x, mask); }
    static constexpr traced of_filled(traced x, int count) { return x * count; }
};

}  // namespace detail

/// The sum over all or some axes.
///
///   sum(x),  sum(x, axes<0, 2>),  sum(x, axes<0>, keep_axes)
///
/// Error       "sum(x, axes<i...>) and other reductions require each axis i to be one of x, ..."
template <class X>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto sum(X const& x) {
    return detail::call_operation<detail::reduction<axis_list<>, false, detail::sum_of_axes>>(x);
}
template <class X, int... Axis>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto sum(X const& x, axis_list<Axis...>) {
    return detail::call_operation<detail::reduction<axis_list<Axis...>, false, detail::sum_of_axes>>(x);
}
template <class X, int... Axis>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto sum(X const& x, axis_list<Axis...>, keep_axes_tag) {
    return detail::call_operation<detail::reduction<axis_list<Axis...>, true, detail::sum_of_axes>>(x);
}

}  // namespace tapeless

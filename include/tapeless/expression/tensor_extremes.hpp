// SPDX-License-Identifier: BSL-1.0
// Extremes of tensors, where they stand, and the functions that the largest number keeps from overflowing.
// In: a tensor and axes. Out: a tensor with fewer axes or a number; softmax keeps the shape.
#pragma once

#include <tapeless/core/math.hpp>
#include <tapeless/expression/tensor_sums.hpp>

namespace tapeless {

namespace detail {

struct maximum_of_axes {
    static constexpr traced of(traced x, int mask) { return reduced_node(op::reduce_max, x, mask); }
    static constexpr traced of_filled(traced x, int) { return x; }
};
struct minimum_of_axes {
    static constexpr traced of(traced x, int mask) { return reduced_node(op::reduce_min, x, mask); }
    static constexpr traced of_filled(traced x, int) { return x; }
};

/// Divided by the largest magnitude first, or by 1 where that is 0 or infinite.
struct norm_of_axes {
    static constexpr traced of(traced x, int mask) {
        traced const most = stop_gradient(maximum_of_axes::of(abs(x), mask));
        condition const all_zero = most == 0;
        traced const scale = select(all_zero || most == elementary::detail::infinity, 1, most);
        traced const sum = sum_of_axes::of(square(x / with_axes(scale, x, mask)), mask);
        return select(all_zero, 0, scale * sqrt(sum));
    }
    static constexpr traced of_filled(traced x, int count) { return abs(x) * sqrt(traced(count)); }
};

/// exp(x - shift) and its sum. The shift is the largest number, or 0 if that is infinite; it is a constant, since no
/// result depends on it.
struct shifted_exponentials {
    traced shift;
    traced of_each;
    traced sum;

    constexpr shifted_exponentials(traced x, int mask) {
        traced const most = stop_gradient(maximum_of_axes::of(x, mask));
        shift = select(abs(most) == elementary::detail::infinity, 0, most);
        of_each = exp(x - with_axes(shift, x, mask));
        sum = sum_of_axes::of(of_each, mask);
    }
};

struct logsumexp_of_axes {
    static constexpr traced of(traced x, int mask) {
        shifted_exponentials const e(x, mask);
        condition const none = e.sum == 0;  // all minus infinity
        return select(none, -elementary::detail::infinity, e.shift + log(e.sum));
    }
    static constexpr traced of_filled(traced x, int count) { return x + log(traced(count)); }
};

template <int Axis>
struct softmax_along {
    template <class X>
    constexpr X operator()(X const& x) const {
        using along = along_axis<shape_of<X>, Axis>;
        if (x.graph() == nullptr) return X(traced(1) / (X::size / along::value.size()));
        traced const numbers(x.graph(), x.index_in(*x.graph()));
        shifted_exponentials const e(numbers, along::mask);
        return X(e.of_each / with_axes(e.sum, numbers, along::mask));
    }
};
template <int Axis>
struct log_softmax_along {
    template <class X>
    constexpr X operator()(X const& x) const {
        using along = along_axis<shape_of<X>, Axis>;
        if (x.graph() == nullptr) return X(-log(traced(X::size / along::value.size())));
        traced const numbers(x.graph(), x.index_in(*x.graph()));
        shifted_exponentials const e(numbers, along::mask);
        return X(numbers - with_axes(e.shift, numbers, along::mask) - with_axes(log(e.sum), numbers, along::mask));
    }
};

template <op Operation, int Axis>
struct place_along {
    template <class X>
    constexpr auto operator()(X const& x) const {
        using along = along_axis<shape_of<X>, Axis>;
        if (x.graph() == nullptr) return tensor_with<traced, along>(traced(0));
        graph_builder& g = *x.graph();
        return handle_of<along>(g, arrange::reduce(g, Operation, x.index_in(g), along::mask));
    }
};

}  // namespace detail

/// The largest number over all or some axes, which are named as in sum.
///
///   max(x),  max(x, axes<0, 2>),  max(x, axes<0>, keep_axes)
///
/// Derivative  shared evenly by the numbers that are largest
/// Numerics    NaN if one of the numbers is
template <class X, class... Options>
    requires detail::reducible<X, Options...>
[[nodiscard]] constexpr auto max(X const& x, Options...) {
    return detail::reduce<detail::maximum_of_axes, Options...>(x);
}

/// The smallest number over all or some axes, as max.
template <class X, class... Options>
    requires detail::reducible<X, Options...>
[[nodiscard]] constexpr auto min(X const& x, Options...) {
    return detail::reduce<detail::minimum_of_axes, Options...>(x);
}

/// The place of the largest number along an axis, the first of several: whole numbers in the scalar type.
///
/// Shapes      that of x without the axis
/// Derivative  0
/// Numerics    a NaN counts as the largest number
/// Error       "cumsum(x, axis<i>), softmax, log_softmax, argmax and argmin require i to be an axis of x, ..."
template <class X, int Axis>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto argmax(X const& x, axis_list<Axis>) {
    return detail::call_operation<detail::place_along<op::argmax, Axis>>(x);
}

/// The place of the smallest number along an axis, as argmax.
template <class X, int Axis>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto argmin(X const& x, axis_list<Axis>) {
    return detail::call_operation<detail::place_along<op::argmin, Axis>>(x);
}

/// The Euclidean norm over all or some axes, which are named as in sum.
///
///   norm(x) = sqrt(sum_i x_i^2)
///
/// Derivative  x_i / norm, 0 where all are 0
/// Numerics    scaled by the largest magnitude: overflows only where the norm itself does
template <class X, class... Options>
    requires detail::reducible<X, Options...>
[[nodiscard]] constexpr auto norm(X const& x, Options...) {
    return detail::reduce<detail::norm_of_axes, Options...>(x);
}

/// log(sum_i exp(x_i)) over all or some axes, which are named as in sum.
///
/// Derivative  softmax(x); 0 where all numbers are minus infinity
/// Numerics    the largest number is subtracted first: no overflow, no loss for large negative numbers
template <class X, class... Options>
    requires detail::reducible<X, Options...>
[[nodiscard]] constexpr auto logsumexp(X const& x, Options...) {
    return detail::reduce<detail::logsumexp_of_axes, Options...>(x);
}

/// exp(x_i) / sum_k exp(x_k) along an axis, the last one if none is named, without overflow.
///
///   softmax(x),  softmax(x, axis<0>)
///
/// Shapes      that of x
/// Error       "cumsum(x, axis<i>), softmax, log_softmax, argmax and argmin require i to be an axis of x, ..."
template <class X, int Axis = -1>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto softmax(X const& x, axis_list<Axis> = {}) {
    return detail::call_operation<detail::softmax_along<Axis>>(x);
}

/// x_i - logsumexp(x) along an axis, as softmax: its logarithms, exact where it underflows.
template <class X, int Axis = -1>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto log_softmax(X const& x, axis_list<Axis> = {}) {
    return detail::call_operation<detail::log_softmax_along<Axis>>(x);
}

}  // namespace tapeless

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

/// The shape without axis Axis, and the axis counted from the first.
template <class Shape, int Axis>
struct along_axis {
    static constexpr int found = axis_in(Shape::value, Axis);
    static constexpr bool fits = found >= 0;
    static_assert(fits,
                  "cumsum(x, axis<i>), softmax, log_softmax, argmax and argmin require i to be an axis of x, from "
                  "-rank to rank - 1");
    static constexpr int place = fits ? found : 0;
    static constexpr int mask = 1 << place;
    static constexpr extents value = reduced(Shape::value, mask, false);
};

// Nodes that reductions are made of.
[[nodiscard]] constexpr traced reduced_node(op operation, traced x, int mask) {
    graph_builder& g = *x.graph();
    return {&g, arrange::reduce(g, operation, x.index_in(g), mask)};
}
/// A reduced node with axes of length 1 in place of those that were dropped from `before`.
[[nodiscard]] constexpr traced with_axes(traced x, traced before, int mask) {
    graph_builder& g = *x.graph();
    return {&g, arrange::restore_axes(g, x.index_in(g), g.shape_of(before.index_in(g)), mask, false)};
}

/// A reduction as an operation: Make gives the node of the reduced tensor, with axes dropped.
template <class Axes, bool Keep, class Make>
struct reduction {
    template <class X>
    constexpr auto operator()(X const& x) const {
        using to = reduced_shape<shape_of<X>, Axes, Keep>;
        if (x.graph() == nullptr)
            return tensor_with<traced, to>(Make::of_filled(x.handle(), X::size / to::value.size()));
        graph_builder& g = *x.graph();
        traced const made = Make::of(traced(&g, x.index_in(g)), to::mask);
        return handle_of<to>(g, arrange::reshape(g, made.index_in(g), to::value));
    }
};

/// What may follow the operand of a reduction: nothing, axes, axes and keep_axes.
template <class... Options>
struct reduction_options {
    static constexpr bool known = sizeof...(Options) == 0;
    static constexpr bool keep = false;
    using axes = axis_list<>;
};
template <int... Axis>
struct reduction_options<axis_list<Axis...>> {
    static constexpr bool known = true;
    static constexpr bool keep = false;
    using axes = axis_list<Axis...>;
};
template <int... Axis>
struct reduction_options<axis_list<Axis...>, keep_axes_tag> {
    static constexpr bool known = true;
    static constexpr bool keep = true;
    using axes = axis_list<Axis...>;
};
template <class X, class... Options>
concept reducible = tensor_operands<X> && reduction_options<Options...>::known;

template <class Make, class... Options, class X>
constexpr auto reduce(X const& x) {
    using options = reduction_options<Options...>;
    return call_operation<reduction<typename options::axes, options::keep, Make>>(x);
}

struct sum_of_axes {
    static constexpr traced of(traced x, int mask) { return reduced_node(op::reduce_sum, x, mask); }
    static constexpr traced of_filled(traced x, int count) { return x * count; }
};
struct mean_of_axes {
    static constexpr traced of(traced x, int mask) {
        extents const before = x.graph()->shape_of(x.index_in(*x.graph()));
        return sum_of_axes::of(x, mask) / (before.size() / reduced(before, mask, false).size());
    }
    static constexpr traced of_filled(traced x, int) { return x; }
};
struct variance_of_axes {
    static constexpr traced of(traced x, int mask) {
        return mean_of_axes::of(square(x - with_axes(mean_of_axes::of(x, mask), x, mask)), mask);
    }
    static constexpr traced of_filled(traced x, int) { return x - x; }
};

/// A balanced tree: the first half of the factors times the second half, until one is left.
struct product_of_axes {
    static constexpr traced of(traced x, int mask) {
        graph_builder& g = *x.graph();
        extents const before = g.shape_of(x.index_in(g));
        int order[max_rank]{};
        int next = 0;
        extents factors;
        factors.push(before.size() / reduced(before, mask, false).size());
        for (int i = 0; i < before.rank; ++i)
            if ((mask >> i & 1) != 0) order[next++] = i;
        for (int i = 0; i < before.rank; ++i)
            if ((mask >> i & 1) == 0) {
                order[next++] = i;
                factors.push(before.at[i]);
            }
        int product = arrange::reshape(g, arrange::permute(g, x.index_in(g), order), factors);
        int odd = -1;
        for (int count = factors.at[0]; count > 1; count /= 2) {
            if (count % 2 != 0) {
                int const last = arrange::slice(g, product, 0, count - 1, 1);
                odd = odd < 0 ? last : g.append(op::mul, last, odd);
            }
            product = g.append(op::mul, arrange::slice(g, product, 0, 0, count / 2),
                               arrange::slice(g, product, 0, count / 2, count / 2));
        }
        if (odd >= 0) product = g.append(op::mul, product, odd);
        return {&g, arrange::reshape(g, product, reduced(before, mask, false))};
    }
    static constexpr traced of_filled(traced x, int count) { return pow(x, count); }
};

template <int Axis>
struct cumulative_sum {
    template <class X>
    constexpr X operator()(X const& x) const {
        using along = along_axis<shape_of<X>, Axis>;
        graph_builder& g = *x.graph();
        attribute how;
        how.axis[0] = along::place;
        return X(traced(&g, g.append_shaped(op::cumsum, X::extent, how, x.index_in(g))));
    }
};

}  // namespace detail

/// The sum over all or some axes.
///
///   sum(x),  sum(x, axes<0, 2>),  sum(x, axes<0>, keep_axes)
///
/// Error       "sum(x, axes<i...>) and other reductions require each axis i to be one of x, ..."
template <class X, class... Options>
    requires detail::reducible<X, Options...>
[[nodiscard]] constexpr auto sum(X const& x, Options...) { return detail::reduce<detail::sum_of_axes, Options...>(x); }

/// The mean over all or some axes, which are named as in sum.
template <class X, class... Options>
    requires detail::reducible<X, Options...>
[[nodiscard]] constexpr auto mean(X const& x, Options...) {
    return detail::reduce<detail::mean_of_axes, Options...>(x);
}

/// The variance of a population over all or some axes, which are named as in sum.
///
///   var(x) = sum_i (x_i - mean(x))^2 / n
///
/// Numerics    never negative; two passes, so that a large mean cancels nothing
template <class X, class... Options>
    requires detail::reducible<X, Options...>
[[nodiscard]] constexpr auto var(X const& x, Options...) {
    return detail::reduce<detail::variance_of_axes, Options...>(x);
}

/// The product over all or some axes, which are named as in sum.
///
/// Derivative  the product of the other factors, also where some are 0
/// Cost        n - 1 multiplications in a balanced tree of about log2 n nodes; the gradient twice that
template <class X, class... Options>
    requires detail::reducible<X, Options...>
[[nodiscard]] constexpr auto prod(X const& x, Options...) {
    return detail::reduce<detail::product_of_axes, Options...>(x);
}

/// The sums of the numbers up to each one along an axis.
///
///   cumsum(x, axis<0>)(i, j) = sum over k <= i of x(k, j)
///
/// Shapes      that of x
/// Error       "cumsum(x, axis<i>), softmax, log_softmax, argmax and argmin require i to be an axis of x, ..."
template <class X, int Axis>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto cumsum(X const& x, axis_list<Axis>) {
    return detail::call_operation<detail::cumulative_sum<Axis>>(x);
}

}  // namespace tapeless

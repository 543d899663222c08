// SPDX-License-Identifier: BSL-1.0
// Numbers at places that other numbers say.
// In: a tensor, and whole numbers as indices. Out: what stands there, or the tensor with more added there.
#pragma once

#include <tapeless/expression/tensor_shapes.hpp>

namespace tapeless {

namespace detail {

/// The shape of what indices choose: theirs in the place of the axis that they choose from.
template <class Shape, class Indices, class Axis>
struct gathered_shape;
template <class Shape, class Indices, int Axis>
struct gathered_shape<Shape, Indices, axis_list<Axis>> {
    static constexpr int found = axis_in(Shape::value, Axis);
    static constexpr bool fits = found >= 0;
    static constexpr int axis = fits ? found : 0;
    static constexpr extents value = [] {
        extents result;
        for (int i = 0; i < axis; ++i) result.push(Shape::value.at[i]);
        for (int i = 0; i < Indices::value.rank; ++i) result.push(Indices::value.at[i]);
        for (int i = axis + 1; i < Shape::value.rank; ++i) result.push(Shape::value.at[i]);
        return result;
    }();
    static constexpr attribute how = [] {
        attribute result;
        result.axis[0] = axis;
        return result;
    }();

    struct check {
        static_assert(fits,
                      "gather(x, index, axis<i>) and scatter_add(x, index, updates, axis<i>) require i to be an axis "
                      "of x, from -rank to rank - 1");
        static constexpr bool done = true;
    };
};

/// Indices that are known while the function is traced are checked at once.
constexpr int checked_indices(graph_builder& g, int index, int length) {
    node const& n = g[index];
    int const count = n.operation == op::table ? g.shape_of(index).size() : n.operation == op::constant ? 1 : 0;
    for (int i = 0; i < count; ++i) {
        double const at = n.operation == op::table ? g.tables().view().numbers[n.a + i] : n.value;
        if (!(at >= 0 && at < length)) index_outside_of_its_axis();
    }
    return index;
}

template <class Axis>
struct gathering {
    template <class Shape, class Indices>
    using check = typename gathered_shape<Shape, Indices, Axis>::check;
    template <class X, class Index>
    constexpr auto operator()(X const& x, Index const& index) const {
        using to = gathered_shape<shape_of<X>, shape_of<Index>, Axis>;
        graph_builder& g = *graph_of(x, index);
        return handle_of<to>(g, g.append_shaped(op::gather, to::value, to::how, x.index_in(g),
                                                checked_indices(g, index.index_in(g), extent_of<X>.at[to::axis])));
    }
};

/// What is added has the shape of what the indices choose, or broadcasts to it.
template <class Gathered, class Updates>
struct update_shape {
    static constexpr bool fits = broadcast(Gathered::value, Updates::value) == Gathered::value;

    struct check : Gathered::check {
        static_assert(fits || !Gathered::fits,
                      "scatter_add(x, index, updates, axis<i>) requires updates to have the shape of gather(x, index, "
                      "axis<i>), or to broadcast to it");
        static constexpr bool done = true;
    };
};
template <class Axis>
struct scattering {
    template <class Shape, class Indices, class Updates>
    using check = typename update_shape<gathered_shape<Shape, Indices, Axis>, Updates>::check;
    template <class X, class Index, class Updates>
    constexpr X operator()(X const& x, Index const& index, Updates const& updates) const {
        using from = gathered_shape<shape_of<X>, shape_of<Index>, Axis>;
        if constexpr (!update_shape<from, shape_of<Updates>>::fits) return x;
        else {
            graph_builder& g = *graph_of(x, index, updates);
            int const added = arrange::broadcast_to(g, updates.index_in(g), from::value);
            int const places = g.append_shaped(op::scatter, extent_of<X>, from::how, added,
                                               checked_indices(g, index.index_in(g), extent_of<X>.at[from::axis]));
            return X(traced(&g, g.append(op::add, x.handle().index_in(g), places)));
        }
    }
};

template <class Shape, int N>
struct one_hot_shape {
    static constexpr bool fits = N > 0;
    static constexpr extents labels = [] {
        extents result = Shape::value;
        result.push(1);
        return result;
    }();
    static constexpr extents value = [] {
        extents result = Shape::value;
        result.push(fits ? N : 1);
        return result;
    }();

    struct check {
        static_assert(fits, "one_hot<n>(labels) requires a count n of at least one");
        static constexpr bool done = true;
    };
};
template <int N>
struct one_hot_of {
    template <class Shape>
    using check = typename one_hot_shape<Shape, N>::check;
    template <class X>
    constexpr auto operator()(X const& x) const {
        using to = one_hot_shape<shape_of<X>, N>;
        graph_builder& g = *x.graph();
        int const label = arrange::reshape(g, x.index_in(g), to::labels);
        int const same = g.append(op::equal, label, arrange::count_along(g, to::value.at[to::value.rank - 1], 0));
        return handle_of<to>(g, g.append(op::select, same, g.constant(1), g.constant(0)));
    }
};

}  // namespace detail

/// What stands at the given indices of an axis, as numpy.take.
///
///   gather(x, index, axis<1>)(i, j..., k) = x(i, index(j...), k)
///
/// Shapes      x: (A..., n, B...), index: (J...), of whole numbers -> (A..., J..., B...)
/// Derivative  by x: scatter_add to zeros; by the index: zero
/// Numerics    an index outside of [0, n) is a mistake: no constant expression; at run time it is moved to the nearer end
/// Error       "gather(x, index, axis<i>) and scatter_add(x, index, updates, axis<i>) require i to be an axis of x, ..."
template <class X, class Index, int Axis>
    requires(detail::tensor_operands<X>&& detail::shaped_operand<Index>)
[[nodiscard]] constexpr auto gather(X const& x, Index const& index, axis_list<Axis>) {
    return detail::call_checked<detail::gathering<axis_list<Axis>>>(x, index);
}

/// A tensor with updates added at the given indices of an axis, also where an index repeats, as numpy.add.at.
///
///   scatter_add(x, index, updates, axis<0>)(i, k) = x(i, k) + sum of updates(j..., k) over all j with index(j...) = i
///
/// Shapes      x: (A..., n, B...), index: (J...), updates: (A..., J..., B...) or what broadcasts to it -> as x
/// Numerics    as gather
/// Error       "scatter_add(x, index, updates, axis<i>) requires updates to have the shape of gather(x, index,
///             axis<i>), or to broadcast to it"
template <class X, class Index, class Updates, int Axis>
    requires(detail::tensor_operands<X>&& detail::shaped_operand<Index>&& detail::shaped_operand<Updates>)
[[nodiscard]] constexpr auto scatter_add(X const& x, Index const& index, Updates const& updates, axis_list<Axis>) {
    return detail::call_checked<detail::scattering<axis_list<Axis>>>(x, index, updates);
}

/// Ones at the places that labels say, along a new last axis of length N; no one where a label is none of 0 ... N - 1.
///
///   one_hot<N>(labels)(j..., i) = labels(j...) == i ? 1 : 0
///
/// Derivative  zero
/// Error       "one_hot<n>(labels) requires a count n of at least one"
template <int N, class Labels>
    requires detail::shaped_operand<Labels>
[[nodiscard]] constexpr auto one_hot(Labels const& labels) {
    return detail::call_checked<detail::one_hot_of<N>>(labels);
}

}  // namespace tapeless

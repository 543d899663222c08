// SPDX-License-Identifier: BSL-1.0
// The same numbers in another shape or order.
// In: a tensor. Out: its numbers with axes exchanged, merged, split, reversed or repeated; tensors of one number.
#pragma once

#include <tapeless/expression/axes.hpp>
#include <tapeless/expression/tensor.hpp>

namespace tapeless {

namespace detail {

/// An operation that only moves numbers: `How::plan<shape>` has the result's shape and makes its node.
template <class How>
struct rearrangement {
    template <class Shape>
    using check = typename How::template check<Shape>;
    template <class X>
    constexpr auto operator()(X const& x) const {
        using to = typename How::template plan<shape_of<X>>;
        graph_builder* const g = x.graph();
        if (g == nullptr) return tensor_with<traced, to>(node_of(x));
        return handle_of<to>(*g, to::of(*g, x.index_in(*g)));
    }
};

/// call_operation where Operation::check is content. It says what is wrong where the function is called, and not within
/// the program of plain tensors; what it looks at stands in another class, which clang still takes after that.
template <class Operation, class... A>
constexpr auto call_checked(A const&... a) {
    static_cast<void>(Operation::template check<shape_of<A>...>::done);
    return call_operation<Operation>(a...);
}

struct transposed {
    template <class Shape>
    struct plan {
        static constexpr bool fits = Shape::value.rank >= 2;
        static constexpr extents value = [] {
            extents result = Shape::value;
            for (int i = 0; fits && i < 2; ++i) result.at[result.rank - 1 - i] = Shape::value.at[result.rank - 2 + i];
            return result;
        }();
        static constexpr int of(graph_builder& g, int x) { return fits ? arrange::transpose(g, x) : x; }
    };
    template <class Shape>
    struct check {
        static_assert(plan<Shape>::fits,
                      "transpose(x) requires x to have at least two axes, the last of which change places");
        static constexpr bool done = true;
    };
};

template <int... Axis>
struct permuted {
    template <class Shape>
    struct plan {
        static constexpr bool fits = sizeof...(Axis) == static_cast<std::size_t>(Shape::value.rank) &&
                                     mask_of(Shape::value, axis_list<Axis...>{}) == (1 << Shape::value.rank) - 1;
        struct order {
            int at[max_rank]{};
        };
        static constexpr order from = [] {
            order result;
            int const all[] = {Axis..., 0};
            for (int i = 0; i < Shape::value.rank; ++i) result.at[i] = fits ? axis_in(Shape::value, all[i]) : i;
            return result;
        }();
        static constexpr extents value = [] {
            extents result = Shape::value;
            for (int i = 0; i < result.rank; ++i) result.at[i] = Shape::value.at[from.at[i]];
            return result;
        }();
        static constexpr int of(graph_builder& g, int x) { return arrange::permute(g, x, from.at); }
    };
    template <class Shape>
    struct check {
        static_assert(plan<Shape>::fits, "permute(x, axes<i...>) requires i... to name every axis of x just once");
        static constexpr bool done = true;
    };
};

template <int... Dims>
struct reshaped {
    template <class Shape>
    struct plan {
        static constexpr bool fits = (true && ... && (Dims > 0)) && (1 * ... * Dims) == Shape::value.size();
        static constexpr extents value = fits ? shape<Dims...>::value : Shape::value;
        static constexpr int of(graph_builder& g, int x) { return arrange::reshape(g, x, value); }
    };
    template <class Shape>
    struct check {
        static_assert(plan<Shape>::fits,
                      "reshape<n...>(x) requires n... to be lengths whose product is the count of numbers in x");
        static constexpr bool done = true;
    };
};

template <class Axes>
struct flipped {
    template <class Shape>
    struct plan {
        static constexpr int mask = mask_of(Shape::value, Axes{});
        static constexpr bool fits = mask != 0;
        static constexpr extents value = Shape::value;
        static constexpr int of(graph_builder& g, int x) {
            attribute how;
            for (int i = 0; i < value.rank; ++i) {
                bool const back = (mask >> i & 1) != 0;
                how.axis[i] = i;
                how.step[i] = back ? -1 : 1;
                how.offset[i] = back ? value.at[i] - 1 : 0;
            }
            return arrange::view(g, x, value, how);
        }
    };
    template <class Shape>
    struct check {
        static_assert(plan<Shape>::fits,
                      "flip(x, axes<i...>) requires each axis i to be one of x, from -rank to rank - 1, and none "
                      "twice");
        static constexpr bool done = true;
    };
};

template <int... Dims>
struct stretched_to {
    template <class Shape>
    struct plan {
        static constexpr extents wanted = shape<Dims...>::value;
        static constexpr bool fits = (true && ... && (Dims > 0)) && broadcast(Shape::value, wanted) == wanted;
        static constexpr extents value = fits ? wanted : Shape::value;
        static constexpr int of(graph_builder& g, int x) { return arrange::broadcast_to(g, x, value); }
    };
    template <class Shape>
    struct check {
        static_assert(plan<Shape>::fits,
                      "broadcast_to<n...>(x) requires each axis of x, counted from the last, to have the length n "
                      "or 1");
        static constexpr bool done = true;
    };
};

}  // namespace detail

/// The last two axes change places.
///
///   transpose(x)(..., i, j) = x(..., j, i)
///
/// Cost        none: it is read with other strides
/// Error       "transpose(x) requires x to have at least two axes, ..."
template <class X>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto transpose(X const& x) {
    return detail::call_checked<detail::rearrangement<detail::transposed>>(x);
}

/// Axes in another order: axis k of the result is axis i_k of x.
///
/// Cost        none: it is read with other strides
/// Error       "permute(x, axes<i...>) requires i... to name every axis of x just once"
template <class X, int... Axis>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto permute(X const& x, axis_list<Axis...>) {
    return detail::call_checked<detail::rearrangement<detail::permuted<Axis...>>>(x);
}

/// The same numbers, row by row, in another shape.
///
/// Shapes      x: any -> (Dims...); reshape<>(x) of one number is a scalar
/// Error       "reshape<n...>(x) requires n... to be lengths whose product is the count of numbers in x"
template <int... Dims, class X>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto reshape(X const& x) {
    return detail::call_checked<detail::rearrangement<detail::reshaped<Dims...>>>(x);
}

/// All numbers in one axis, row by row.
template <class X>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto flatten(X const& x) {
    return detail::call_checked<detail::rearrangement<detail::reshaped<X::size>>>(x);
}

/// The order along some axes reversed.
///
///   flip(x, axes<0>)(i, ...) = x(n - 1 - i, ...)
///
/// Error       "flip(x, axes<i...>) requires each axis i to be one of x, ..."
template <class X, int... Axis>
    requires detail::tensor_operands<X>
[[nodiscard]] constexpr auto flip(X const& x, axis_list<Axis...>) {
    return detail::call_checked<detail::rearrangement<detail::flipped<axis_list<Axis...>>>>(x);
}

/// A number or tensor repeated in a shape, as NumPy's broadcast_to.
///
/// Error       "broadcast_to<n...>(x) requires each axis of x, counted from the last, to have the length n or 1"
template <int... Dims, class X>
    requires detail::shaped_operand<X>
[[nodiscard]] constexpr auto broadcast_to(X const& x) {
    return detail::call_checked<detail::rearrangement<detail::stretched_to<Dims...>>>(x);
}

/// A tensor of one number, which may be traced.
template <int... Dims, class T>
    requires(std::is_same_v<T, traced> || is_scalar<T>)
[[nodiscard]] constexpr tensor<T, Dims...> full(T number) {
    if constexpr (is_handle<T>) return broadcast_to<Dims...>(number);
    else {
        tensor<T, Dims...> result{};
        for (T& each : result) each = number;
        return result;
    }
}

/// Plain tensors of zeros, of doubles where no type is named: zeros<2, 3>(), zeros<float, 2, 3>().
template <class T, int... Dims>
[[nodiscard]] constexpr tensor<T, Dims...> zeros() {
    return full<Dims...>(T(0));
}
template <int... Dims>
[[nodiscard]] constexpr tensor<double, Dims...> zeros() {
    return full<Dims...>(0.0);
}
/// Plain tensors of ones, as zeros.
template <class T, int... Dims>
[[nodiscard]] constexpr tensor<T, Dims...> ones() {
    return full<Dims...>(T(1));
}
template <int... Dims>
[[nodiscard]] constexpr tensor<double, Dims...> ones() {
    return full<Dims...>(1.0);
}

}  // namespace tapeless

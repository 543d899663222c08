// SPDX-License-Identifier: BSL-1.0
// Handles of tensors: nodes with a shape, which stands in their type.
// In: a node of a graph that is being built. Out: `tensor<traced, Dims...>`, its elements, and what functions need to
// take handles, numbers and tensors of numbers alike.
#pragma once

#include <tapeless/core/structure.hpp>
#include <tapeless/expression/scalars.hpp>
#include <tapeless/graph/arrange.hpp>

// g++ finds shadowed names of the user's in lambdas of templates.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

namespace tapeless {

namespace detail {

template <class T, class Shape, class Indices>
struct tensor_over;
template <class T, class Shape, std::size_t... I>
struct tensor_over<T, Shape, std::index_sequence<I...>> {
    using type = tensor<T, Shape::value.at[I]...>;
};
template <class T, class Shape>
    requires(Shape::value.rank == 0)
struct tensor_over<T, Shape, std::index_sequence<>> {
    using type = T;
};

}  // namespace detail

/// The tensor of a shape, T itself for rank 0. Shape is a type whose `value` are the extents: g++ 12 does not take
/// extents themselves.
template <class T, class Shape>
using tensor_with =
    typename detail::tensor_over<T, Shape, std::make_index_sequence<static_cast<std::size_t>(Shape::value.rank)>>::type;

namespace detail {

template <class Shape>
struct without_first_axis {
    static constexpr extents value = reduced(Shape::value, 1, false);
};

}  // namespace detail

/// A tensor while a function is traced: one node of the graph, or one number that fills it and that no graph has seen.
///
/// x(i, j) is an element, x[i] an element or a tensor of one axis less; `stack` makes a tensor of such.
template <int... Dims>
struct tensor<traced, Dims...> {
    static constexpr int rank = sizeof...(Dims);
    static constexpr int size = (1 * ... * Dims);
    static constexpr std::array<int, sizeof...(Dims)> shape{Dims...};
    static constexpr extents extent = tapeless::shape<Dims...>::value;
    using value_type = traced;

    constexpr tensor() noexcept = default;
    template <arithmetic A>
    constexpr tensor(A filling) noexcept : node_(filling) {}
    /// A node of this shape, or one that repeats in it.
    constexpr explicit tensor(traced node) : node_(node) {
        if (graph_builder* const g = node.graph(); g != nullptr)
            node_ = {g, arrange::broadcast_to(*g, node.index_in(*g), extent)};
    }

    template <class... Index>
        requires(sizeof...(Index) == sizeof...(Dims))
    [[nodiscard]] constexpr traced operator()(Index... index) const {
        int const places[] = {static_cast<int>(index)...};
        return at(places, tapeless::shape<>::value);
    }
    [[nodiscard]] constexpr auto operator[](int index) const {
        using rest = detail::without_first_axis<tapeless::shape<Dims...>>;
        return tensor_with<traced, rest>(at(&index, rest::value));
    }

    [[nodiscard]] constexpr traced handle() const noexcept { return node_; }
    [[nodiscard]] constexpr graph_builder* graph() const noexcept { return node_.graph(); }
    /// The node, of just this shape.
    [[nodiscard]] constexpr int index_in(graph_builder& g) const {
        return arrange::broadcast_to(g, node_.index_in(g), extent);
    }

private:
    /// The part that the first indices choose, of the shape `rest`.
    [[nodiscard]] constexpr traced at(int const* index, extents const& rest) const {
        attribute how;
        int const chosen = rank - rest.rank;
        for (int i = 0; i < chosen; ++i) {
            if (index[i] < 0 || index[i] >= extent.at[i]) detail::index_outside_of_its_axis();
            how.offset[i] = index[i];
        }
        graph_builder* const g = graph();
        if (g == nullptr) return node_;
        for (int i = 0; i < rest.rank; ++i) {
            how.axis[i] = chosen + i;
            how.step[i] = 1;
        }
        return {g, arrange::view(*g, node_.index_in(*g), rest, how)};
    }

    traced node_;
};

/// Conditions in a shape; `select` takes them.
template <int... Dims>
struct tensor<condition, Dims...> {
    static constexpr int rank = sizeof...(Dims);
    static constexpr int size = (1 * ... * Dims);
    static constexpr std::array<int, sizeof...(Dims)> shape{Dims...};
    static constexpr extents extent = tapeless::shape<Dims...>::value;
    using value_type = condition;
    constexpr explicit tensor(condition node = false) noexcept : node_(node) {}
    [[nodiscard]] constexpr condition handle() const noexcept { return node_; }
    [[nodiscard]] constexpr graph_builder* graph() const noexcept { return node_.graph(); }

private:
    condition node_;
};

namespace detail {

template <class A>
struct operand_traits {
    static constexpr bool tensor = false;
    static constexpr bool handle = std::is_same_v<A, traced> || std::is_same_v<A, condition>;
    static constexpr bool number = std::is_arithmetic_v<A>;
    using shape = tapeless::shape<>;
};
template <class T, int... Dims>
struct operand_traits<tensor<T, Dims...>> {
    static constexpr bool tensor = true;
    static constexpr bool handle = std::is_same_v<T, traced> || std::is_same_v<T, condition>;
    static constexpr bool number = is_scalar<T> && !handle;
    using shape = tapeless::shape<Dims...>;
};
template <class T, int... Dims>
struct operand_traits<tensor_span<T, Dims...>> : operand_traits<tensor<std::remove_const_t<T>, Dims...>> {};
/// The shape of an operand as a type.
template <class A>
using shape_of = typename operand_traits<A>::shape;
template <class A>
inline constexpr extents extent_of = shape_of<A>::value;

/// A number or a tensor, of handles or plain.
template <class A>
concept shaped_operand = operand_traits<A>::handle || operand_traits<A>::number;

/// What a function of tensors takes: tensors, handles and numbers, among them a tensor.
template <class... A>
concept tensor_operands = (operand_traits<A>::tensor || ...) && (shaped_operand<A> && ...);

/// The innermost graph that an operand belongs to.
template <class... A>
constexpr graph_builder* graph_of(A const&... a) {
    graph_builder* result = nullptr;
    [[maybe_unused]] auto const look = [&result](auto const& operand_of_call) {
        if constexpr (operand_traits<std::remove_cvref_t<decltype(operand_of_call)>>::handle)
            result = innermost(result, operand_of_call.graph());
    };
    (look(a), ...);
    return result;
}

/// An operand as a handle; a tensor of numbers becomes a constant of the graph.
template <class A>
constexpr auto as_handle([[maybe_unused]] graph_builder* g, A const& a) {
    if constexpr (operand_traits<A>::handle) return a;
    else if constexpr (!operand_traits<A>::tensor) return traced(a);
    else {
        double numbers[static_cast<std::size_t>(A::size)]{};
        for (int i = 0; i < A::size; ++i) numbers[i] = static_cast<double>(a.data()[i]);
        graph_builder& in = *g;  // a null here is a tensor function without any traced operand: no constant expression
        return tensor_with<traced, shape_of<A>>(
            traced(&in, in.append_shaped(op::table, extent_of<A>, in.tables().numbers(numbers, A::size))));
    }
}

/// The innermost graph that a handle in some structures belongs to.
template <class... A>
constexpr graph_builder* graph_around(A const&... a) {
    graph_builder* result = nullptr;
    [[maybe_unused]] auto const look = [&result](auto const& operand_of_call) {
        using E = std::remove_cvref_t<decltype(operand_of_call)>;
        if constexpr (any_holds<traced, E>) {
            auto visitor = [&result](traced x) { result = innermost(result, x.graph()); };
            structure_traits<structure_of<E>>::visit(operand_of_call, visitor);
        }
    };
    (look(a), ...);
    return result;
}

/// A structure of numbers as handles: tensors become constants of the graph.
template <class A>
constexpr auto as_handles([[maybe_unused]] graph_builder& g, A const& a) {
    using S = structure_of<A>;
    if constexpr (any_holds<traced, A>) return a;
    else {
        double numbers[static_cast<std::size_t>(number_count<S>) + 1]{};
        flatten(a, &numbers[0]);
        auto next = [&g, from = &numbers[0], shapes = leaf_shapes<S>(), leaf = 0]() mutable {
            extents const shape = shapes.at[leaf++];
            double const* const own = from;
            from += shape.size();
            if (shape.rank == 0) return traced(*own);
            return traced(&g, g.append_shaped(op::table, shape, g.tables().numbers(own, shape.size())));
        };
        return structure_traits<S>::template generate<traced>(next);
    }
}

/// Runs an operation on plain tensors, as a program of its own. See calculus/tensor_calls.hpp.
template <class Operation, class... A>
constexpr auto run_now(A const&... arguments);

/// Operation{}(handles...), or its program where no operand belongs to a graph.
template <class Operation, class... A>
constexpr auto call_operation(A const&... a) {
    if constexpr ((operand_traits<A>::handle || ...)) {
        graph_builder* const g = graph_of(a...);
        return Operation{}(as_handle(g, a)...);
    } else return run_now<Operation>(a...);
}

/// A node of a graph as a handle of just this shape.
template <class Shape>
constexpr tensor_with<traced, Shape> handle_of(graph_builder& g, int node) {
    return tensor_with<traced, Shape>(traced(&g, node));
}

/// The shape that two operands have together. Fails in one sentence, and shows both shapes.
template <class A, class B>
struct shapes_that_broadcast {
    static constexpr extents both = broadcast(A::value, B::value);
    static constexpr bool fits = both.rank >= 0;
    static_assert(fits,
                  "a + b and other operations on each number require shapes that broadcast: from the last axis on, "
                  "lengths are equal or one of them is 1");
    static constexpr extents value = fits ? both : A::value;
};

template <class A>
constexpr auto node_of(A const& a) {
    if constexpr (operand_traits<A>::tensor) return a.handle();
    else return a;
}

}  // namespace detail

// Functions of each number, with broadcasting: the same nodes as for scalars, whose shapes the builder finds.
#define TAPELESS_EACH_2(name, each, expression, result)                                                                \
    namespace detail {                                                                                                 \
    struct each {                                                                                                      \
        template <class A, class B>                                                                                    \
        constexpr auto operator()(A const& x, B const& y) const {                                                      \
            using shape = shapes_that_broadcast<shape_of<A>, shape_of<B>>;                                             \
            auto const a = node_of(x);                                                                                 \
            auto const b = node_of(y);                                                                                 \
            return tensor_with<result, shape>(expression);                                                             \
        }                                                                                                              \
    };                                                                                                                 \
    }                                                                                                                  \
    template <class A, class B>                                                                                        \
        requires detail::tensor_operands<A, B>                                                                         \
    [[nodiscard]] constexpr auto name(A const& a, B const& b) { return detail::call_operation<detail::each>(a, b); }

TAPELESS_EACH_2(operator+, sum_each, a + b, traced)
TAPELESS_EACH_2(operator-, difference_each, a - b, traced)
TAPELESS_EACH_2(operator*, product_each, a* b, traced)
TAPELESS_EACH_2(operator/, quotient_each, a / b, traced)
TAPELESS_EACH_2(pow, pow_each, pow(a, b), traced)
TAPELESS_EACH_2(atan2, atan2_each, atan2(a, b), traced)
TAPELESS_EACH_2(hypot, hypot_each, hypot(a, b), traced)
TAPELESS_EACH_2(min, min_each, min(a, b), traced)
TAPELESS_EACH_2(max, max_each, max(a, b), traced)
TAPELESS_EACH_2(fmin, fmin_each, fmin(a, b), traced)
TAPELESS_EACH_2(fmax, fmax_each, fmax(a, b), traced)

#undef TAPELESS_EACH_2

// Of two tensors of one type, for code that says `using std::min;`: that of std would be the better match.
template <class A>
    requires detail::tensor_operands<A>
[[nodiscard]] constexpr auto min(A const& a, A const& b) { return detail::call_operation<detail::min_each>(a, b); }
template <class A>
    requires detail::tensor_operands<A>
[[nodiscard]] constexpr auto max(A const& a, A const& b) { return detail::call_operation<detail::max_each>(a, b); }

}  // namespace tapeless

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

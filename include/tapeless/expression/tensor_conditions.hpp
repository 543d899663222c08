// SPDX-License-Identifier: BSL-1.0
// Comparisons of each number of tensors, and choices between tensors.
// In: tensors, handles and numbers. Out: conditions in a shape, a tensor of `bool` where no operand is a handle; what
// `select` chooses by them.
#pragma once

#include <tapeless/expression/functions.hpp>
#include <tapeless/expression/tensor.hpp>

namespace tapeless {

namespace detail {

/// What stands where a condition is wanted.
template <class A>
struct condition_traits {
    static constexpr bool known = std::is_same_v<A, condition> || std::is_same_v<A, bool>;
    static constexpr bool tensor = false;
};
template <class T, int... Dims>
struct condition_traits<tensor<T, Dims...>> {
    static constexpr bool known = std::is_same_v<T, condition> || std::is_same_v<T, bool>;
    static constexpr bool tensor = true;
};
template <class... A>
concept condition_operands = (condition_traits<A>::known && ...) && (condition_traits<A>::tensor || ...);

template <class C, class A, class B>
concept choice_operands =
    condition_traits<C>::known && shaped_operand<A> && shaped_operand<B> && !condition_traits<A>::known &&
    !condition_traits<B>::known &&
    (operand_traits<C>::tensor || operand_traits<A>::tensor || operand_traits<B>::tensor);

template <class... A>
inline constexpr bool any_handle = (operand_traits<A>::handle || ...);

/// Truths as whole numbers, which do not decide about the scalar type of a result.
template <int... Dims>
constexpr tensor<int, Dims...> numbers_of_truth(tensor<bool, Dims...> const& from) {
    tensor<int, Dims...> result{};
    for (int i = 0; i < from.size; ++i) result.values[i] = from.values[i] ? 1 : 0;
    return result;
}
constexpr int numbers_of_truth(bool from) { return from ? 1 : 0; }
template <class T, int... Dims>
constexpr tensor<bool, Dims...> truth_of(tensor<T, Dims...> const& from) {
    tensor<bool, Dims...> result{};
    for (int i = 0; i < from.size; ++i) result.values[i] = from.values[i] != 0;
    return result;
}

/// A condition as the handle of one.
template <class A>
constexpr auto as_condition([[maybe_unused]] graph_builder* g, A const& a) {
    if constexpr (operand_traits<A>::handle) return a;
    else if constexpr (!operand_traits<A>::tensor) return condition(a);
    else return tensor_with<condition, shape_of<A>>(as_handle(g, numbers_of_truth(a)).handle() == 1);
}
/// Numbers as conditions, which numbers_of_truth has made of these.
template <class X>
constexpr auto is_true(X const& x) {
    if constexpr (operand_traits<X>::tensor) return tensor_with<condition, shape_of<X>>(x.handle() != 0);
    else return x != 0;
}

/// An operation that gives conditions, with numbers as its results; and one that takes conditions too.
template <class Operation>
struct gives_numbers {
    template <class... A>
    constexpr auto operator()(A const&... a) const {
        return select(Operation{}(a...), 1, 0);
    }
};
template <class Operation>
struct takes_numbers {
    template <class... A>
    constexpr auto operator()(A const&... a) const {
        return select(Operation{}(is_true(a)...), 1, 0);
    }
};

template <class Operation, class A, class B>
constexpr auto compare_each(A const& a, B const& b) {
    if constexpr (any_handle<A, B>) return call_operation<Operation>(a, b);
    else return truth_of(run_now<gives_numbers<Operation>>(a, b));
}
template <class Operation, class... A>
constexpr auto combine_conditions(A const&... a) {
    if constexpr (any_handle<A...>) {
        graph_builder* const g = graph_of(a...);
        return Operation{}(as_condition(g, a)...);
    } else return truth_of(run_now<takes_numbers<Operation>>(numbers_of_truth(a)...));
}

#define TAPELESS_CONDITION(name, expression)                                                                           \
    struct name {                                                                                                      \
        template <class A, class B>                                                                                    \
        constexpr auto operator()(A const& x, B const& y) const {                                                      \
            using shape = shapes_that_broadcast<shape_of<A>, shape_of<B>>;                                             \
            auto const a = node_of(x);                                                                                 \
            auto const b = node_of(y);                                                                                 \
            return tensor_with<condition, shape>(expression);                                                          \
        }                                                                                                              \
    };
TAPELESS_CONDITION(less_each, a < b)
TAPELESS_CONDITION(greater_each, a > b)
TAPELESS_CONDITION(less_equal_each, a <= b)
TAPELESS_CONDITION(greater_equal_each, a >= b)
TAPELESS_CONDITION(equal_each, a == b)
TAPELESS_CONDITION(not_equal_each, a != b)
TAPELESS_CONDITION(and_each, a&& b)
TAPELESS_CONDITION(or_each, a || b)
#undef TAPELESS_CONDITION

struct not_each {
    template <class A>
    constexpr auto operator()(A const& x) const {
        return tensor_with<condition, shape_of<A>>(!node_of(x));
    }
};
struct select_each {
    template <class C, class A, class B>
    constexpr auto operator()(C const& c, A const& a, B const& b) const {
        using shape = shapes_that_broadcast<shapes_that_broadcast<shape_of<C>, shape_of<A>>, shape_of<B>>;
        return tensor_with<traced, shape>(select(node_of(c), traced(node_of(a)), traced(node_of(b))));
    }
};
struct select_by_numbers {
    template <class C, class A, class B>
    constexpr auto operator()(C const& c, A const& a, B const& b) const {
        return select_each{}(is_true(c), a, b);
    }
};

}  // namespace detail

#define TAPELESS_COMPARE(name, each, operands)                                                                         \
    template <class A, class B>                                                                                        \
        requires(operands)                                                                                             \
    [[nodiscard]] constexpr auto name(A const& a, B const& b) { return detail::compare_each<detail::each>(a, b); }

TAPELESS_COMPARE(operator<, less_each, (detail::tensor_operands<A, B>))
TAPELESS_COMPARE(operator>, greater_each, (detail::tensor_operands<A, B>))
TAPELESS_COMPARE(operator<=, less_equal_each, (detail::tensor_operands<A, B>))
TAPELESS_COMPARE(operator>=, greater_equal_each, (detail::tensor_operands<A, B>))

// With handles only: two plain tensors of one type compare as a whole and give a bool (core/tensor.hpp).
TAPELESS_COMPARE(operator==, equal_each, (detail::tensor_operands<A, B> && detail::any_handle<A, B>))
TAPELESS_COMPARE(operator!=, not_equal_each, (detail::tensor_operands<A, B> && detail::any_handle<A, B>))

/// Whether the numbers at each place are equal: as == where an operand is a handle, and also for plain tensors, whose ==
/// is one bool.
///
///   equal(a, b)(i, j) = (a(i, j) == b(i, j))
///
/// Shapes      of a and b together
TAPELESS_COMPARE(equal, equal_each, (detail::tensor_operands<A, B>))
/// !equal(a, b)
TAPELESS_COMPARE(not_equal, not_equal_each, (detail::tensor_operands<A, B>))

#undef TAPELESS_COMPARE

template <class A, class B>
    requires detail::condition_operands<A, B>
[[nodiscard]] constexpr auto operator&&(A const& a, B const& b) {
    return detail::combine_conditions<detail::and_each>(a, b);
}
template <class A, class B>
    requires detail::condition_operands<A, B>
[[nodiscard]] constexpr auto operator||(A const& a, B const& b) {
    return detail::combine_conditions<detail::or_each>(a, b);
}
template <class A>
    requires detail::condition_operands<A>
[[nodiscard]] constexpr auto operator!(A const& a) { return detail::combine_conditions<detail::not_each>(a); }

/// The numbers of `a` where the condition holds, else those of `b`.
///
///   select(c, a, b)(i, j) = c(i, j) ? a(i, j) : b(i, j)
///
/// Shapes      of c, a and b together
/// Derivative  that of the number taken, whatever the other one is: NaN and infinities there do not spread
/// Error       "a + b and other operations on each number require shapes that broadcast: ..."
template <class C, class A, class B>
    requires detail::choice_operands<C, A, B>
[[nodiscard]] constexpr auto select(C const& c, A const& a, B const& b) {
    if constexpr (detail::any_handle<C, A, B>) {
        graph_builder* const g = detail::graph_of(c, a, b);
        return detail::select_each{}(detail::as_condition(g, c), detail::as_handle(g, a), detail::as_handle(g, b));
    } else return detail::run_now<detail::select_by_numbers>(detail::numbers_of_truth(c), a, b);
}

}  // namespace tapeless

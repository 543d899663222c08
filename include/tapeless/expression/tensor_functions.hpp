// SPDX-License-Identifier: BSL-1.0
// The functions of numbers, on each number of a tensor.
// In: tensors, handles and numbers, whose shapes broadcast. Out: the tensor of the results.
#pragma once

#include <tapeless/expression/reductions.hpp>
#include <tapeless/expression/tensor.hpp>

namespace tapeless {

#define TAPELESS_EACH_1(name)                                                                                          \
    namespace detail {                                                                                                 \
    struct name##_each {                                                                                               \
        template <class A>                                                                                             \
        constexpr auto operator()(A const& a) const {                                                                  \
            return tensor_with<traced, shape_of<A>>(name(a.handle()));                                                 \
        }                                                                                                              \
    };                                                                                                                 \
    }                                                                                                                  \
    template <class A>                                                                                                 \
        requires detail::tensor_operands<A>                                                                            \
    [[nodiscard]] constexpr auto name(A const& a) { return detail::call_operation<detail::name##_each>(a); }

TAPELESS_EACH_1(abs)
TAPELESS_EACH_1(fabs)
TAPELESS_EACH_1(sqrt)
TAPELESS_EACH_1(cbrt)
TAPELESS_EACH_1(exp)
TAPELESS_EACH_1(exp2)
TAPELESS_EACH_1(expm1)
TAPELESS_EACH_1(log)
TAPELESS_EACH_1(log2)
TAPELESS_EACH_1(log10)
TAPELESS_EACH_1(log1p)
TAPELESS_EACH_1(sin)
TAPELESS_EACH_1(cos)
TAPELESS_EACH_1(tan)
TAPELESS_EACH_1(asin)
TAPELESS_EACH_1(acos)
TAPELESS_EACH_1(atan)
TAPELESS_EACH_1(sinh)
TAPELESS_EACH_1(cosh)
TAPELESS_EACH_1(tanh)
TAPELESS_EACH_1(asinh)
TAPELESS_EACH_1(acosh)
TAPELESS_EACH_1(atanh)
TAPELESS_EACH_1(erf)
TAPELESS_EACH_1(erfc)
TAPELESS_EACH_1(sigmoid)
TAPELESS_EACH_1(softplus)
TAPELESS_EACH_1(sign)
TAPELESS_EACH_1(floor)
TAPELESS_EACH_1(ceil)
TAPELESS_EACH_1(round)
TAPELESS_EACH_1(square)
TAPELESS_EACH_1(relu)
TAPELESS_EACH_1(stop_gradient)

#undef TAPELESS_EACH_1

namespace detail {

struct negated_each {
    template <class A>
    constexpr auto operator()(A const& a) const {
        return tensor_with<traced, shape_of<A>>(-a.handle());
    }
};
struct xlogy_each {
    template <class A, class B>
    constexpr auto operator()(A const& x, B const& y) const {
        using shape = shapes_that_broadcast<shape_of<A>, shape_of<B>>;
        return tensor_with<traced, shape>(xlogy(traced(node_of(x)), traced(node_of(y))));
    }
};
struct clamp_each {
    template <class A, class B, class C>
    constexpr auto operator()(A const& x, B const& low, C const& high) const {
        using shape = shapes_that_broadcast<shapes_that_broadcast<shape_of<A>, shape_of<B>>, shape_of<C>>;
        return tensor_with<traced, shape>(clamp(node_of(x), node_of(low), node_of(high)));
    }
};

/// Whether b, stretched, has the shape of a. Fails in one sentence, and shows both shapes.
template <class A, class B>
struct shape_of_assigned {
    static constexpr bool fits = broadcast(A::value, B::value) == A::value;
    static_assert(fits,
                  "a += b, a -= b, a *= b and a /= b require the shape of b to broadcast to that of the tensor a");
};

/// The numbers of a result in the scalar type of what they are assigned to.
template <class To, class From>
constexpr To assigned(From const& from) {
    if constexpr (std::is_same_v<To, From> || operand_traits<To>::handle) return from;
    else {
        To result{};
        for (int i = 0; i < To::size; ++i) result.values[i] = static_cast<typename To::value_type>(from.values[i]);
        return result;
    }
}

}  // namespace detail

template <class A>
    requires detail::tensor_operands<A>
[[nodiscard]] constexpr A operator+(A const& a) { return a; }
template <class A>
    requires detail::tensor_operands<A>
[[nodiscard]] constexpr auto operator-(A const& a) { return detail::call_operation<detail::negated_each>(a); }

/// x * log(y), and 0 where x is 0.
///
/// Shapes      of x and y together
/// Derivative  log(y) and x / y: at (0, 0) minus infinity and 0
template <class A, class B>
    requires detail::tensor_operands<A, B>
[[nodiscard]] constexpr auto xlogy(A const& x, B const& y) { return detail::call_operation<detail::xlogy_each>(x, y); }

/// x within [low, high].
///
/// Shapes      of x, low and high together
/// Derivative  by x 1 inside and at the bounds, 0 outside; by a bound 1 where it is the result and x lies outside
template <class A, class B, class C>
    requires detail::tensor_operands<A, B, C>
[[nodiscard]] constexpr auto clamp(A const& x, B const& low, C const& high) {
    return detail::call_operation<detail::clamp_each>(x, low, high);
}
template <class A>
    requires detail::tensor_operands<A>
[[nodiscard]] constexpr auto clamp(A const& x, A const& low, A const& high) {  // beside `using std::clamp;`
    return detail::call_operation<detail::clamp_each>(x, low, high);
}

// A handle becomes that of the result: what was made of it before keeps the old numbers.
#define TAPELESS_ASSIGN(symbol)                                                                                        \
    template <class T, int... Dims, class B>                                                                           \
        requires detail::tensor_operands<tensor<T, Dims...>, B> &&                                                     \
            (is_handle<T> || !detail::operand_traits<B>::handle) constexpr tensor<T, Dims...>&                         \
            operator symbol##=(tensor<T, Dims...>& a, B const& b) {                                                    \
            if constexpr (detail::shape_of_assigned<shape<Dims...>, detail::shape_of<B>>::fits)                        \
                a = detail::assigned<tensor<T, Dims...>>(a symbol b);                                                  \
            return a;                                                                                                  \
        }
TAPELESS_ASSIGN(+)
TAPELESS_ASSIGN(-)
TAPELESS_ASSIGN(*)
TAPELESS_ASSIGN(/)
#undef TAPELESS_ASSIGN

}  // namespace tapeless

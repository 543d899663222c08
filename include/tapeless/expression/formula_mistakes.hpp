// SPDX-License-Identifier: BSL-1.0
// Sentences for operators that have no meaning: a formula beside a traced value or a tensor.
// In: a formula and a handle. Out: one error that says what to write; the result is a handle, so that it stays one.
#pragma once

#include <tapeless/expression/formula.hpp>

namespace tapeless {

namespace detail {

template <class A>
concept handle = std::is_same_v<A, traced> || std::is_same_v<A, condition>;
template <class A>
inline constexpr bool is_tensor = false;
template <class T, int... Dims>
inline constexpr bool is_tensor<tensor<T, Dims...>> = true;
template <class... A>
concept formulas_and_tensors = (formula_type<A> || ...) && (is_tensor<A> || ...);
template <class... A>
concept formulas_and_handles = (formula_type<A> || ...) && (handle<A> || ...) &&
                               ((formula_type<A> || handle<A> || arithmetic<A>)&&...);

template <class Result, class... A>
constexpr Result refuse_mixture() {
    constexpr bool same_kind = never<A...>;  // a name keeps the types out of the error line
    static_assert(same_kind,
                  "x * t requires both to be formulas or both to be traced: in a traced function a formula gets its "
                  "values first, as in f(x = t)");
    return Result();
}
template <class Result, class... A>
constexpr Result refuse_tensors() {
    constexpr bool of_numbers = never<A...>;
    static_assert(of_numbers, "f * t of a formula f and a tensor t is not there: formulas are made of numbers, and get "
                              "those of a tensor one by one, as in f(x = t[0])");
    return Result();
}

}  // namespace detail

#define TAPELESS_MIXTURE(name, result)                                                                                 \
    template <class A, class B>                                                                                        \
        requires detail::formulas_and_handles<A, B>                                                                    \
    constexpr result name(A const&, B const&) { return detail::refuse_mixture<result, A, B>(); }                       \
    template <class A, class B>                                                                                        \
        requires detail::formulas_and_tensors<A, B>                                                                    \
    constexpr result name(A const&, B const&) { return detail::refuse_tensors<result, A, B>(); }
TAPELESS_MIXTURE(operator+, traced)
TAPELESS_MIXTURE(operator-, traced)
TAPELESS_MIXTURE(operator*, traced)
TAPELESS_MIXTURE(operator/, traced)
TAPELESS_MIXTURE(operator<, condition)
TAPELESS_MIXTURE(operator>, condition)
TAPELESS_MIXTURE(operator<=, condition)
TAPELESS_MIXTURE(operator>=, condition)
TAPELESS_MIXTURE(operator==, condition)
TAPELESS_MIXTURE(operator&&, condition)
TAPELESS_MIXTURE(operator||, condition)
TAPELESS_MIXTURE(pow, traced)
TAPELESS_MIXTURE(atan2, traced)
TAPELESS_MIXTURE(hypot, traced)
TAPELESS_MIXTURE(min, traced)
TAPELESS_MIXTURE(max, traced)
TAPELESS_MIXTURE(fmin, traced)
TAPELESS_MIXTURE(fmax, traced)
#undef TAPELESS_MIXTURE

template <class C, class A, class B>
    requires detail::formulas_and_handles<C, A, B>
constexpr traced select(C const&, A const&, B const&) { return detail::refuse_mixture<traced, C, A, B>(); }

}  // namespace tapeless

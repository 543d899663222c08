// SPDX-License-Identifier: BSL-1.0
// What can be written between and around formulas: operators and functions.
// In: formulas and plain numbers, which are captured. Out: formulas.
#pragma once

#include <tapeless/expression/formula_graphs.hpp>

namespace tapeless {

#define TAPELESS_FORMULA(name, operation)                                                                              \
    template <formula_type F>                                                                                          \
    [[nodiscard]] constexpr auto name(F const& f) {                                                                    \
        return detail::combined<op::operation>(f);                                                                     \
    }
TAPELESS_FORMULA(operator-, neg)
TAPELESS_FORMULA(abs, abs)
TAPELESS_FORMULA(fabs, abs)
TAPELESS_FORMULA(sqrt, sqrt)
TAPELESS_FORMULA(cbrt, cbrt)
TAPELESS_FORMULA(exp, exp)
TAPELESS_FORMULA(exp2, exp2)
TAPELESS_FORMULA(expm1, expm1)
TAPELESS_FORMULA(log, log)
TAPELESS_FORMULA(log2, log2)
TAPELESS_FORMULA(log10, log10)
TAPELESS_FORMULA(log1p, log1p)
TAPELESS_FORMULA(sin, sin)
TAPELESS_FORMULA(cos, cos)
TAPELESS_FORMULA(tan, tan)
TAPELESS_FORMULA(asin, asin)
TAPELESS_FORMULA(acos, acos)
TAPELESS_FORMULA(atan, atan)
TAPELESS_FORMULA(sinh, sinh)
TAPELESS_FORMULA(cosh, cosh)
TAPELESS_FORMULA(tanh, tanh)
TAPELESS_FORMULA(asinh, asinh)
TAPELESS_FORMULA(acosh, acosh)
TAPELESS_FORMULA(atanh, atanh)
TAPELESS_FORMULA(erf, erf)
TAPELESS_FORMULA(erfc, erfc)
TAPELESS_FORMULA(sigmoid, sigmoid)
TAPELESS_FORMULA(softplus, softplus)
TAPELESS_FORMULA(sign, sign)
TAPELESS_FORMULA(floor, floor)
TAPELESS_FORMULA(ceil, ceil)
TAPELESS_FORMULA(round, round)
TAPELESS_FORMULA(stop_gradient, stop_gradient)
TAPELESS_FORMULA(operator!, logical_not)
#undef TAPELESS_FORMULA

#define TAPELESS_FORMULA(name, operation, first, second)                                                               \
    template <class A, class B>                                                                                        \
        requires detail::formula_operands<A, B>                                                                        \
    [[nodiscard]] constexpr auto name(A const& a, B const& b) {                                                        \
        return detail::combined<op::operation>(detail::as_formula(first), detail::as_formula(second));                 \
    }
TAPELESS_FORMULA(operator+, add, a, b)
TAPELESS_FORMULA(operator-, sub, a, b)
TAPELESS_FORMULA(operator*, mul, a, b)
TAPELESS_FORMULA(operator/, div, a, b)
TAPELESS_FORMULA(operator<, less, a, b)
TAPELESS_FORMULA(operator>, less, b, a)
TAPELESS_FORMULA(operator<=, less_equal, a, b)
TAPELESS_FORMULA(operator>=, less_equal, b, a)
TAPELESS_FORMULA(operator&&, logical_and, a, b)
TAPELESS_FORMULA(operator||, logical_or, a, b)
TAPELESS_FORMULA(pow, pow, a, b)
TAPELESS_FORMULA(atan2, atan2, a, b)
TAPELESS_FORMULA(hypot, hypot, a, b)
TAPELESS_FORMULA(min, min, a, b)
TAPELESS_FORMULA(max, max, a, b)
TAPELESS_FORMULA(fmin, fmin, a, b)
TAPELESS_FORMULA(fmax, fmax, a, b)
#undef TAPELESS_FORMULA

template <formula_type F>
[[nodiscard]] constexpr auto operator+(F const& f) {
    return f;
}

/// The condition a == b as a formula, for select: the operator == compares the formulas themselves.
template <class A, class B>
    requires detail::formula_operands<A, B>
[[nodiscard]] constexpr auto equal(A const& a, B const& b) {
    return detail::combined<op::equal>(detail::as_formula(a), detail::as_formula(b));
}

/// a where the condition `test` holds, else b; what is not taken passes no NaN on.
///
/// Error       "select(c, a, b) requires c to be a condition such as x < y"
template <class C, class A, class B>
    requires detail::formula_operands<C, A, B>
[[nodiscard]] constexpr auto select(C const& test, A const& a, B const& b) {
    constexpr bool tests = detail::gives_condition<C>();
    static_assert(tests, "select(c, a, b) requires c to be a condition such as x < y");
    if constexpr (tests) return detail::combined<op::select>(test, detail::as_formula(a), detail::as_formula(b));
    else return detail::as_formula(test) + a + b;  // with all the variables, so that there is one error
}

/// f * f
template <formula_type F>
[[nodiscard]] constexpr auto square(F const& f) {
    return f * f;
}
/// max(f, 0) with derivative 0 at 0
template <formula_type F>
[[nodiscard]] constexpr auto relu(F const& f) {
    return select(f <= constant<0>, constant<0>, f);
}
/// f within [low, high], with derivatives as for traced values
template <formula_type F, class A, class B>
    requires detail::formula_operands<F, A, B>
[[nodiscard]] constexpr auto clamp(F const& f, A const& low, B const& high) {
    return select(f < low, low, select(high < f, high, f));
}

}  // namespace tapeless

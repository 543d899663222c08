// SPDX-License-Identifier: BSL-1.0
// What each operation computes.
// In: numbers or packs. Out: a number or a condition (of packs: a mask); the same code folds constants and runs in
// generated programs.
#pragma once

#include <tapeless/core/attributes.hpp>
#include <tapeless/core/ieee.hpp>
#include <tapeless/core/vector_math.hpp>
#include <tapeless/graph/op.hpp>

#include <utility>

namespace tapeless {

/// The computation of one operation: `kernel<op::add>::run(a, b)`. Leaves, calls and `custom` have none.
template <op Operation>
struct kernel;

#define TAPELESS_KERNEL_1(name, expression)                                                                            \
    template <>                                                                                                        \
    struct kernel<op::name> {                                                                                          \
        template <class T>                                                                                             \
        TAPELESS_ALWAYS_INLINE static constexpr auto run(T a) noexcept {                                               \
            return expression;                                                                                         \
        }                                                                                                              \
    };
#define TAPELESS_KERNEL_2(name, expression)                                                                            \
    template <>                                                                                                        \
    struct kernel<op::name> {                                                                                          \
        template <class T>                                                                                             \
        TAPELESS_ALWAYS_INLINE static constexpr auto run(T a, T b) noexcept {                                          \
            return expression;                                                                                         \
        }                                                                                                              \
    };

TAPELESS_KERNEL_2(add, ieee::add(a, b))
TAPELESS_KERNEL_2(sub, ieee::sub(a, b))
TAPELESS_KERNEL_2(mul, a* b)
TAPELESS_KERNEL_2(div, ieee::div(a, b))
TAPELESS_KERNEL_1(neg, -a)
TAPELESS_KERNEL_1(abs, math::abs(a))
TAPELESS_KERNEL_1(sqrt, math::sqrt(a))
TAPELESS_KERNEL_1(cbrt, math::cbrt(a))
TAPELESS_KERNEL_1(exp, math::exp(a))
TAPELESS_KERNEL_1(exp2, math::exp2(a))
TAPELESS_KERNEL_1(expm1, math::expm1(a))
TAPELESS_KERNEL_1(log, math::log(a))
TAPELESS_KERNEL_1(log2, math::log2(a))
TAPELESS_KERNEL_1(log10, math::log10(a))
TAPELESS_KERNEL_1(log1p, math::log1p(a))
TAPELESS_KERNEL_2(pow, math::pow(a, b))
TAPELESS_KERNEL_1(sin, math::sin(a))
TAPELESS_KERNEL_1(cos, math::cos(a))
TAPELESS_KERNEL_1(tan, math::tan(a))
TAPELESS_KERNEL_1(asin, math::asin(a))
TAPELESS_KERNEL_1(acos, math::acos(a))
TAPELESS_KERNEL_1(atan, math::atan(a))
TAPELESS_KERNEL_2(atan2, math::atan2(a, b))
TAPELESS_KERNEL_1(sinh, math::sinh(a))
TAPELESS_KERNEL_1(cosh, math::cosh(a))
TAPELESS_KERNEL_1(tanh, math::tanh(a))
TAPELESS_KERNEL_1(asinh, math::asinh(a))
TAPELESS_KERNEL_1(acosh, math::acosh(a))
TAPELESS_KERNEL_1(atanh, math::atanh(a))
TAPELESS_KERNEL_1(erf, math::erf(a))
TAPELESS_KERNEL_1(erfc, math::erfc(a))
TAPELESS_KERNEL_2(hypot, math::hypot(a, b))
TAPELESS_KERNEL_1(sigmoid, math::sigmoid(a))
TAPELESS_KERNEL_1(softplus, math::softplus(a))
TAPELESS_KERNEL_2(min, b < a ? b : a)
TAPELESS_KERNEL_2(max, a < b ? b : a)
TAPELESS_KERNEL_2(fmin, packs::either(b < a, a != a) ? b : a)
TAPELESS_KERNEL_2(fmax, packs::either(a < b, a != a) ? b : a)
TAPELESS_KERNEL_1(sign, a > T{} ? packs::splat<T>(1) : a < T{} ? packs::splat<T>(-1) : a)
TAPELESS_KERNEL_1(floor, math::floor(a))
TAPELESS_KERNEL_1(ceil, math::ceil(a))
TAPELESS_KERNEL_1(round, math::round(a))
TAPELESS_KERNEL_1(stop_gradient, a)
TAPELESS_KERNEL_2(less, a < b)
TAPELESS_KERNEL_2(less_equal, a <= b)
TAPELESS_KERNEL_2(equal, a == b)
TAPELESS_KERNEL_2(logical_and, packs::both(a != T{}, b != T{}))
TAPELESS_KERNEL_2(logical_or, packs::either(a != T{}, b != T{}))
TAPELESS_KERNEL_1(logical_not, packs::contrary(a != T{}))

#undef TAPELESS_KERNEL_1
#undef TAPELESS_KERNEL_2

template <>
struct kernel<op::select> {
    template <class T>
    TAPELESS_ALWAYS_INLINE static constexpr T run(mask_type<T> condition, T a, T b) noexcept {
        return condition ? a : b;
    }
};

template <>
struct kernel<op::cond> : kernel<op::select> {};

namespace detail {

template <op Operation>
constexpr double fold_as(double a, double b, double c) noexcept {
    constexpr int operands = arity(Operation);
    if constexpr (!has_kernel(Operation)) return a;
    else if constexpr (operands == 1) return static_cast<double>(kernel<Operation>::run(a));
    else if constexpr (operands == 2) return static_cast<double>(kernel<Operation>::run(a, b));
    else return kernel<Operation>::run(a != 0, b, c);
}

template <int... I>
constexpr double fold(op operation, double a, double b, double c, std::integer_sequence<int, I...>) noexcept {
    double result = 0;
    static_cast<void>(
        ((operation == static_cast<op>(I) && (result = fold_as<static_cast<op>(I)>(a, b, c), true)) || ...));
    return result;
}

}  // namespace detail

/// The result of an operation on constants; a condition is 1 or 0.
[[nodiscard]] constexpr double fold(op operation, double a, double b = 0, double c = 0) noexcept {
    return detail::fold(operation, a, b, c, std::make_integer_sequence<int, op_count>{});
}

}  // namespace tapeless

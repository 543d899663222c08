// SPDX-License-Identifier: BSL-1.0
// In: packs of float or double. Out: the functions of core/math.hpp for them, by the same names in the same namespace,
// so that code written for one number runs on a pack. Never in constant evaluation.
#pragma once

#include <tapeless/core/math.hpp>
#include <tapeless/core/vector_error_function.hpp>
#include <tapeless/core/vector_inverse_trigonometric.hpp>
#include <tapeless/core/vector_power.hpp>
#include <tapeless/core/vector_trigonometric.hpp>

namespace tapeless::math {

#define TAPELESS_PACK_FUNCTION(name, expression)                                                                       \
    template <class V>                                                                                                 \
        requires is_pack<V>                                                                                            \
    [[nodiscard]] TAPELESS_ALWAYS_INLINE inline V name(V x) noexcept { return expression; }
#define TAPELESS_PACK_FUNCTION_2(name, expression)                                                                     \
    template <class V>                                                                                                 \
        requires is_pack<V>                                                                                            \
    [[nodiscard]] TAPELESS_ALWAYS_INLINE inline V name(V x, V y) noexcept { return expression; }

TAPELESS_PACK_FUNCTION(abs, packs::abs(x))
TAPELESS_PACK_FUNCTION(sqrt, packs::sqrt(x))
TAPELESS_PACK_FUNCTION(floor, packs::floor(x))
TAPELESS_PACK_FUNCTION(ceil, packs::ceil(x))
TAPELESS_PACK_FUNCTION(round, packs::round(x))
TAPELESS_PACK_FUNCTION(trunc, packs::trunc(x))
TAPELESS_PACK_FUNCTION_2(copysign, packs::copysign(x, y))

TAPELESS_PACK_FUNCTION(exp, vectors::exp(x))
TAPELESS_PACK_FUNCTION(expm1, vectors::expm1(x))
TAPELESS_PACK_FUNCTION(tanh, vectors::tanh(x))
TAPELESS_PACK_FUNCTION(sigmoid, vectors::sigmoid(x))
TAPELESS_PACK_FUNCTION(log, vectors::log(x))
TAPELESS_PACK_FUNCTION(log1p, vectors::log1p(x))
TAPELESS_PACK_FUNCTION(softplus, vectors::softplus(x))
TAPELESS_PACK_FUNCTION(exp2, vectors::exp2(x))
TAPELESS_PACK_FUNCTION(log2, vectors::log2(x))
TAPELESS_PACK_FUNCTION(log10, vectors::log10(x))
TAPELESS_PACK_FUNCTION(sinh, vectors::sinh(x))
TAPELESS_PACK_FUNCTION(cosh, vectors::cosh(x))
TAPELESS_PACK_FUNCTION(erf, vectors::erf(x))
TAPELESS_PACK_FUNCTION(erfc, vectors::erfc(x))
TAPELESS_PACK_FUNCTION(asin, vectors::asin(x))
TAPELESS_PACK_FUNCTION(acos, vectors::acos(x))
TAPELESS_PACK_FUNCTION(atan, vectors::atan(x))
TAPELESS_PACK_FUNCTION(asinh, vectors::asinh(x))
TAPELESS_PACK_FUNCTION(acosh, vectors::acosh(x))
TAPELESS_PACK_FUNCTION(atanh, vectors::atanh(x))
TAPELESS_PACK_FUNCTION(cbrt, vectors::cbrt(x))
TAPELESS_PACK_FUNCTION(sin, vectors::sin(x))
TAPELESS_PACK_FUNCTION(cos, vectors::cos(x))
TAPELESS_PACK_FUNCTION(tan, vectors::tan(x))

TAPELESS_PACK_FUNCTION_2(atan2, vectors::atan2(x, y))
TAPELESS_PACK_FUNCTION_2(hypot, vectors::hypot(x, y))

#undef TAPELESS_PACK_FUNCTION
#undef TAPELESS_PACK_FUNCTION_2

/// x to the power y; doubles one by one, for their logarithm would need twice the digits.
template <class V>
    requires is_pack<V>
[[nodiscard]] TAPELESS_ALWAYS_INLINE inline V pow(V x, V y) noexcept {
    if constexpr (sizeof(lane_type<V>) == 4) return vectors::pow(x, y);
    else {
        V result{};
        for (int i = 0; i < lanes<V>; ++i)
            result[i] = math::pow(static_cast<lane_type<V>>(x[i]), static_cast<lane_type<V>>(y[i]));
        return result;
    }
}

/// sin(x) and cos(x) by one call.
template <class V>
    requires is_pack<V>
[[nodiscard]] TAPELESS_ALWAYS_INLINE inline sine_and_cosine<V> sincos(V x) noexcept {
    auto const both = vectors::sincos(x);
    return {both.sin, both.cos};
}

/// erf(x) or erfc(x) and exp(-x^2) from one exponential.
template <class V>
    requires is_pack<V>
[[nodiscard]] TAPELESS_ALWAYS_INLINE inline erf_and_exponential<V> erf_exp(V x) noexcept {
    auto const both = vectors::erf_exp(x);
    return {both.value, both.exp};
}
template <class V>
    requires is_pack<V>
[[nodiscard]] TAPELESS_ALWAYS_INLINE inline erfc_and_exponential<V> erfc_exp(V x) noexcept {
    auto const both = vectors::erfc_exp(x);
    return {both.value, both.exp};
}

}  // namespace tapeless::math

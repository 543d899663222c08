// SPDX-License-Identifier: BSL-1.0
// In: packs of float or double. Out: the functions of core/math.hpp for them, by the same names in the same namespace,
// so that code written for one number runs on a pack. Never in constant evaluation.
#pragma once

#include <tapeless/core/math.hpp>
#include <tapeless/core/vector_error_function.hpp>
#include <tapeless/core/vector_logarithm.hpp>
#include <tapeless/core/vector_trigonometric.hpp>

namespace tapeless::math {

namespace detail {

/// The function of one number in each lane: for those that have no source of their own for packs.
template <class V, class Function>
TAPELESS_ALWAYS_INLINE inline V each_lane(V x, Function function) noexcept {
    V result{};
    for (int i = 0; i < lanes<V>; ++i) result[i] = function(lane_type<V>(x[i]));
    return result;
}
template <class V, class Function>
TAPELESS_ALWAYS_INLINE inline V each_lane(V x, V y, Function function) noexcept {
    V result{};
    for (int i = 0; i < lanes<V>; ++i) result[i] = function(lane_type<V>(x[i]), lane_type<V>(y[i]));
    return result;
}

}  // namespace detail

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
TAPELESS_PACK_FUNCTION(sin, vectors::sin(x))
TAPELESS_PACK_FUNCTION(cos, vectors::cos(x))
TAPELESS_PACK_FUNCTION(tan, vectors::tan(x))

#undef TAPELESS_PACK_FUNCTION
#undef TAPELESS_PACK_FUNCTION_2

// One number at a time.
#define TAPELESS_LANES_FUNCTION(name)                                                                                  \
    template <class V>                                                                                                 \
        requires is_pack<V>                                                                                            \
    [[nodiscard]] TAPELESS_ALWAYS_INLINE inline V name(V x) noexcept {                                                 \
        return detail::each_lane(x, [](lane_type<V> a) { return math::name(a); });                                     \
    }
#define TAPELESS_LANES_FUNCTION_2(name)                                                                                \
    template <class V>                                                                                                 \
        requires is_pack<V>                                                                                            \
    [[nodiscard]] TAPELESS_ALWAYS_INLINE inline V name(V x, V y) noexcept {                                            \
        return detail::each_lane(x, y, [](lane_type<V> a, lane_type<V> b) { return math::name(a, b); });               \
    }

TAPELESS_LANES_FUNCTION(asin)
TAPELESS_LANES_FUNCTION(acos)
TAPELESS_LANES_FUNCTION(atan)
TAPELESS_LANES_FUNCTION(asinh)
TAPELESS_LANES_FUNCTION(acosh)
TAPELESS_LANES_FUNCTION(atanh)
TAPELESS_LANES_FUNCTION(cbrt)
TAPELESS_LANES_FUNCTION_2(pow)
TAPELESS_LANES_FUNCTION_2(atan2)
TAPELESS_LANES_FUNCTION_2(hypot)

#undef TAPELESS_LANES_FUNCTION
#undef TAPELESS_LANES_FUNCTION_2

/// sin(x) and cos(x) by one call.
template <class V>
    requires is_pack<V>
[[nodiscard]] TAPELESS_ALWAYS_INLINE inline sine_and_cosine<V> sincos(V x) noexcept {
    auto const both = vectors::sincos(x);
    return {both.sin, both.cos};
}

}  // namespace tapeless::math

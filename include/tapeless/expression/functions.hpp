// SPDX-License-Identifier: BSL-1.0
// Functions made of the operations: for traced values and, under the same names, for plain numbers.
// In: handles or numbers. Out: the same. Code that calls them unqualified works for both.
#pragma once

#include <tapeless/core/math.hpp>
#include <tapeless/graph/traced.hpp>

#include <concepts>

namespace tapeless {

/// x * x
[[nodiscard]] constexpr traced square(traced x) { return x * x; }

/// max(x, 0) with derivative 0 at 0; NaN stays NaN.
[[nodiscard]] constexpr traced relu(traced x) { return select(x <= 0, 0, x); }

/// x within [low, high].
///
/// Numerics    derivative 1 inside and at the bounds of x, 0 outside; a bound gets 1 where it is the result
[[nodiscard]] constexpr traced clamp(traced x, traced low, traced high) {
    return select(x < low, low, select(high < x, high, x));
}

// The same names for plain numbers, usable in constant expressions with both compilers.
#define TAPELESS_PLAIN(name)                                                                                           \
    template <std::floating_point T>                                                                                   \
    [[nodiscard]] constexpr T name(T x) noexcept {                                                                     \
        return math::name(x);                                                                                          \
    }
TAPELESS_PLAIN(abs)
TAPELESS_PLAIN(sqrt)
TAPELESS_PLAIN(cbrt)
TAPELESS_PLAIN(exp)
TAPELESS_PLAIN(exp2)
TAPELESS_PLAIN(expm1)
TAPELESS_PLAIN(log)
TAPELESS_PLAIN(log2)
TAPELESS_PLAIN(log10)
TAPELESS_PLAIN(log1p)
TAPELESS_PLAIN(sin)
TAPELESS_PLAIN(cos)
TAPELESS_PLAIN(tan)
TAPELESS_PLAIN(asin)
TAPELESS_PLAIN(acos)
TAPELESS_PLAIN(atan)
TAPELESS_PLAIN(sinh)
TAPELESS_PLAIN(cosh)
TAPELESS_PLAIN(tanh)
TAPELESS_PLAIN(asinh)
TAPELESS_PLAIN(acosh)
TAPELESS_PLAIN(atanh)
TAPELESS_PLAIN(erf)
TAPELESS_PLAIN(erfc)
TAPELESS_PLAIN(sigmoid)
TAPELESS_PLAIN(softplus)
TAPELESS_PLAIN(floor)
TAPELESS_PLAIN(ceil)
TAPELESS_PLAIN(round)
#undef TAPELESS_PLAIN

#define TAPELESS_PLAIN(name)                                                                                           \
    template <std::floating_point T>                                                                                   \
    [[nodiscard]] constexpr T name(T x, T y) noexcept {                                                                \
        return kernel<op::name>::run(x, y);                                                                            \
    }
TAPELESS_PLAIN(pow)
TAPELESS_PLAIN(atan2)
TAPELESS_PLAIN(hypot)
TAPELESS_PLAIN(min)
TAPELESS_PLAIN(max)
TAPELESS_PLAIN(fmin)
TAPELESS_PLAIN(fmax)
#undef TAPELESS_PLAIN

template <std::floating_point T>
[[nodiscard]] constexpr T sign(T x) noexcept {
    return kernel<op::sign>::run(x);
}
template <std::floating_point T>
[[nodiscard]] constexpr T stop_gradient(T x) noexcept {
    return x;
}
template <std::floating_point T>
[[nodiscard]] constexpr T square(T x) noexcept {
    return x * x;
}
template <std::floating_point T>
[[nodiscard]] constexpr T relu(T x) noexcept {
    return x <= T(0) ? T(0) : x;
}
template <std::floating_point T>
[[nodiscard]] constexpr T clamp(T x, T low, T high) noexcept {
    return x < low ? low : high < x ? high : x;
}
// Of plain truths only: select(x < y, 0.0, 1.0) of handles has one of its own.
template <class Test, std::floating_point T>
    requires(!std::is_same_v<Test, condition> && std::is_constructible_v<bool, Test const&>)
[[nodiscard]] constexpr T select(Test const& test, T a, T b) noexcept { return test ? a : b; }

}  // namespace tapeless

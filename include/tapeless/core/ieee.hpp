// SPDX-License-Identifier: BSL-1.0
// Arithmetic that overflows, divides by zero and meets NaN in constant evaluation as it does at run time.
// In: two numbers. Out: their IEEE 754 result; a constant expression may not hold the plain operation in those cases.
// Packs, which constant evaluation never meets, are computed plainly.
#pragma once

#include <tapeless/core/attributes.hpp>
#include <tapeless/core/pack.hpp>

#include <type_traits>

namespace tapeless::ieee {

namespace detail {

inline constexpr double infinity = __builtin_inf();
inline constexpr double nan = __builtin_nan("");

[[nodiscard]] constexpr double magnitude(double x) noexcept { return __builtin_fabs(x); }
[[nodiscard]] constexpr bool is_negative(double x) noexcept { return __builtin_copysign(1.0, x) < 0; }
/// Where no operation of two such numbers can leave the range.
[[nodiscard]] constexpr bool is_moderate(double x) noexcept { return magnitude(x) < 0x1p500; }
[[nodiscard]] constexpr double infinity_with_sign(bool negative) noexcept { return negative ? -infinity : infinity; }

// The results are scaled by powers of two, which is exact, to see an overflow before it happens.
[[nodiscard]] constexpr double add(double a, double b) noexcept {
    if (is_moderate(a) && is_moderate(b)) return a + b;
    if (a != a || b != b) return nan;
    if (magnitude(a) == infinity) return magnitude(b) == infinity && a != b ? nan : a;
    if (magnitude(b) == infinity) return b;
    double const half = a * 0.5 + b * 0.5;
    return magnitude(half) >= 0x1p1023 ? infinity_with_sign(half < 0) : a + b;
}
[[nodiscard]] constexpr double mul(double a, double b) noexcept {
    if (is_moderate(a) && is_moderate(b)) return a * b;
    if (a != a || b != b) return nan;
    bool const negative = is_negative(a) != is_negative(b);
    if (magnitude(a) == infinity || magnitude(b) == infinity)
        return a == 0 || b == 0 ? nan : infinity_with_sign(negative);
    if (magnitude(a) > 1 && magnitude(b) > 1 && magnitude((a * 0x1p-513) * (b * 0x1p-513)) >= 0.25)
        return infinity_with_sign(negative);
    return a * b;
}
[[nodiscard]] constexpr double div(double a, double b) noexcept {
    if (is_moderate(a) && is_moderate(b) && magnitude(b) > 0x1p-500) return a / b;
    if (a != a || b != b) return nan;
    bool const negative = is_negative(a) != is_negative(b);
    if (magnitude(a) == infinity) return magnitude(b) == infinity ? nan : infinity_with_sign(negative);
    if (b == 0) return a == 0 ? nan : infinity_with_sign(negative);
    if (magnitude(b) == infinity) return negative ? -0.0 : 0.0;
    if (magnitude(a) > 0x1p500 && magnitude(b) < 0x1p-600) return infinity_with_sign(negative);
    if (magnitude(a) > 0x1p-500 && magnitude(b) < 1 && magnitude((a * 0x1p-513) / (b * 0x1p513)) >= 0.25)
        return infinity_with_sign(negative);
    return a / b;
}

}  // namespace detail

// A float is computed in double and rounded once more, which changes nothing (53 >= 2 * 24 + 2 digits).
template <class T>
[[nodiscard]] TAPELESS_ALWAYS_INLINE constexpr T add(T a, T b) noexcept {
    if constexpr (is_pack<T>) return a + b;
    else return __builtin_is_constant_evaluated() ? static_cast<T>(detail::add(a, b)) : a + b;
}
template <class T>
[[nodiscard]] TAPELESS_ALWAYS_INLINE constexpr T sub(T a, T b) noexcept {
    if constexpr (is_pack<T>) return a - b;
    else return __builtin_is_constant_evaluated() ? static_cast<T>(detail::add(a, -b)) : a - b;
}
template <class T>
[[nodiscard]] TAPELESS_ALWAYS_INLINE constexpr T mul(T a, T b) noexcept {
    if constexpr (is_pack<T>) return a * b;
    else return __builtin_is_constant_evaluated() ? static_cast<T>(detail::mul(a, b)) : a * b;
}
template <class T>
[[nodiscard]] TAPELESS_ALWAYS_INLINE constexpr T div(T a, T b) noexcept {
    if constexpr (is_pack<T>) return a / b;
    else return __builtin_is_constant_evaluated() ? static_cast<T>(detail::div(a, b)) : a / b;
}

}  // namespace tapeless::ieee

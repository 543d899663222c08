// SPDX-License-Identifier: BSL-1.0
// In: doubles. Out: numbers of about 106 bits, kept as the exact sum of two doubles, with the few operations that the
// elementary functions need to round only once.
#pragma once

#include <tapeless/core/floating_point.hpp>

namespace tapeless::elementary::detail {

/// The sum hi + lo with |lo| at most half a unit in the last place of hi.
///
/// Numerics    a product of two values has a relative error of about 2^-103. Contraction to fused multiply-add (g++
///             does it by default where the target has one) puts the exact product in all places where the rounded
///             one was used, which leaves these transformations as accurate; -ffast-math breaks them.
/// Source      T. J. Dekker, "A floating-point technique for extending the available precision", 1971;
///             D. E. Knuth, The Art of Computer Programming, volume 2, 4.2.2
struct double_double {
    double hi;
    double lo;
};

/// a + b, for |a| >= |b| or a = 0.
[[nodiscard]] constexpr double_double quick_two_sum(double a, double b) noexcept {
    const double sum = a + b;
    return {sum, b - (sum - a)};
}

[[nodiscard]] constexpr double_double two_sum(double a, double b) noexcept {
    const double sum = a + b;
    const double second = sum - a;
    return {sum, (a - (sum - second)) + (b - second)};
}

/// The upper 26 bits of a; the rest fits 26 bits and a sign.
[[nodiscard]] constexpr double upper_half(double a) noexcept {
    return from_bits((bits(a) + 0x4000000u) & ~std::uint64_t{0x7ffffff});
}

[[nodiscard]] constexpr double_double two_product(double a, double b) noexcept {
    const double product = a * b;
#if defined(__FMA__) || defined(__FP_FAST_FMA) || defined(__ARM_FEATURE_FMA)
    if (!__builtin_is_constant_evaluated()) return {product, __builtin_fma(a, b, -product)};
#endif
    const double ah = upper_half(a);
    const double bh = upper_half(b);
    return {product, (((ah * bh - product) + ah * (b - bh)) + (a - ah) * bh) + (a - ah) * (b - bh)};
}

[[nodiscard]] constexpr double_double operator-(double_double a) noexcept { return {-a.hi, -a.lo}; }

[[nodiscard]] constexpr double_double operator+(double_double a, double_double b) noexcept {
    const double_double sum = two_sum(a.hi, b.hi);
    const double_double rest = two_sum(a.lo, b.lo);
    const double_double head = quick_two_sum(sum.hi, sum.lo + rest.hi);
    return quick_two_sum(head.hi, head.lo + rest.lo);
}

[[nodiscard]] constexpr double_double operator+(double_double a, double b) noexcept {
    const double_double sum = two_sum(a.hi, b);
    return quick_two_sum(sum.hi, sum.lo + a.lo);
}

[[nodiscard]] constexpr double_double operator*(double_double a, double_double b) noexcept {
    const double_double product = two_product(a.hi, b.hi);
    return quick_two_sum(product.hi, product.lo + (a.hi * b.lo + a.lo * b.hi));
}

[[nodiscard]] constexpr double_double operator*(double_double a, double b) noexcept {
    const double_double product = two_product(a.hi, b);
    return quick_two_sum(product.hi, product.lo + a.lo * b);
}

[[nodiscard]] constexpr double_double operator/(double_double a, double_double b) noexcept {
    const double quotient = a.hi / b.hi;
    const double_double product = two_product(quotient, b.hi);
    return quick_two_sum(quotient, (((a.hi - product.hi) - product.lo) + (a.lo - quotient * b.lo)) / b.hi);
}

/// Product with a power of two.
[[nodiscard]] constexpr double_double scaled_by(double_double a, double power) noexcept {
    return {a.hi * power, a.lo * power};
}

/// Square root of a positive value.
[[nodiscard]] constexpr double_double square_root(double_double a) noexcept {
    const double root = elementary::sqrt(a.hi);
    const double_double square = two_product(root, root);
    return quick_two_sum(root, (((a.hi - square.hi) - square.lo) + a.lo) / (2.0 * root));
}

}  // namespace tapeless::elementary::detail

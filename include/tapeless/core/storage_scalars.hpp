// SPDX-License-Identifier: BSL-1.0
// Numbers of two bytes, which are stored as they are and computed with as float.
// In: wider numbers, or tensors of them. Out: `bfloat16`, `float16` where the compiler has it, and conversions.
#pragma once

#include <tapeless/core/floating_point.hpp>
#include <tapeless/core/tensor.hpp>

#include <cstdint>
#include <type_traits>

namespace tapeless {

/// The upper half of a float: its range with 8 digits. It becomes a float by itself, and a float it when told to.
///
/// Numerics    from float and double rounded once, to nearest and to even; infinity and NaN stay (a signalling NaN
///             becomes a quiet one), subnormal numbers are kept
/// Source      Intel, BFLOAT16 - Hardware Numerics Definition, 2018
/// Example     tests/core/storage_scalars.cpp
struct bfloat16 {
    std::uint16_t bits;

    bfloat16() = default;
    explicit constexpr bfloat16(float x) noexcept : bits(rounded(elementary::detail::bits(x))) {}
    explicit constexpr bfloat16(double x) noexcept : bits(rounded(odd_bits(x))) {}
    template <class Integer>
        requires std::is_integral_v<Integer>
    explicit constexpr bfloat16(Integer x) noexcept : bfloat16(static_cast<double>(x)) {}

    [[nodiscard]] static constexpr bfloat16 from_bits(std::uint16_t bits) noexcept {
        bfloat16 result{0.0f};
        result.bits = bits;
        return result;
    }
    [[nodiscard]] constexpr operator float() const noexcept {
        return elementary::detail::from_bits(static_cast<std::uint32_t>(bits) << 16);
    }

private:
    static constexpr std::uint16_t rounded(std::uint32_t b) noexcept {
        std::uint32_t const nearest = (b + 0x7fffu + (b >> 16 & 1)) >> 16;
        std::uint32_t const quiet = b >> 16 | 0x40u;
        return static_cast<std::uint16_t>((b & 0x7fffffffu) > 0x7f800000u ? quiet : nearest);
    }
    /// The float next to x towards 0, its last bit set if x lies beyond: once rounded, the same as x.
    static constexpr std::uint32_t odd_bits(double x) noexcept {
        std::uint64_t const wide = elementary::detail::bits(x);
        if (x != x) return static_cast<std::uint32_t>(wide >> 63 << 31 | 0x7fc00000u | (wide >> 29 & 0x3fffffu));
        float const near = elementary::detail::narrow(x);
        std::uint32_t const b = elementary::detail::bits(near);
        if (static_cast<double>(near) == x) return b;
        return (b - (elementary::abs(static_cast<double>(near)) > elementary::abs(x) ? 1u : 0u)) | 1u;
    }
};

#if defined(__FLT16_MANT_DIG__) && (defined(__clang__) || __GNUC__ >= 13 || defined(__SSE2__))
#define TAPELESS_HAS_FLOAT16 1
/// IEEE 754 binary16: 11 digits, largest number 65504.
using float16 = _Float16;
#else
#define TAPELESS_HAS_FLOAT16 0
#endif
inline constexpr bool has_float16 = TAPELESS_HAS_FLOAT16;

/// Whether numbers of a type are stored in two bytes and computed with as float: bfloat16, float16, and whatever else of
/// this size converts to float and back, such as __bf16, std::float16_t and Eigen::half.
template <class T>
inline constexpr bool is_storage_scalar = false;
template <class T>
    requires(!std::is_integral_v<T> && !std::is_enum_v<T> && std::is_object_v<T> && sizeof(T) == 2 &&
             std::is_trivially_copyable_v<T> && requires(T x, float y) { static_cast<T>(y), static_cast<float>(x); })
inline constexpr bool is_storage_scalar<T> = true;

/// The type in which numbers of type T are computed with: float for those of two bytes, else their own.
template <class T>
using compute_scalar = std::conditional_t<is_storage_scalar<T>, float, T>;

/// A number as another type, in constant expressions as at run time: what is too large becomes infinity.
///
/// Numerics    rounded once; whole numbers above 2^53 twice on their way to two bytes
template <class U, class T>
[[nodiscard]] constexpr U scalar_cast(T x) noexcept {
    if constexpr (std::is_same_v<U, T>) return x;
    else if constexpr (is_storage_scalar<T>) return scalar_cast<U>(static_cast<float>(x));
    else if constexpr (is_storage_scalar<U> && std::is_integral_v<T>) return scalar_cast<U>(static_cast<double>(x));
    else if constexpr (std::is_same_v<U, float> && std::is_same_v<T, double>) return elementary::detail::narrow(x);
    else return static_cast<U>(x);
}

/// A tensor of the same numbers as another type: tensor_cast<float>(x).
///
/// Shapes      that of x
/// Numerics    as scalar_cast
template <class U, class T, int... Dims>
[[nodiscard]] constexpr tensor<U, Dims...> tensor_cast(tensor_span<T, Dims...> x) noexcept {
    tensor<U, Dims...> result{};
    for (int i = 0; i < result.size; ++i) result.values[i] = scalar_cast<U>(std::remove_const_t<T>(x.data()[i]));
    return result;
}
template <class U, class T, int... Dims>
[[nodiscard]] constexpr tensor<U, Dims...> tensor_cast(tensor<T, Dims...> const& x) noexcept {
    return tensor_cast<U>(tensor_span<T const, Dims...>(x));
}

}  // namespace tapeless

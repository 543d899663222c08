// SPDX-License-Identifier: BSL-1.0
// Numbers in a rectangular arrangement of fixed shape.
// In: a scalar type and extents. Out: `tensor`, a plain aggregate that lies in memory row by row.
#pragma once

#include <cstddef>

namespace tapeless {

namespace detail {

/// The alignment of `bytes` that are read in vectors: the largest power of two that divides them, at most 64.
constexpr std::size_t vector_alignment(std::size_t bytes, std::size_t of_scalar) {
    std::size_t result = 64;
    while (result > of_scalar && bytes % result != 0) result /= 2;
    return result > of_scalar ? result : of_scalar;
}

/// Row by row: the place of an element whose indices are given.
template <int... Dims, class... Index>
constexpr int row_major(Index... index) {
    int place = 0;
    ((place = place * Dims + static_cast<int>(index)), ...);
    return place;
}

}  // namespace detail

/// Numbers of type T in an arrangement of the extents `Dims`, the last of which are neighbours.
template <class T, int... Dims>
struct tensor {
    static constexpr int rank = sizeof...(Dims);
    static constexpr int size = (1 * ... * Dims);
    using value_type = T;

    alignas(detail::vector_alignment(sizeof(T) * static_cast<std::size_t>(size),
                                     alignof(T))) T values[static_cast<std::size_t>(size)];

    template <class... Index>
        requires(sizeof...(Index) == sizeof...(Dims))
    [[nodiscard]] constexpr T& operator()(Index... index) noexcept {
        return values[detail::row_major<Dims...>(index...)];
    }
    template <class... Index>
        requires(sizeof...(Index) == sizeof...(Dims))
    [[nodiscard]] constexpr T const& operator()(Index... index) const noexcept {
        return values[detail::row_major<Dims...>(index...)];
    }

    [[nodiscard]] constexpr T* data() noexcept { return values; }
    [[nodiscard]] constexpr T const* data() const noexcept { return values; }
    [[nodiscard]] constexpr T* begin() noexcept { return values; }
    [[nodiscard]] constexpr T* end() noexcept { return values + size; }
    [[nodiscard]] constexpr T const* begin() const noexcept { return values; }
    [[nodiscard]] constexpr T const* end() const noexcept { return values + size; }

    friend constexpr bool operator==(tensor const&, tensor const&) = default;
};

template <class T, int N>
using vector = tensor<T, N>;
template <class T, int Rows, int Columns>
using matrix = tensor<T, Rows, Columns>;

}  // namespace tapeless

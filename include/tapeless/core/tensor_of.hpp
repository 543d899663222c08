// SPDX-License-Identifier: BSL-1.0
// Tensors from nested braces and nested arrays.
// In: rows of rows of numbers. Out: a tensor whose shape is theirs.
#pragma once

#include <tapeless/core/tensor.hpp>

#include <initializer_list>

namespace tapeless {

namespace detail {

/// What nested braces are where no array takes them. clang deduces nothing through an alias of initializer_list.
struct uneven_rows {
    template <class T>
    constexpr uneven_rows(std::initializer_list<std::initializer_list<T>>) noexcept {
        refuse<T>();
    }
    template <class T>
    constexpr uneven_rows(std::initializer_list<std::initializer_list<std::initializer_list<T>>>) noexcept {
        refuse<T>();
    }

private:
    template <class T>
    static constexpr void refuse() noexcept {
        static_assert(!std::is_same_v<T, T>, "tensor_of({{...}, {...}}) requires rows of equal length");
    }
};

template <class T, int... Dims>
struct flat_array {
    using scalar = std::remove_const_t<T>;
    using tensor_type = tensor<scalar, Dims...>;
    static constexpr void copy(T const& value, scalar*& out) { *out++ = value; }
};
template <class T, std::size_t N, int... Dims>
struct flat_array<T[N], Dims...> : flat_array<T, Dims..., static_cast<int>(N)> {
    using base = flat_array<T, Dims..., static_cast<int>(N)>;
    static constexpr void copy(T const (&part)[N], typename base::scalar*& out) {
        for (auto const& x : part) base::copy(x, out);
    }
};
template <class T, std::size_t N, int... Dims>
struct flat_array<T const[N], Dims...> : flat_array<T[N], Dims...> {};
template <class T, std::size_t N, int... Dims>
struct flat_array<std::array<T, N>, Dims...> : flat_array<T, Dims..., static_cast<int>(N)> {
    using base = flat_array<T, Dims..., static_cast<int>(N)>;
    static constexpr void copy(std::array<T, N> const& part, typename base::scalar*& out) {
        for (auto const& x : part) base::copy(x, out);
    }
};

template <class Array>
constexpr auto copy_of_arrays(Array const& arrays) {
    typename flat_array<Array>::tensor_type result{};
    auto* out = result.data();
    flat_array<Array>::copy(arrays, out);
    return result;
}

}  // namespace detail

/// A tensor with the shape of nested braces, of C arrays or of std::arrays.
///
///   tensor_of({{1, 2, 3}, {4, 5, 6}})            tensor<int, 2, 3>
///   tensor_of<float>({{1, 2, 3}, {4, 5, 6}})     tensor<float, 2, 3>
///   tensor_of<2, 3>(range)                       a copy of 6 elements of a std::array, C array or std::span<T, 6>
///
/// Shapes      ranks 1 to 4
/// Error       "tensor_of({{...}, {...}}) requires rows of equal length"
/// Example     tests/core/tensor_of.cpp
template <class T, std::size_t I>
[[nodiscard]] constexpr auto tensor_of(T const (&values)[I]) {
    return detail::copy_of_arrays(values);
}
template <class T, std::size_t I, std::size_t J>
[[nodiscard]] constexpr auto tensor_of(T const (&values)[I][J]) {
    return detail::copy_of_arrays(values);
}
template <class T, std::size_t I, std::size_t J, std::size_t K>
[[nodiscard]] constexpr auto tensor_of(T const (&values)[I][J][K]) {
    return detail::copy_of_arrays(values);
}
template <class T, std::size_t I, std::size_t J, std::size_t K, std::size_t L>
[[nodiscard]] constexpr auto tensor_of(T const (&values)[I][J][K][L]) {
    return detail::copy_of_arrays(values);
}
template <class T, std::size_t N>
[[nodiscard]] constexpr auto tensor_of(std::array<T, N> const& values) {
    return detail::copy_of_arrays(values);
}
template <class T = double>
[[nodiscard]] constexpr auto tensor_of(detail::uneven_rows) {
    return tensor<T, 1>{};
}
template <int First, int... Rest, class Range>
    requires detail::contiguous_range<Range const>
[[nodiscard]] constexpr auto tensor_of(Range const& range) {
    using element = std::remove_pointer_t<decltype(detail::data_of(range))>;
    return tensor<std::remove_const_t<element>, First, Rest...>(tensor_span<element, First, Rest...>(range));
}

}  // namespace tapeless

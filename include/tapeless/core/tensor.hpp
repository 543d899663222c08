// SPDX-License-Identifier: BSL-1.0
// Numbers in a rectangular arrangement of fixed shape.
// In: a scalar type and extents. Out: `tensor`, a plain aggregate that lies in memory row by row, and `tensor_span`, the
// same arrangement of numbers that lie elsewhere.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <type_traits>

namespace tapeless {

template <class T, int... Dims>
struct tensor;
template <class T, int... Dims>
class tensor_span;

namespace detail {

/// The number of elements; 1 where the extents make no tensor, so that one error is not followed by others.
template <int... Dims>
inline constexpr int extent_product = 1;
template <int... Dims>
    requires((Dims > 0) && ...)
inline constexpr int extent_product<Dims...> = (1 * ... * Dims);

/// The alignment of `bytes` that are read in vectors: the largest power of two that divides them, at most 64.
constexpr std::size_t vector_alignment(std::size_t bytes, std::size_t of_scalar) {
    std::size_t result = 64;
    while (result > of_scalar && bytes % result != 0) result /= 2;
    return result > of_scalar ? result : of_scalar;
}

inline void tensor_index_out_of_range() noexcept {}  // no constant expression calls it

/// The index itself: only constant evaluation looks whether there is such an element.
template <int Extent, class Index>
constexpr int index_below(Index index) noexcept {
    static_assert(std::is_convertible_v<Index, int> && !std::is_floating_point_v<Index>,
                  "an element of a tensor requires whole numbers as indices");
    if (__builtin_is_constant_evaluated()) {
        auto const wide = static_cast<long long>(index);
        if (wide < 0 || wide >= Extent) tensor_index_out_of_range();
    }
    return static_cast<int>(index);
}

/// Row by row: the place of an element whose indices are given.
template <int... Dims, class... Index>
constexpr int row_major(Index... index) noexcept {
    if constexpr (sizeof...(Index) == sizeof...(Dims)) {
        int place = 0;
        ((place = place * Dims + index_below<Dims>(index)), ...);
        return place;
    } else {
        static_assert(sizeof...(Index) == sizeof...(Dims), "x(i, j) requires one index for every extent of x");
        return 0;
    }
}

/// What x[i] is, where x begins at `values`: an element, or a view of the tensor of the other extents.
template <int First, int... Rest, class T, class Index>
constexpr decltype(auto) part_at(T* values, Index index) noexcept {
    if constexpr (sizeof...(Rest) == 0) return (values[index_below<First>(index)]);
    else return tensor_span<T, Rest...>(values + index_below<First>(index) * extent_product<Rest...>);
}

template <class T, int... Dims>
struct part_of {
    using type = T;
};
template <class T, int First, int... Rest>
    requires(sizeof...(Rest) > 0)
struct part_of<T, First, Rest...> {
    using type = tensor<T, Rest...>;
};

/// The number of elements that the type of a range states, or -1.
template <class Range>
inline constexpr long long stated_size = -1;
template <class T, std::size_t N>
inline constexpr long long stated_size<T[N]> = static_cast<long long>(N);
template <class T, std::size_t N>
inline constexpr long long stated_size<std::array<T, N>> = static_cast<long long>(N);
template <class T, int... Dims>
inline constexpr long long stated_size<tensor<T, Dims...>> = extent_product<Dims...>;
template <class T, int... Dims>
inline constexpr long long stated_size<tensor_span<T, Dims...>> = extent_product<Dims...>;
template <class Range>
    requires requires { static_cast<std::size_t>(Range::extent); }
inline constexpr long long stated_size<Range> = static_cast<long long>(Range::extent);  // std::span without <span>

template <class T, std::size_t N>
constexpr T* data_of(T (&range)[N]) noexcept {
    return range;
}
template <class Range>
constexpr auto data_of(Range& range) noexcept -> decltype(&*range.data()) {
    return range.data();
}
template <class Range>
concept contiguous_range = requires(Range& range) {
    detail::data_of(range);
}
&&(stated_size<std::remove_const_t<Range>> >= 0 || requires(Range & range) { static_cast<std::size_t>(range.size()); });

}  // namespace detail

/// Numbers that lie somewhere in memory row by row, seen as a tensor of the extents `Dims`: a pointer.
///
///   tensor_span<float const, 2, 3>(pointer)     of whose 6 elements the caller is sure
///   tensor_span<float, 2, 3>(range)             a C array, std::array, std::span or tensor of just 6 elements
///   span_of<2, 3>(range)                        of a range whose size is known at run time: a std::optional
///
/// It converts to a tensor, which copies. Like a pointer it gives mutable elements even where it is const itself;
/// `assign` and `fill` write them, `=` makes it refer to others and is there for named spans only.
///
/// Numerics    an index out of range is no constant expression; at run time nothing looks
/// Error       "tensor_span<T, Dims...>(range) requires a range of as many elements as the extents say"
/// Example     tests/core/tensor_span.cpp
template <class T, int... Dims>
class tensor_span {
    static_assert(sizeof...(Dims) > 0, "tensor_span<T, Dims...> requires an extent");
    static_assert(((Dims > 0) && ...), "tensor_span<T, Dims...> requires every extent to be positive");
    using owner = tensor<std::remove_const_t<T>, Dims...>;

    T* first_;

public:
    static constexpr int rank = sizeof...(Dims);
    static constexpr int size = detail::extent_product<Dims...>;
    static constexpr std::array<int, sizeof...(Dims)> shape{Dims...};
    using element_type = T;
    using value_type = std::remove_const_t<T>;

    template <class Pointer>
        requires(std::is_pointer_v<Pointer>&& std::is_convertible_v<Pointer, T*>)
    explicit constexpr tensor_span(Pointer const& first) noexcept : first_(first) {}  // no array becomes a pointer here
    constexpr tensor_span(owner& x) noexcept : first_(x.values) {}
    constexpr tensor_span(owner const& x) noexcept requires std::is_const_v<T> : first_(x.values) {}
    constexpr tensor_span(tensor_span<value_type, Dims...> const& x) noexcept requires std::is_const_v<T>
        : first_(x.data()) {}
    template <class Range>
        requires detail::contiguous_range<std::remove_reference_t<Range>>
    explicit constexpr tensor_span(Range&& range) noexcept : first_(detail::data_of(range)) {
        constexpr auto stated = detail::stated_size<std::remove_cvref_t<Range>>;
        static_assert(stated >= 0, "tensor_span<T, Dims...>(range) requires a range whose type states its size; "
                                   "span_of<Dims...>(range) looks at run time");
        static_assert(stated < 0 || stated == size,
                      "tensor_span<T, Dims...>(range) requires a range of as many elements as the extents say");
    }
    constexpr tensor_span(tensor_span const&) noexcept = default;
    constexpr tensor_span& operator=(tensor_span const&) & noexcept = default;

    [[nodiscard]] constexpr operator owner() const noexcept {
        owner copy{};
        for (int i = 0; i < size; ++i) copy.values[i] = first_[i];
        return copy;
    }
    constexpr void assign(tensor_span<value_type const, Dims...> source) const noexcept requires(!std::is_const_v<T>) {
        for (int i = 0; i < size; ++i) first_[i] = source.data()[i];
    }
    constexpr void fill(value_type const& value) const noexcept requires(!std::is_const_v<T>) {
        for (int i = 0; i < size; ++i) first_[i] = value;
    }

    template <class... Index>
    [[nodiscard]] constexpr T& operator()(Index... index) const noexcept {
        return first_[detail::row_major<Dims...>(index...)];
    }
    template <class Index>
    [[nodiscard]] constexpr decltype(auto) operator[](Index index) const noexcept {
        return detail::part_at<Dims...>(first_, index);
    }

    [[nodiscard]] constexpr T* data() const noexcept { return first_; }
    [[nodiscard]] constexpr T* begin() const noexcept { return first_; }
    [[nodiscard]] constexpr T* end() const noexcept { return first_ + size; }
};

/// Numbers of type T in an arrangement of the extents `Dims`, the last of which are neighbours.
///
///   tensor<double, 2, 3> x{1, 2, 3, 4, 5, 6};
///   tensor<double, 2, 3> y = tensor_of({{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}});
///   x(1, 2) = x[0][1];    // x[0] is a view: tensor_span<double, 3>
///
/// Cost        an aligned array and nothing else
/// Numerics    an index out of range is no constant expression; at run time nothing looks
/// Error       "tensor<T, Dims...> requires every extent to be positive"
/// Example     tests/core/tensor.cpp
template <class T, int... Dims>
struct tensor {
    static_assert(sizeof...(Dims) > 0, "tensor<T, Dims...> requires an extent: a single number is a plain T");
    static_assert(((Dims > 0) && ...), "tensor<T, Dims...> requires every extent to be positive");

    static constexpr int rank = sizeof...(Dims);
    static constexpr int size = detail::extent_product<Dims...>;
    static constexpr std::array<int, sizeof...(Dims)> shape{Dims...};
    using value_type = T;

    alignas(detail::vector_alignment(sizeof(T) * static_cast<std::size_t>(size),
                                     alignof(T))) T values[static_cast<std::size_t>(size)];

    template <class... Index>
    [[nodiscard]] constexpr T& operator()(Index... index) noexcept {
        return values[detail::row_major<Dims...>(index...)];
    }
    template <class... Index>
    [[nodiscard]] constexpr T const& operator()(Index... index) const noexcept {
        return values[detail::row_major<Dims...>(index...)];
    }

    template <class Index>
    [[nodiscard]] constexpr decltype(auto) operator[](Index index) & noexcept {
        return detail::part_at<Dims...>(data(), index);
    }
    template <class Index>
    [[nodiscard]] constexpr decltype(auto) operator[](Index index) const& noexcept {
        return detail::part_at<Dims...>(data(), index);
    }
    template <class Index>
    [[nodiscard]] constexpr typename detail::part_of<T, Dims...>::type operator[](Index index) const&& noexcept {
        return detail::part_at<Dims...>(data(), index);  // a copy: nothing refers to what ends here
    }

    [[nodiscard]] constexpr T* data() noexcept { return values; }
    [[nodiscard]] constexpr T const* data() const noexcept { return values; }
    [[nodiscard]] constexpr T* begin() noexcept { return values; }
    [[nodiscard]] constexpr T* end() noexcept { return values + size; }
    [[nodiscard]] constexpr T const* begin() const noexcept { return values; }
    [[nodiscard]] constexpr T const* end() const noexcept { return values + size; }

    friend bool operator==(tensor const&, tensor const&) = default;  // constexpr where that of T is
};

template <class T, int... Dims>
tensor_span(tensor<T, Dims...>&) -> tensor_span<T, Dims...>;
template <class T, int... Dims>
tensor_span(tensor<T, Dims...> const&) -> tensor_span<T const, Dims...>;

template <class T, int N>
using vector = tensor<T, N>;
template <class T, int Rows, int Columns>
using matrix = tensor<T, Rows, Columns>;

/// A view of a range whose size is known at run time only, if it has as many elements as the extents say.
///
///   if (auto const x = span_of<2, 3>(range)) use((*x)(1, 2));
///
/// Error       "span_of<Dims...>(range) requires a range that outlives the call"
/// Example     tests/core/tensor_span.cpp
template <int... Dims, class Range>
    requires detail::contiguous_range<std::remove_reference_t<Range>>
[[nodiscard]] constexpr auto span_of(Range&& range) noexcept {
    using element = std::remove_pointer_t<decltype(detail::data_of(range))>;
    using plain = std::remove_cvref_t<Range>;
    static_assert(
        std::is_lvalue_reference_v<Range> || std::is_const_v<element> || requires { plain::extent; },
        "span_of<Dims...>(range) requires a range that outlives the call");
    using span = tensor_span<element, Dims...>;
    long long found = detail::stated_size<plain>;
    if constexpr (detail::stated_size<plain> < 0) found = static_cast<long long>(range.size());
    return found == span::size ? std::optional<span>(span(detail::data_of(range))) : std::nullopt;
}

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Structures of tensors along one of their axes.
// In: the structure of many samples. Out: that of one, and how many there are.
#pragma once

#include <tapeless/core/records.hpp>

namespace tapeless::detail {

/// A shape without one axis.
template <class Shape, int Axis>
struct without_axis {
    static constexpr int length = Axis < Shape::value.rank ? Shape::value.at[Axis] : 0;
    static constexpr extents value = reduced(Shape::value, 1 << Axis, false);
};

/// A structure whose tensors lack one axis, and how long that was: 0 without tensors, -1 where lengths differ.
template <class S, int Axis>
struct one_sample {
    using type = S;
    static constexpr int length = 0;
    static constexpr bool all_tensors = false;
};
constexpr int common_length(int a, int b) { return a == 0 ? b : b == 0 || a == b ? a : -1; }
template <class Shape, class Indices>
struct structure_with;
template <class Shape, std::size_t... I>
struct structure_with<Shape, std::index_sequence<I...>> {
    using type = structure::tensor<Shape::value.at[I]...>;
};
template <class Shape>
struct structure_with<Shape, std::index_sequence<>> {
    using type = structure::scalar;
};
template <int... Dims, int Axis>
    requires(Axis >= 0)
struct one_sample<structure::tensor<Dims...>, Axis> {
    using rest = without_axis<shape<Dims...>, Axis>;
    using type =
        typename structure_with<rest, std::make_index_sequence<static_cast<std::size_t>(rest::value.rank)>>::type;
    static constexpr int length = rest::length;
    static constexpr bool all_tensors = Axis < static_cast<int>(sizeof...(Dims));
};
template <class Element, std::size_t N, int Axis>
    requires(Axis >= 0)
struct one_sample<structure::array<Element, N>, Axis> {
    using type = structure::array<typename one_sample<Element, Axis>::type, N>;
    static constexpr int length = one_sample<Element, Axis>::length;
    static constexpr bool all_tensors = one_sample<Element, Axis>::all_tensors;
};
template <template <class...> class Tuple, class... Elements, int Axis>
    requires(Axis >= 0)
struct one_sample<structure::tuple<Tuple, Elements...>, Axis> {
    using type = structure::tuple<Tuple, typename one_sample<Elements, Axis>::type...>;
    static constexpr int length = [] {
        int result = 0;
        ((result = common_length(result, one_sample<Elements, Axis>::length)), ...);
        return result;
    }();
    static constexpr bool all_tensors = (one_sample<Elements, Axis>::all_tensors && ...);
};
template <class Keys, class... Elements, int Axis>
    requires(Axis >= 0)
struct one_sample<structure::map<Keys, Elements...>, Axis>
    : one_sample<structure::tuple<std::tuple, Elements...>, Axis> {
    using type = structure::map<Keys, typename one_sample<Elements, Axis>::type...>;
};
template <class S>
struct one_sample<S, -1> {
    using type = S;
    static constexpr int length = 0;
    static constexpr bool all_tensors = true;
};

}  // namespace tapeless::detail

// SPDX-License-Identifier: BSL-1.0
// The structure of arguments and results: scalars, arrays and tuples of them, nested.
// In: types that users pass. Out: their structure, its scalars in order, and the same structure over another scalar.
#pragma once

#include <tapeless/core/attributes.hpp>
#include <tapeless/core/extents.hpp>
#include <tapeless/core/foreign_tensor.hpp>
#include <tapeless/core/storage_scalars.hpp>
#include <tapeless/core/tensor.hpp>

#include <array>
#include <boost/hana/fwd/at.hpp>
#include <boost/hana/fwd/tuple.hpp>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tapeless {

/// Whether a type counts as one number inside arguments and results.
template <class A>
inline constexpr bool is_scalar = (std::is_arithmetic_v<A> && !std::is_same_v<A, bool>) || is_storage_scalar<A>;

/// Whether a type stands for a node of a graph; a tensor of such is one node with a shape.
template <class A>
inline constexpr bool is_handle = false;

/// Structures are types with short names that say nothing about the scalar: float and double arguments share a graph.
namespace structure {

struct unknown {};  ///< neither a number nor an array or tuple of numbers
struct scalar {};
template <class Element, std::size_t N>
struct array {};
template <int... Dims>
struct tensor {};
template <template <class...> class Tuple, class... Elements>
struct tuple {};

}  // namespace structure

/// Scalars lie in memory as runs of neighbours; this is where one of them is found.
struct place {
    int run = 0;
    int offset = 0;
};

namespace detail {

template <class A>
struct found_structure {
    using type = std::conditional_t<is_scalar<A>, structure::scalar, structure::unknown>;
};
template <class A, std::size_t N>
struct found_structure<std::array<A, N>> {
    using type = structure::array<typename found_structure<A>::type, N>;
};
template <class A, int... Dims>
    requires is_scalar<A>
struct found_structure<tensor<A, Dims...>> {
    using type = structure::tensor<Dims...>;
};
template <class A, int... Dims>
    requires is_scalar<std::remove_const_t<A>>
struct found_structure<tensor_span<A, Dims...>> {
    using type = structure::tensor<Dims...>;
};
template <class A>
    requires is_foreign_tensor<A>
struct found_structure<A> : found_structure<typename foreign_tensor<A>::type> {
};
template <template <class...> class Tuple, class... A>
struct tuple_found {
    using type = structure::tuple<Tuple, typename found_structure<A>::type...>;
};
template <class... A>
struct found_structure<std::tuple<A...>> : tuple_found<std::tuple, A...> {};
template <class A, class B>
struct found_structure<std::pair<A, B>> : tuple_found<std::pair, A, B> {};
template <class... A>
struct found_structure<boost::hana::tuple<A...>> : tuple_found<boost::hana::tuple, A...> {};
template <template <class...> class Result, class... A>
    requires requires { typename Result<A...>::named_members; }
struct found_structure<Result<A...>> : tuple_found<Result, A...> {};

template <class S>
struct structure_traits;

template <>
struct structure_traits<structure::unknown> {
    static constexpr bool known = false;
    static constexpr int leaves = 0;
    static constexpr int runs = 0;
    static constexpr bool shaped = false;
    template <class T>
    using over = structure::unknown;  // so that what holds it can say that it is unknown too
};

template <>
struct structure_traits<structure::scalar> {
    static constexpr bool known = true;
    static constexpr int leaves = 1;  // inputs or outputs of a graph
    static constexpr int runs = 1;
    static constexpr bool shaped = false;
    template <class T>
    using over = T;

    static constexpr void shapes(extents*& out) { *out++ = {}; }
    static constexpr void locate(place*& out, int& run) { *out++ = {run++, 0}; }
    template <class Value, class Pointer>
    TAPELESS_ALWAYS_INLINE static constexpr void point(Value& value, Pointer*& out) {
        *out++ = &value;
    }
    template <class T, class Make>
    static constexpr T generate(Make& make) {
        return make();
    }
    template <class Value, class Visit>
    static constexpr void visit(Value const& value, Visit& visitor) {
        visitor(value);
    }
};

template <class Element, std::size_t N>
struct structure_traits<structure::array<Element, N>> {
    using element = structure_traits<Element>;
    static constexpr bool flat = std::is_same_v<Element, structure::scalar>;
    static constexpr std::size_t most_unrolled = 32;  // g++ keeps pointers that a loop wrote in memory
    static constexpr bool known = element::known;
    static constexpr bool shaped = element::shaped;
    static constexpr int leaves = static_cast<int>(N) * element::leaves;
    static constexpr int runs = flat ? 1 : static_cast<int>(N) * element::runs;
    template <class T>
    using over = std::array<typename element::template over<T>, N>;

    static constexpr void shapes(extents*& out) {
        for (std::size_t i = 0; i < N; ++i) element::shapes(out);
    }
    static constexpr void locate(place*& out, int& run) {
        if constexpr (flat) {
            for (int i = 0; i < static_cast<int>(N); ++i) *out++ = {run, i};
            ++run;
        } else {
            for (std::size_t i = 0; i < N; ++i) element::locate(out, run);
        }
    }
    template <class Value, class Pointer>
    TAPELESS_ALWAYS_INLINE static constexpr void point(Value& value, Pointer*& out) {
        if constexpr (flat) *out++ = value.data();
        else if constexpr (N <= most_unrolled) {
            [&]<std::size_t... I>(std::index_sequence<I...>) { (element::point(value[I], out), ...); }
            (std::make_index_sequence<N>{});
        } else
            for (auto& part : value) element::point(part, out);
    }
    template <class T, class Make>
    static constexpr over<T> generate(Make& make) {
        over<T> result{};
        for (auto& part : result) part = element::template generate<T>(make);
        return result;
    }
    template <class Value, class Visit>
    static constexpr void visit(Value const& value, Visit& visitor) {
        for (auto const& part : value) element::visit(part, visitor);
    }
};

/// A tensor is one leaf: one node of a graph, one run in memory.
template <int... Dims>
struct structure_traits<structure::tensor<Dims...>> {
    static constexpr bool known = true;
    static constexpr bool shaped = true;
    static constexpr int leaves = 1;
    static constexpr int runs = 1;
    template <class T>
    using over = tapeless::tensor<T, Dims...>;

    static constexpr void shapes(extents*& out) { *out++ = shape<Dims...>::value; }
    static constexpr void locate(place*& out, int& run) { *out++ = {run++, 0}; }
    template <class Value, class Pointer>
    TAPELESS_ALWAYS_INLINE static constexpr void point(Value& value, Pointer*& out) {
        if constexpr (is_foreign_tensor<std::remove_const_t<Value>>)
            *out++ = foreign_tensor<std::remove_const_t<Value>>::data(value);
        else *out++ = value.data();
    }
    template <class T, class Make>
    static constexpr over<T> generate(Make& make) {
        if constexpr (is_handle<T>) return over<T>(make());
        else {
            over<T> result{};
            for (auto& number : result) number = make();
            return result;
        }
    }
    template <class Value, class Visit>
    static constexpr void visit(Value const& value, Visit& visitor) {
        if constexpr (is_foreign_tensor<Value>) {
            for (auto const& number : foreign_tensor<Value>::copy(value)) visitor(number);
        } else if constexpr (is_handle<typename Value::value_type>) visitor(value.handle());
        else
            for (auto const& number : value) visitor(number);
    }
};

template <std::size_t I, class Tuple>
TAPELESS_ALWAYS_INLINE constexpr auto& element_of(Tuple& tuple) {
    if constexpr (requires { Tuple::template member<I>(tuple); }) return Tuple::template member<I>(tuple);
    else if constexpr (requires { std::get<I>(tuple); }) return std::get<I>(tuple);
    else return boost::hana::at_c<I>(tuple);
}

template <template <class...> class Tuple, class... Elements>
struct structure_traits<structure::tuple<Tuple, Elements...>> {
    static constexpr bool known = (true && ... && structure_traits<Elements>::known);
    static constexpr bool shaped = (false || ... || structure_traits<Elements>::shaped);
    static constexpr int leaves = (0 + ... + structure_traits<Elements>::leaves);
    static constexpr int runs = (0 + ... + structure_traits<Elements>::runs);
    template <class T>
    using over = Tuple<typename structure_traits<Elements>::template over<T>...>;

    static constexpr void shapes(extents*& out) { (structure_traits<Elements>::shapes(out), ...); }
    static constexpr void locate(place*& out, int& run) { (structure_traits<Elements>::locate(out, run), ...); }
    template <class Value, class Pointer>
    TAPELESS_ALWAYS_INLINE static constexpr void point(Value& value, Pointer*& out) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (structure_traits<Elements>::point(element_of<I>(value), out), ...);
        }
        (std::index_sequence_for<Elements...>{});
    }
    template <class T, class Make>
    static constexpr over<T> generate(Make& make) {
        return over<T>{structure_traits<Elements>::template generate<T>(make)...};  // braces: from left to right
    }
    template <class Value, class Visit>
    static constexpr void visit(Value const& value, Visit& visitor) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (structure_traits<Elements>::visit(element_of<I>(value), visitor), ...);
        }
        (std::index_sequence_for<Elements...>{});
    }
};

}  // namespace detail

/// The structure of a type, whatever its scalars are.
template <class A>
using structure_of = typename detail::found_structure<std::remove_cvref_t<A>>::type;

template <class S>
inline constexpr bool is_known = detail::structure_traits<S>::known;

/// The number of scalars in a structure.
template <class S>
inline constexpr int leaf_count = detail::structure_traits<S>::leaves;

/// Whether there is a tensor in a structure.
template <class S>
inline constexpr bool holds_tensors = detail::structure_traits<S>::shaped;

namespace detail {

/// The most axes that a tensor in a structure has.
template <class S>
inline constexpr int most_axes = 0;
template <int... Dims>
inline constexpr int most_axes<structure::tensor<Dims...>> = sizeof...(Dims);
template <class Element, std::size_t N>
inline constexpr int most_axes<structure::array<Element, N>> = most_axes<Element>;
template <template <class...> class Tuple, class... Elements>
inline constexpr int most_axes<structure::tuple<Tuple, Elements...>> = [] {
    int most = 0;
    ((most = most_axes<Elements> > most ? most_axes<Elements> : most), ...);
    return most;
}();
template <class... S>
inline constexpr bool has_few_axes = ((most_axes<S> <= max_rank) && ...);

/// The shapes of the leaves of some structures, in order.
template <class... S>
struct leaf_shapes {
    extents at[static_cast<std::size_t>((1 + ... + structure_traits<S>::leaves))]{};
    constexpr leaf_shapes() {
        [[maybe_unused]] extents* next = at;
        (structure_traits<S>::shapes(next), ...);
    }
};

template <class S>
constexpr int count_numbers() {
    int count = 0;
    for (int i = 0; i < leaf_count<S>; ++i) count += leaf_shapes<S>().at[i].size();
    return count;
}

}  // namespace detail

/// The numbers in a structure.
template <class S>
inline constexpr int number_count = detail::count_numbers<S>();

namespace detail {

/// Every scalar of a structure Outer replaced by a structure Inner. A tensor has every leaf of Inner with its own axes in
/// front.
template <class Outer, class Inner>
struct nested {
    using type = Inner;
};
template <int... Dims>
struct nested<structure::tensor<Dims...>, structure::scalar> {
    using type = structure::tensor<Dims...>;
};
template <int... Dims, int... More>
struct nested<structure::tensor<Dims...>, structure::tensor<More...>> {
    using type = structure::tensor<Dims..., More...>;
};
template <int... Dims, class Element, std::size_t N>
struct nested<structure::tensor<Dims...>, structure::array<Element, N>> {
    using type = structure::array<typename nested<structure::tensor<Dims...>, Element>::type, N>;
};
template <int... Dims, template <class...> class Tuple, class... Elements>
struct nested<structure::tensor<Dims...>, structure::tuple<Tuple, Elements...>> {
    using type = structure::tuple<Tuple, typename nested<structure::tensor<Dims...>, Elements>::type...>;
};
template <class Element, std::size_t N, class Inner>
struct nested<structure::array<Element, N>, Inner> {
    using type = structure::array<typename nested<Element, Inner>::type, N>;
};
template <template <class...> class Tuple, class... Elements, class Inner>
struct nested<structure::tuple<Tuple, Elements...>, Inner> {
    using type = structure::tuple<Tuple, typename nested<Elements, Inner>::type...>;
};

}  // namespace detail

template <class Outer, class Inner>
using nested_structure = typename detail::nested<Outer, Inner>::type;

/// The structure with scalars of type T: `T`, `std::array<T, N>`, a tuple of these.
template <class S, class T>
using structure_over = typename detail::structure_traits<S>::template over<T>;

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// Structures as lists of scalars, and back.
// In: scalars, arrays, tuples of handles and plain numbers. Out: their scalars in order, or the structure over them.
#pragma once

#include <tapeless/core/records.hpp>
#include <tapeless/graph/traced.hpp>

namespace tapeless::detail {

/// Writes the scalars of a structure to `out`; returns where the next one goes.
template <class A, class T>
constexpr T* flatten(A const& structure, T* out) {
    auto collect = [&out](auto const& scalar) { *out++ = static_cast<T>(scalar); };
    structure_traits<structure_of<A>>::visit(structure, collect);
    return out;
}

/// The structure S over the scalars from `in` on.
template <class S, class T>
constexpr structure_over<S, T> unflatten(T const* in) {
    auto next = [&in] { return *in++; };
    return structure_traits<S>::template generate<T>(next);
}

/// The structures S..., one after the other, over the scalars from `in` on, which become Number.
template <class Number, class... S, class T>
constexpr std::tuple<structure_over<S, Number>...> unflatten_all(T const* in) {
    auto next = [&in] { return static_cast<Number>(*in++); };
    return {structure_traits<S>::template generate<Number>(next)...};  // braces: from left to right
}

/// Whether an argument is part of a graph that is being built.
template <class... A>
inline constexpr bool any_traced = any_holds<traced, A...>;

}  // namespace tapeless::detail

// SPDX-License-Identifier: BSL-1.0
// Structures of traced values as lists of scalars, and back.
// In: scalars, arrays, tuples of handles and plain numbers. Out: their handles in order, or the structure over them.
#pragma once

#include <tapeless/core/records.hpp>
#include <tapeless/graph/traced.hpp>

namespace tapeless::detail {

/// Writes the scalars of a structure to `out`; returns where the next one goes.
template <class A>
constexpr traced* flatten(A const& structure, traced* out) {
    auto collect = [&out](auto const& scalar) { *out++ = scalar; };
    structure_traits<structure_of<A>>::visit(structure, collect);
    return out;
}

/// The structure S over the handles from `in` on.
template <class S>
constexpr structure_over<S, traced> unflatten(traced const* in) {
    auto next = [&in] { return *in++; };
    return structure_traits<S>::template generate<traced>(next);
}

/// Whether an argument is part of a graph that is being built.
template <class... A>
inline constexpr bool any_traced = any_holds<traced, A...>;

}  // namespace tapeless::detail

// SPDX-License-Identifier: BSL-1.0
// Branches in traced functions.
// In: a condition and two functions. Out: the result of the one that is taken; the other does not run.
#pragma once

#include <tapeless/expression/scalars.hpp>

namespace tapeless {

/// A branch: the result of one of two functions, of which only one runs, forward and backward.
///
///   cond(c, then, otherwise, x...) = c ? then(x...) : otherwise(x...)
///
/// Shapes      both functions return the same structure of numbers
/// Derivative  that of the side taken
/// Cost        one branch of the program for each condition; `select` is cheaper where both sides are short. Longer
///             work that sides of conds on different conditions share is one branch more, taken if one of them is.
///             In functions of tensors both sides are computed, as by `select`
/// Numerics    what the other side would compute is never seen: no NaN from it in value, gradient or Hessian
/// Error       "cond(c, then, otherwise, x...) requires then and otherwise to return the same structure of numbers"
/// Example     examples/branches.cpp
template <class Then, class Otherwise, class... X>
[[nodiscard]] constexpr auto cond(bool c, Then const& then, Otherwise const& otherwise, X const&... x) {
    return c ? then(x...) : otherwise(x...);
}

/// The same with a traced condition: a node of the graph, as `select` is, of which only one side runs.
template <class Condition, class Then, class Otherwise, class... X>
    requires std::is_same_v<Condition, condition>
[[nodiscard]] constexpr auto cond(Condition c, Then const& then, Otherwise const& otherwise, X const&... x) {
    using S = structure_of<decltype(then(x...))>;
    constexpr bool alike = is_known<S> && std::is_same_v<S, structure_of<decltype(otherwise(x...))>>;
    static_assert(alike,
                  "cond(c, then, otherwise, x...) requires then and otherwise to return the same structure of numbers");
    if constexpr (alike) {
        constexpr std::size_t count = static_cast<std::size_t>(leaf_count<S>);
        traced a[count + 1];
        traced b[count + 1];
        detail::flatten(then(x...), a);
        detail::flatten(otherwise(x...), b);
        for (std::size_t i = 0; i < count; ++i) a[i] = choose(op::cond, c, a[i], b[i]);
        return detail::unflatten<S>(a);
    }
}

}  // namespace tapeless

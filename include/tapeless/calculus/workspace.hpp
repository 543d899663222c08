// SPDX-License-Identifier: BSL-1.0
// Workspaces that the caller has.
// In: memory, and a verb's result. Out: the same function, whose intermediate results lie there.
#pragma once

#include <tapeless/calculus/verb.hpp>

namespace tapeless {

/// Memory for the intermediate results of functions of tensors, where the stack is too small or another place is wanted.
///
///   static workspace<float, workspace_bytes<X...>(df) / sizeof(float)> memory;   df.in(memory)(x...)
///
/// Error       "gradient(f).in(memory)(x...) requires a workspace of the type of the numbers x and of ..."
/// Example     tests/calculus/workspace.cpp
template <class T, int N>
struct workspace {
    alignas(64) T numbers[static_cast<unsigned>(N > 0 ? N : 1)];
};

namespace detail {

template <class Verb, class F, class T, int N>
struct verb_in_workspace {
    workspace<T, N>* memory;

    template <class... A>
    constexpr auto operator()(A const&... arguments) const noexcept {
        using verdict = decltype(verb_function<Verb, F, checked_only>{}(arguments...));  // says what is wrong
        if constexpr (std::is_same_v<verdict, no_result>) return no_result{};
        else if constexpr (any_holds<traced, A...> || (formula_type<A> || ...))
            return verb_function<Verb, F>{}(arguments...);
        else {
            using primal = typename Verb::template primal<structure_of<A>...>::type;
            using program = typename compiled_for<Verb, F, primal>::type;
            if constexpr (!program::is_shaped) return verb_function<Verb, F>{}(arguments...);
            else {
                constexpr bool fits = std::is_same_v<T, scalar_type_of<A...>> && N >= program::on_tensors::workspace;
                static_assert(fits,
                              "gradient(f).in(memory)(x...) requires a workspace of the type of the numbers x and of "
                              "workspace_bytes<types of x...>(gradient(f)) bytes at least");
                if constexpr (fits)
                    return run_compiled_in<program>(memory->numbers, structure_list<structure_of<A>...>{},
                                                    arguments...);
                else return no_result{};
            }
        }
    }
};

}  // namespace detail

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// The road from a function to the graph that a verb makes of it, in stages that are constants of their own.
// In: a verb, a function and the structures of its arguments. Out: the simplified graph of what the verb wants.
#pragma once

#include <tapeless/expression/trace.hpp>
#include <tapeless/simplify/simplify.hpp>

namespace tapeless::detail {

// A function with few nodes and results is differentiated and simplified in one constant evaluation, if the verb does
// not multiply them. Else it takes three, each within the compilers' limits: clang ends an evaluation after 2^20 steps,
// g++ after 2^25 operations.
inline constexpr int nodes_in_one_evaluation = 800;

/// The traced graph after the identities, so that sqrt(x * x) is |x| before it is differentiated.
template <class F, class... S>
struct simplified_trace_stage {
    using trace = traced_function<F, S...>;
    static constexpr int outputs = leaf_count<typename trace::output>;
    static constexpr int guess = trace::value.size + 16;
    template <int Capacity>
    static constexpr auto run() {
        graph_builder out(sharing::on, Capacity);
        int ends[outputs + 1]{};
        rewrite(trace::value.view(), trace::value.size, out, ends);
        return out.freeze<Capacity, outputs>(ends);
    }
};

template <class Verb, class F, class... S>
struct differentiation_stage {
    using trace = fitted<simplified_trace_stage<F, S...>>;
    static constexpr int outputs =
        leaf_count<typename Verb::template result<typename traced_function<F, S...>::output, S...>>;
    static constexpr int guess = 8 * trace::value.size + 4 * outputs + 64;

    static constexpr void append(graph_builder& raw, int* ends) {
        Verb::template transform<S...>(trace::value.view(), raw, ends);
    }
    template <int Capacity>
    static constexpr auto run() {
        graph_builder raw(trace::value.view(), sharing::off, Capacity);
        int ends[outputs + 1]{};
        append(raw, ends);
        return raw.template freeze<Capacity, outputs>(ends);
    }
};

template <class Verb, class F, class... S>
struct rewriting_stage {
    using before = fitted<differentiation_stage<Verb, F, S...>>;
    static constexpr int outputs = before::value.view().output_count;
    static constexpr int guess = before::value.size + 64;

    template <int Capacity>
    static constexpr auto run() {
        graph_builder all(sharing::on, Capacity);
        int ends[outputs + 1]{};
        rewrite(before::value.view(), differentiation_stage<Verb, F, S...>::trace::value.size, all, ends);
        return all.template freeze<Capacity, outputs>(ends);
    }
};

template <class Verb, class F, class... S>
struct cleaning_stage {
    using before = fitted<rewriting_stage<Verb, F, S...>>;
    static constexpr int outputs = before::value.view().output_count;
    static constexpr int guess = before::value.size + 64;

    template <int Capacity>
    static constexpr auto run() {
        graph_builder out(sharing::off, Capacity);
        int ends[outputs + 1]{};
        remove_dead(before::value.view(), out, ends);
        return out.template freeze<Capacity, outputs>(ends);
    }
};

template <class Verb, class F, class... S>
struct all_stages {
    using differentiation = differentiation_stage<Verb, F, S...>;
    static constexpr int outputs = differentiation::outputs;
    static constexpr int guess = 5 * differentiation::trace::value.size + 16;

    template <int Capacity>
    static constexpr auto run() {
        graph_view const from = differentiation::trace::value.view();
        graph_builder raw(from, sharing::off, 5 * from.size + 16);
        int ends[outputs + 1]{};
        differentiation::append(raw, ends);
        int simplified[outputs + 1]{};
        graph_builder out(sharing::off, 3 * from.size + 16);
        simplify({raw.nodes(), raw.size(), ends, outputs, raw.input_count()}, from.size, out, simplified);
        return out.freeze<Capacity, outputs>(simplified);
    }
};

/// Complete where calculus/shaped.hpp is included, which runs functions of tensors.
template <class F>
struct tensor_back_end;

/// The stages of functions of tensors. See calculus/shaped.hpp.
template <class Verb, class F, class... S>
constexpr auto shaped_stages();

template <class Verb, class F, class... S>
inline constexpr bool is_small =
    Verb::weight*(traced_function<F, S...>::value.size +
                  differentiation_stage<Verb, F, S...>::outputs) <= nodes_in_one_evaluation;

template <class Verb, class F, class... S>
constexpr auto stage_for() {
    if constexpr (shaped<std::remove_cvref_t<decltype(traced_function<F, S...>::value)>>)
        return shaped_stages<Verb, F, S...>();
    else if constexpr (is_small<Verb, F, S...>) return std::type_identity<all_stages<Verb, F, S...>>();
    else return std::type_identity<cleaning_stage<Verb, F, S...>>();
}

/// The graph that a verb makes of a traced function, simplified.
template <class Verb, class F, class... S>
struct transformed : fitted<typename decltype(stage_for<Verb, F, S...>())::type> {};

}  // namespace tapeless::detail

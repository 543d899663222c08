// SPDX-License-Identifier: BSL-1.0
// The road from a function to its program: trace, transform, simplify, schedule, each a constant of its own.
// In: a verb (what is wanted), a function and the structures of its arguments. Out: a program and how to call it.
#pragma once

#include <tapeless/execute/evaluate.hpp>
#include <tapeless/execute/schedule.hpp>
#include <tapeless/expression/trace.hpp>
#include <tapeless/simplify/simplify.hpp>

namespace tapeless {

namespace detail {

/// Where the scalars of several structures lie when their runs are numbered through.
template <class... S>
struct layout {
    static constexpr int scalars = (0 + ... + scalar_count<S>);
    static constexpr int runs = (0 + ... + structure_traits<S>::runs);
    struct table {
        place at[scalars + 1]{};
    };
    static constexpr table find() {
        table result;
        [[maybe_unused]] place* next = result.at;
        [[maybe_unused]] int run = 0;
        (structure_traits<S>::locate(next, run), ...);
        return result;
    }
};

template <class... S>
inline constexpr auto places_of = layout<S...>::find();

template <class... S>
struct structure_list {};

template <class List>
struct layout_of;
template <class... S>
struct layout_of<structure_list<S...>> {
    using type = layout<S...>;
    static constexpr place const* places = places_of<S...>.at;
};

// A small function is differentiated and simplified in one constant evaluation. A large one takes three, each within the
// compilers' limits: clang ends an evaluation after 2^20 steps, g++ after 2^25 operations.
inline constexpr int nodes_in_one_evaluation = 800;

/// The traced graph after the identities, so that sqrt(x * x) is |x| before it is differentiated.
template <class F, class... S>
struct simplified_trace_stage {
    using trace = traced_function<F, S...>;
    static constexpr int outputs = scalar_count<typename trace::output>;
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
        scalar_count<typename Verb::template result<typename traced_function<F, S...>::output, S...>>;
    static constexpr int guess = 8 * trace::value.size + 64;

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

/// The graph that a verb makes of a traced function, simplified.
template <class Verb, class F, class... S>
struct transformed : fitted<std::conditional_t<(traced_function<F, S...>::value.size <= nodes_in_one_evaluation),
                                               all_stages<Verb, F, S...>, cleaning_stage<Verb, F, S...>>> {};

}  // namespace detail

/// The program of a verb applied to F with arguments of the structures S.
template <class Verb, class F, class... S>
struct compiled {
    using graph_type = detail::transformed<Verb, F, S...>;
    using output = typename traced_function<F, S...>::output;
    using arguments = typename Verb::template arguments<output, S...>;
    using result = typename Verb::template result<output, S...>;
    using input_layout = typename detail::layout_of<arguments>::type;
    using output_layout = detail::layout<result>;

private:
    static constexpr auto code = fuse(graph_type::value);
    static constexpr auto schedule() {
        return scheduler(graph_type::value, code, detail::layout_of<arguments>::places, detail::places_of<result>.at)
            .result();
    }
    static constexpr auto attempt = schedule();

public:
    static constexpr auto value = shrink<attempt.size, attempt.constant_count>(attempt);
};

namespace detail {

/// An argument as runs of T: itself where it holds T already, else a converted copy.
template <class T, class S, class A>
TAPELESS_ALWAYS_INLINE constexpr decltype(auto) in_scalars_of(A const& argument) {
    if constexpr (std::is_same_v<A, structure_over<S, T>>) return (argument);
    else {
        T flat[scalar_count<S> + 1]{};
        auto copy = [out = &flat[0]](auto const& x) mutable { *out++ = static_cast<T>(x); };
        structure_traits<S>::visit(argument, copy);
        auto next = [in = &flat[0]]() mutable { return *in++; };
        return structure_traits<S>::template generate<T>(next);
    }
}

/// Runs a compiled program on arguments that hold T already.
template <class Compiled, class T, class... S, class... Arguments>
constexpr structure_over<typename Compiled::result, T> call(structure_list<S...>,
                                                            Arguments const&... arguments) noexcept {
    structure_over<typename Compiled::result, T> result;
    T const* in[Compiled::input_layout::runs + 1];
    T* out[Compiled::output_layout::runs + 1];
    T const** next_in = in;
    T** next_out = out;
    (structure_traits<S>::point(arguments, next_in), ...);
    structure_traits<typename Compiled::result>::point(result, next_out);
    evaluate<Compiled, T>(in, out);
    return result;
}

}  // namespace detail

/// Calls the program of a verb: converts the arguments, runs it, returns its results in their structure.
template <class Compiled, class... S, class... Arguments>
[[nodiscard]] TAPELESS_ALWAYS_INLINE constexpr auto run_compiled(detail::structure_list<S...> structures,
                                                                 Arguments const&... arguments) noexcept {
    using T = scalar_type_of<Arguments...>;
    return detail::call<Compiled, T>(structures, detail::in_scalars_of<T, S>(arguments)...);
}

}  // namespace tapeless

// SPDX-License-Identifier: BSL-1.0
// From the graph of a verb to its program, and calling it.
// In: a verb (what is wanted), a function and the structures of its arguments. Out: a program and how to call it.
#pragma once

#include <tapeless/calculus/stages.hpp>
#include <tapeless/execute/evaluate.hpp>
#include <tapeless/execute/schedule.hpp>
#include <tapeless/expression/replay.hpp>

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

/// A verb inside a traced function: its graph becomes part of the one that is being built.
template <class Compiled, class... S, class... Arguments>
[[nodiscard]] constexpr auto replay_compiled(detail::structure_list<S...>, Arguments const&... arguments) {
    traced inputs[static_cast<std::size_t>((1 + ... + scalar_count<S>))];
    traced outputs[static_cast<std::size_t>(scalar_count<typename Compiled::result>) + 1];
    auto collect = [to = &inputs[0]](auto const& scalar) mutable { *to++ = scalar; };
    (detail::structure_traits<S>::visit(arguments, collect), ...);
    replay(Compiled::graph_type::value, inputs, outputs);
    auto next = [from = &outputs[0]]() mutable { return *from++; };
    return detail::structure_traits<typename Compiled::result>::template generate<traced>(next);
}

/// Calls the program of a verb: converts the arguments, runs it, returns its results in their structure.
template <class Compiled, class... S, class... Arguments>
[[nodiscard]] TAPELESS_ALWAYS_INLINE constexpr auto run_compiled(detail::structure_list<S...> structures,
                                                                 Arguments const&... arguments) noexcept {
    using T = scalar_type_of<Arguments...>;
    return detail::call<Compiled, T>(structures, detail::in_scalars_of<T, S>(arguments)...);
}

}  // namespace tapeless

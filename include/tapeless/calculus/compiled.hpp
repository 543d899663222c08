// SPDX-License-Identifier: BSL-1.0
// From the graph of a verb to its program, and calling it.
// In: a verb (what is wanted), a function and the structures of its arguments. Out: a program and how to call it.
#pragma once

#include <tapeless/calculus/stages.hpp>
#include <tapeless/execute/evaluate.hpp>
#include <tapeless/execute/regions.hpp>
#include <tapeless/execute/schedule.hpp>
#include <tapeless/expression/replay.hpp>
#include <tapeless/simplify/markers.hpp>

namespace tapeless {

namespace detail {

/// Where the scalars of several structures lie when their runs are numbered through.
template <class... S>
struct layout {
    static constexpr int leaves = (0 + ... + leaf_count<S>);
    static constexpr int runs = (0 + ... + structure_traits<S>::runs);
    struct table {
        place at[leaves + 1]{};
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

template <class Graph, int FirstCaptured>
struct stripping_stage {
    static constexpr int outputs = Graph::value.view().output_count;
    static constexpr int guess = Graph::value.size + 16;
    template <int Capacity>
    static constexpr auto run() {
        graph_builder out(sharing::off, Capacity);
        int ends[outputs + 1]{};
        strip_markers(Graph::value.view(), FirstCaptured, out, ends);
        return out.template freeze<Capacity, outputs>(ends);
    }
};

/// The graph that runs: without what only further differentiation would read; the captured numbers of a formula are
/// inputs after the others. With shapes the graph stays as it is: its plan looks through markers.
template <class Graph, int FirstCaptured>
using executable =
    std::conditional_t<has_markers(Graph::value.view()) && !shaped<std::remove_cvref_t<decltype(Graph::value)>>,
                       fitted<stripping_stage<Graph, FirstCaptured>>, Graph>;

/// How many numbers a formula captured, behind whatever verbs.
template <class F>
inline constexpr int captured_by = 0;
template <class F>
    requires requires { F::captured_count; }
inline constexpr int captured_by<F> = F::captured_count;

/// The arguments of a program: those of the verb, then the captured numbers.
template <class List, int Captured>
struct with_captured {
    using type = List;
};
template <class... S, int Captured>
    requires(Captured > 0)
struct with_captured<structure_list<S...>, Captured> {
    using type = structure_list<S..., structure::array<structure::scalar, static_cast<std::size_t>(Captured)>>;
};

}  // namespace detail

namespace detail {

struct on_the_stack {};

/// The program of a graph with shapes, and how it runs. See calculus/shaped.hpp.
template <class Graph, class Inputs, class Outputs, class InPlace>
struct tensor_program;
template <class Program, class T, class Memory>
constexpr void run_shaped(T const* const* in, T* const* out, Memory memory) noexcept;
template <class Compiled, class... Arguments>
constexpr auto replay_shaped_call(Arguments const&... arguments);

/// The inputs whose memory results may take, one for each result or -1; without a list none may.
struct nothing_in_place {
    struct list {
        int const* at;
    };
    static constexpr list value{};
};
template <class Verb, class Output, class... S>
struct in_place_of {
    using type = nothing_in_place;
};
template <class Verb, class Output, class... S>
    requires requires { Verb::template in_place<Output, S...>::value; }
struct in_place_of<Verb, Output, S...> {
    using type = typename Verb::template in_place<Output, S...>;
};

}  // namespace detail

/// The program of a verb applied to F with arguments of the structures S.
template <class Verb, class F, class... S>
struct compiled {
    using graph_type = detail::transformed<Verb, F, S...>;
    using output = typename traced_function<F, S...>::output;
    using verb_arguments = typename Verb::template arguments<output, S...>;
    using arguments = typename detail::with_captured<verb_arguments, detail::captured_by<F>>::type;
    using result = typename Verb::template result<output, S...>;
    using input_layout = typename detail::layout_of<arguments>::type;
    using output_layout = detail::layout<result>;
    static constexpr bool is_shaped = shaped<std::remove_cvref_t<decltype(graph_type::value)>>;
    using in_place = typename detail::in_place_of<Verb, output, S...>::type;
    using on_tensors = detail::tensor_program<graph_type, detail::layout_of<arguments>,
                                              detail::layout_of<detail::structure_list<result>>, in_place>;

private:
    static constexpr auto const& from =
        detail::executable<graph_type, detail::layout_of<verb_arguments>::type::leaves>::value;
    static constexpr auto code = fuse(from);
    static constexpr auto straight() {
        return scheduler(from, code, detail::layout_of<arguments>::places, detail::places_of<result>.at).result();
    }
    struct counts {
        int steps, constants, callees, arguments;
    };
    static constexpr counts count() {
        region_scheduler const s(from.view(), code.instructions, detail::layout_of<arguments>::places,
                                 detail::places_of<result>.at);
        return {s.size(), s.constants().size(), s.callees().size(), s.arguments().size()};
    }
    static constexpr auto schedule() {
        if constexpr (has_regions(from.view())) {
            constexpr counts n = count();
            return region_scheduler(from.view(), code.instructions, detail::layout_of<arguments>::places,
                                    detail::places_of<result>.at)
                .template result<n.steps, n.constants, n.callees, n.arguments>();
        } else {
            constexpr auto attempt = straight();
            return shrink<attempt.size, attempt.constant_count>(attempt);
        }
    }

public:
    static constexpr auto value = schedule();
};

namespace detail {

/// Whether all that an argument holds are runs of T, so that it is read where it lies.
template <class A, class T>
inline constexpr bool holds_runs_of = std::is_same_v<A, structure_over<structure_of<A>, T>>;
template <class A, class T>
    requires is_foreign_tensor<A>
inline constexpr bool holds_runs_of<A, T> =
    foreign_tensor<A>::in_place && std::is_same_v<typename foreign_tensor<A>::type::value_type, T>;
template <class A, int... Dims, class T>
inline constexpr bool holds_runs_of<tensor_span<A, Dims...>, T> = std::is_same_v<std::remove_const_t<A>, T>;
template <class A, std::size_t N, class T>
inline constexpr bool holds_runs_of<std::array<A, N>, T> = holds_runs_of<A, T>;
template <class... A, class T>
inline constexpr bool holds_runs_of<std::tuple<A...>, T> = (holds_runs_of<A, T> && ...);
template <class A, class B, class T>
inline constexpr bool holds_runs_of<std::pair<A, B>, T> = holds_runs_of<A, T>&& holds_runs_of<B, T>;

/// One tensor over another scalar.
template <class T, class A>
constexpr auto tensor_of_scalars(A const& x) {
    if constexpr (!is_foreign_tensor<A>) return tensor_cast<T>(x);
    else if constexpr (std::is_same_v<typename foreign_tensor<A>::type::value_type, T>)
        return foreign_tensor<A>::copy(x);
    else return tensor_cast<T>(foreign_tensor<A>::copy(x));
}
template <class S>
inline constexpr bool is_one_tensor = false;
template <int... Dims>
inline constexpr bool is_one_tensor<structure::tensor<Dims...>> = true;

/// An argument as runs of T: itself where it holds T already, else a converted copy.
template <class T, class S, class A>
TAPELESS_ALWAYS_INLINE constexpr decltype(auto) in_scalars_of(A const& argument) {
    if constexpr (holds_runs_of<A, T>) return (argument);
    else if constexpr (is_one_tensor<S>) return tensor_of_scalars<T>(argument);
    else {
        T flat[number_count<S> + 1]{};
        auto copy = [out = &flat[0]](auto const& x) mutable { *out++ = scalar_cast<T>(x); };
        structure_traits<S>::visit(argument, copy);
        auto next = [in = &flat[0]]() mutable { return *in++; };
        return structure_traits<S>::template generate<T>(next);
    }
}

/// Runs a compiled program on arguments that hold T already. `memory`: a workspace, or nothing for one on the stack.
template <class Compiled, class T, class... S, class Memory, class... Arguments>
constexpr structure_over<typename Compiled::result, T> call(structure_list<S...>, [[maybe_unused]] Memory memory,
                                                            Arguments const&... arguments) noexcept {
    T const* in[Compiled::input_layout::runs + 1];
    T const** next_in = in;
    (structure_traits<S>::point(arguments, next_in), ...);
    T* out[Compiled::output_layout::runs + 1];
    T** next_out = out;
    structure_over<typename Compiled::result, T> result;
    if constexpr (Compiled::is_shaped) {
        using program = typename Compiled::on_tensors;
        structure_traits<typename Compiled::result>::point(result, next_out);
        run_shaped<program>(static_cast<T const* const*>(in), static_cast<T* const*>(out), memory);
    } else {
        evaluation<Compiled, T> running(in);
        structure_traits<typename Compiled::result>::point(result, next_out);
        running.store(out);
    }
    return result;
}

}  // namespace detail

/// A verb inside a traced function: its graph becomes part of the one that is being built. `captured` as for `replay`.
template <class Compiled, class... S, class... Arguments>
[[nodiscard]] constexpr auto replay_compiled(detail::structure_list<S...>, [[maybe_unused]] double const* captured,
                                             Arguments const&... arguments) {
    if constexpr (Compiled::is_shaped) return detail::replay_shaped_call<Compiled>(arguments...);
    else {
        traced inputs[static_cast<std::size_t>((1 + ... + leaf_count<S>))];
        traced outputs[static_cast<std::size_t>(leaf_count<typename Compiled::result>) + 1];
        traced* next = inputs;
        ((next = detail::flatten(arguments, next)), ...);
        replay(Compiled::graph_type::value, inputs, outputs, captured);
        return detail::unflatten<typename Compiled::result>(outputs);
    }
}

/// Calls the program of a verb: converts the arguments, runs it, returns its results in their structure.
template <class Compiled, class... S, class... Arguments>
[[nodiscard]] TAPELESS_ALWAYS_INLINE constexpr auto run_compiled(detail::structure_list<S...> structures,
                                                                 Arguments const&... arguments) noexcept {
    using T = scalar_type_of<Arguments...>;
    return detail::call<Compiled, T>(structures, detail::on_the_stack{}, detail::in_scalars_of<T, S>(arguments)...);
}
/// The same in a workspace that the caller has.
template <class Compiled, class T, class... S, class... Arguments>
[[nodiscard]] constexpr auto run_compiled_in(T* workspace, detail::structure_list<S...> structures,
                                             Arguments const&... arguments) noexcept {
    return detail::call<Compiled, T>(structures, workspace, detail::in_scalars_of<T, S>(arguments)...);
}

}  // namespace tapeless

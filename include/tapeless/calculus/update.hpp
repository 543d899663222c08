// SPDX-License-Identifier: BSL-1.0
// Training steps: value, gradient and the change of the parameters as one program.
// In: an optimiser and a function of parameters and samples. Out: a function object that changes the parameters.
#pragma once

#include <tapeless/calculus/inspect.hpp>
#include <tapeless/calculus/update_verb.hpp>
#include <tapeless/calculus/workspace.hpp>

namespace tapeless {

/// What an optimiser keeps between steps: `Moments` numbers for each parameter, and how many steps were made.
template <class Parameters, int Moments>
struct optimiser_state {
    std::array<Parameters, static_cast<std::size_t>(Moments)> moments;
    long long steps = 0;
};

namespace detail {

/// The scalar of parameters decides in which arithmetic a step runs.
template <class Parameters>
using update_scalar = std::conditional_t<any_holds<traced, Parameters>, traced, scalar_type_of<Parameters>>;

/// Whether all that an argument holds are runs of T that can be written.
template <class A, class T>
inline constexpr bool writes_runs_of = holds_runs_of<A, T>;
template <class A, class T>
    requires is_foreign_tensor<A>
inline constexpr bool writes_runs_of<A, T> =
    holds_runs_of<A, T> && std::is_same_v<decltype(foreign_tensor<A>::data(std::declval<A&>())), T*>;
template <class A, int... Dims, class T>
inline constexpr bool writes_runs_of<tensor_span<A, Dims...>, T> = std::is_same_v<A, T>;
template <class A, std::size_t N, class T>
inline constexpr bool writes_runs_of<std::array<A, N>, T> = writes_runs_of<A, T>;
template <class... A, class T>
inline constexpr bool writes_runs_of<std::tuple<A...>, T> = (writes_runs_of<A, T> && ...);
template <class A, class B, class T>
inline constexpr bool writes_runs_of<std::pair<A, B>, T> = writes_runs_of<A, T>&& writes_runs_of<B, T>;

/// What S is at `from`, to `to`, which may be another type of the same structure.
template <class S, class T, class From, class To>
constexpr void assign_structure(From const& from, To& to) {
    if constexpr (std::is_same_v<From, To>) to = from;
    else {
        constexpr int runs = structure_traits<S>::runs;
        struct lengths {
            int at[runs + 1]{};
        };
        constexpr lengths length = [] {
            lengths result;
            constexpr leaf_shapes<S> shapes;
            for (int i = 0; i < leaf_count<S>; ++i) result.at[places_of<S>.at[i].run] += shapes.at[i].size();
            return result;
        }();
        T const* sources[runs + 1];
        T* targets[runs + 1];
        T const** next_source = sources;
        T** next_target = targets;
        structure_traits<S>::point(from, next_source);
        structure_traits<S>::point(to, next_target);
        for (int run = 0; run < runs; ++run)
            for (int i = 0; i < length.at[run]; ++i) targets[run][i] = sources[run][i];
    }
}

/// What a step changes of an optimiser without state.
struct no_state {
    long long steps = 0;
};

/// One step of F: what fits, then the program and where its results go.
template <class Optimiser, class F>
struct training_step {
    using verb = update_verb<Optimiser>;

    template <class Memory, class P, class... A>
    static constexpr auto run(Optimiser const& o, Memory memory, P&& parameters, A&&... arguments) noexcept {
        if constexpr (!has_state<Optimiser>) {
            no_state none;
            return checked<P>(o, memory, parameters, none, arguments...);
        } else if constexpr (sizeof...(A) == 0) {
            check_state<std::remove_reference_t<P>, no_state&>();
            return no_result{};
        } else return checked<P>(o, memory, parameters, static_cast<A&&>(arguments)...);
    }

private:
    /// Makes the step if parameters of type P, a state and further arguments fit; a sentence where not.
    template <class P, class Memory, class State, class... A>
    static constexpr auto checked(Optimiser const& o, Memory memory, std::remove_reference_t<P>& parameters,
                                  State&& state, A const&... arguments) noexcept {
        using parameters_type = std::remove_reference_t<P>;
        using S = structure_of<P>;
        constexpr bool changeable = std::is_lvalue_reference_v<P> && !std::is_const_v<parameters_type>;
        static_assert(changeable, "update_with(optimiser, f)(parameters, x...) requires parameters that it can change: "
                                  "a variable, neither const nor a temporary");
        if constexpr (!changeable) return no_result{};
        else if constexpr (!check_state<parameters_type, State&&>()) return no_result{};
        else {
            using kept = structure_over<typename verb::template kept<S>, double>;
            using verdict = decltype(verb_function<verb, F, checked_only>{}(
                std::declval<parameters_type const&>(), std::declval<A const&>()..., std::declval<kept const&>(),
                numbers_at(std::declval<Optimiser const&>(), 1)));
            if constexpr (std::is_same_v<verdict, no_result>) return no_result{};
            else return made<S>(o, memory, parameters, state, arguments...);
        }
    }
    template <class S, class Memory, class P, class State, class... A>
    static constexpr auto made(Optimiser const& o, Memory memory, P& parameters, State& state,
                               A const&... arguments) noexcept {
        using T = update_scalar<P>;
        using program = typename compiled_for<verb, F, structure_list<S, structure_of<A>...>>::type;
        constexpr bool there = writes_runs_of<P, T>;
        static_assert(there, "update_with(optimiser, f)(parameters, x...) requires all parameters to be float or all "
                             "to be double, and matrices of Eigen to lie row by row");
        if constexpr (!there) return no_result{};
        else if constexpr (!fits<program, T, Memory>()) return no_result{};
        else if constexpr (runs_in_place<program, T>())
            return call_in_place<program, T>(typename program::arguments{}, memory, parameters, state, parameters,
                                             arguments..., kept_in<structure_over<S, T>>(state),
                                             numbers_at(o, ++state.steps));
        else {
            auto const result = call<program, T>(typename program::arguments{}, memory, parameters, arguments...,
                                                 kept_in<structure_over<S, T>>(state), numbers_at(o, ++state.steps));
            assign_structure<S, T>(std::get<1>(result), parameters);
            if constexpr (Optimiser::moments > 0) state.moments = std::get<2>(result);
            return std::get<0>(result);
        }
    }

    /// Whether the workspace is large enough; a sentence where not.
    template <class Program, class T, class Memory>
    static constexpr bool fits() {
        if constexpr (std::is_same_v<T, traced> || !Program::is_shaped || std::is_same_v<Memory, on_the_stack>)
            return true;
        else {
            constexpr bool enough =
                std::is_same_v<T, typename Memory::scalar> && Memory::count >= Program::on_tensors::workspace;
            static_assert(enough,
                          "update_with(optimiser, f).in(memory)(parameters, x...) requires a workspace of the "
                          "type of the parameters and of workspace_bytes<types of parameters, x...>(step) bytes "
                          "at least");
            return enough;
        }
    }
    template <class P, class State>
    static constexpr bool check_state() {
        if constexpr (!has_state<Optimiser> || !is_known<structure_of<P>>) return true;
        else {
            using wanted = optimiser_state<structure_over<structure_of<P>, update_scalar<P>>, Optimiser::moments>&;
            constexpr bool fits = std::is_same_v<State, wanted>;
            static_assert(fits, "update_with(optimiser, f)(parameters, state, x...) requires as state a variable that "
                                "initial_state(parameters) gave for such parameters");
            return fits;
        }
    }
    template <class P, class State>
    static constexpr decltype(auto) kept_in(State const& state) {
        if constexpr (std::is_same_v<State, no_state>) return std::array<P, 0>{};
        else return (state.moments);
    }
    template <class Program, class T, class... S, class Memory, class... A>
    static constexpr auto call(structure_list<S...> all, Memory memory, A const&... arguments) noexcept {
        if constexpr (std::is_same_v<T, traced>) return replay_compiled<Program>(all, nullptr, arguments...);
        else if constexpr (std::is_same_v<Memory, on_the_stack> || !Program::is_shaped)
            return detail::call<Program, T>(all, on_the_stack{}, in_scalars_of<T, S>(arguments)...);
        else return detail::call<Program, T>(all, memory.numbers, in_scalars_of<T, S>(arguments)...);
    }

    // Programs of tensors change parameters and state where they lie, which must not overlap with other arguments.
    template <class Program, class T>
    static constexpr bool runs_in_place() {
        if constexpr (std::is_same_v<T, traced> || !Program::is_shaped) return false;
        else return Program::on_tensors::runs_in_place;
    }
    template <class Program, class T, class... S, class Memory, class P, class State, class... A>
    static constexpr T call_in_place(structure_list<S...> all, Memory memory, P& parameters, State& state,
                                     A const&... arguments) noexcept {
        return run_in_place<Program, T>(all, memory, parameters, state, in_scalars_of<T, S>(arguments)...);
    }
    template <class Program, class T, class... S, class Memory, class P, class State, class... A>
    static constexpr T run_in_place(structure_list<S...>, [[maybe_unused]] Memory memory, P& parameters,
                                    [[maybe_unused]] State& state, A const&... arguments) noexcept {
        T const* in[Program::input_layout::runs + 1];
        T const** next_in = in;
        (structure_traits<S>::point(arguments, next_in), ...);
        T value{};
        T* out[Program::output_layout::runs + 1];
        T** next_out = out;
        structure_traits<structure::scalar>::point(value, next_out);
        structure_traits<structure_of<P>>::point(parameters, next_out);
        if constexpr (Optimiser::moments > 0)
            structure_traits<structure_of<decltype(state.moments)>>::point(state.moments, next_out);
        if constexpr (std::is_same_v<Memory, on_the_stack>)
            run_shaped<typename Program::on_tensors>(static_cast<T const* const*>(in), static_cast<T* const*>(out),
                                                     memory);
        else
            run_shaped<typename Program::on_tensors>(static_cast<T const* const*>(in), static_cast<T* const*>(out),
                                                     memory.numbers);
        return value;
    }
};

/// A workspace that the caller has.
template <class T, int N>
struct workspace_of_step {
    using scalar = T;
    static constexpr int count = N;
    T* numbers;
};

template <class Optimiser, class F, class T, int N>
struct learner_in_workspace {
    Optimiser optimiser;
    workspace_of_step<T, N> memory;

    template <class P, class... A>
    constexpr auto operator()(P&& parameters, A&&... arguments) const noexcept {
        return training_step<Optimiser, F>::run(optimiser, memory, static_cast<P&&>(parameters),
                                                static_cast<A&&>(arguments)...);
    }
};

}  // namespace detail

/// What update_with(optimiser, f) returns.
///
/// Example     update_with(...).optimiser.learning_rate *= 0.99 between steps is a schedule
template <class Optimiser, class F>
struct learner {
    Optimiser optimiser{};  ///< what its members say when a step is called counts

    /// What the optimiser keeps before the first step: zeros in the structure of the parameters.
    template <class P>
    [[nodiscard]] constexpr auto initial_state(P const&) const noexcept {
        using T = detail::update_scalar<P>;
        using kept = structure_over<structure_of<P>, T>;
        optimiser_state<kept, Optimiser::moments> result{};
        [[maybe_unused]] auto zero = [] { return T(0); };
        for (kept& each : result.moments) each = detail::structure_traits<structure_of<P>>::template generate<T>(zero);
        return result;
    }

    template <class P, class... A>
    constexpr auto operator()(P&& parameters, A&&... arguments) const noexcept {
        return detail::training_step<Optimiser, F>::run(optimiser, detail::on_the_stack{}, static_cast<P&&>(parameters),
                                                        static_cast<A&&>(arguments)...);
    }

    /// The same step, whose intermediate results lie in `memory`.
    template <class T, int N>
    [[nodiscard]] constexpr auto in(workspace<T, N>& memory) const noexcept {
        return detail::learner_in_workspace<Optimiser, F, T, N>{optimiser, {memory.numbers}};
    }
};

namespace detail {

/// For whoever counts or writes down a step: what is kept and the numbers of the optimiser are its last arguments, and
/// its results are the loss, the parameters and what is kept.
template <class Optimiser, class F>
struct by_position<learner<Optimiser, F>> {
    using type = verb_function<update_verb<Optimiser>, F>;
};

}  // namespace detail

/// A training step: f's value, its gradient by the parameters, and their change by an optimiser in one program.
///
///   constexpr auto step = update_with(sgd{.learning_rate = 0.1}, f);
///   auto loss = step(parameters, x...);                  // f(parameters, x...) before the step
///
/// An optimiser that keeps numbers, or counts steps, has a state:
///
///   constexpr auto step = update_with(adam{}, f);
///   auto state = step.initial_state(parameters);   ...   step(parameters, state, x...);
///
/// An optimiser of one's own is a struct O with
///
///   static constexpr int moments;             how many numbers it keeps for each parameter
///   numbers(step) const                       std::array<double, N> of what update reads, for step 1, 2, ...; or
///                                             numbers() const, if it is the same for all steps
///   static update(p, g, moment..., numbers)   std::array of the new p and the new moments, for one number each
///   static seed(numbers)                      if it is there: g comes multiplied by this, for one product where the
///                                             backward sweep begins
///
/// Shapes      parameters: any structure of float or of double, which decides in what the step computes; f returns one
///             number. Where f uses tensors, x... must lie apart from parameters and state, which change in place
/// Cost        that of value_and_gradient(f), and what the optimiser does; no allocation
/// Error       "update_with(optimiser, f)(parameters, x...) requires parameters that it can change: ...", and others
/// Example     examples/train_struct.cpp
template <class Optimiser, class F>
[[nodiscard]] constexpr auto update_with(Optimiser const& o, F const&) noexcept {
    static_assert(detail::optimiser<Optimiser>,
                  "update_with(optimiser, f) requires an optimiser such as sgd{} or adam{}: a struct with moments, "
                  "numbers(step) and update(p, g, moment..., numbers)");
    static_assert(!formula_type<F>, "update_with(optimiser, f) requires f to be a function, not a formula");
    if constexpr (!detail::optimiser<Optimiser> || formula_type<F>) return detail::no_result{};
    else {
        detail::check_function<F>();
        return learner<Optimiser, F>{o};
    }
}

}  // namespace tapeless

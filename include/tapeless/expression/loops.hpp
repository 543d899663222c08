// SPDX-License-Identifier: BSL-1.0
// Loops that stay loops: one copy of their body's code, forwards and backwards.
// In: a function of one step. Out: what it has carried and written after all steps; or a function whose inside is computed
// again when it is differentiated.
#pragma once

#include <tapeless/expression/samples.hpp>
#include <tapeless/expression/tensor.hpp>
#include <tapeless/graph/loops.hpp>

namespace tapeless {

/// What scan(...) returns; takes apart as `auto [state, outputs] = ...`.
template <class State, class Outputs>
struct state_with_outputs {
    State state;
    Outputs outputs;

    using named_members = void;  ///< it is a structure in its turn
    static constexpr char const* member_names[] = {"state", "outputs"};
    template <std::size_t I, class Self>
    [[nodiscard]] static constexpr auto& member(Self& self) noexcept {
        if constexpr (I == 0) return self.state;
        else return self.outputs;
    }
};

namespace detail {

/// A body while it is traced: handles of its inputs, one after the other.
class body_inputs {
public:
    constexpr body_inputs(graph_builder& body, int* operands) : body_(body), operands_(operands) {}

    /// Handles inside the body for a structure S; `outside` are handles of its operands, as `Outside` has them.
    template <class S, class Outside, class A>
    constexpr structure_over<S, traced> take(graph_builder& g, A const& outside) {
        traced flat[static_cast<std::size_t>(leaf_count<S>) + 1];
        flatten(outside, flat);
        constexpr leaf_shapes<Outside> shapes_outside;
        auto next = [&, shapes = leaf_shapes<S>(), leaf = 0]() mutable {
            operands_[count_] = arrange::broadcast_to(g, flat[leaf].index_in(g), shapes_outside.at[leaf]);
            int const node = body_.input(count_++, shapes.at[leaf++]);
            return traced(&body_, node);
        };
        return structure_traits<S>::template generate<traced>(next);
    }
    [[nodiscard]] constexpr int count() const { return count_; }

private:
    graph_builder& body_;
    int* operands_;
    int count_ = 0;
};

/// The nodes of a structure's leaves in a body, each of its shape.
template <class S, class A>
constexpr int* body_outputs(graph_builder& body, A const& results, int* out) {
    traced flat[static_cast<std::size_t>(leaf_count<S>) + 1];
    flatten(as_handles(body, results), flat);
    constexpr leaf_shapes<S> shapes;
    for (int i = 0; i < leaf_count<S>; ++i) *out++ = arrange::broadcast_to(body, flat[i].index_in(body), shapes.at[i]);
    return out;
}

/// The loop around a body that has been traced.
constexpr int close_loop(graph_builder& g, graph_builder& body, loop what, int* operands, int count, int const* outputs,
                         int output_count) {
    int* const all = new int[static_cast<unsigned>(count + body.import_count()) + 1]{};
    for (int i = 0; i < count; ++i) all[i] = operands[i];
    for (int i = 0; i < body.import_count(); ++i) all[count++] = body.imported(i);
    body.declare_inputs(count);
    what.part = g.tables().part(body.view(outputs, output_count));
    int const node = arrange::scan(g, what, all, count);
    delete[] all;
    return node;
}

/// The handles of some results of a loop.
template <class S>
constexpr structure_over<S, traced> loop_results(graph_builder& g, int node, int first) {
    auto next = [&g, node, k = first]() mutable {
        return traced(&g, arrange::scan_result(g, node, loop(g.attribute_of(node)), k++));
    };
    return structure_traits<S>::template generate<traced>(next);
}

/// What a step gives back: its state, and perhaps an output.
template <bool HasOutputs, class Result>
struct step_result {
    using state = structure_of<Result>;
    using output = structure_of<std::tuple<>>;
};
template <class Result>
struct step_result<true, Result> {
    using state = structure_of<decltype(element_of<0>(std::declval<Result&>()))>;
    using output = structure_of<decltype(element_of<1>(std::declval<Result&>()))>;
};

/// Whether a loop can be closed; a sentence where not.
template <class State, class After>
constexpr bool carries_state() {
    constexpr bool fits = std::is_same_v<State, After>;
    static_assert(fits,
                  "scan(cell, state, inputs, x...) and its relatives require cell to return a state of the shapes "
                  "and structure that it got");
    return fits;
}
template <class Inputs>
constexpr bool has_steps() {
    using sample = one_sample<Inputs, 0>;
    constexpr bool fits = sample::all_tensors && sample::length > 0;
    static_assert(fits, "scan(cell, state, inputs, x...) and its relatives require inputs to hold tensors whose first "
                        "axes have one length: the steps");
    return fits;
}

/// What stands for a checkpoint of a function that cannot have one.
struct no_checkpoint {
    template <class... A>
    constexpr traced operator()(A const&...) const {
        return 0;
    }
};

/// A loop over the first axes of `inputs`, or `Steps` times without any.
template <bool HasOutputs, int Steps, class Cell, class State, class Inputs, class... Extra>
constexpr auto traced_loop(Cell const& cell, State const& state, [[maybe_unused]] Inputs const& inputs,
                           Extra const&... extra) {
    using S = structure_of<State>;
    using all_inputs = structure_of<Inputs>;
    using sample = one_sample<all_inputs, 0>;
    constexpr bool reads = Steps == 0;
    constexpr int steps = reads ? sample::length : Steps;
    constexpr int most = 1 + leaf_count<S> + leaf_count<all_inputs> + (0 + ... + leaf_count<structure_of<Extra>>);
    graph_builder& g = *graph_around(state, inputs, extra...);
    graph_builder body(sharing::on);
    body.stand_in(g);
    int operands[static_cast<std::size_t>(most)]{};
    body_inputs given(body, operands);
    auto const inner_state = given.template take<S, S>(g, as_handles(g, state));
    auto const result = [&] {
        if constexpr (reads) {
            auto const x = given.template take<typename sample::type, all_inputs>(g, as_handles(g, inputs));
            return [&](auto const&... e) {
                return cell(inner_state, x, e...);
            }(given.template take<structure_of<Extra>, structure_of<Extra>>(g, as_handles(g, extra))...);
        } else
            return [&](auto const&... e) {
                return cell(inner_state, e...);
            }(given.template take<structure_of<Extra>, structure_of<Extra>>(g, as_handles(g, extra))...);
    }();
    using step = step_result<HasOutputs, std::remove_cvref_t<decltype(result)>>;
    using output = typename step::output;
    if constexpr (!carries_state<S, typename step::state>()) {
        if constexpr (HasOutputs) return state_with_outputs<State, traced>{state, 0};
        else return state;
    } else {
        int outputs[static_cast<std::size_t>(leaf_count<S> + leaf_count<output>) + 1]{};
        loop what;
        what.steps = steps;
        what.carried = leaf_count<S>;
        what.read = reads ? leaf_count<all_inputs> : 0;
        if constexpr (HasOutputs) {
            int* const next = body_outputs<S>(body, element_of<0>(result), outputs);
            body_outputs<output>(body, element_of<1>(result), next);
        } else body_outputs<S>(body, result, outputs);
        int const node =
            close_loop(g, body, what, operands, given.count(), outputs, leaf_count<S> + leaf_count<output>);
        auto const carried = loop_results<S>(g, node, 0);
        if constexpr (HasOutputs) {
            auto written = loop_results<nested_structure<structure::tensor<steps>, output>>(g, node, what.carried);
            return state_with_outputs<decltype(loop_results<S>(g, node, 0)), decltype(written)>{carried, written};
        } else return carried;
    }
}

/// Loops as operations, for plain numbers and tensors.
template <class Cell, bool HasOutputs>
struct scan_operation {
    template <class State, class Inputs, class... Extra>
    constexpr auto operator()(State const& state, Inputs const& inputs, Extra const&... extra) const {
        if constexpr (has_steps<structure_of<Inputs>>())
            return traced_loop<HasOutputs, 0>(Cell{}, state, inputs, extra...);
        else if constexpr (HasOutputs) return state_with_outputs<State, traced>{state, 0};
        else return state;
    }
};
template <class Cell, int Steps>
struct iterate_operation {
    template <class State, class... Extra>
    constexpr auto operator()(State const& state, Extra const&... extra) const {
        return traced_loop<false, Steps>(Cell{}, state, std::tuple<>(), extra...);
    }
};

template <class F>
struct checkpointed {
    template <class... A>
    constexpr auto operator()(A const&... a) const {
        if constexpr (!any_holds<traced, A...>) return run_now<F>(a...);
        else {
            using result = std::remove_cvref_t<decltype(F{}(as_handles(std::declval<graph_builder&>(), a)...))>;
            using output = structure_of<result>;
            graph_builder& g = *graph_around(a...);
            graph_builder body(sharing::on);
            body.stand_in(g);
            int operands[static_cast<std::size_t>((1 + ... + leaf_count<structure_of<A>>))]{};
            int outputs[static_cast<std::size_t>(leaf_count<output>) + 1]{};
            body_inputs given(body, operands);
            [&](auto const&... x) {
                body_outputs<output>(body, F{}(x...), outputs);
            }(given.template take<structure_of<A>, structure_of<A>>(g, as_handles(g, a))...);
            loop what;
            what.steps = 1;
            what.recomputed = true;
            int const node = close_loop(g, body, what, operands, given.count(), outputs, leaf_count<output>);
            auto next = [&, k = 0, shapes = leaf_shapes<output>()]() mutable {
                int const one_step = arrange::scan_result(g, node, loop(g.attribute_of(node)), k);
                return traced(&g, arrange::reshape(g, one_step, shapes.at[k++]));
            };
            return structure_traits<output>::template generate<traced>(next);
        }
    }
};

}  // namespace detail

/// A loop that carries a state and writes an output at every step.
///
///   for t = 0, 1, ...: (state, outputs[t]) = cell(state, inputs[t], x...)
///
/// Shapes      inputs: tensors, or structures of them, whose first axis are the steps; cell returns a pair, tuple or
///             Hana tuple of the new state, which has the structure of the old one, and the step's output; both may be
///             structures. The result: the last state, and the outputs with the steps as first axis
/// Derivative  a loop that runs backwards; the states of all steps are kept, the inside of cell is computed again
/// Cost        one copy of cell's code forwards and one backwards, whatever the number of steps
/// Numerics    values are those of the steps written out with tensors, bit for bit. A derivative may differ by rounding:
///             the parts of an adjoint that a step passes to its state are summed before they meet those from elsewhere.
///             Steps written out in numbers alone are rearranged as one expression. Tangents of the first state and
///             adjoints of the last one take part where they are 0, so that an infinite slope there makes NaN of them
/// Error       "scan(cell, state, inputs, x...) and its relatives require cell to return a state of the shapes ..."
/// Source      the loop of JAX's lax.scan
template <class Cell, class State, class Inputs, class... Extra>
[[nodiscard]] constexpr auto scan(Cell const& cell, State const& state, Inputs const& inputs, Extra const&... x) {
    if constexpr (!any_holds<traced, State, Inputs, Extra...>)
        return detail::run_now<detail::scan_operation<Cell, true>>(state, inputs, x...);
    else if constexpr (detail::has_steps<structure_of<Inputs>>())
        return detail::traced_loop<true, 0>(cell, state, inputs, x...);
    else return state_with_outputs<State, traced>{state, 0};
}

/// A loop that carries a state: scan without outputs.
///
///   for t = 0, 1, ...: state = cell(state, inputs[t], x...)
///
/// Error       as scan
template <class Cell, class State, class Inputs, class... Extra>
    requires(!std::is_same_v<Cell, op>)  // fold(op::add, 1, 2) is one of graph/kernel.hpp
[[nodiscard]] constexpr auto fold(Cell const& cell, State const& state, Inputs const& inputs, Extra const&... x) {
    if constexpr (!any_holds<traced, State, Inputs, Extra...>)
        return detail::run_now<detail::scan_operation<Cell, false>>(state, inputs, x...);
    else if constexpr (detail::has_steps<structure_of<Inputs>>())
        return detail::traced_loop<false, 0>(cell, state, inputs, x...);
    else return state;
}

/// f applied `Steps` times.
///
///   repeat Steps times: state = f(state, x...)
///
/// Derivative  as scan
/// Cost        as scan
/// Error       "iterate<steps>(f, state, x...) requires at least one step"; as scan
template <int Steps, class F, class State, class... Extra>
[[nodiscard]] constexpr auto iterate(F const& f, State const& state, Extra const&... x) {
    static_assert(Steps > 0, "iterate<steps>(f, state, x...) requires at least one step");
    if constexpr (Steps <= 0) return state;
    else if constexpr (!any_holds<traced, State, Extra...>)
        return detail::run_now<detail::iterate_operation<F, Steps>>(state, x...);
    else return detail::traced_loop<false, Steps>(f, state, std::tuple<>(), x...);
}

/// f, of which differentiation keeps only the arguments: its inside is computed once more on the way back.
///
///   checkpoint(f)(x...) = f(x...)
///
/// Cost        f is computed twice for a gradient; the workspace of its inside is needed for one f at a time
/// Error       "checkpoint(f) requires f to be a lambda without captures or a function object without members"
/// Source      A. Griewank and A. Walther, Evaluating Derivatives (2008), chapter 12
template <class F>
[[nodiscard]] constexpr auto checkpoint(F const&) noexcept {
    constexpr bool empty = std::is_empty_v<F> && std::is_default_constructible_v<F>;
    static_assert(empty,
                  "checkpoint(f) requires f to be a lambda without captures or a function object without members");
    if constexpr (empty) return detail::checkpointed<F>{};
    else return detail::no_checkpoint{};
}

}  // namespace tapeless

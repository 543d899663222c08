// SPDX-License-Identifier: BSL-1.0
// Functions of one sample as functions of many.
// In: a function. Out: a function object whose arguments and results have a leading axis.
#pragma once

#include <tapeless/calculus/tensor_calls.hpp>
#include <tapeless/expression/samples.hpp>
#include <tapeless/graph/batch.hpp>

namespace tapeless {

namespace detail {

/// The axes by number, -1 for an argument that is the same for all samples.
template <int... InAxis>
struct in_axes {
    template <std::size_t I>
    static constexpr int at() {
        if constexpr (sizeof...(InAxis) == 0) return 0;
        else {
            int const all[] = {InAxis..., 0};
            return all[I];
        }
    }
};

/// What vmap asks of its arguments.
template <class... Sample>
struct samples {
    static constexpr int count = [] {
        int result = 0;
        ((result = common_length(result, Sample::length)), ...);
        return result;
    }();
    static constexpr bool tensors = (Sample::all_tensors && ...);
};

/// The structures of arguments whose axis number I is taken off.
template <class Axes, class List, class Indices>
struct samples_of;
template <class Axes, class... S, std::size_t... I>
struct samples_of<Axes, structure_list<S...>, std::index_sequence<I...>> {
    using check = samples<one_sample<S, Axes::template at<I>()>...>;
    using type = structure_list<typename one_sample<S, Axes::template at<I>()>::type...>;
};

template <class F, class List>
struct traced_value;
template <class F, class... S>
struct traced_value<F, structure_list<S...>> {
    using graph = transformed<value_verb, F, S...>;
    using output = typename traced_function<F, S...>::output;
    static constexpr int most_axes() {
        int most = 0;
        graph_view const g = graph::value.view();
        auto const look = [&](node const* nodes, int count) {
            for (int i = 0; i < count && g.has_shapes(); ++i)
                if (int const rank = g.tables.shapes[nodes[i].shape].rank; rank > most) most = rank;
        };
        look(g.nodes, g.size);
        look(g.tables.part_nodes, g.tables.sizes.part_nodes);
        return most;
    }
};

/// f for every sample.
template <class F, int... InAxis>
struct vmapped {
    template <class... A>
    constexpr auto operator()(A const&... arguments) const {
        if constexpr (!std::is_empty_v<F>) return no_result{};  // check_function has said why
        else if constexpr (!any_holds<traced, A...>) return run_now<vmapped>(arguments...);
        else {
            using all = structure_list<structure_of<A>...>;
            using each = samples_of<in_axes<InAxis...>, all, std::index_sequence_for<A...>>;
            constexpr bool tensors = each::check::tensors;
            static_assert(tensors, "vmap(f)(x...) requires every argument x to hold tensors with the axis that is "
                                   "mapped; vmap<0, -1>(f) leaves out the second argument");
            constexpr bool alike = !tensors || each::check::count > 0;
            static_assert(alike,
                          "vmap(f)(x...) requires the mapped axes of all arguments x to have one length, and one "
                          "of them at least");
            if constexpr (!tensors || !alike) return no_result{};
            else if constexpr (!takes_samples<typename each::type>()) return no_result{};
            else return map<each>(std::index_sequence_for<A...>{}, arguments...);
        }
    }

private:
    /// Whether f can be called with one sample; a sentence where not.
    template <class Sample>
    static constexpr bool takes_samples() {
        using call = inspection<F, Sample>;
        constexpr bool accepted = call::accepted();
        static_assert(accepted, "vmap(f)(x...) requires f to accept one sample of the arguments x...: their number or "
                                "kind does not match the parameters of f");
        if constexpr (!accepted) return false;
        else if constexpr (call::has_failed()) return false;  // the function is a verb that has said why
        else {
            constexpr bool numbers = call::gives_numbers();
            static_assert(numbers, "vmap(f)(x...) requires f to return numbers, tensors or structures of them");
            if constexpr (!numbers) return false;
            else {
                constexpr bool constant = call::constant();
                static_assert(constant, "vmap(f)(x...) requires f and every function that it calls to be constexpr: "
                                        "value(f)(x...) of one sample gives the reason");
                if constexpr (!constant) return false;
                else {
                    constexpr bool few = traced_value<F, Sample>::most_axes() < max_rank;
                    static_assert(few, "vmap(f)(x...) requires at most seven axes of tensors inside of f, since the "
                                       "mapped one is added; windows and products count too");
                    return few;
                }
            }
        }
    }
    template <class Each, std::size_t... I, class... A>
    static constexpr auto map(std::index_sequence<I...>, A const&... arguments) {
        using inner = traced_value<F, typename Each::type>;
        constexpr int leaves = (0 + ... + leaf_count<structure_of<A>>);
        constexpr int outputs = leaf_count<typename inner::output>;
        traced flat[static_cast<std::size_t>(leaves) + 1];
        int places[static_cast<std::size_t>(leaves) + 1]{};
        bool mapped[static_cast<std::size_t>(leaves) + 1]{};
        graph_builder* const g = graph_around(arguments...);
        int next = 0;
        auto const take = [&]<std::size_t K>(auto const& argument) {
            traced* const end = flatten(as_handles(*g, argument), flat + next);
            for (; flat + next != end; ++next) mapped[next] = in_axes<InAxis...>::template at<K>() >= 0;
        };
        (take.template operator()<I>(arguments), ...);
        constexpr leaf_shapes<structure_of<A>...> shapes;
        next = 0;
        auto const place = [&]<std::size_t K>(int count) {
            constexpr int axis = in_axes<InAxis...>::template at<K>();
            for (int end = next + count; next < end; ++next) {
                int const node = arrange::broadcast_to(*g, flat[next].index_in(*g), shapes.at[next]);
                places[next] = axis > 0 ? axis_first(*g, node, axis) : node;
            }
        };
        (place.template operator()<I>(leaf_count<structure_of<A>>), ...);
        batching batch(inner::graph::value.view(), Each::check::count, *g);
        batch.run(places, mapped);
        traced results[static_cast<std::size_t>(outputs) + 1];
        for (int i = 0; i < outputs; ++i) results[i] = {g, batch.output(i)};
        return unflatten<nested_structure<structure::tensor<Each::check::count>, typename inner::output>>(results);
    }
    static constexpr int axis_first(graph_builder& g, int x, int axis) {
        int order[max_rank]{};
        for (int i = 0; i < g.shape_of(x).rank; ++i) order[i] = i == 0 ? axis : i <= axis ? i - 1 : i;
        return arrange::permute(g, x, order);
    }
};

}  // namespace detail

/// The function of a batch: f for every index of an axis, which leads in the results.
///
///   vmap(f)(x...)[b] = f(x[b]...),   vmap<0, -1>(f)(x, w)[b] = f(x[b], w)
///
/// Shapes      x: tensors and structures of tensors; the numbers say which of their axes runs, -1 that none does; by
///             default 0 for every argument
/// Cost        the nodes of f with one axis more: loops, not copies of f's code
/// Error       "vmap(f)(x...) requires every argument x to hold tensors with the axis that is mapped; ...", and others
/// Example     examples/train_batches.cpp: vmap(gradient(f)) gives the gradient of every sample
template <int... InAxis, class F>
[[nodiscard]] constexpr auto vmap(F const&) noexcept {
    detail::check_function<F>();
    return detail::vmapped<F, InAxis...>{};
}

}  // namespace tapeless

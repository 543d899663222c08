// SPDX-License-Identifier: BSL-1.0
// Random graphs with shapes that are part of types, and their programs beside an interpreter.
// In: seeds. Out: how far what was compiled is from what loops over index tuples give.
#pragma once

#include "support/shaped_cook.hpp"
#include "support/shaped_listing.hpp"
#include "support/shaped_values.hpp"

#include <tapeless/differentiate/reverse.hpp>
#include <tapeless/execute/tensor_program.hpp>
#include <tapeless/simplify/tensors.hpp>

namespace support {

/// Accepts everything: values are not known in constant evaluation, and tame graphs have none that are not moderate.
struct no_oracle {
    constexpr void look(graph_builder const&) {}
    [[nodiscard]] constexpr bool fine(int) const { return true; }
    [[nodiscard]] constexpr bool is_below(int, int) const { return false; }
    [[nodiscard]] constexpr no_oracle inside(std::vector<int> const&, tapeless::loop const&) const { return {}; }
};

/// A graph of three inputs from about `recipes` recipes; with gradient of the sum of its outputs where `derived`.
template <int Seed, int Recipes, bool Derived>
struct seeded_tensors {
    static constexpr int outputs = Derived ? 3 : 4;
    static constexpr int guess = 40;

    static constexpr extents shape(int input) {
        extents to;
        random_source random(static_cast<std::uint64_t>(3 * Seed + input));
        constexpr int lengths[] = {2, 3, 3, 2, 1};
        for (int k = 1 + (Seed + input) % 3; k > 0; --k) to.push(lengths[random.below(5)]);
        return to;
    }
    static constexpr std::vector<shaped_recipe> recipes(random_source& random, int count) {
        std::vector<shaped_recipe> list;
        for (int k = 0; k < count; ++k) {
            int const what = (11 * (Seed + k) + random.below(2)) % dish_count;  // every dish in every other graph
            list.push_back({static_cast<dish>(what), random.below(64), random.below(64), random.below(1 << 20)});
        }
        return list;
    }
    template <int Capacity, tapeless::table_sizes Sizes = tapeless::table_sizes{}>
    static constexpr auto run() {
        random_source random(static_cast<std::uint64_t>(Seed));
        std::vector<shaped_recipe> const bodies = recipes(random, 6);
        graph_builder g(tapeless::sharing::on);
        no_oracle oracle;
        shaped_kitchen const kitchen{.stops = true, .matrices = true, .tame = true, .deepest = 2};
        shaped_cook cook(g, oracle, bodies, kitchen);
        for (int k = 0; k < 3; ++k) cook.add_input(k, shape(k), false);
        for (shaped_recipe const& r : recipes(random, Recipes)) cook.follow(r);
        std::vector<int> ends = cook.results(4);
        while (ends.size() < 4) ends.push_back(ends[0]);
        graph_builder plain(tapeless::sharing::on);
        tapeless::simplify_shaped(g.view(ends.data(), 4), plain, ends.data());
        plain.declare_inputs(3);
        if constexpr (!Derived) return plain.template freeze<Capacity, outputs, Sizes>(ends.data());
        else {
            tapeless::graph_view const from = plain.view(ends.data(), 4);
            graph_builder raw(from, tapeless::sharing::on, 4 * from.size + 16);
            int seeds[4]{};
            for (int k = 0; k < 4; ++k)
                seeds[k] = arrange::broadcast_to(raw, raw.constant(1), from.shape_of(from.outputs[k]));
            bool const wanted[] = {true, true, true};
            int adjoints[3]{};
            tapeless::reverse_sweep(from, wanted, raw).run(seeds, adjoints);
            for (int k = 0; k < 3; ++k)
                adjoints[k] = arrange::broadcast_to(raw, adjoints[k] < 0 ? raw.constant(0) : adjoints[k], shape(k));
            graph_builder out(tapeless::sharing::on);
            tapeless::simplify_shaped(raw.view(adjoints, 3), out, adjoints);
            out.declare_inputs(3);
            return out.template freeze<Capacity, outputs, Sizes>(adjoints);
        }
    }
};

/// Its program: every input and every output in a run of its own.
template <class Made>
struct compiled_tensors {
    static constexpr auto value = tapeless::fitted<Made>::value;
    static constexpr graph_view graph() { return value.view(); }
    static constexpr tapeless::place each_own_run[] = {{0, 0}, {1, 0}, {2, 0}, {3, 0}};
    static constexpr tapeless::place const* output_places = each_own_run;
    static constexpr tapeless::tensor_plan<value.view().size, value.view().output_count> plan{
        value.view(), each_own_run, each_own_run};
};

/// What differs, which should be nothing, and how much was compared.
struct tensor_disagreement {
    int graphs = 0;
    int nodes = 0;
    int loops = 0;
    int numbers = 0;
    int unsaid = 0;
    std::string first;
};

template <class Made>
void compare_tensors(int seed, tensor_disagreement& d) {
    using program = compiled_tensors<Made>;
    graph_view const g = program::graph();
    random_source random(static_cast<std::uint64_t>(seed));
    std::vector<std::vector<double>> in(3), out(static_cast<std::size_t>(Made::outputs));
    std::vector<double const*> from;
    std::vector<double*> to;
    std::vector<shaped_numbers<double>> inputs;
    for (int k = 0; k < 3; ++k) {
        std::vector<double>& x = in[static_cast<std::size_t>(k)];
        while (static_cast<int>(x.size()) < Made::shape(k).size()) x.push_back(random.between(-1, 1));
        from.push_back(x.data());
        inputs.push_back({Made::shape(k), x});
    }
    for (int k = 0; k < Made::outputs; ++k) {
        std::vector<double>& x = out[static_cast<std::size_t>(k)];
        x.assign(static_cast<std::size_t>(g.shape_of(g.outputs[k]).size()), -12345);
        to.push_back(x.data());
    }
    std::vector<double> workspace(static_cast<std::size_t>(program::plan.workspace) + 1, -54321);
    tapeless::run_tensor_program<program>(from.data(), to.data(), workspace.data());

    decisions trail;
    shaped_interpreter<double> values(inputs, &trail);
    values.run(g);
    double const largest = values.take_largest();
    d.nodes += g.size;
    d.loops += tapeless::any_operation(g, [](op o) { return o == op::scan; });
    for (int k = 0; k < Made::outputs; ++k) {
        std::vector<double> const& expected = values[g.outputs[k]].at;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            double const x = out[static_cast<std::size_t>(k)][i];
            bool const known = largest < 1e6 && !(trail.gap < 1e-9L);
            ++(known ? d.numbers : d.unsaid);
            if (!known || std::fabs(x - expected[i]) <= 1e-12 * (1 + largest)) continue;
            ++d.graphs;
            if (d.first.empty())
                d.first = "seed " + std::to_string(seed) + ", output " + std::to_string(k) + ", entry " +
                          std::to_string(i) + ": " + std::to_string(x) + " for " + std::to_string(expected[i]) + "\n" +
                          listing(g);
            break;
        }
    }
}

/// Graphs of these seeds, and the gradient for every third one.
template <int First, int Recipes, int... I>
tensor_disagreement compare_all_tensors(std::integer_sequence<int, I...>) {
    tensor_disagreement d;
    (compare_tensors<seeded_tensors<First + I, Recipes, (First + I) % 3 == 0>>(First + I, d), ...);
    return d;
}

}  // namespace support

// SPDX-License-Identifier: BSL-1.0
// Laws: what holds for every graph with shapes.
// In: a function that says what is wrong with a sample. Out: whether random graphs keep the law, else the smallest that
// does not, as a list of nodes.
#pragma once

#include "support/shaped_listing.hpp"
#include "support/shaped_recipes.hpp"
#include "support/shaped_values.hpp"

#include <functional>
#include <memory>

namespace support {

using real = long double;
using real_numbers = shaped_numbers<real>;

struct input_plan {
    int shape = 0;       ///< its axes in base 4, no zeros: 0 is a number
    bool whole = false;  ///< 0, 1 or 2, not differentiated
    bool mapped = true;  ///< another value in every sample of a batch
    int seed = 0;
};
struct shaped_plan {
    std::vector<input_plan> inputs;
    std::vector<shaped_recipe> recipes;
    std::vector<shaped_recipe> bodies;
    shaped_kitchen kitchen;
};

/// A graph that owns itself. Inputs: those of the plan, in its order.
using owned_shaped_graph = std::shared_ptr<tapeless::part_copy const>;

struct shaped_sample {
    owned_shaped_graph graph;
    std::vector<input_plan> inputs;
    std::vector<std::vector<real_numbers>> points;  ///< two; inputs that are not mapped are the same in both

    [[nodiscard]] graph_view view() const { return graph->view(); }
};

struct shaped_law_options {
    int graphs = 400;  ///< TAPELESS_LAWS_TIMES multiplies them
    int nodes = 30;
    int inputs = 3;
    shaped_kitchen kitchen{};
};

/// Empty if `law` returns empty for all samples. The samples are the same in every run; RC_PARAMS="seed=..." gives
/// others.
[[nodiscard]] std::string broken(shaped_law_options const& options,
                                 std::function<std::string(shaped_sample const&)> const& law);

/// The graph of a plan, without nodes that no result needs.
[[nodiscard]] shaped_sample follow(shaped_plan const& p);

/// As text, with the inputs.
[[nodiscard]] std::string listing(shaped_sample const& s);

/// Random numbers in the shapes of all inputs, 0 for whole ones: a direction.
[[nodiscard]] std::vector<real_numbers> direction(shaped_sample const& s, int seed);
/// The same for the outputs.
[[nodiscard]] std::vector<real_numbers> weights(graph_view const& g, int seed);

/// The numbers of the outputs, how large a number came up on the way, and how near a jump was.
struct outcome {
    std::vector<real_numbers> outputs;
    real largest = 0;
    decisions trail;
};
[[nodiscard]] outcome evaluated(graph_view const& g, std::vector<real_numbers> const& inputs);

/// Whether nothing can be said of a value: it is not finite, numbers of very different size met, or a decision hangs on
/// rounding.
[[nodiscard]] inline bool is_delicate(outcome const& o) { return !(o.largest < 1e7L) || o.trail.gap < 1e-9L; }

/// Equal within what rounding in long double explains, as a sentence; empty if so.
[[nodiscard]] std::string compared_numbers(char const* what, real x, real y, real largest);
[[nodiscard]] std::string compared_numbers(char const* what, outcome const& x, outcome const& y);

[[nodiscard]] real dot(std::vector<real_numbers> const& x, std::vector<real_numbers> const& y);

/// Both derivatives of a graph behind it. Inputs: those of the graph, their tangents, sensitivities of the outputs.
/// Outputs: the tangents of the outputs, the adjoints of the inputs (zeros where there are none).
[[nodiscard]] owned_shaped_graph both_derivatives(shaped_sample const& s);
/// The gradient of the weighted sum of the outputs. Inputs: those of the graph, then the weights. Outputs: as inputs.
[[nodiscard]] owned_shaped_graph gradient_of_sum(shaped_sample const& s);
/// Inputs of such a graph.
[[nodiscard]] std::vector<real_numbers> joined(std::vector<real_numbers> x, std::vector<real_numbers> const& y);

/// The nodes that the outputs need, alone.
[[nodiscard]] owned_shaped_graph compacted(graph_view const& g);
[[nodiscard]] owned_shaped_graph simplified_tensors(graph_view const& g);

}  // namespace support

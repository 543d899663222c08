// SPDX-License-Identifier: BSL-1.0
// Graphs with shapes from plans, and the passes of the library run on them.
#include "support/derivatives.hpp"
#include "support/shaped_cook.hpp"
#include "support/shaped_laws.hpp"

#include <tapeless/graph/batch.hpp>
#include <tapeless/simplify/tensors.hpp>

#include <cstdio>

namespace support {

namespace {

/// Accepts nodes of moderate size and slope at two points. Refused nodes and what reads them stay refused.
class watcher {
public:
    explicit watcher(std::vector<std::vector<real_numbers>> const& points) {
        for (auto const& p : points) at_.emplace_back(p);
    }
    void look(graph_builder const& g) {
        graph_view const view = g.view(nullptr, 0);
        while (static_cast<int>(fine_.size()) < view.size) {
            int const i = static_cast<int>(fine_.size());
            bool good = true;
            node const& n = view.nodes[i];
            for (int k = 0; k < (n.operation == op::result ? 1 : tapeless::arity(n.operation)); ++k)
                good = good && fine(operand(n, k));
            for (auto& interpreter : at_) {
                interpreter.compute_next(view);
                good = good && interpreter.take_largest() < 100 && is_moderate(n, interpreter, i);
            }
            fine_.push_back(good);
        }
    }
    [[nodiscard]] bool fine(int i) const { return fine_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] bool is_below(int i, int length) const {
        for (auto const& interpreter : at_)
            for (real const v : interpreter[i].at)
                if (v < 0 || v >= length) return false;
        return true;
    }
    /// What the first step of a loop sees.
    [[nodiscard]] watcher inside(std::vector<int> const& operands, tapeless::loop const& what) const {
        std::vector<std::vector<real_numbers>> points;
        for (auto const& interpreter : at_) {
            points.emplace_back();
            for (int k = 0; k < static_cast<int>(operands.size()); ++k) {
                real_numbers const& x = interpreter[operands[static_cast<std::size_t>(k)]];
                bool const read = k >= what.carried && k < what.carried + what.read;
                points.back().push_back(
                    read ? shaped_interpreter<real>::slice_of(x, what.backwards ? what.steps - 1 : 0) : x);
            }
        }
        return watcher(points);
    }

private:
    static bool is_moderate(node const& n, shaped_interpreter<real> const& v, int i) {
        for (real const x : v[i].at)
            if (!(x == 0 || std::fabs(x) > 1e-4L)) return false;
        if (!has_derivative(n.operation) || tapeless::is_choice(n.operation)) return true;
        bool moderate = true;
        int const count = tapeless::arity(n.operation);
        for_each_index(v[i].shape, [&](int const* index) {
            real x[2]{};
            for (int k = 0; k < count; ++k) {
                real_numbers const& of = v[operand(n, k)];
                int own[max_rank]{};
                for (int j = 0; j < of.shape.rank; ++j)
                    own[j] = of.shape.at[j] == 1 ? 0 : index[j + v[i].shape.rank - of.shape.rank];
                x[k] = of.at[place_of_index(of.shape, own)];
            }
            for (int k = 0; k < count; ++k)
                moderate = moderate && std::fabs(closed_form(n.operation, k, x[0], x[1])) < 200;  // false for NaN
        });
        return moderate;
    }

    std::vector<shaped_interpreter<real>> at_;
    std::vector<bool> fine_;
};

extents shape_of(input_plan const& p) {
    extents shape;
    for (int code = p.shape; code > 0; code /= 4)
        if (code % 4 != 0) shape.push(code % 4);
    return shape;
}

real_numbers numbers_of(input_plan const& p, int sample) {
    random_source random(static_cast<std::uint64_t>(p.seed + (p.mapped ? sample << 20 : 0)));
    real_numbers x{shape_of(p), {}};
    bool const grid = p.seed % 4 == 0;  // ties and zeros are met
    for (int k = 0; k < x.shape.size(); ++k) {
        int const n = random.below(1401) - 700;
        x.at.push_back(p.whole ? random.below(3) : grid ? n / 100 / 4.0L : (n + 0.41421356237309515L) / 350);
    }
    return x;
}

real_numbers random_numbers(extents const& shape, random_source& random) {
    real_numbers x{shape, {}};
    for (int k = 0; k < shape.size(); ++k) x.at.push_back(random.between(-1, 1));
    return x;
}

/// Appends to a copy of a graph; `work` returns the outputs.
template <class Work>
owned_shaped_graph extended(graph_view const& from, Work work) {
    graph_builder out(from, tapeless::sharing::on, 4 * from.size + 16);
    std::vector<int> const outputs = work(out);
    return std::make_shared<tapeless::part_copy const>(out.view(outputs.data(), static_cast<int>(outputs.size())));
}

std::vector<int> gradient_nodes(shaped_sample const& s, graph_builder& out, std::vector<int> const& seeds) {
    std::unique_ptr<bool[]> const wanted(new bool[s.inputs.size() + 1]);
    for (std::size_t k = 0; k < s.inputs.size(); ++k) wanted[k] = !s.inputs[k].whole;
    std::vector<int> adjoints(s.inputs.size() + 1);
    tapeless::reverse_sweep(s.view(), wanted.get(), out).run(seeds.data(), adjoints.data());
    adjoints.pop_back();
    for (std::size_t k = 0; k < adjoints.size(); ++k)
        adjoints[k] =
            arrange::broadcast_to(out, adjoints[k] < 0 ? out.constant(0) : adjoints[k], shape_of(s.inputs[k]));
    return adjoints;
}

}  // namespace

owned_shaped_graph compacted(graph_view const& g) {
    graph_builder out(tapeless::sharing::on);
    static_cast<void>(out.tables());
    std::vector<bool> needed(static_cast<std::size_t>(g.size));
    std::vector<int> place(static_cast<std::size_t>(g.size) + 1);
    for (int k = 0; k < g.output_count; ++k) needed[static_cast<std::size_t>(g.outputs[k])] = true;
    for (int i = g.size - 1; i >= 0; --i)
        for (int k = 0; k < (g.nodes[i].operation == op::result ? 1 : tapeless::arity(g.nodes[i].operation)); ++k)
            if (needed[static_cast<std::size_t>(i)]) needed[static_cast<std::size_t>(operand(g.nodes[i], k))] = true;
    out.declare_inputs(g.input_count);
    for (int i = 0; i < g.size; ++i) {
        if (!needed[static_cast<std::size_t>(i)]) continue;
        node const& n = g.nodes[i];
        place[static_cast<std::size_t>(i)] = n.operation == op::input
                                                 ? out.input(n.a, g.shape_of(i))
                                                 : tapeless::append_translated(g, i, place.data(), out);
    }
    std::vector<int> outputs;
    for (int k = 0; k < g.output_count; ++k) outputs.push_back(place[static_cast<std::size_t>(g.outputs[k])]);
    return std::make_shared<tapeless::part_copy const>(out.view(outputs.data(), g.output_count));
}

shaped_sample follow(shaped_plan const& p) {
    shaped_sample s;
    s.inputs = p.inputs;
    for (int sample = 0; sample < 2; ++sample) {
        s.points.emplace_back();
        for (input_plan const& input : p.inputs) s.points.back().push_back(numbers_of(input, sample));
    }
    graph_builder g(tapeless::sharing::on);
    watcher oracle(s.points);
    shaped_cook cook(g, oracle, p.bodies, p.kitchen);
    for (std::size_t k = 0; k < p.inputs.size(); ++k)
        cook.add_input(static_cast<int>(k), shape_of(p.inputs[k]), p.inputs[k].whole);
    for (shaped_recipe const& r : p.recipes) cook.follow(r);
    std::vector<int> const outputs = cook.results(4);
    s.graph = compacted(g.view(outputs.data(), static_cast<int>(outputs.size())));
    return s;
}

std::string listing(shaped_sample const& s) {
    std::string text = listing(s.view());
    for (std::size_t sample = 0; sample < s.points.size(); ++sample)
        for (std::size_t k = 0; k < s.inputs.size(); ++k) {
            text += "input " + std::to_string(k) + (s.inputs[k].whole ? " (whole)" : "") + ", sample " +
                    std::to_string(sample) + ":";
            for (real const v : s.points[sample][k].at) text += " " + std::to_string(v);
            text += "\n";
        }
    return text;
}

std::vector<real_numbers> direction(shaped_sample const& s, int seed) {
    random_source random(static_cast<std::uint64_t>(seed));
    std::vector<real_numbers> result;
    for (input_plan const& input : s.inputs) {
        result.push_back(random_numbers(shape_of(input), random));
        if (input.whole) std::fill(result.back().at.begin(), result.back().at.end(), real(0));
    }
    return result;
}
std::vector<real_numbers> weights(graph_view const& g, int seed) {
    random_source random(static_cast<std::uint64_t>(seed));
    std::vector<real_numbers> result;
    for (int k = 0; k < g.output_count; ++k) result.push_back(random_numbers(g.shape_of(g.outputs[k]), random));
    return result;
}

outcome evaluated(graph_view const& g, std::vector<real_numbers> const& inputs) {
    outcome result;
    shaped_interpreter<real> values(inputs, &result.trail);
    values.run(g);
    result.largest = values.take_largest();
    for (int k = 0; k < g.output_count; ++k) result.outputs.push_back(values[g.outputs[k]]);
    return result;
}

std::string compared_numbers(char const* what, real x, real y, real largest) {
    if (std::fabs(x - y) <= 1e-12L * (1 + largest)) return {};
    char text[200];
    std::snprintf(text, sizeof text, "%s: %.17Lg and %.17Lg, numbers up to %.2Lg", what, x, y, largest);
    return text;
}
std::string compared_numbers(char const* what, outcome const& x, outcome const& y) {
    real const largest = std::max(x.largest, y.largest);
    if (x.outputs.size() != y.outputs.size()) return std::string(what) + ": another number of outputs";
    for (std::size_t k = 0; k < x.outputs.size(); ++k) {
        if (x.outputs[k].shape != y.outputs[k].shape) return std::string(what) + ": another shape";
        for (std::size_t i = 0; i < x.outputs[k].at.size(); ++i) {
            std::string const text = compared_numbers(what, x.outputs[k].at[i], y.outputs[k].at[i], largest);
            if (!text.empty()) return "output " + std::to_string(k) + ", entry " + std::to_string(i) + ", " + text;
        }
    }
    return {};
}

real dot(std::vector<real_numbers> const& x, std::vector<real_numbers> const& y) {
    real sum = 0;
    for (std::size_t k = 0; k < x.size(); ++k)
        for (std::size_t i = 0; i < x[k].at.size(); ++i) sum += x[k].at[i] * y[k].at.at(i);
    return sum;
}

std::vector<real_numbers> joined(std::vector<real_numbers> x, std::vector<real_numbers> const& y) {
    x.insert(x.end(), y.begin(), y.end());
    return x;
}

owned_shaped_graph both_derivatives(shaped_sample const& s) {
    graph_view const from = s.view();
    return extended(from, [&](graph_builder& out) {
        std::vector<int> tangents;
        int next = static_cast<int>(s.inputs.size());
        for (input_plan const& input : s.inputs) {
            int const i = out.input(next++, shape_of(input));
            tangents.push_back(input.whole ? -1 : i);
        }
        std::vector<int> seeds;
        for (int k = 0; k < from.output_count; ++k) seeds.push_back(out.input(next++, from.shape_of(from.outputs[k])));
        std::vector<int> ends(seeds.size());
        tapeless::forward_sweep(from, tangents.data(), out, ends.data());
        for (std::size_t k = 0; k < ends.size(); ++k)
            ends[k] =
                arrange::broadcast_to(out, ends[k] < 0 ? out.constant(0) : ends[k], from.shape_of(from.outputs[k]));
        for (int const i : gradient_nodes(s, out, seeds)) ends.push_back(i);
        return ends;
    });
}

owned_shaped_graph gradient_of_sum(shaped_sample const& s) {
    graph_view const from = s.view();
    return extended(from, [&](graph_builder& out) {
        std::vector<int> seeds;
        int next = static_cast<int>(s.inputs.size());
        for (int k = 0; k < from.output_count; ++k) seeds.push_back(out.input(next++, from.shape_of(from.outputs[k])));
        return gradient_nodes(s, out, seeds);
    });
}

owned_shaped_graph simplified_tensors(graph_view const& g) {
    graph_builder out(tapeless::sharing::on);
    std::vector<int> ends(static_cast<std::size_t>(g.output_count) + 1);
    tapeless::simplify_shaped(g, out, ends.data());
    return std::make_shared<tapeless::part_copy const>(out.view(ends.data(), g.output_count));
}

}  // namespace support

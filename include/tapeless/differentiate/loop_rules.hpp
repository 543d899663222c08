// SPDX-License-Identifier: BSL-1.0
// The derivatives of loops: loops in their turn, forwards with tangents, backwards with adjoints.
// In: a loop and sensitivities. Out: another loop, whose body is kept once too.
#pragma once

#include <tapeless/graph/loops.hpp>

namespace tapeless::detail {

/// A loop in a graph, with a copy of its body.
class loop_site {
public:
    constexpr loop_site(graph_builder& g, int i)
        : what(g.attribute_of(i)), copy_(g.tables().view_of_part(what.part)), operands(g.nodes(), g[i].a),
          body(copy_.view()), written(body.output_count - what.carried),
          input(new int[static_cast<unsigned>(operands.size()) + 1]{}) {
        for (int k = 0; k < operands.size(); ++k) input[k] = -1;
        for (int k = 0; k < body.size; ++k)
            if (body.nodes[k].operation == op::input) input[body.nodes[k].a] = k;
    }
    loop_site(loop_site const&) = delete;
    loop_site& operator=(loop_site const&) = delete;
    constexpr ~loop_site() { delete[] input; }

    /// The body's nodes at the same places in another builder, its inputs under other numbers, and as further inputs what
    /// has a number in `kept`.
    constexpr void copy_body(graph_builder& to, int const* numbers, int const* kept = nullptr) const {
        for (int k = 0; k < body.size; ++k) {
            node n = body.nodes[k];
            if (n.operation == op::input) n.a = numbers[n.a];
            else if (kept != nullptr && kept[k] >= 0) n = {.operation = op::input, .a = kept[k], .shape = n.shape};
            static_cast<void>(to.append(n));
        }
    }
    /// Whether a step's value is worth keeping for the way back.
    [[nodiscard]] constexpr bool is_worth_keeping(int k) const {
        return what.steps > 1 && is_call(body.nodes[k].operation);
    }
    [[nodiscard]] constexpr bool is_read(int operand) const {
        return operand >= what.carried && operand < what.carried + what.read;
    }
    /// The shape of a body's input.
    [[nodiscard]] constexpr extents shape_inside(graph_builder const& g, int operand) const {
        extents const outside = g.shape_of(operands[operand]);
        return is_read(operand) ? reduced(outside, 1, false) : outside;
    }

    loop what;

private:
    part_copy copy_;

public:
    operand_list operands;
    graph_view body;
    int written;
    int* input;  ///< the node of each input of the body, -1 where no node reads it
};

/// Appends the loop that carries tangents beside values: a node whose results are what is carried, its tangents, what is
/// written, its tangents. `tangents`: one for each operand, -1 where there is none. `Sweep` is forward mode itself.
template <class Sweep>
constexpr int push_loop(graph_builder& g, int i, int const* tangents, Sweep sweep) {
    loop_site const site(g, i);
    int const count = site.operands.size();
    int const carried = site.what.carried;
    int* const numbers = new int[static_cast<unsigned>(3 * count + 3 * site.body.output_count) + 1]{};
    int* const seeds = numbers + count;
    int* const operands = new int[static_cast<unsigned>(2 * count) + 1]{};
    graph_builder inside(sharing::off, 5 * site.body.size + 16);
    inside.share_tables(g.tables());

    loop what = site.what;
    what.carried = 2 * carried;
    what.extends = -1;
    int next = 0;
    auto const take = [&](int from, int end) {  // values, then their tangents
        for (int k = from; k < end; ++k) {
            numbers[k] = next;
            operands[next++] = site.operands[k];
        }
        for (int k = from; k < end; ++k) {
            seeds[k] = -1;
            if (tangents[k] < 0 && k >= carried) continue;
            extents const shape = g.shape_of(site.operands[k]);
            operands[next] = arrange::broadcast_to(g, tangents[k] < 0 ? g.constant(0) : tangents[k], shape);
            seeds[k] = next++;
        }
    };
    take(0, carried);
    take(carried, carried + site.what.read);
    what.read = next - 2 * carried;
    take(carried + site.what.read, count);
    site.copy_body(inside, numbers);
    for (int k = 0; k < count; ++k)
        if (seeds[k] >= 0) seeds[k] = inside.input(seeds[k], site.shape_inside(g, k));

    int* const ends = seeds + count;
    int* const pushed = ends + 2 * site.body.output_count;
    sweep(site.body, seeds, inside, pushed, nullptr);
    for (int k = 0; k < site.body.output_count; ++k) {
        int const output = site.body.outputs[k];
        int const tangent =
            arrange::broadcast_to(inside, pushed[k] < 0 ? inside.constant(0) : pushed[k], inside.shape_of(output));
        bool const is_carried = k < carried;
        int const place = is_carried ? k : carried + k;
        ends[place] = output;
        ends[place + (is_carried ? carried : site.written)] = tangent;
    }
    inside.declare_inputs(next);
    what.part = g.tables().part(inside.view(ends, 2 * site.body.output_count));
    int const result = arrange::scan(g, what, operands, next);
    delete[] numbers;
    delete[] operands;
    return result;
}
/// The tangent of result `k` of a loop, which push_loop has left in the node `pushed`.
constexpr int pushed_result(graph_builder& g, loop const& before, int pushed, int k) {
    loop const what(g.attribute_of(pushed));
    int const written = g.tables().view_of_part(before.part).output_count - before.carried;
    return arrange::scan_result(g, pushed, what,
                                k < before.carried ? before.carried + k : before.carried + written + k);
}

/// Which results of elementary functions the way back reads: 0 in `residual`, elsewhere -1.
template <class Sweep>
constexpr void find_residuals(graph_builder& g, loop_site const& site, int const* adjoints, bool const* wanted,
                              int* residual) {
    int const count = site.operands.size();
    int const outputs = site.body.output_count;
    int candidates = 0;
    for (int k = 0; k < site.body.size; ++k) residual[k] = site.is_worth_keeping(k) ? count + candidates++ : -1;
    if (candidates == 0) return;
    graph_builder trial(sharing::off, 6 * site.body.size + 16);
    trial.share_tables(g.tables());
    int* const numbers = new int[static_cast<unsigned>(2 * count + outputs) + 1]{};
    int* const results = numbers + count;
    int* const seeds = results + count;
    for (int k = 0; k < count; ++k) numbers[k] = k;
    site.copy_body(trial, numbers, residual);
    for (int k = 0; k < outputs; ++k)
        seeds[k] = k < site.what.carried || adjoints[k] >= 0
                       ? trial.input(count + candidates + k, trial.shape_of(site.body.outputs[k]))
                       : -1;
    Sweep(site.body, wanted, trial).run(seeds, results);
    bool* const read = new bool[static_cast<unsigned>(trial.size()) + 1]{};
    for (int k = 0; k < count; ++k)
        if (wanted[k] && results[k] >= 0) read[results[k]] = true;
    for (int i = trial.size() - 1; i >= 0; --i)
        for (int k = 0; read[i] && k < arity(trial[i].operation); ++k) read[operand(trial[i], k)] = true;
    for (int k = 0; k < site.body.size; ++k)
        if (residual[k] >= 0) residual[k] = read[k] ? 0 : -1;
    delete[] numbers;
    delete[] read;
}

/// Appends the loop that runs backwards: it carries the adjoints of what was carried, and sums those of what every step
/// reads. The loop itself becomes one that keeps, step by step, what it carried and those results of elementary functions
/// that the way back reads; a checkpoint keeps nothing. Everything else of a step is computed again.
/// `adjoints`: one for each result, -1 where there is none; `varies`: whether an operand's adjoint is wanted; writes
/// those, -1 where there is none. `Sweep` is reverse mode itself.
///
/// Workspace   what is kept, for every step
template <class Sweep>
constexpr void pull_loop(graph_builder& g, int i, int const* adjoints, bool const* varies, int* results) {
    loop_site const site(g, i);
    int const count = site.operands.size();
    int const carried = site.what.carried;
    int const outputs = site.body.output_count;
    int const first_extra = carried + site.what.read;
    graph_builder inside(sharing::off, 6 * site.body.size + 16);
    inside.share_tables(g.tables());
    unsigned const room = static_cast<unsigned>(4 * count + 3 * outputs + site.body.size);
    int* const numbers = new int[room + 1]{};
    int* const operands = new int[room + 1]{};
    int* const inner_adjoints = numbers + count;
    int* const place = numbers + 2 * count;  // of an operand's adjoint among the results
    int* const seeds = numbers + 3 * count;
    int* const ends = seeds + outputs;
    bool* const wanted = new bool[static_cast<unsigned>(count) + 1]{};

    for (int k = 0; k < count; ++k) wanted[k] = k < carried || (varies[k] && site.input[k] >= 0);
    int* const residual = new int[static_cast<unsigned>(site.body.size) + 1]{};
    find_residuals<Sweep>(g, site, adjoints, wanted, residual);

    // What the body reads of what is carried is kept by a loop that takes the place of this one.
    int kept_count = 0;
    for (int k = 0; k < outputs; ++k) ends[k] = site.body.outputs[k];
    for (int k = 0; k < carried; ++k)
        if (site.input[k] >= 0) ends[outputs + kept_count++] = site.input[k];
    for (int k = 0; k < site.body.size; ++k)
        if (residual[k] >= 0) ends[outputs + kept_count++] = k;
    loop keeping = site.what;
    int keeper = i;
    if (kept_count > 0) {
        graph_builder same(sharing::off, site.body.size + 16);
        same.share_tables(g.tables());
        for (int k = 0; k < count; ++k) numbers[k] = k;
        site.copy_body(same, numbers);
        same.declare_inputs(count);
        keeping.part = g.tables().part(same.view(ends, outputs + kept_count));
        keeping.extends = site.what.part;
        keeper = arrange::scan(g, keeping, site.operands.data(), count);
    }

    loop back = site.what;
    back.backwards = !site.what.backwards;
    back.extends = -1;
    int next = 0;
    auto const zeros = [&g](extents const& shape) { return arrange::broadcast_to(g, g.constant(0), shape); };
    for (int k = 0; k < carried; ++k) {
        place[k] = next;
        operands[next++] = adjoints[k] >= 0 ? adjoints[k] : zeros(g.shape_of(site.operands[k]));
    }
    for (int k = first_extra; k < count; ++k) {
        if (!wanted[k]) continue;
        place[k] = next;
        operands[next++] = zeros(g.shape_of(site.operands[k]));
    }
    back.carried = next;
    int kept = 0;
    for (int k = 0; k < carried; ++k)
        if (site.input[k] >= 0) {
            numbers[k] = next;
            operands[next++] = arrange::scan_result(g, keeper, keeping, outputs + kept++);
        }
    for (int k = 0; k < site.body.size; ++k)
        if (residual[k] >= 0) {
            residual[k] = next;
            operands[next++] = arrange::scan_result(g, keeper, keeping, outputs + kept++);
        }
    for (int k = carried; k < first_extra; ++k) {
        numbers[k] = next;
        operands[next++] = site.operands[k];
    }
    for (int k = 0; k < outputs; ++k) {
        seeds[k] = -1;
        if (k >= carried && adjoints[k] >= 0) {
            seeds[k] = next;
            operands[next++] = adjoints[k];
        } else if (k < carried) seeds[k] = k;
    }
    back.read = next - back.carried;
    for (int k = first_extra; k < count; ++k) {
        numbers[k] = next;
        operands[next++] = site.operands[k];
    }
    site.copy_body(inside, numbers, residual);
    for (int k = 0; k < outputs; ++k)
        if (seeds[k] >= 0) seeds[k] = inside.input(seeds[k], inside.shape_of(site.body.outputs[k]));
    Sweep(site.body, wanted, inside).run(seeds, inner_adjoints);

    int end = 0;
    auto const adjoint_of = [&](int k) {
        int const found = inner_adjoints[k];
        return arrange::broadcast_to(inside, found < 0 ? inside.constant(0) : found, site.shape_inside(g, k));
    };
    int* const back_ends = new int[static_cast<unsigned>(count) + 1]{};
    for (int k = 0; k < carried; ++k) back_ends[end++] = adjoint_of(k);
    for (int k = first_extra; k < count; ++k)
        if (wanted[k]) {
            int const sum = inside.input(place[k], site.shape_inside(g, k));
            back_ends[end++] = inside.append(op::add, sum, adjoint_of(k));
        }
    for (int k = carried; k < first_extra; ++k)
        if (wanted[k]) {
            place[k] = end;
            back_ends[end++] = adjoint_of(k);
        }
    inside.declare_inputs(next);
    back.part = g.tables().part(inside.view(back_ends, end));
    int const backward = arrange::scan(g, back, operands, next);
    for (int k = 0; k < count; ++k)
        results[k] = wanted[k] && varies[k] ? arrange::scan_result(g, backward, back, place[k]) : -1;
    delete[] numbers;
    delete[] operands;
    delete[] wanted;
    delete[] residual;
    delete[] back_ends;
}

}  // namespace tapeless::detail

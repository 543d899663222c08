// SPDX-License-Identifier: BSL-1.0
// A loop is what copies of its body one after the other are, for derivatives too.
#include "catch.hpp"
#include "support/laws.hpp"
#include "support/shaped_laws.hpp"

#include <tapeless/graph/batch.hpp>

namespace {

using namespace support;

std::vector<int> unrolled(graph_view const& from, std::vector<int> const& inputs, graph_builder& to);

/// Row t of the first axis of a node.
int row_of(graph_builder& g, int x, int t) {
    return arrange::reshape(g, arrange::slice(g, x, 0, t, 1), tapeless::reduced(g.shape_of(x), 1, false));
}

/// The results of the loop that is node i.
std::vector<int> copies_of_body(graph_view const& from, int i, std::vector<int> const& place, graph_builder& to) {
    tapeless::loop const what(from.attribute_of(i));
    graph_view const body = from.part(what.part);
    tapeless::operand_list const list(from.nodes, from.nodes[i].a);
    std::vector<int> state;
    for (int k = 0; k < list.size(); ++k) state.push_back(place[static_cast<std::size_t>(list[k])]);
    std::vector<int> results(static_cast<std::size_t>(body.output_count), -1);
    for (int step = 0; step < what.steps; ++step) {
        int const t = what.backwards ? what.steps - 1 - step : step;
        std::vector<int> inputs = state;
        for (int k = what.carried; k < what.carried + what.read; ++k)
            inputs[static_cast<std::size_t>(k)] = row_of(to, state[static_cast<std::size_t>(k)], t);
        std::vector<int> const ends = unrolled(body, inputs, to);
        for (std::size_t k = 0; k < ends.size(); ++k) {
            if (k < static_cast<std::size_t>(what.carried)) {
                state[k] = results[k] = ends[k];
                continue;
            }
            extents longer;
            longer.push(1);
            for (int j = 0; j < to.shape_of(ends[k]).rank; ++j) longer.push(to.shape_of(ends[k]).at[j]);
            int const row = arrange::reshape(to, ends[k], longer);
            longer.at[0] = step + 1;
            results[k] = step == 0        ? row
                         : what.backwards ? to.append_shaped(op::concat, longer, attribute{}, row, results[k])
                                          : to.append_shaped(op::concat, longer, attribute{}, results[k], row);
        }
    }
    return results;
}

std::vector<int> unrolled(graph_view const& from, std::vector<int> const& inputs, graph_builder& to) {
    std::vector<int> place(static_cast<std::size_t>(from.size) + 1);
    std::map<int, std::vector<int>> loops;
    for (int i = 0; i < from.size; ++i) {
        node const& n = from.nodes[i];
        int& at = place[static_cast<std::size_t>(i)];
        if (n.operation == op::argument) continue;
        if (n.operation == op::scan) loops[i] = copies_of_body(from, i, place, to);
        else if (n.operation == op::result) at = loops.at(n.a).at(static_cast<std::size_t>(n.b));
        else if (n.operation == op::input) at = inputs[static_cast<std::size_t>(n.a)];
        else at = tapeless::append_translated(from, i, place.data(), to);
    }
    std::vector<int> ends;
    for (int k = 0; k < from.output_count; ++k) ends.push_back(place[static_cast<std::size_t>(from.outputs[k])]);
    return ends;
}

bool has_loop(graph_view const& g) {
    return tapeless::any_operation(g, [](op o) { return o == op::scan; });
}

}  // namespace

TEST_CASE("random loops with their derivatives are copies of their bodies") {
    support::tally count;
    long loops = 0;
    long nested = 0;
    std::string const fault = broken(shaped_law_options{.graphs = 800}, [&](shaped_sample const& s) {
        if (!has_loop(s.view())) return std::string();
        shaped_sample copies = s;
        graph_builder out(tapeless::sharing::on);
        static_cast<void>(out.tables());
        std::vector<int> inputs;
        for (std::size_t k = 0; k < s.inputs.size(); ++k)
            inputs.push_back(out.input(static_cast<int>(k), s.points[0][k].shape));
        std::vector<int> const ends = unrolled(s.view(), inputs, out);
        copies.graph =
            std::make_shared<tapeless::part_copy const>(out.view(ends.data(), static_cast<int>(ends.size())));
        if (has_loop(copies.view())) return std::string("the loop is still there");
        ++loops;
        for (int i = 0; i < s.view().size; ++i)
            if (s.view().nodes[i].operation == op::scan)
                nested += has_loop(s.view().part(s.view().attribute_of(i).part));
        auto const point = joined(joined(s.points[0], direction(s, 1)), weights(s.view(), 2));
        bool const tied = evaluated(s.view(), point).trail.tied;  // rules may choose by what varies, loops vary more
        std::string wrong;
        for (int derived = 0; derived < 2 && wrong.empty(); ++derived) {
            outcome const x = evaluated(derived == 1 ? both_derivatives(s)->view() : s.view(), point);
            outcome const y = evaluated(derived == 1 ? both_derivatives(copies)->view() : copies.view(), point);
            bool const delicate = is_delicate(x) || is_delicate(y) || (tied && derived == 1);
            ++(delicate ? count.unsaid : count.said);
            if (!delicate) wrong = compared_numbers("loop and copies", x, y);
        }
        return wrong;
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(count.said << " compared, " << count.unsaid << " left out, " << loops << " graphs with loops, " << nested
                    << " with loops in loops");
    CHECK(count.said > 2 * count.unsaid);
    CHECK(loops > 200);
    CHECK(nested > 20);
}

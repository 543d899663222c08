// SPDX-License-Identifier: BSL-1.0
// Where the numbers of every node of a graph with shapes lie.
// In: a graph, where its inputs are and where its outputs go. Out: its groups in their order, a place for every node that
// needs one, and the workspace that they share.
#pragma once

#include <tapeless/execute/groups.hpp>

// g++ finds shadowed names of the user's in lambdas of templates.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

namespace tapeless {

/// Places for all nodes that other groups read, or that are outputs.
///
/// Workspace   numbers that are alive at the same time lie side by side, others reuse their place (first fit); a loop has
///             what it carries twice, and the workspace of its body
class tensor_planner {
public:
    constexpr tensor_planner(graph_view const& g, place const* inputs, place const* outputs)
        : views(g, inputs), groups(g, views), copied(new bool[static_cast<unsigned>(g.output_count) + 1]{}) {
        int* const last_use = new int[static_cast<unsigned>(g.size) + 1]{};
        for (int i = 0; i < g.size; ++i)
            if (views.needed[i]) read_until(g, i, last_use);
        for (int i = 0; i < g.output_count; ++i) {
            int const of = g.outputs[i];
            location& l = views.at[of];
            if (l.computed && views.output_of[of] == i) {
                l.where = memory_space::output;
                l.run = outputs[i].run;
                l.offset = outputs[i].offset;
            } else {
                copied[i] = true;
                last_use[views.root[of]] = groups.count;
            }
        }
        allocate(g, last_use);
        for (int i = 0; i < g.size; ++i)
            if (int const root = views.root[i]; views.needed[i] && root != i) {
                views.at[i].where = views.at[root].where;
                views.at[i].run = views.at[root].run;
                views.at[i].offset = views.at[root].offset;
            }
        delete[] last_use;
    }
    tensor_planner(tensor_planner const&) = delete;
    tensor_planner& operator=(tensor_planner const&) = delete;
    constexpr ~tensor_planner() { delete[] copied; }

    node_views views;
    node_grouping groups;
    bool* copied;       ///< whether output i is a copy of a node that lies elsewhere
    int workspace = 0;  ///< numbers

private:
    /// The operands of node i are read by its group.
    constexpr void read_until(graph_view const& g, int i, int* last_use) {
        int const reader = groups.group_of[i];
        if (reader < 0) return;
        node const& n = g.nodes[i];
        auto const read = [&](int of) {
            int& last = last_use[views.root[of]];
            if (last < reader) last = reader;
        };
        read(i);
        if (!reads_list(n) && n.operation != op::result)
            for (int k = 0; k < operands_read(n); ++k) read(operand(n, k));
        if (n.operation == op::result) read(n.a);
        if (!reads_list(n)) return;
        operand_list const operands(g.nodes, n.a);
        for (int k = 0; k < operands.size(); ++k) read(operands[k]);
    }

    /// Places in the workspace. The results of a loop or call are alive from its first step on.
    constexpr void allocate(graph_view const& g, int const* last_use) {
        location* const at = views.at;
        detail::first_fit alive(at, g.size);
        int* const leaving = new int[static_cast<unsigned>(groups.count) + 1]{};  // the last one that leaves after each
        int* const also = new int[static_cast<unsigned>(g.size) + 1]{};
        for (int i = 0; i <= groups.count; ++i) leaving[i] = -1;
        auto const give_place = [&](int i, int size) {
            at[i].where = memory_space::workspace;
            at[i].offset = alive.take(i, size);
            if (workspace < at[i].offset + size) workspace = at[i].offset + size;
            also[i] = leaving[last_use[i]];
            leaving[last_use[i]] = i;
        };
        for (int c = 0; c < groups.count; ++c) {
            if (c > 0)
                for (int k = leaving[c - 1]; k >= 0; k = also[k]) alive.leave(k);
            for (int i = groups.groups[c].first; i >= 0; i = groups.next[i]) {
                if (g.nodes[i].operation == op::result) continue;
                if (reads_list(g.nodes[i])) {
                    if (g.nodes[i].operation == op::scan) give_place(i, loop_scratch(g, i, views.needed));
                    else if (at[i].where != memory_space::output) give_place(i, 1);
                    for (int k = i + 1; k < g.size; ++k)
                        if (views.needed[k] && g.nodes[k].operation == op::result && g.nodes[k].a == i &&
                            at[k].where != memory_space::output)
                            give_place(k, g.shape_of(k).size());
                } else if (groups.stored[i] && at[i].where != memory_space::output) give_place(i, g.shape_of(i).size());
            }
        }
        delete[] leaving;
        delete[] also;
    }
    static constexpr int loop_scratch(graph_view const& g, int i, bool const* needed);
};

constexpr int tensor_planner::loop_scratch(graph_view const& g, int i, bool const* needed) {
    loop const what(g.attribute_of(i));
    graph_view const body = g.part(what.part);
    int total = 0;
    for (int k = 0; k < body.output_count; ++k) {
        int const size = body.shape_of(body.outputs[k]).size();
        bool wanted = false;
        for (int r = i + 1; r < g.size; ++r)
            wanted =
                wanted || (needed[r] && g.nodes[r].operation == op::result && g.nodes[r].a == i && g.nodes[r].b == k);
        int const copies = k < what.carried ? 2 : wanted ? 0 : 1;
        for (int c = 0; c < copies; ++c) total = detail::end_behind(total, size);
    }
    place* const places = new place[static_cast<unsigned>(body.input_count + body.output_count) + 1]{};
    for (int k = 0; k < body.input_count; ++k) places[k].run = k;
    for (int k = 0; k < body.output_count; ++k) places[body.input_count + k].run = k;
    total = detail::end_behind(total, tensor_planner(body, places, places + body.input_count).workspace);
    delete[] places;
    return total;
}

/// The same in an object of fixed size.
template <int Nodes, int Outputs>
struct tensor_plan {
    location at[static_cast<unsigned>(Nodes) + 1]{};
    bool copied[static_cast<unsigned>(Outputs) + 1]{};
    node_group groups[static_cast<unsigned>(Nodes) + 1]{};
    reach lies[static_cast<unsigned>(Nodes) + 1]{};
    bool stored[static_cast<unsigned>(Nodes) + 1]{};
    int group_of[static_cast<unsigned>(Nodes) + 1]{};
    int next[static_cast<unsigned>(Nodes) + 1]{};
    int root[static_cast<unsigned>(Nodes) + 1]{};
    int group_count = 0;
    int workspace = 0;

    constexpr tensor_plan(graph_view const& g, place const* inputs, place const* outputs) {
        tensor_planner const plan(g, inputs, outputs);
        for (int i = 0; i < g.size; ++i) {
            at[i] = plan.views.at[i];
            lies[i] = plan.groups.lies[i];
            stored[i] = plan.groups.stored[i];
            group_of[i] = plan.groups.group_of[i];
            next[i] = plan.groups.next[i];
            root[i] = plan.views.root[i];
        }
        for (int i = 0; i < g.output_count; ++i) copied[i] = plan.copied[i];
        group_count = plan.groups.count;
        for (int i = 0; i < group_count; ++i) groups[i] = plan.groups.groups[i];
        workspace = plan.workspace;
    }
};

}  // namespace tapeless

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

// SPDX-License-Identifier: BSL-1.0
// Where the numbers of every node of a graph with shapes lie.
// In: a graph, where its inputs are and where its outputs go. Out: its groups in their order, a place for every node that
// needs one, and the workspace that they share.
#pragma once

#include <tapeless/execute/contraction_tiling.hpp>
#include <tapeless/execute/groups.hpp>

// g++ finds shadowed names of the user's in lambdas of templates.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

namespace tapeless {

/// The loops of the contraction that is node i.
[[nodiscard]] constexpr contraction_plan contraction_of(graph_view const& g, location const* at, int i) {
    node const& n = g.nodes[i];
    return plan_contraction(g.attribute_of(i), g.shape_of(n.a), at[n.a].layout, g.shape_of(n.b), at[n.b].layout,
                            g.shape_of(i));
}

/// Places for all nodes that other groups read, or that are outputs.
///
/// In place    an output may be told to take the memory of an input: all that read the input run before it, or read each
///             number just before it is written; where that cannot be, the output is copied there at the end
/// Workspace   numbers that are alive at the same time lie side by side, others reuse their place (first fit); a loop has
///             what it carries twice, and the workspace of its body; copies that contractions make of operands lie
///             behind all of it
class tensor_planner {
    /// f(group, node, root) for everything that a node of a group reads.
    template <class F>
    constexpr void for_each_read(graph_view const& g, F const& f) const {
        for (int i = 0; i < g.size; ++i) {
            int const reader = groups.group_of[i];
            if (reader < 0) continue;
            for_each_operand(g, i, [&](int from) { f(reader, i, views.root[from]); });
        }
    }

public:
    /// `in_place`: for each output the number of an input, or -1; nullptr if there is none.
    constexpr tensor_planner(graph_view const& g, place const* inputs, place const* outputs,
                             int const* in_place = nullptr)
        : views(g, inputs), groups(g, views), copied(new bool[static_cast<unsigned>(g.output_count) + 1]{}),
          order(new int[static_cast<unsigned>(g.size) + 1]{}), position(new int[static_cast<unsigned>(g.size) + 1]{}) {
        put_in_order(g, in_place);
        int* const last_use = new int[static_cast<unsigned>(g.size) + 1]{};
        for_each_read(g, [&](int reader, int, int root) {
            if (last_use[root] < position[reader]) last_use[root] = position[reader];
        });
        for (int i = 0; i < g.size; ++i)
            if (int const c = groups.group_of[i]; c >= 0 && last_use[i] < position[c]) last_use[i] = position[c];
        for (int i = 0; i < g.output_count; ++i) {
            int const of = g.outputs[i];
            location& l = views.at[of];
            if (l.computed && views.output_of[of] == i && can_stay(g, i, in_place)) {
                l.where = memory_space::output;
                l.run = outputs[i].run;
                l.offset = outputs[i].offset;
            } else {
                copied[i] = !is_itself(g, i, in_place);
                last_use[views.root[of]] = groups.count;
            }
        }
        allocate(g, last_use);
        reserve_copies(g);
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
    constexpr ~tensor_planner() {
        delete[] copied;
        delete[] order;
        delete[] position;
    }

    node_views views;
    node_grouping groups;
    bool* copied;  ///< whether output i is a copy of a node that lies elsewhere
    int* order;    ///< the groups as they run
    int* position;
    bool copies_overlap = false;  ///< a copy would read what another output has overwritten
    int workspace = 0;            ///< numbers
    int copies = 0;               ///< where contractions copy operands to, in the workspace

private:
    /// Groups that overwrite an input wait for all that read it, if nobody waits for them.
    constexpr void put_in_order(graph_view const& g, int const* in_place) {
        int const count = groups.count;
        for (int c = 0; c < count; ++c) order[c] = position[c] = c;
        if (in_place == nullptr) return;
        int* const last_reader = new int[static_cast<unsigned>(g.input_count) + 1]{};  // of each input
        int* const wait_for = new int[static_cast<unsigned>(count) + 1]{};
        bool* const is_read = new bool[static_cast<unsigned>(count) + 1]{};
        for_each_read(g, [&](int reader, int, int root) {
            if (g.nodes[root].operation == op::input && last_reader[g.nodes[root].a] < reader)
                last_reader[g.nodes[root].a] = reader;
            if (int const c = groups.group_of[root]; c >= 0 && c != reader) is_read[c] = true;
        });
        for (int c = 0; c < count; ++c) wait_for[c] = c;
        for (int o = 0; o < g.output_count; ++o)
            if (int const c = groups.group_of[g.outputs[o]]; in_place[o] >= 0 && c >= 0 && !is_read[c])
                if (wait_for[c] < last_reader[in_place[o]]) wait_for[c] = last_reader[in_place[o]];
        int* const waiting = new int[static_cast<unsigned>(count) + 1]{};  // the first one that waits for each group
        int* const also = new int[static_cast<unsigned>(count) + 1]{};     // the next one that waits for the same
        for (int c = 0; c < count; ++c) waiting[c] = -1;
        for (int c = count - 1; c >= 0; --c)
            if (wait_for[c] != c) {
                also[c] = waiting[wait_for[c]];
                waiting[wait_for[c]] = c;
            }
        int placed = 0;
        for (int c = 0; c < count; ++c)
            if (wait_for[c] == c) put(c, waiting, also, placed);
        delete[] waiting;
        delete[] also;
        delete[] last_reader;
        delete[] wait_for;
        delete[] is_read;
    }
    /// Group c, and all that wait for it.
    constexpr void put(int c, int const* waiting, int const* also, int& placed) {
        order[placed] = c;
        position[c] = placed++;
        for (int k = waiting[c]; k >= 0; k = also[k]) put(k, waiting, also, placed);
    }
    /// Whether an output may be written where it belongs as soon as it is computed.
    constexpr bool can_stay(graph_view const& g, int o, int const* in_place) const {
        if (in_place == nullptr || in_place[o] < 0) return true;
        int const of = g.outputs[o];  // a loop writes its results
        int const writer = groups.group_of[g.nodes[of].operation == op::result ? g.nodes[of].a : of];
        bool fine = true;
        for_each_read(g, [&](int reader, int i, int root) {
            if (!fine || g.nodes[root].operation != op::input || g.nodes[root].a != in_place[o]) return;
            if (reader == writer) fine = reads_in_step(g, i, root, of);
            else fine = position[reader] < position[writer];
        });
        return fine;
    }
    /// Whether node i reads each number of `root` at the place at which its group writes `output`.
    constexpr bool reads_in_step(graph_view const& g, int i, int root, int output) const {
        node const& n = g.nodes[i];
        node_group const& c = groups.groups[groups.group_of[i]];
        if (c.what == group_kind::single || (c.what == group_kind::contraction && i == c.first)) return false;
        if (is_reduction(n.operation) || groups.lies[i] != groups.lies[output]) return false;
        for (int k = 0; k < operands_read(n); ++k) {
            if (views.root[operand(n, k)] != root) continue;
            strided const layout = operand_layout(g, views.at, i, k);
            if (layout.base != 0 || (i > output && !is_read_before(g, operand(n, k), output))) return false;
            for (int j = 0; j < g.shape_of(i).rank; ++j)
                if (g.shape_of(i).at[j] != 1 && layout.stride[j] != g.shape_of(i).stride(j)) return false;
        }
        return true;
    }
    /// Whether a number of this node is in a register already when the output is written.
    constexpr bool is_read_before(graph_view const& g, int of, int output) const {
        for (int i = groups.groups[groups.group_of[output]].first; i >= 0 && i <= output; i = groups.next[i])
            for (int k = 0; k < operands_read(g.nodes[i]); ++k)
                if (operand(g.nodes[i], k) == of && groups.lies[i] == groups.lies[output]) return true;
        return false;
    }
    /// Whether an output is just the input whose memory it has. Other copies from inputs come too late.
    constexpr bool is_itself(graph_view const& g, int o, int const* in_place) {
        if (in_place == nullptr) return false;
        int const root = views.root[g.outputs[o]];
        if (g.nodes[root].operation != op::input) return false;
        if (in_place[o] == g.nodes[root].a && g.outputs[o] == root) return true;
        for (int k = 0; k < g.output_count; ++k) copies_overlap = copies_overlap || in_place[k] == g.nodes[root].a;
        return false;
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
            for (int i = groups.groups[order[c]].first; i >= 0; i = groups.next[i]) {
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

    /// Room for the largest copy that a contraction makes, in either precision.
    constexpr void reserve_copies(graph_view const& g) {
        int most = 0;
        for (int c = 0; c < groups.count; ++c) {
            if (groups.groups[c].what != group_kind::contraction) continue;
            contraction_plan const plan = contraction_of(g, views.at, groups.groups[c].first);
            for (int const lanes : {native_lanes<float>, native_lanes<double>})
                if (int const size = contraction_scratch(plan, lanes); most < size) most = size;
        }
        if (most == 0) return;
        copies = detail::aligned(workspace, most);
        workspace = copies + most;
    }
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
    int order[static_cast<unsigned>(Nodes) + 1]{};
    bool copies_overlap = false;
    int workspace = 0;
    int copies = 0;

    constexpr tensor_plan(graph_view const& g, place const* inputs, place const* outputs,
                          int const* in_place = nullptr) {
        tensor_planner const plan(g, inputs, outputs, in_place);
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
        for (int i = 0; i < group_count; ++i) order[i] = plan.order[i];
        copies_overlap = plan.copies_overlap;
        workspace = plan.workspace;
        copies = plan.copies;
    }
};

}  // namespace tapeless

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

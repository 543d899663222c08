// SPDX-License-Identifier: BSL-1.0
// Names in place of numbers, to follow who reads what.
// In: a graph with shapes. Out: its plan, which nodes are needed, and a name for every number of every node.
#pragma once

#include "support/shaped_places.hpp"

#include <tapeless/execute/tensor_plan.hpp>

#include <numeric>

namespace support {

/// The places of runs that each begin with their own memory.
inline std::vector<tapeless::place> own_runs(int count) {
    std::vector<tapeless::place> runs(static_cast<std::size_t>(count) + 1);
    for (int k = 0; k < count; ++k) runs[static_cast<std::size_t>(k)].run = k;
    return runs;
}

/// A planned graph. What views and reshapes only show keeps its name, and 0 is padding; an input has the same names
/// wherever it stands.
struct named_plan {
    using names = shaped_numbers<long>;

    graph_view g;
    tapeless::tensor_planner plan;

    /// `in_place`: as tensor_planner takes it.
    explicit named_plan(graph_view const& graph, int const* in_place = nullptr)
        : g(graph), plan(g, own_runs(g.input_count).data(), own_runs(g.output_count).data(), in_place),
          needed_(static_cast<std::size_t>(g.size)) {
        for (int k = 0; k < g.output_count; ++k) needed_[static_cast<std::size_t>(g.outputs[k])] = true;
        for (int i = g.size - 1; i >= 0; --i)
            for (int k = 0; k < read_by(g.nodes[i]) && needed(i); ++k)
                needed_[static_cast<std::size_t>(operand(g.nodes[i], k))] = true;
        for (int i = 0; i < g.size; ++i) names_.push_back(named(i));
    }

    [[nodiscard]] bool needed(int i) const { return needed_[static_cast<std::size_t>(i)]; }
    /// By a kernel or a nest, into memory or into a register.
    [[nodiscard]] bool computed(int i) const { return needed(i) && plan.views.at[i].computed; }
    [[nodiscard]] tapeless::location const& at(int i) const { return plan.views.at[i]; }
    [[nodiscard]] names const& of(int i) const { return names_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] int group(int i) const { return plan.groups.group_of[i]; }
    [[nodiscard]] static bool is_leaf(node const& n) { return tapeless::arity(n.operation) == 0; }

    /// Whose numbers a node shows.
    [[nodiscard]] int root(int i) const {
        while (!at(i).computed && !is_leaf(g.nodes[i])) i = g.nodes[i].a;
        return i;
    }
    /// Nodes whose numbers the kernel of a node reads.
    [[nodiscard]] std::vector<int> operands(int i) const {
        node const& n = g.nodes[i];
        std::vector<int> list;
        if (n.operation == op::result) return list;  // written by its loop or call
        if (n.operation == op::scan || n.operation == op::call) {
            tapeless::operand_list const all(g.nodes, n.a);
            for (int k = 0; k < all.size(); ++k) list.push_back(all[k]);
        } else
            for (int k = 0; k < read_by(n); ++k) list.push_back(operand(n, k));
        return list;
    }
    [[nodiscard]] std::vector<int> members(int of_group) const {
        std::vector<int> list;
        for (int i = plan.groups.groups[of_group].first; i >= 0; i = plan.groups.next[i]) list.push_back(i);
        return list;
    }
    /// Where a node's number with this index is, from the beginning of its memory on.
    [[nodiscard]] int address(int i, int const* index) const {
        tapeless::strided const& layout = at(i).layout;
        return std::inner_product(index, index + g.shape_of(i).rank, layout.stride, layout.base);
    }

private:
    static int read_by(node const& n) {
        return n.operation == op::custom || n.operation == op::result ? 1 : tapeless::arity(n.operation);
    }
    [[nodiscard]] names named(int i) const {
        node const& n = g.nodes[i];
        names z{g.shape_of(i), {}};
        if (n.operation == op::argument || n.operation == op::scan) return z;
        long const first = (n.operation == op::input ? g.size + n.a + 1L : i + 1L) << 20;
        bool const shows = needed(i) && !at(i).computed && !is_leaf(n);
        for_each_index(z.shape, [&](int const* index) {
            long const own = static_cast<long>(z.at.size());
            if (!shows) return z.at.push_back(first + own);
            names const& x = of(n.a);
            int const from = n.operation == op::view ? place_read(x.shape, g.attribute_of(i), z.shape.rank, index)
                                                     : static_cast<int>(own);
            z.at.push_back(from < 0 ? 0 : x.at[static_cast<std::size_t>(from)]);
        });
        return z;
    }

    std::vector<bool> needed_;
    std::vector<names> names_;
};

}  // namespace support

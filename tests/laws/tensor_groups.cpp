// SPDX-License-Identifier: BSL-1.0
// Groups: a partition of what is computed, in an order in which it can run, and what is read in registers is there.
#include "catch.hpp"
#include "support/laws.hpp"
#include "support/shaped_laws.hpp"
#include "support/shaped_names.hpp"

namespace {

using namespace support;
using tapeless::group_kind;
using tapeless::node_group;
using tapeless::reach;

struct group_tally {
    long members = 0;
    long registers = 0;  ///< operands that are not read from memory
    long rows = 0;       ///< operands that a whole row reads
    long sums[4] = {0, 0, 0, 0};
};

std::vector<int> without_ones(extents const& shape) {
    std::vector<int> lengths;
    for (int k = 0; k < shape.rank; ++k)
        if (shape.at[k] != 1) lengths.push_back(shape.at[k]);
    return lengths;
}

/// What is claimed of the groups of one graph, beside what its operations mean.
class claims {
public:
    claims(graph_view const& graph, group_tally& tally) : named_(graph), g_(named_.g), tally_(tally) {}
    /// Empty if all is well.
    std::string wrong() {
        are_a_partition();
        for (int c = 0; c < groups() && fault_.empty(); ++c) {
            has_its_order(c);
            for (int const i : named_.members(c))
                if (fault_.empty()) member(c, i);
            if (fault_.empty()) has_flags(c);
        }
        for (int k = 0; k < g_.output_count; ++k)
            demand(stored(named_.root(g_.outputs[k])) || named_.is_leaf(g_.nodes[named_.root(g_.outputs[k])]),
                   g_.outputs[k], "is an output without memory");
        return fault_;
    }

private:
    [[nodiscard]] int groups() const { return named_.plan.groups.count; }
    [[nodiscard]] node_group const& group(int c) const { return named_.plan.groups.groups[c]; }
    [[nodiscard]] reach lies(int i) const { return named_.plan.groups.lies[i]; }
    [[nodiscard]] bool stored(int i) const { return named_.plan.groups.stored[i]; }
    void demand(bool holds, int i, char const* what) {
        if (!holds && fault_.empty()) fault_ = "node " + std::to_string(i) + " " + what;
    }

    void are_a_partition() {
        std::vector<int> times(static_cast<std::size_t>(g_.size));
        for (int c = 0; c < groups(); ++c) {
            std::vector<int> const members = named_.members(c);
            for (int const i : members) {
                ++times[static_cast<std::size_t>(i)];
                ++tally_.members;
                demand(named_.group(i) == c, i, "is listed by a group that is not its own");
            }
            demand(std::is_sorted(members.begin(), members.end()), c, "(a group) has an order of its own");
            demand(static_cast<int>(members.size()) == group(c).count && group(c).count > 0 &&
                       members.back() == group(c).last && group(c).count <= tapeless::most_nodes_in_group,
                   c, "(a group) is not counted right");
        }
        for (int i = 0; i < g_.size; ++i)
            demand(times[static_cast<std::size_t>(i)] == (named_.computed(i) ? 1 : 0), i,
                   "is not in one group if it is computed, else in none");
    }
    /// Operands come from groups before, or from nodes before in the same one.
    void has_its_order(int c) {
        for (int const i : named_.members(c)) {
            if (g_.nodes[i].operation == op::result) demand(named_.group(g_.nodes[i].a) < c, i, "runs before its loop");
            for (int const o : named_.operands(i)) {
                int const root = named_.root(o);
                if (named_.is_leaf(g_.nodes[root])) continue;
                demand(named_.group(root) < c || (named_.group(root) == c && root < i), i, "runs before an operand");
                if (named_.group(root) != c) demand(stored(root), root, "is read by another group, but not stored");
            }
        }
        demand(group(c).what != group_kind::single || group(c).count == 1, c, "(a single operation) has company");
    }

    [[nodiscard]] static int length_of_row(node_group const& c) {
        int length = 1;
        for (int k = c.space.rank - c.row_axes; k < c.space.rank; ++k) length *= c.space.at[k];
        return length;
    }
    void member(int c, int i) {
        node_group const& in = group(c);
        op const what = g_.nodes[i].operation;
        if (in.what == group_kind::single) return;
        bool const begins = i == in.first;
        if (in.what == group_kind::contraction && begins) {
            demand(what == op::contract && lies(i) == reach::full, i, "is no contraction");
            demand(without_ones(g_.shape_of(i)) == without_ones(in.space), i, "has not the space of its group");
            for (int const o : named_.operands(i)) demand(named_.group(named_.root(o)) != c, i, "reads its own group");
        } else if (what >= op::reduce_sum && what <= op::reduce_min) reduction(c, i);
        else on_numbers(c, i);
    }
    /// A sum or extreme reads each point of the space, and each of its results is that of a row, of a column or of all.
    void reduction(int c, int i) {
        node_group const& in = group(c);
        node const& n = g_.nodes[i];
        extents const& from = g_.shape_of(n.a);
        int const mask = g_.attribute_of(i).axis[0];
        demand(in.what == group_kind::nest && lies(i) != reach::full, i, "is a sum that is not one");
        demand(without_ones(from) == without_ones(in.space), i, "sums another space than that of its group");
        int const row = length_of_row(in);
        int point = 0;
        for_each_index(from, [&](int const* index) {
            int kept[max_rank]{};
            for (int j = 0, k = 0; j < from.rank; ++j)
                if ((mask >> j & 1) == 0) kept[k++] = index[j];
            int const result = static_cast<int>(place_of_index(g_.shape_of(i), kept));
            int const claimed = lies(i) == reach::row ? point / row : lies(i) == reach::column ? point % row : 0;
            demand(result == claimed, i, "is summed elsewhere than its group does");
            reads(c, i, n.a, index, point++, true);
        });
        is_walked_evenly(c, i, n.a, from, [](int const* index) { return index; });
        demand(lies(i) == reach::row || stored(i), i, "has no memory for its sums");
        ++tally_.sums[static_cast<int>(lies(i))];
    }
    void on_numbers(int c, int i) {
        node_group const& in = group(c);
        node const& n = g_.nodes[i];
        extents const& shape = g_.shape_of(i);
        bool const full = lies(i) == reach::full;
        demand(full || (lies(i) == reach::row && in.what == group_kind::nest), i, "does not lie in its group");
        std::vector<int> space = without_ones(in.space);
        if (!full) space.resize(space.size() - static_cast<std::size_t>(in.row_axes));
        demand(without_ones(shape) == space, i, "has not the space of its group");
        for (int k = 0; k < static_cast<int>(named_.operands(i).size()) && fault_.empty(); ++k) {
            int const o = operand(n, k);
            int own[max_rank]{};
            auto const index_of = [&](int const* index) {
                for (int j = 0; j < g_.shape_of(o).rank; ++j) {
                    own[j] = index_in(i, k, j, index);
                    demand(own[j] < g_.shape_of(o).at[j], i, "sums products, but not as a contraction");
                }
                return static_cast<int const*>(own);
            };
            int point = 0;
            for_each_index(shape, [&](int const* index) { reads(c, i, o, index_of(index), point++, full); });
            if (full) is_walked_evenly(c, i, o, shape, index_of);
        }
    }
    /// The index along axis j of operand k, under an index of the result.
    [[nodiscard]] int index_in(int i, int k, int j, int const* index) const {
        extents const& of = g_.shape_of(operand(g_.nodes[i], k));
        extents const& result = g_.shape_of(i);
        if (of.at[j] == 1) return 0;
        if (g_.nodes[i].operation != op::contract) return index[j + result.rank - of.rank];
        attribute const& how = g_.attribute_of(i);
        for (int axis = 0; axis < result.rank; ++axis)
            if (how.offset[axis] == (k == 0 ? how.axis : how.step)[j]) return index[axis];
        return of.at[j];  // outside: it would have to be summed
    }

    /// At a point of the space, or of the rows, node i reads this number of an operand: it must be the point's own, if
    /// it is in a register.
    void reads(int c, int i, int o, int const* index, int point, bool full) {
        int const root = named_.root(o);
        if (named_.group(root) != c) return;
        node_group const& in = group(c);
        int place = point;
        if (full && lies(root) == reach::row) {
            place = point / length_of_row(in);
            demand(in.whole_rows, i, "reads what its row gives, but rows are not whole");
            ++tally_.rows;
        } else demand(lies(root) == (full ? reach::full : reach::row), i, "reads what is not finished in its group");
        if (!fault_.empty()) return;
        auto const& names = named_.of(root).at;
        bool const exists = place < static_cast<int>(names.size());
        demand(exists &&
                   named_.of(o).at[place_of_index(g_.shape_of(o), index)] == names[static_cast<std::size_t>(place)],
               i, "reads another number than that of its own place");
        ++tally_.registers;
    }
    /// One stride leads along all rows, for what is read from memory.
    template <class Index>
    void is_walked_evenly(int c, int i, int o, extents const& shape, Index index_of) {
        if (named_.group(named_.root(o)) == c || group(c).row_axes == 0) return;
        int const row = length_of_row(group(c));
        std::vector<int> places;
        for_each_index(shape, [&](int const* index) { places.push_back(named_.address(o, index_of(index))); });
        for (std::size_t p = 0; p + 1 < places.size(); ++p)
            if (static_cast<int>(p + 1) % row != 0)
                demand(places[p + 1] - places[p] == places[1] - places[0], i, "is not read by one stride");
    }

    void has_flags(int c) {
        node_group const& in = group(c);
        bool rows = false;
        bool columns = false;
        for (int const i : named_.members(c)) {
            rows = rows || lies(i) == reach::row;
            columns = columns || lies(i) == reach::column;
        }
        demand(rows == in.has_rows && columns == in.has_columns, c, "(a group) has other results than it says");
        if (in.whole_rows || (rows && columns))
            demand(length_of_row(in) <= tapeless::longest_row_in_registers, c, "(a group) has long rows in registers");
    }

    named_plan named_;
    graph_view g_;
    group_tally& tally_;
    std::string fault_;
};

}  // namespace

TEST_CASE("groups of random graphs with shapes and their derivatives hold what they claim") {
    group_tally tally;
    std::string const fault = broken(shaped_law_options{}, [&](shaped_sample const& s) {
        for (owned_shaped_graph const& g :
             {s.graph, both_derivatives(s), simplified_tensors(gradient_of_sum(s)->view())}) {
            std::string const wrong = claims(g->view(), tally).wrong();
            if (!wrong.empty()) return wrong + "\n" + listing(g->view());
        }
        return std::string();
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(tally.members << " nodes, " << tally.registers << " numbers read in registers, " << tally.rows << " of rows; "
                       << tally.sums[1] << " sums of rows, " << tally.sums[2] << " of columns, " << tally.sums[3]
                       << " of all");
    CHECK(tally.registers > 10 * 1000);
    CHECK(tally.rows > 100);
    CHECK(tally.sums[static_cast<int>(reach::row)] > 100);
    CHECK(tally.sums[static_cast<int>(reach::column)] > 100);
    CHECK(tally.sums[static_cast<int>(reach::total)] > 0);
}

// SPDX-License-Identifier: BSL-1.0
// Plans of memory: whatever a group reads stands where the plan says until the group has written.
#include "catch.hpp"
#include "support/laws.hpp"
#include "support/shaped_laws.hpp"
#include "support/shaped_names.hpp"

namespace {

using namespace support;
using tapeless::location;
using tapeless::memory_space;

/// Runs a plan with names in place of numbers, group by group.
class rehearsal {
public:
    explicit rehearsal(graph_view const& g) : workspace(0), plan_(g), g_(g) {
        workspace.assign(static_cast<std::size_t>(plan_.plan.workspace), nothing);
    }
    /// Empty if all is well.
    std::string run() {
        for (int c = 0; c < plan_.plan.groups.count && fault_.empty(); ++c) run_group(c);
        for (int k = 0; k < g_.output_count && fault_.empty(); ++k) {
            location const& l = plan_.at(g_.outputs[k]);
            if (!plan_.plan.copied[k] && (l.where != memory_space::output || l.run != k))
                fault_ = "output " + std::to_string(k) + " is neither copied nor written in place";
            read(g_.outputs[k], -1);
        }
        return fault_;
    }

    std::vector<long> workspace;
    long reused = 0;  ///< numbers of the workspace that were written more than once

private:
    static constexpr long nothing = -1;
    static constexpr long scratch = -2;

    [[nodiscard]] bool stored(int i) const { return plan_.plan.groups.stored[i]; }

    /// What a group reads from outside must stand there before and after it has written.
    void run_group(int c) {
        std::vector<int> const members = plan_.members(c);
        auto const read_all = [&] {
            for (int const i : members)
                for (int const o : plan_.operands(i))
                    if (plan_.group(plan_.root(o)) != c && fault_.empty()) read(o, i);
        };
        read_all();
        for (int const i : members) {
            node const& n = g_.nodes[i];
            if (wants_rows(n.operation))
                for (int const o : plan_.operands(i))
                    if (!lies_row_by_row(o)) fault_ = at_node(i) + " has an operand that does not lie row by row";
            if (n.operation == op::result) continue;  // written by its loop or call
            if (n.operation == op::scan) run_loop(i);
            else if (n.operation == op::call) write_results(i);
            if (n.operation != op::scan && (stored(i) || n.operation == op::call)) write(i, plan_.of(i).at);
        }
        read_all();
    }
    static std::string at_node(int i) { return "node " + std::to_string(i); }
    static bool wants_rows(op o) {
        return o == op::scan || o == op::cholesky || o == op::inverse || o == op::log_determinant ||
               o == op::triangular_solve;
    }
    [[nodiscard]] bool lies_row_by_row(int i) const {
        extents const& shape = g_.shape_of(i);
        for (int j = 0; j < shape.rank; ++j)
            if (shape.at[j] != 1 && plan_.at(i).layout.stride[j] != shape.stride(j)) return false;
        return true;
    }

    /// The memory of a node. What is given stands apart: an input is found through its number, the rest through its
    /// node.
    std::vector<long>& memory_of(int i) {
        location const& l = plan_.at(i);
        if (l.where == memory_space::workspace) return workspace;
        std::vector<long>& apart = others_[{static_cast<int>(l.where), l.run}];
        if (l.where == memory_space::output || !apart.empty()) return apart;
        for (int k = 0; k < g_.size; ++k) {
            node const& n = g_.nodes[k];
            if (l.where == memory_space::input ? n.operation == op::input && n.a == l.run : k == l.run)
                apart = plan_.of(k).at;
        }
        return apart;
    }
    int first_of(int i) const {
        memory_space const where = plan_.at(i).where;
        bool const has_offset =
            where == memory_space::workspace || where == memory_space::output || where == memory_space::input;
        return has_offset ? plan_.at(i).offset : 0;
    }
    void read(int i, int reader) {
        if (plan_.at(i).where == memory_space::nowhere) fault_ = at_node(i) + " has no memory";
        std::vector<long> const& m = memory_of(i);
        for_each_index(g_.shape_of(i), [&](int const* index) {
            int const place = first_of(i) + plan_.address(i, index);
            bool const inside = place >= 0 && place < static_cast<int>(m.size());
            long const found = inside ? m[static_cast<std::size_t>(place)] : nothing;
            if (found != plan_.of(i).at[place_of_index(g_.shape_of(i), index)])
                fault_ = at_node(reader) + " does not find " + at_node(i) + " at " + std::to_string(place) + ", but " +
                         std::to_string(found);
        });
    }
    void write(int i, std::vector<long> const& numbers) {
        if (plan_.at(i).where == memory_space::nowhere) {
            fault_ = at_node(i) + " is written, but has no memory";
            return;
        }
        std::vector<long>& m = memory_of(i);
        if (plan_.at(i).where == memory_space::output && m.empty()) m.assign(numbers.size(), nothing);
        std::size_t place = static_cast<std::size_t>(first_of(i));
        for (long const name : numbers) {
            if (place >= m.size()) {
                fault_ = at_node(i) + " is written outside of its memory";
                return;
            }
            reused += m[place] != nothing;
            m[place++] = name;
        }
    }
    void write_results(int i) {
        for (int k = i + 1; k < g_.size; ++k)
            if (g_.nodes[k].operation == op::result && g_.nodes[k].a == i && plan_.needed(k)) write(k, plan_.of(k).at);
    }
    [[nodiscard]] bool has_result(int i, int number) const {
        for (int k = i + 1; k < g_.size; ++k)
            if (g_.nodes[k].operation == op::result && g_.nodes[k].a == i && g_.nodes[k].b == number && plan_.needed(k))
                return true;
        return false;
    }
    /// The scratch of a loop has room for two copies of what is carried, for results that nobody reads and for the
    /// plan of its body; its results stand beside it.
    void run_loop(int i) {
        tapeless::loop const what(g_.attribute_of(i));
        graph_view const body = g_.part(what.part);
        rehearsal inside(body);
        std::string const fault = inside.run();
        if (!fault.empty()) fault_ = "in the loop " + std::to_string(i) + ": " + fault;
        std::size_t size = inside.workspace.size();
        for (int k = 0; k < body.output_count; ++k) {
            int const copies = k < what.carried ? 2 : has_result(i, k) ? 0 : 1;
            size += static_cast<std::size_t>(copies * body.shape_of(body.outputs[k]).size());
        }
        write_results(i);
        write(i, std::vector<long>(size, scratch));
        for (int k = i + 1; k < g_.size && fault_.empty(); ++k)
            if (g_.nodes[k].operation == op::result && g_.nodes[k].a == i && plan_.needed(k)) read(k, i);
    }

    named_plan plan_;
    graph_view g_;
    std::map<std::pair<int, int>, std::vector<long>> others_;
    std::string fault_;
};

}  // namespace

TEST_CASE("plans of random graphs with shapes and their derivatives keep apart what is alive") {
    long plans = 0;
    long reused = 0;
    std::string const fault = broken(shaped_law_options{}, [&](shaped_sample const& s) {
        for (owned_shaped_graph const& g :
             {s.graph, both_derivatives(s), simplified_tensors(gradient_of_sum(s)->view())}) {
            rehearsal plan(g->view());
            std::string const wrong = plan.run();
            ++plans;
            reused += plan.reused;
            if (!wrong.empty()) return wrong + "\n" + listing(g->view());
        }
        return std::string();
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(plans << " plans, " << reused << " numbers written where others had been");
    CHECK(reused > 1000);
}

// SPDX-License-Identifier: BSL-1.0
// Plans of memory: whatever a node reads stands where the plan says, and nothing else has been written there.
#include "catch.hpp"
#include "support/laws.hpp"
#include "support/shaped_laws.hpp"

#include <tapeless/execute/tensor_plan.hpp>

namespace {

using namespace support;
using tapeless::location;
using tapeless::memory_space;

/// A name for every number of every node; what a view or a reshape repeats keeps its name, and 0 is padding.
using tags = shaped_numbers<long>;

/// Runs a plan with names in place of numbers.
class rehearsal {
public:
    explicit rehearsal(graph_view const& g) : g_(g) {
        std::vector<tapeless::place> in(static_cast<std::size_t>(g.input_count) + 1);
        std::vector<tapeless::place> out(static_cast<std::size_t>(g.output_count) + 1);
        for (int k = 0; k < g.input_count; ++k) in[static_cast<std::size_t>(k)].run = k;
        for (int k = 0; k < g.output_count; ++k) out[static_cast<std::size_t>(k)].run = k;
        tapeless::tensor_planner const plan(g, in.data(), out.data());
        at_.assign(plan.at, plan.at + g.size);
        copied_.assign(plan.copied, plan.copied + g.output_count);
        workspace.assign(static_cast<std::size_t>(plan.workspace), -1);
    }
    /// Empty if all is well.
    std::string run() {
        mark_needed();
        for (int i = 0; i < g_.size && fault_.empty(); ++i) {
            names_.push_back(named(i));
            if (needed_[static_cast<std::size_t>(i)] && at_[static_cast<std::size_t>(i)].computed) compute(i);
        }
        for (int k = 0; k < g_.output_count && fault_.empty(); ++k) {
            int const of = g_.outputs[k];
            location const& l = at_[static_cast<std::size_t>(of)];
            if (!copied_[static_cast<std::size_t>(k)] && (l.where != memory_space::output || l.run != k))
                fault_ = "output " + std::to_string(k) + " is neither copied nor written in place";
            read(of, -1);
        }
        return fault_;
    }

    std::vector<long> workspace;
    long reused = 0;  ///< numbers of the workspace that were written more than once

private:
    static constexpr long per_node = 1000;

    void mark_needed() {
        needed_.assign(static_cast<std::size_t>(g_.size), false);
        for (int k = 0; k < g_.output_count; ++k) needed_[static_cast<std::size_t>(g_.outputs[k])] = true;
        for (int i = g_.size - 1; i >= 0; --i)
            for (int k = 0; k < (g_.nodes[i].operation == op::result ? 1 : tapeless::arity(g_.nodes[i].operation)); ++k)
                if (needed_[static_cast<std::size_t>(i)])
                    needed_[static_cast<std::size_t>(operand(g_.nodes[i], k))] = true;
    }
    tags named(int i) const {
        node const& n = g_.nodes[i];
        tags z{g_.shape_of(i), {}};
        if (n.operation == op::argument || n.operation == op::scan) return z;
        bool const passes = needed_[static_cast<std::size_t>(i)] && !at_[static_cast<std::size_t>(i)].computed &&
                            tapeless::arity(n.operation) > 0;
        for_each_index(z.shape, [&](int const* index) {
            long const own = static_cast<long>(z.at.size());
            if (!passes) {  // the same input may be there more than once
                z.at.push_back((n.operation == op::input ? g_.size + n.a + 1 : i + 1) * per_node + own);
                return;
            }
            tags const& x = names_[static_cast<std::size_t>(n.a)];
            int const from = n.operation == op::view ? place_read(x.shape, g_.attribute_of(i), z.shape.rank, index)
                                                     : static_cast<int>(own);
            z.at.push_back(from < 0 ? 0 : x.at[static_cast<std::size_t>(from)]);
        });
        return z;
    }
    /// The memory of a node; inputs and constants stand apart.
    std::vector<long>& memory_of(int i) {
        location const& l = at_[static_cast<std::size_t>(i)];
        if (l.where == memory_space::workspace) return workspace;
        std::vector<long>& apart = others_[{static_cast<int>(l.where), l.run}];
        bool const given = l.where != memory_space::output;
        if (given && apart.empty()) {
            // an input is found through its number, everything else through its node
            for (int k = 0; k < g_.size; ++k) {
                bool const is_it = l.where == memory_space::input
                                       ? g_.nodes[k].operation == op::input && g_.nodes[k].a == l.run
                                       : k == l.run;
                if (is_it && k < static_cast<int>(names_.size())) apart = names_[static_cast<std::size_t>(k)].at;
            }
        }
        return apart;
    }
    int first_of(int i) const {
        location const& l = at_[static_cast<std::size_t>(i)];
        return l.where == memory_space::workspace || l.where == memory_space::output || l.where == memory_space::input
                   ? l.offset
                   : 0;
    }
    void read(int i, int reader) {
        location const& l = at_[static_cast<std::size_t>(i)];
        tags const& expected = names_[static_cast<std::size_t>(i)];
        std::vector<long> const& m = memory_of(i);
        for_each_index(expected.shape, [&](int const* index) {
            int place = first_of(i) + l.layout.base;
            for (int k = 0; k < expected.shape.rank; ++k) place += index[k] * l.layout.stride[k];
            bool const inside = place >= 0 && place < static_cast<int>(m.size());
            long const wanted = expected.at[place_of_index(expected.shape, index)];
            if (!inside || m[static_cast<std::size_t>(place)] != wanted)
                fault_ = "node " + std::to_string(reader) + " does not find node " + std::to_string(i) + " at " +
                         std::to_string(place) + ", but " +
                         (inside ? std::to_string(m[static_cast<std::size_t>(place)]) : "nothing");
        });
    }
    void write(int i, int count, bool poison) {
        std::vector<long>& m = memory_of(i);
        int const first = first_of(i);
        if (at_[static_cast<std::size_t>(i)].where == memory_space::output && m.empty())
            m.assign(static_cast<std::size_t>(count), -1);
        for (int k = 0; k < count; ++k) {
            if (first + k >= static_cast<int>(m.size())) {
                fault_ = "node " + std::to_string(i) + " is written outside of its memory";
                return;
            }
            long& cell = m[static_cast<std::size_t>(first + k)];
            reused += cell != -1;
            cell = poison ? -2 : names_[static_cast<std::size_t>(i)].at[static_cast<std::size_t>(k)];
        }
    }
    /// What the kernel of a node reads must stand there before and after it has written.
    void compute(int i) {
        node const& n = g_.nodes[i];
        std::vector<int> operands;
        if (n.operation == op::result) return;  // written by its loop
        if (n.operation == op::scan) {
            tapeless::operand_list const list(g_.nodes, n.a);
            for (int k = 0; k < list.size(); ++k) {
                operands.push_back(list[k]);
                location const& l = at_[static_cast<std::size_t>(list[k])];
                for (int j = 0; j < g_.shape_of(list[k]).rank; ++j)
                    if (g_.shape_of(list[k]).at[j] != 1 && l.layout.stride[j] != g_.shape_of(list[k]).stride(j))
                        fault_ = "a loop's operand does not lie row by row";
            }
        } else
            for (int k = 0; k < tapeless::arity(n.operation); ++k) operands.push_back(operand(n, k));
        for (int const o : operands) read(o, i);
        if (n.operation == op::scan) {
            for (int k = i + 1; k < g_.size; ++k)
                if (g_.nodes[k].operation == op::result && g_.nodes[k].a == i && needed_[static_cast<std::size_t>(k)]) {
                    while (static_cast<int>(names_.size()) <= k)
                        names_.push_back(named_result(static_cast<int>(names_.size())));
                    write(k, g_.shape_of(k).size(), false);
                }
            names_.resize(static_cast<std::size_t>(i) + 1);
            if (fault_.empty()) fault_ = loop_fault(i);
        } else write(i, g_.shape_of(i).size(), false);
        for (int const o : operands)
            if (fault_.empty()) read(o, i);
    }
    /// Names that a node gets when it comes to it, for results of loops.
    tags named_result(int i) const {
        tags z{g_.shape_of(i), {}};
        for (int k = 0; k < z.shape.size(); ++k) z.at.push_back((i + 1) * per_node + k);
        return z;
    }
    /// The scratch of a loop has room for two copies of what is carried and for the plan of its body.
    std::string loop_fault(int i) {
        graph_view const body = g_.part(g_.attribute_of(i).part);
        rehearsal inside(body);
        std::string const fault = inside.run();
        if (!fault.empty()) return "in the loop " + std::to_string(i) + ": " + fault;
        int scratch = static_cast<int>(inside.workspace.size());
        for (int k = 0; k < g_.attribute_of(i).axis[1]; ++k) scratch += 2 * body.shape_of(body.outputs[k]).size();
        write(i, scratch, true);
        for (int k = i + 1; k < g_.size && fault_.empty(); ++k)
            if (g_.nodes[k].operation == op::result && g_.nodes[k].a == i && needed_[static_cast<std::size_t>(k)]) {
                auto const names = names_;
                while (static_cast<int>(names_.size()) <= k)
                    names_.push_back(named_result(static_cast<int>(names_.size())));
                read(k, i);
                names_ = names;
            }
        return fault_;
    }

    graph_view g_;
    std::vector<location> at_;
    std::vector<bool> copied_;
    std::vector<bool> needed_;
    std::vector<tags> names_;
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

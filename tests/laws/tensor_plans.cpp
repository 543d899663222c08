// SPDX-License-Identifier: BSL-1.0
// Plans of memory: whatever a group reads stands where the plan says until the group has written.
#include "catch.hpp"
#include "support/laws.hpp"
#include "support/shaped_laws.hpp"
#include "support/shaped_names.hpp"

#include <tapeless/execute/group_code.hpp>

namespace {

using namespace support;
using tapeless::deed;
using tapeless::group_kind;
using tapeless::location;
using tapeless::memory_space;
using tapeless::reach;

/// For each output an input of its shape whose memory it takes, or -1.
std::vector<int> some_in_place(graph_view const& g, int seed) {
    std::vector<int> chosen(static_cast<std::size_t>(g.output_count) + 1, -1);
    std::vector<int> input_nodes;
    for (int i = 0; i < g.size; ++i)
        if (g.nodes[i].operation == op::input) input_nodes.push_back(i);
    for (std::size_t o = 0; o < static_cast<std::size_t>(g.output_count); ++o)
        for (std::size_t k = 0; k < input_nodes.size() && chosen[o] < 0; ++k) {
            int const node = input_nodes[(k + o + static_cast<std::size_t>(seed)) % input_nodes.size()];
            int const input = g.nodes[node].a;
            bool const free = std::find(chosen.begin(), chosen.end(), input) == chosen.end();
            if (free && g.shape_of(node) == g.shape_of(g.outputs[o])) chosen[o] = input;
        }
    return chosen;
}

/// Runs a plan with names in place of numbers, group by group.
class rehearsal {
public:
    explicit rehearsal(graph_view const& g, std::vector<int> const& in_place = {})
        : workspace(0), plan_(g, in_place.empty() ? nullptr : in_place.data()), g_(plan_.g), in_place_(in_place) {
        workspace.assign(static_cast<std::size_t>(plan_.plan.workspace), nothing);
        for (int i = 0; i < g_.size; ++i)
            if (g_.nodes[i].operation == op::input)
                memories_[{static_cast<int>(memory_space::input), g_.nodes[i].a}] = plan_.of(i).at;
    }
    /// Whether a copy comes too late, so that nothing may be done in place.
    [[nodiscard]] bool is_refused() const { return plan_.plan.copies_overlap; }
    /// Empty if all is well.
    std::string run() {
        std::vector<bool> ran(static_cast<std::size_t>(plan_.plan.groups.count));
        for (int step = 0; step < plan_.plan.groups.count && fault_.empty(); ++step) {
            int const c = plan_.plan.order[step];
            ran[static_cast<std::size_t>(c)] = true;
            run_group(c);
        }
        if (std::find(ran.begin(), ran.end(), false) != ran.end() && fault_.empty()) fault_ = "a group does not run";
        for (int k = 0; k < g_.output_count && fault_.empty(); ++k) {
            int const of = g_.outputs[k];
            if (!plan_.plan.copied[k]) continue;
            read(of, -1);
            memory_of_output(k) = plan_.of(of).at;
        }
        for (int k = 0; k < g_.output_count && fault_.empty(); ++k)
            if (memory_of_output(k) != plan_.of(g_.outputs[k]).at)
                fault_ = "output " + std::to_string(k) + " is not in its place";
        return fault_;
    }

    std::vector<long> workspace;
    long reused = 0;       ///< numbers of the workspace that were written more than once
    long overwritten = 0;  ///< numbers that were read and overwritten by one group

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
        bool const is_single = plan_.plan.groups.groups[c].what == group_kind::single;
        if (!is_single) look_at_steps(c);
        if (plan_.plan.groups.groups[c].what == group_kind::contraction && plan_.plan.copies > 0)
            std::fill(workspace.begin() + plan_.plan.copies, workspace.end(), scratch);
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
        if (is_single || in_place_.empty()) read_all();
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

    using memory_key = std::pair<int, int>;
    [[nodiscard]] memory_key key_of_output(int k) const {
        bool const overwrites = !in_place_.empty() && in_place_[static_cast<std::size_t>(k)] >= 0;
        return overwrites ? memory_key{static_cast<int>(memory_space::input), in_place_[static_cast<std::size_t>(k)]}
                          : memory_key{static_cast<int>(memory_space::output), k};
    }
    [[nodiscard]] memory_key key_of(int i) const {
        location const& l = plan_.at(i);
        if (l.where == memory_space::output) return key_of_output(l.run);
        return {static_cast<int>(l.where), l.where == memory_space::workspace ? 0 : l.run};
    }
    std::vector<long>& memory_of_output(int k) { return memories_[key_of_output(k)]; }
    /// The memory of a node. What is neither input nor output stands apart.
    std::vector<long>& memory_of(int i) {
        location const& l = plan_.at(i);
        if (l.where == memory_space::workspace) return workspace;
        std::vector<long>& apart = memories_[key_of(i)];
        bool const given = l.where != memory_space::output && l.where != memory_space::input;
        if (given && apart.empty()) apart = plan_.of(l.run).at;
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

    /// Where a step of a group reads or writes: which one of the numbers of its group it is at.
    struct touched {
        int step = 0;
        long point = 0;
        reach lies = reach::full;
    };
    using touched_places = std::multimap<std::pair<memory_key, int>, touched>;

    /// What a group overwrites it must have read at the same place, in an earlier step.
    void look_at_steps(int c) {
        constexpr int capacity = 5 * tapeless::most_nodes_in_group + 2;
        auto const& groups = plan_.plan.groups;
        auto const writer = std::make_unique<tapeless::detail::group_writer<capacity, capacity>>(
            g_, plan_.plan.views.at, plan_.plan.views.root, groups.group_of, groups.lies, groups.next, groups.stored,
            groups.groups[c], c);
        auto const& code = writer->code;
        touched_places reads;
        touched_places writes;
        for (int s = 0; s < code.size; ++s) {
            tapeless::group_step const& step = code.steps[s];
            bool const stores_sum =
                step.what == deed::combine && (step.lies == reach::column || step.lies == reach::total);
            if (step.what == deed::load || step.what == deed::store)
                touch(step.what == deed::load ? reads : writes, code, s);
            else if (stores_sum) touch_all(writes, code.nodes[step.memory]);
        }
        if (groups.groups[c].what == group_kind::contraction)
            for (int const node : {code.nodes[code.a], code.nodes[code.b]}) touch_all(reads, node);
        for (auto const& [place, write] : writes) {
            auto const [first, last] = reads.equal_range(place);
            for (auto read = first; read != last; ++read) {
                ++overwritten;
                bool const same = read->second.point == write.point && read->second.lies == write.lies;
                if (!same || write.step < read->second.step || write.point < 0)
                    fault_ = "group " + std::to_string(c) + " overwrites what it has not read";
            }
        }
    }
    template <class Code>
    void touch(touched_places& places, Code const& code, int s) const {
        tapeless::group_step const& step = code.steps[s];
        int const node = code.nodes[step.memory];
        bool const reads = step.what == deed::load;
        extents space = code.outer;
        if (step.lies != reach::row) space.push(code.row);
        long point = 0;
        for_each_index(space, [&](int const* index) {
            int const place = first_of(node) + (reads ? plan_.at(node).layout.base : 0) +
                              std::inner_product(index, index + space.rank, step.at.stride, 0);
            places.emplace(std::pair(key_of(node), place), touched{s, point++, step.lies});
        });
    }
    void touch_all(touched_places& places, int node) const {
        for_each_index(g_.shape_of(node), [&](int const* index) {
            places.emplace(std::pair(key_of(node), first_of(node) + plan_.address(node, index)), touched{0, -1});
        });
    }

    named_plan plan_;
    graph_view g_;
    std::vector<int> in_place_;
    std::map<memory_key, std::vector<long>> memories_;
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

TEST_CASE("results take the memory of arguments when these have been read") {
    long plans = 0;
    long refused = 0;
    long overwritten = 0;
    std::string const fault = broken(shaped_law_options{}, [&](shaped_sample const& s) {
        for (owned_shaped_graph const& g :
             {s.graph, both_derivatives(s), simplified_tensors(gradient_of_sum(s)->view())}) {
            rehearsal plan(g->view(), some_in_place(g->view(), static_cast<int>(plans)));
            ++plans;
            refused += plan.is_refused();
            if (plan.is_refused()) continue;
            std::string const wrong = plan.run();
            overwritten += plan.overwritten;
            if (!wrong.empty()) return wrong + "\n" + listing(g->view());
        }
        return std::string();
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(plans << " plans, " << refused << " refused, " << overwritten << " numbers overwritten by what reads them");
    CHECK(overwritten > 300);
}

// SPDX-License-Identifier: BSL-1.0
// Places of random graphs: first fit in the order of the groups, as a search through all that is alive finds it.
#include <tapeless/execute/tensor_plan.hpp>
#include <tapeless/graph/arrange.hpp>

#include <catch.hpp>
#include <random>
#include <vector>

namespace {

using namespace tapeless;

constexpr int sizes[] = {1, 3, 7, 8, 20, 33};
constexpr int inputs = 6;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Sums of nodes of the same size, which share nests, and running sums, which stand alone. The latest nodes are read
/// more often than the others. The last of each size are results, and so are others in another shape: copies of them.
struct random_graph {
    graph_builder g{sharing::off};
    std::vector<int> outputs;

    explicit random_graph(unsigned seed, int nodes) {
        std::mt19937 random(seed);
        auto const below = [&random](std::size_t n) { return random() % n; };
        std::vector<int> of_size[inputs];
        for (int i = 0; i < inputs; ++i) of_size[i].push_back(g.input(i, extents{1, {sizes[i]}}));
        for (int i = 0; i < nodes; ++i) {
            auto& same = of_size[below(inputs)];
            auto const one = [&] {
                return same[below(4) == 0 ? below(same.size())
                                          : same.size() - 1 - below(same.size() > 3 ? 3 : same.size())];
            };
            int const a = one();
            if (below(2) == 0) same.push_back(g.append(op::add, a, one()));
            else same.push_back(g.append_shaped(op::cumsum, g.shape_of(a), attribute{}, a));
        }
        for (auto const& same : of_size) {
            outputs.push_back(same.back());
            int const size = g.shape_of(same.back()).size();
            outputs.push_back(arrange::reshape(g, same[below(same.size())], extents{2, {size, 1}}));
        }
    }
    [[nodiscard]] graph_view view() const { return g.view(outputs.data(), static_cast<int>(outputs.size())); }
};

/// The same by the book, for given groups: what another group reads has a place from its own group up to the last one
/// that reads it, and up to the end if it must be copied to a result.
struct searched {
    std::vector<int> offset;
    std::vector<bool> stored;
    int workspace = 0;

    searched(graph_view const& g, tensor_planner const& plan) : offset(at(g.size), -1), stored(at(g.size)) {
        auto const group = [&plan](int i) { return plan.groups.group_of[i]; };
        std::vector<int> last_use(at(g.size));
        std::vector<bool> needed(at(g.size));
        for (int i = 0; i < g.output_count; ++i) {
            int const of = g.outputs[i];
            int const shown = g.nodes[of].operation == op::reshape ? g.nodes[of].a : of;
            needed[at(shown)] = stored[at(shown)] = true;
            if (shown != of) last_use[at(shown)] = plan.groups.count;
        }
        for (int i = g.size - 1; i >= 0; --i) {
            if (!needed[at(i)] || arity(g.nodes[i].operation) == 0) continue;
            for (int k = 0; k < arity(g.nodes[i].operation); ++k) {
                int const from = operand(g.nodes[i], k);
                needed[at(from)] = true;
                if (group(from) == group(i)) continue;
                stored[at(from)] = true;
                if (last_use[at(from)] < group(i)) last_use[at(from)] = group(i);
            }
        }
        for (int c = 0; c < plan.groups.count; ++c)
            for (int i = 0; i < g.size; ++i)
                if (group(i) == c && plan.views.at[i].where == memory_space::workspace)
                    place_first(g, plan, last_use, i);
    }

private:
    void place_first(graph_view const& g, tensor_planner const& plan, std::vector<int> const& last_use, int i) {
        int const size = g.shape_of(i).size();
        int place = 0;
        for (bool free = false; !free;) {
            free = true;
            for (int k = 0; k < g.size; ++k) {
                bool const alive = offset[at(k)] >= 0 && (last_use[at(k)] >= plan.groups.group_of[i] ||
                                                          plan.groups.group_of[k] == plan.groups.group_of[i]);
                int const end = offset[at(k)] + g.shape_of(k).size();
                if (!alive || place >= end || offset[at(k)] >= place + size) continue;
                free = false;
                place = tapeless::detail::aligned(end, size);
            }
        }
        offset[at(i)] = place;
        if (workspace < place + size) workspace = place + size;
    }
};

}  // namespace

TEST_CASE("nodes have the lowest places at which nothing else is alive") {
    place runs[2 * inputs];
    for (int i = 0; i < 2 * inputs; ++i) runs[i].run = i;
    int placed = 0;
    int in_registers = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        random_graph const random(seed, 40 + 5 * static_cast<int>(seed));
        graph_view const g = random.view();
        tensor_planner const plan(g, runs, runs);
        searched const expected(g, plan);
        int wrong = 0;
        for (int i = 0; i < g.size; ++i) {
            if (plan.groups.group_of[i] < 0) continue;
            bool const in_memory = plan.views.at[i].where != memory_space::nowhere;
            if (in_memory != expected.stored[at(i)]) ++wrong;
            if (!in_memory) ++in_registers;
            if (plan.views.at[i].where != memory_space::workspace) continue;
            ++placed;
            if (plan.views.at[i].offset != expected.offset[at(i)]) ++wrong;
        }
        CHECK(wrong == 0);
        CHECK(plan.workspace == expected.workspace);
    }
    CHECK(placed > 1000);
    CHECK(in_registers > 1000);
}

TEST_CASE("a product of matrices may overwrite what is added to it, but none of its factors") {
    graph_builder g{sharing::off};
    extents const square{2, {3, 3}};
    int const x = g.input(0, square);
    int const y = g.input(1, square);
    int const bias = g.input(2, square);
    int const product = arrange::matmul(g, x, false, y, false);
    int const output = g.append(op::tanh, g.append(op::add, product, bias));
    place const runs[3] = {{0, 0}, {1, 0}, {2, 0}};
    for (int const input : {0, 1, 2}) {
        tensor_planner const plan(g.view(&output, 1), runs, runs, &input);
        REQUIRE(plan.groups.count == 1);
        CHECK(plan.copied[0] == (input != 2));
        CHECK(plan.workspace == (input == 2 ? 0 : 9));
    }
}

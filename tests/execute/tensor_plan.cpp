// SPDX-License-Identifier: BSL-1.0
// Places of random graphs: first fit, as a search through all that is alive finds it.
#include <tapeless/execute/tensor_plan.hpp>
#include <tapeless/graph/builder.hpp>

#include <catch.hpp>
#include <random>
#include <vector>

namespace {

using namespace tapeless;

constexpr int sizes[] = {1, 3, 7, 8, 20, 33};
constexpr int inputs = 6;

/// Sums of nodes of the same size, of which the latest are read more often; some are results.
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
            same.push_back(g.append(op::add, a, one()));
        }
        for (auto const& same : of_size) outputs.push_back(same.back());
    }
    [[nodiscard]] graph_view view() const { return g.view(outputs.data(), static_cast<int>(outputs.size())); }
};

/// The same by the book.
struct searched {
    std::vector<int> offset;
    int workspace = 0;

    searched(graph_view const& g, location const* at) : offset(static_cast<std::size_t>(g.size), -1) {
        std::vector<int> last_use(static_cast<std::size_t>(g.size));
        std::vector<bool> needed(static_cast<std::size_t>(g.size));
        for (int i = 0; i < g.output_count; ++i) needed[static_cast<std::size_t>(g.outputs[i])] = true;
        for (int i = g.size - 1; i >= 0; --i) {
            if (!needed[static_cast<std::size_t>(i)] || g.nodes[i].operation != op::add) continue;
            for (int const k : {g.nodes[i].a, g.nodes[i].b}) {
                needed[static_cast<std::size_t>(k)] = true;
                auto& use = last_use[static_cast<std::size_t>(k)];
                if (use < i) use = i;
            }
        }
        for (int i = 0; i < g.size; ++i) {
            if (at[i].where != memory_space::workspace) continue;
            int const size = g.shape_of(i).size();
            int place = 0;
            auto const meets = [&](int k) {
                return offset[static_cast<std::size_t>(k)] >= 0 && last_use[static_cast<std::size_t>(k)] >= i &&
                       place < offset[static_cast<std::size_t>(k)] + g.shape_of(k).size() &&
                       offset[static_cast<std::size_t>(k)] < place + size;
            };
            for (bool free = false; !free;) {
                free = true;
                for (int k = 0; k < i; ++k)
                    if (meets(k)) {
                        free = false;
                        place =
                            tapeless::detail::aligned(offset[static_cast<std::size_t>(k)] + g.shape_of(k).size(), size);
                    }
            }
            offset[static_cast<std::size_t>(i)] = place;
            if (workspace < place + size) workspace = place + size;
        }
    }
};

}  // namespace

TEST_CASE("nodes have the lowest places at which nothing else is alive") {
    place runs[inputs];
    for (int i = 0; i < inputs; ++i) runs[i].run = i;
    int placed = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        random_graph const random(seed, 40 + 5 * static_cast<int>(seed));
        graph_view const g = random.view();
        tensor_planner const plan(g, runs, runs);
        searched const expected(g, plan.at);
        int wrong = 0;
        for (int i = 0; i < g.size; ++i)
            if (plan.at[i].where == memory_space::workspace) {
                ++placed;
                if (plan.at[i].offset != expected.offset[static_cast<std::size_t>(i)]) ++wrong;
            }
        CHECK(wrong == 0);
        CHECK(plan.workspace == expected.workspace);
    }
    CHECK(placed > 1000);
}

// SPDX-License-Identifier: BSL-1.0
// Groups of small graphs: which nodes share a nest, and which do not.
#include <tapeless/execute/groups.hpp>
#include <tapeless/graph/arrange.hpp>

#include <catch.hpp>
#include <vector>

namespace {

using namespace tapeless;

/// A graph whose outputs are planned.
struct grouped {
    graph_builder g{sharing::off};
    std::vector<int> outputs;
    std::vector<int> group;  ///< of each node, -1 where none
    std::vector<reach> lies;
    std::vector<bool> stored;
    std::vector<node_group> groups;

    int input(extents const& shape) { return g.input(g.input_count(), shape); }
    int sum(int x, int mask) { return arrange::reduce(g, op::reduce_sum, x, mask); }
    /// What lies along the axes in front, under all axes of `to`.
    int along_rows(int x, extents const& to) {
        extents shape = to;
        shape.at[to.rank - 1] = 1;
        return arrange::reshape(g, x, shape);
    }
    void plan(std::vector<int> const& ends) {
        outputs = ends;
        graph_view const view = g.view(outputs.data(), static_cast<int>(outputs.size()));
        std::vector<place> inputs(8);
        for (int k = 0; k < 8; ++k) inputs[static_cast<std::size_t>(k)].run = k;
        node_views const views(view, inputs.data());
        node_grouping const found(view, views);
        group.assign(found.group_of, found.group_of + view.size);
        lies.assign(found.lies, found.lies + view.size);
        stored.assign(found.stored, found.stored + view.size);
        groups.assign(found.groups, found.groups + found.count);
    }
    [[nodiscard]] int group_of(int i) const { return group[static_cast<std::size_t>(i)]; }
    [[nodiscard]] reach reach_of(int i) const { return lies[static_cast<std::size_t>(i)]; }
    [[nodiscard]] bool is_stored(int i) const { return stored[static_cast<std::size_t>(i)]; }
};

constexpr extents axes(int rows, int columns) { return {2, {rows, columns}}; }

}  // namespace

TEST_CASE("a chain of operations is one nest that stores its end") {
    grouped t;
    int const x = t.input(axes(4, 5));
    int const bias = t.input(extents{1, {5}});
    int const y = t.g.append(op::add, x, bias);
    int const z = t.g.append(op::tanh, y);
    t.plan({z});
    REQUIRE(t.groups.size() == 1);
    CHECK(t.groups[0].what == group_kind::nest);
    CHECK(t.groups[0].space == axes(4, 5));
    CHECK(t.groups[0].count == 2);
    CHECK_FALSE(t.is_stored(y));
    CHECK(t.is_stored(z));
}

TEST_CASE("softmax is one nest with whole rows, where these fit into registers") {
    for (int const columns : {5, longest_row_in_registers, longest_row_in_registers + 1}) {
        grouped t;
        extents const shape = axes(4, columns);
        int const x = t.input(shape);
        int const largest = arrange::reduce(t.g, op::reduce_max, x, 2);
        int const e = t.g.append(op::exp, t.g.append(op::sub, x, t.along_rows(largest, shape)));
        int const total = t.sum(e, 2);
        int const y = t.g.append(op::div, e, t.along_rows(total, shape));
        t.plan({y});
        if (columns > longest_row_in_registers) {
            CHECK(t.groups.size() == 3);
            CHECK(t.group_of(total) == t.group_of(e));
            CHECK(t.is_stored(largest));
            CHECK(t.is_stored(e));
            continue;
        }
        REQUIRE(t.groups.size() == 1);
        CHECK(t.groups[0].whole_rows);
        CHECK(t.groups[0].row_axes == 1);
        CHECK(t.reach_of(largest) == reach::row);
        CHECK(t.reach_of(total) == reach::row);
        CHECK_FALSE(t.is_stored(e));
    }
}

TEST_CASE("numbers of a row that are read along another axis are read from memory") {
    grouped t;
    int const x = t.input(axes(3, 3));
    int const total = t.sum(x, 2);
    int const own = t.g.append(op::mul, x, t.along_rows(total, axes(3, 3)));
    int const other = t.g.append(op::mul, x, total);  // under the last axis
    t.plan({own, other});
    CHECK(t.group_of(own) == t.group_of(total));
    CHECK(t.group_of(other) != t.group_of(total));
    CHECK(t.is_stored(total));
}

TEST_CASE("numbers that are read in another place are read from memory") {
    grouped t;
    int const x = t.g.append(op::exp, t.input(axes(3, 3)));
    int const turned = arrange::transpose(t.g, x);
    int const y = t.g.append(op::add, x, turned);
    t.plan({y});
    CHECK(t.group_of(y) != t.group_of(x));
    CHECK(t.is_stored(x));
}

TEST_CASE("sums over rows, over columns and over everything join the nest of their operand") {
    for (int const length : {7, longest_row_in_registers + 1}) {
        grouped t;
        int const x = t.g.append(op::exp, t.input(axes(6, length)));
        int const rows = t.sum(x, 2);
        int const columns = t.sum(x, 1);
        int const all = t.sum(x, 3);
        t.plan({rows, columns, all});
        CHECK(t.groups.size() == (length == 7 ? 1 : 2));  // columns are summed piece by piece: no long rows besides
        CHECK(t.group_of(rows) == t.group_of(x));
        CHECK(t.group_of(all) == t.group_of(x));
        CHECK(t.reach_of(rows) == reach::row);
        CHECK(t.reach_of(columns) == reach::column);
        CHECK(t.reach_of(all) == reach::total);
        CHECK(t.is_stored(x) == (length != 7));
    }
}

TEST_CASE("a bias, an activation and its slope follow a product of matrices in one group") {
    grouped t;
    int const a = t.input(axes(4, 3));
    int const product = arrange::matmul(t.g, a, false, t.input(axes(3, 5)), false);
    int const y = t.g.append(op::tanh, t.g.append(op::add, product, t.input(extents{1, {5}})));
    int const slope = t.g.append(op::mul, y, y);
    int const sums = t.sum(y, 1);
    t.plan({y, slope, sums});
    CHECK(t.groups[0].what == group_kind::contraction);
    CHECK(t.groups[0].count == 4);
    CHECK_FALSE(t.is_stored(product));
    CHECK(t.group_of(sums) != t.group_of(y));  // a sum needs the whole of it
    CHECK(t.groups.size() == 2);
}

TEST_CASE("a product without sums is an operation on numbers") {
    grouped t;
    int const a = t.input(axes(4, 1));
    int const product = arrange::matmul(t.g, a, false, t.input(axes(1, 5)), false);
    int const y = t.g.append(op::neg, product);
    t.plan({y});
    REQUIRE(t.groups.size() == 1);
    CHECK(t.groups[0].what == group_kind::nest);
    CHECK(t.groups[0].count == 2);
}

TEST_CASE("a group holds as many nodes as registers bear") {
    grouped t;
    int x = t.input(axes(4, 5));
    for (int k = 0; k < 2 * most_nodes_in_group; ++k) x = t.g.append(op::sin, x);
    t.plan({x});
    REQUIRE(t.groups.size() == 2);
    CHECK(t.groups[0].count == most_nodes_in_group);
    CHECK(t.groups[1].count == most_nodes_in_group);
}

TEST_CASE("what has a kernel of its own is alone") {
    grouped t;
    int const x = t.g.append(op::exp, t.input(extents{1, {8}}));
    int const y = t.g.append_shaped(op::cumsum, extents{1, {8}}, attribute{}, x);
    int const z = t.g.append(op::neg, y);
    t.plan({z});
    REQUIRE(t.groups.size() == 3);
    CHECK(t.groups[1].what == group_kind::single);
    CHECK(t.is_stored(x));
    CHECK(t.is_stored(y));
}

// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/programs.hpp"

#include <tapeless/execute/certain.hpp>

#include <set>

using tapeless::op;

TEST_CASE("a cond needs for certain what its condition needs and what both sides need") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const in_test = g.append(op::exp, x);
    int const in_both = g.append(op::sin, x);
    int const in_one = g.append(op::cos, in_both);
    int const test = g.append(op::less, in_test, in_both);
    int const branch = g.append(op::cond, test, g.append(op::add, in_both, in_one), g.append(op::neg, in_both));
    int const later = g.append(op::mul, g.append(op::mul, in_one, in_test), branch);  // so that they have several users
    auto const graph = support::take(g, {later, branch, later});
    auto const value = support::as_value<3>(graph);
    auto const code = tapeless::fuse(value);
    tapeless::certain_needs const needs(value.view(), code.instructions);
    auto const of = [&](int i) {
        std::set<int> found;
        for (int w = 0; w < needs.words(); ++w)
            for (int bit = 0; bit < 64; ++bit)
                if ((needs.word(i, w) >> bit & 1) != 0) found.insert(needs.node(w, bit));
        return found;
    };
    CHECK(of(branch) == std::set<int>{in_test, in_both});
    CHECK(of(later) == std::set<int>{in_test, in_both, in_one});
    CHECK(of(in_one) == std::set<int>{in_both, in_one});
}

TEST_CASE("of what is hoisted one side is enough") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const hoisted = g.append(op::sin, x);
    int const test = g.append(op::less, x, g.constant(0));
    int const branch = g.append(op::cond, test, hoisted, x);
    auto const value = support::as_value<1>(support::take(g, {branch}));
    auto const code = tapeless::fuse(value);
    std::vector<int> homes(static_cast<std::size_t>(value.size), -1);
    CHECK(tapeless::certain_needs(value.view(), code.instructions, homes.data()).shared_count() == 0);  // x is a leaf
    homes[static_cast<std::size_t>(hoisted)] = 0;
    tapeless::certain_needs const needs(value.view(), code.instructions, homes.data());
    REQUIRE(needs.words() == 1);
    CHECK(needs.word(branch, 0) != 0);
    CHECK((needs.word(branch, 0) & needs.word(hoisted, 0)) == needs.word(hoisted, 0));
}

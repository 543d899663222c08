// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/graph/graph.hpp>

#include <type_traits>

using tapeless::node;
using tapeless::op;

namespace {

constexpr tapeless::graph<6, 2> roomy() {
    tapeless::graph<6, 2> g;
    g.nodes[0] = {op::input, 0, 0, 0, 0};
    g.nodes[1] = {op::constant, 0, 0, 0, 2.5};
    g.nodes[2] = {op::mul, 0, 1, 0, 0};
    g.outputs[0] = 2;
    g.outputs[1] = 1;
    g.size = 3;
    g.input_count = 1;
    return g;
}
constexpr auto tight = tapeless::shrink<3>(roomy());

template <auto G>
struct holder {};

}  // namespace

TEST_CASE("operands by number") {
    constexpr node n{op::select, 4, 5, 6, 0, nullptr};
    static_assert(operand(n, 0) == 4 && operand(n, 1) == 5 && operand(n, 2) == 6);
    CHECK(operand(n, 2) == 6);
}

TEST_CASE("a view shows what the graph holds") {
    tapeless::graph_view const v = tight.view();
    CHECK(v.size == 3);
    CHECK(v.output_count == 2);
    CHECK(v.input_count == 1);
    CHECK(v.outputs[0] == 2);
    CHECK(v.nodes[1].value == 2.5);
    CHECK(v.nodes[2] == node{op::mul, 0, 1, 0, 0});
}

TEST_CASE("shrinking keeps the nodes in use, and equal graphs are one type") {
    static_assert(std::is_same_v<decltype(tight), tapeless::graph<3, 2> const>);
    static_assert(tight.size == 3 && tight.input_count == 1 && tight.outputs[0] == 2);
    constexpr auto again = tapeless::shrink<3>(roomy());
    static_assert(tight == again);
    static_assert(std::is_same_v<holder<tight>, holder<again>>);
    constexpr auto other = [] {
        auto g = tight;
        g.nodes[1].value = 3.5;
        return g;
    }();
    static_assert(!std::is_same_v<holder<tight>, holder<other>>);
    CHECK_FALSE(tight == other);
}

TEST_CASE("0.0 and -0.0 make two types though they compare equal") {
    constexpr auto with = [](double value) {
        auto g = tight;
        g.nodes[1].value = value;
        return g;
    };
    constexpr auto plus = with(0.0);
    constexpr auto minus = with(-0.0);
    CHECK(plus == minus);
    CHECK_FALSE(std::is_same_v<holder<plus>, holder<minus>>);
}

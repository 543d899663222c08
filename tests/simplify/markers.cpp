// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/graphs.hpp"

#include <tapeless/simplify/markers.hpp>

using tapeless::op;

namespace {

support::owned_graph stripped(support::owned_graph const& from) {
    tapeless::graph_builder out(tapeless::sharing::off);
    std::vector<int> outputs(from.outputs.size());
    tapeless::strip_markers(from.view(), from.input_count, out, outputs.data());
    return support::take(out, outputs);
}

}  // namespace

TEST_CASE("markers become their first operand, and what only slopes need goes") {
    tapeless::graph_builder g(tapeless::sharing::on);
    int const x = g.input(0);
    int const y = g.input(1);
    int const sine = g.append(op::sin, x);
    int const stopped = g.append(op::stop_gradient, sine);
    int const slope = g.append(op::exp, y);
    int const custom = g.append(op::custom, stopped, x, slope);
    auto const to = stripped(support::take(g, {g.append(op::mul, custom, sine), custom}));
    CHECK(to.size() == 3);  // x, sin(x), their product: sin(x) is one node again
    CHECK(to.result(0).operation == op::mul);
    CHECK(to.result(0).a == to.result(0).b);
    CHECK(to.result(1).operation == op::sin);
    CHECK(to.input_count == 2);
    CHECK(!tapeless::has_markers(to.view()));
}

TEST_CASE("calls keep their function, their arguments and the number of the result") {
    static constexpr tapeless::opaque_function f{2, 3, nullptr, nullptr};
    tapeless::graph_builder g(tapeless::sharing::on);
    int const list = g.append(op::argument, g.append(op::stop_gradient, g.input(0)), g.input(1));
    int const first = g.call(&f, list);
    int const third = g.append(op::result, first, 2);
    auto const before = support::take(g, {first, third});
    CHECK(tapeless::has_markers(before.view()));
    auto const to = stripped(before);
    CHECK(to.result(0).operation == op::call);
    CHECK(to.result(0).callee == &f);
    CHECK(to.result(1).operation == op::result);
    CHECK(to.result(1).a == to.outputs[0]);
    CHECK(to.result(1).b == 2);
    CHECK(to[to.result(0).a].operation == op::argument);
}

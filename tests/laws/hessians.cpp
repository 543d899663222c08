// SPDX-License-Identifier: BSL-1.0
// Second derivatives do not depend on the order of differentiation, nor on the modes that were nested.
#include "catch.hpp"
#include "support/bounded.hpp"
#include "support/jacobians.hpp"
#include "support/simplified.hpp"

namespace {

/// Entry (i, j) beside entry (j, i).
std::vector<support::bounded> transposed(std::vector<support::bounded> const& m, std::size_t n) {
    std::vector<support::bounded> t;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) t.push_back(m[j * n + i]);
    return t;
}

}  // namespace

TEST_CASE("Hessians of random graphs are symmetric in every nesting of modes") {
    support::tally count;
    std::string const fault = support::broken({.graphs = 2000, .nodes = 20}, [&](support::sample const& s) {
        std::size_t const n = s.point.size();
        if (bends(s.graph, s.point)) return std::string();
        auto const by_rows = support::simplified(jacobian_by_rows(s.graph), s.graph.size());
        auto const by_columns = support::simplified(jacobian_by_columns(s.graph), s.graph.size());
        auto const forward_over_reverse = bounded_outputs(jacobian_by_columns(by_rows), s.point);
        auto const reverse_over_reverse = bounded_outputs(jacobian_by_rows(by_rows), s.point);
        auto const forward_over_forward = bounded_outputs(jacobian_by_columns(by_columns), s.point);
        auto const reverse_over_forward = bounded_outputs(jacobian_by_rows(by_columns), s.point);
        std::string wrong =
            compared("Hessian and its transpose", forward_over_reverse, transposed(forward_over_reverse, n), count);
        if (wrong.empty())
            wrong = compared("forward and reverse over reverse", forward_over_reverse, reverse_over_reverse, count);
        if (wrong.empty())
            wrong = compared("over reverse and over forward", forward_over_reverse, forward_over_forward, count);
        if (wrong.empty())
            wrong =
                compared("over forward, transposed", reverse_over_reverse, transposed(reverse_over_forward, n), count);
        return wrong;
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(count.said << " compared, " << count.unsaid << " left out");
    CHECK(count.said > 4 * count.unsaid);
}

// SPDX-License-Identifier: BSL-1.0
// Reverse mode, forward mode and vertex elimination give the same Jacobian.
#include "catch.hpp"
#include "support/bounded.hpp"
#include "support/jacobians.hpp"

TEST_CASE("the three modes agree on random graphs") {
    support::tally count;
    std::string const fault = support::broken({.graphs = 3000, .outputs = 2}, [&](support::sample const& s) {
        auto const rows = bounded_outputs(jacobian_by_rows(s.graph), s.point);
        auto const columns = bounded_outputs(jacobian_by_columns(s.graph), s.point);
        auto const eliminated = bounded_outputs(jacobian_by_elimination(s.graph), s.point);
        std::string wrong = compared("reverse and forward", rows, columns, count);
        if (wrong.empty()) wrong = compared("reverse and elimination", rows, eliminated, count);
        return wrong;
    });
    INFO(fault);
    CHECK(fault.empty());
    INFO(count.said << " compared, " << count.unsaid << " left out");
    CHECK(count.said > 9 * count.unsaid);
}

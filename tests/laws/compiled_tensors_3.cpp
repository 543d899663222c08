// SPDX-License-Identifier: BSL-1.0
// Random graphs with shapes as template arguments: several files, so that each compiles in a few seconds.
#include "catch.hpp"
#include "support/compiled_tensors.hpp"

TEST_CASE("programs of random graphs with shapes give what index by index comes out, seeds 12 to 17") {
    auto const d = support::compare_all_tensors<12, 14>(std::make_integer_sequence<int, 6>{});
    INFO(d.first);
    CHECK(d.graphs == 0);
    INFO(d.nodes << " nodes, " << d.loops << " loops, " << d.numbers << " numbers, " << d.unsaid << " unsaid");
    CHECK(d.nodes > 120);
    CHECK(d.numbers > 10 * d.unsaid);
}

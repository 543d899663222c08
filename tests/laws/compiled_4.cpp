// SPDX-License-Identifier: BSL-1.0
// Random graphs as template arguments, through the public verbs: six files, so that each compiles in a few seconds.
#include "catch.hpp"
#include "support/compiled_graphs.hpp"

TEST_CASE("verbs of random expressions give what the passes give at run time, seeds 60 to 79") {
    auto const d = support::compare_all<60>(std::make_integer_sequence<unsigned, 20>{});
    INFO(d.first);
    CHECK(d.graphs == 0);
    CHECK(d.bits == 0);
    CHECK(d.constants == 0);
    INFO(d.nodes << " nodes, " << d.entries << " entries, " << d.sharp << " sharp");
    CHECK(d.nodes > 350);
    CHECK(d.sharp > 40);
}

// SPDX-License-Identifier: BSL-1.0
// The workloads of the benchmarks: the same derivatives as ADOL-C's.
#if __has_include(<adolc/adolc.h>)
#define TAPELESS_BENCH_HAS_ADOLC
#endif
#include "catch.hpp"
#include "systems/peers.hpp"

TEST_CASE("W1, W2, W5 and W6 agree with ADOL-C") {
#if defined(TAPELESS_BENCH_HAS_ADOLC)
    CHECK(support::disagreements_of_all<bench::peer::adolc_record>() == 0);
#else
    WARN("ADOL-C is not installed: nothing compared");
#endif
}

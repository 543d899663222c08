// SPDX-License-Identifier: BSL-1.0
// The workloads of the benchmarks: the same derivatives as Sacado's, in forward and reverse mode.
#if __has_include(<Sacado_No_Kokkos.hpp>)
#define TAPELESS_BENCH_HAS_SACADO
#endif
#include "catch.hpp"
#include "systems/peers.hpp"

TEST_CASE("W1, W2, W5 and W6 agree with Sacado") {
#if defined(TAPELESS_BENCH_HAS_SACADO)
    CHECK(support::disagreements_of_all<bench::peer::sacado_sfad>() == 0);
    CHECK(support::disagreements_of_all<bench::peer::sacado_rad>() == 0);
#else
    WARN("Sacado is not installed: nothing compared");
#endif
}

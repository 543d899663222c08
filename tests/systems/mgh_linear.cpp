// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: linear residuals.
#include "systems/mgh_problems_variable.hpp"
#include "systems/mgh_reference.hpp"

TEST_CASE("MGH 32: linear, full rank, n = 8, m = 12") { mgh::check<mgh::linear_full_rank>(); }
TEST_CASE("MGH 33: linear, rank 1, n = 8, m = 12") { mgh::check<mgh::linear_rank_1>(); }
TEST_CASE("MGH 34: linear, rank 1 with zero columns and rows, n = 8, m = 12") {
    mgh::check<mgh::linear_rank_1_zero_edges>();
}

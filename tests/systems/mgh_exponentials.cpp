// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: sums of squares and of exponentials.
#include "systems/mgh_problems_fixed.hpp"
#include "systems/mgh_reference.hpp"

TEST_CASE("MGH 16: Brown and Dennis, n = 4, m = 20") { mgh::check<mgh::brown_dennis>(); }
TEST_CASE("MGH 18: Biggs EXP6, n = 6, m = 13") { mgh::check<mgh::biggs_exp6>(); }

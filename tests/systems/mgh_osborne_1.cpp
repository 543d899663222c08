// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: a fit to 33 data.
#include "systems/mgh_problems_data.hpp"
#include "systems/mgh_reference.hpp"

TEST_CASE("MGH 17: Osborne 1, n = 5, m = 33") { mgh::check<mgh::osborne_1>(); }

// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: Chebyshev polynomials by their recurrence.
#include "systems/mgh_problems_variable.hpp"
#include "systems/mgh_reference.hpp"

TEST_CASE("MGH 35: Chebyquad, n = 8, m = 8") { mgh::check<mgh::chebyquad>(); }

// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: the largest problem, without its Hessian.
#include "systems/mgh_problems_data.hpp"
#include "systems/mgh_reference.hpp"

// The Hessian has too many nodes for either compiler's limits; the Jacobian stands in mgh_osborne_2_jacobian.cpp.
TEST_CASE("MGH 19: Osborne 2, n = 11, m = 65") { mgh::check_gradient<mgh::osborne_2>(); }

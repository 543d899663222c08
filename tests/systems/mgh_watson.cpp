// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: Watson, without its Hessian.
#include "systems/mgh_problems_variable.hpp"
#include "systems/mgh_reference.hpp"

// The Hessian by jacobian(gradient(F)) takes more than clang's 2^20 steps for one constant.
TEST_CASE("MGH 20: Watson, n = 6, m = 31") { mgh::check_first_order<mgh::watson>(); }

// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: discretized and banded systems of equations.
#include "systems/mgh_problems_variable.hpp"
#include "systems/mgh_reference.hpp"

TEST_CASE("MGH 28: discrete boundary value, n = 10, m = 10") { mgh::check<mgh::discrete_boundary_value>(); }
TEST_CASE("MGH 29: discrete integral equation, n = 10, m = 10") { mgh::check<mgh::discrete_integral_equation>(); }
TEST_CASE("MGH 30: Broyden tridiagonal, n = 10, m = 10") { mgh::check<mgh::broyden_tridiagonal>(); }
TEST_CASE("MGH 31: Broyden banded, n = 10, m = 10") { mgh::check<mgh::broyden_banded>(); }

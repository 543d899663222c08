// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: two to four variables.
#include "systems/mgh_problems_fixed.hpp"
#include "systems/mgh_reference.hpp"

TEST_CASE("MGH 1: Rosenbrock, n = 2, m = 2") { mgh::check<mgh::rosenbrock>(); }
TEST_CASE("MGH 2: Freudenstein and Roth, n = 2, m = 2") { mgh::check<mgh::freudenstein_roth>(); }
TEST_CASE("MGH 3: Powell badly scaled, n = 2, m = 2") { mgh::check<mgh::powell_badly_scaled>(); }
TEST_CASE("MGH 4: Brown badly scaled, n = 2, m = 3") { mgh::check<mgh::brown_badly_scaled>(); }
TEST_CASE("MGH 5: Beale, n = 2, m = 3") { mgh::check<mgh::beale>(); }
TEST_CASE("MGH 6: Jennrich and Sampson, n = 2, m = 10") { mgh::check<mgh::jennrich_sampson>(); }
TEST_CASE("MGH 7: helical valley, n = 3, m = 3") { mgh::check<mgh::helical_valley>(); }
TEST_CASE("MGH 11: Gulf research and development, n = 3, m = 10") { mgh::check<mgh::gulf>(); }
TEST_CASE("MGH 12: Box three-dimensional, n = 3, m = 10") { mgh::check<mgh::box>(); }
TEST_CASE("MGH 13: Powell singular, n = 4, m = 4") { mgh::check<mgh::powell_singular>(); }
TEST_CASE("MGH 14: Wood, n = 4, m = 6") { mgh::check<mgh::wood>(); }

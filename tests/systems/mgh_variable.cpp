// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: any number of variables.
#include "systems/mgh_problems_variable.hpp"
#include "systems/mgh_reference.hpp"

TEST_CASE("MGH 21: extended Rosenbrock, n = 10, m = 10") { mgh::check<mgh::extended_rosenbrock>(); }
TEST_CASE("MGH 22: extended Powell singular, n = 8, m = 8") { mgh::check<mgh::extended_powell_singular>(); }
TEST_CASE("MGH 23: penalty I, n = 10, m = 11") { mgh::check<mgh::penalty_1>(); }
TEST_CASE("MGH 24: penalty II, n = 10, m = 20") { mgh::check<mgh::penalty_2>(); }
TEST_CASE("MGH 25: variably dimensioned, n = 10, m = 12") { mgh::check<mgh::variably_dimensioned>(); }
TEST_CASE("MGH 26: trigonometric, n = 10, m = 10") { mgh::check<mgh::trigonometric>(); }
TEST_CASE("MGH 27: Brown almost-linear, n = 10, m = 10") { mgh::check<mgh::brown_almost_linear>(); }

// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: fits to data.
#include "systems/mgh_problems_data.hpp"
#include "systems/mgh_reference.hpp"

TEST_CASE("MGH 8: Bard, n = 3, m = 15") { mgh::check<mgh::bard>(); }
TEST_CASE("MGH 9: Gaussian, n = 3, m = 15") { mgh::check<mgh::gaussian>(); }
TEST_CASE("MGH 10: Meyer, n = 3, m = 16") { mgh::check<mgh::meyer>(); }
TEST_CASE("MGH 15: Kowalik and Osborne, n = 4, m = 11") { mgh::check<mgh::kowalik_osborne>(); }

// SPDX-License-Identifier: BSL-1.0
// More, Garbow, Hillstrom: the largest problem, its Jacobian.
#include "systems/mgh_problems_data.hpp"
#include "systems/mgh_reference.hpp"

TEST_CASE("MGH 19: Osborne 2, Jacobian in two parts") {
    mgh::at_both_points<mgh::osborne_2>([](auto const& x, auto const& values) {
        mgh::check_jacobian<mgh::osborne_2_rows<0, 33>>(x, values, 1e-12);
        mgh::check_jacobian<mgh::osborne_2_rows<33, 32>>(x, values, 1e-12, 33);
    });
}

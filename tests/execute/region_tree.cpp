// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/execute/region_tree.hpp>

TEST_CASE("regions lie within others by what is decided in them, and enclose what is entered from them") {
    tapeless::region_tree regions;
    constexpr int whole = tapeless::region_tree::whole;
    int const a = regions.enter({whole, 1, true});
    int const b = regions.enter({whole, 2, false});
    int const ab = regions.enter({a, 2, false});
    int const ba = regions.enter({b, 1, true});
    int const not_b = regions.enter({a, 2, true});
    CHECK(regions.enter({a, 2, false}) == ab);
    CHECK(regions.size() == 6);
    CHECK(regions.decided(1, ab) == 1);
    CHECK(regions.decided(2, ab) == -1);
    CHECK(regions.decided(3, ab) == 0);
    CHECK(regions.lies_within(ab, whole));
    CHECK(regions.lies_within(ab, b));
    CHECK(regions.lies_within(ab, ba));
    CHECK(!regions.lies_within(not_b, b));
    CHECK(!regions.lies_within(a, ab));
    CHECK(regions.encloses(a, ab));
    CHECK(regions.encloses(ab, ab));
    CHECK(!regions.encloses(b, ab));
    CHECK(regions.common(ab, not_b) == a);
    CHECK(regions.common(ab, ba) == whole);
    CHECK(regions.common(a, ab) == a);
}

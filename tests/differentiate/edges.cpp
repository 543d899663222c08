// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <tapeless/differentiate/edges.hpp>
#include <tapeless/differentiate/sites.hpp>

using tapeless::traced;
using tapeless::weighted_edges;

TEST_CASE("edges are found from both ends until a vertex goes") {
    weighted_edges e(4);
    e.connect(0, 2, 1);
    e.connect(1, 2, 2);
    e.connect(2, 3, 3);
    e.connect(0, 3, 0);  // nothing
    CHECK(e.entering(2) == 2);
    CHECK(e.leaving(2) == 1);
    CHECK(e.leaving(0) == 1);
    CHECK(e.find(0, 3) < 0);
    CHECK(e[e.find(1, 2)].weight.is_number(2));
    int sources = 0;
    for (int in = e.first_in(2); in >= 0; in = e.next_in(in)) sources += 1 + e[in].from;
    CHECK(sources == 3);
    e.disconnect(2);
    CHECK(e.find(0, 2) < 0);
    CHECK(e.find(2, 3) < 0);
    CHECK(e.entering(3) == 0);
    CHECK(e.first_out(0) < 0);
}

TEST_CASE("a second weight is added, and the lists grow") {
    weighted_edges e(3);
    for (int k = 0; k < 5; ++k) e.connect(0, 1, 1.5);
    CHECK(e[e.find(0, 1)].weight.is_number(7.5));
    weighted_edges many(40);
    for (int i = 0; i < 40; ++i)
        for (int k = i + 1; k < 40; ++k) many.connect(i, k, i + k);
    for (int i = 0; i < 40; ++i)
        for (int k = i + 1; k < 40; ++k) CHECK(many[many.find(i, k)].weight.is_number(i + k));
}

TEST_CASE("a factor of 1 is left out") {
    CHECK(tapeless::sparse_product(1, 3).is_number(3));
    CHECK(tapeless::sparse_product(3, 1).is_number(3));
    CHECK(tapeless::sparse_product(2, 3).is_number(6));
}
